//! The access key of a grant (protocol §5): an Ed25519 key that only the clinic named in the grant can make again, by
//! HPKE from its agreement key. The relay checks requests with its public half, so it lets in exactly that clinic
//! without learning which clinic it is.

use keepwell_crypto::{
    agree::{AgreementError, AgreementKey, AgreementSecret, Exporter},
    hash::Digest,
    label::Label,
    sign::{SigningKey, VerifyingKey},
};
use rand_core::CryptoRngCore;

use crate::{mailbox::MailboxId, origin::Origin};

/// The wallet's half: its access point is known at once, its key only after the statement was made.
pub struct AccessPoint(Exporter);

impl AccessPoint {
    /// Begins an access key for the clinic with this agreement key and card.
    ///
    /// # Errors
    /// [`AgreementError::BadKey`] when the card's key cannot be agreed with.
    pub fn begin(
        agreement: &AgreementKey,
        card: &Digest,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, AgreementError> {
        agreement
            .exporter(&Label::ACCESS_INFO.with(&[card]), rng)
            .map(Self)
    }

    /// The HPKE `enc`: what goes into the terms and the QR.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.enc()
    }

    /// The public half of the access key, all that the wallet keeps.
    ///
    /// # Errors
    /// [`AgreementError`] cannot happen here.
    pub fn public_key(
        &self,
        relay: &Origin,
        mailbox: &MailboxId,
        statement: &Digest,
    ) -> Result<VerifyingKey, AgreementError> {
        let seed = self.0.export(&context(relay, mailbox, statement))?;
        Ok(SigningKey::from_seed(seed.expose()).verifying_key())
    }
}

/// The clinic's half: the access key itself.
///
/// # Errors
/// [`AgreementError::BadKey`] for an access point that is no key.
pub fn access_key(
    agreement: &AgreementSecret,
    card: &Digest,
    access_point: &[u8; 32],
    relay: &Origin,
    mailbox: &MailboxId,
    statement: &Digest,
) -> Result<SigningKey, AgreementError> {
    let info = Label::ACCESS_INFO.with(&[card]);
    let seed = agreement.export(access_point, &info, &context(relay, mailbox, statement))?;
    Ok(SigningKey::from_seed(seed.expose()))
}

/// L ‖ length of the relay origin (u16) ‖ relay origin ‖ mailbox ‖ statement digest.
fn context(relay: &Origin, mailbox: &MailboxId, statement: &Digest) -> Vec<u8> {
    let length = u16::try_from(relay.as_str().len())
        .unwrap_or(u16::MAX)
        .to_be_bytes();
    Label::ACCESS_KEY.with(&[
        &length,
        relay.as_str().as_bytes(),
        mailbox.as_bytes(),
        statement,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn only_the_named_clinic_makes_the_key_and_only_for_this_grant() {
        let clinic = AgreementSecret::generate(&mut OsRng);
        let relay = Origin::parse("https://relay.example").unwrap();
        let (mailbox, statement, card) = (MailboxId::from_bytes([1; 16]), [2; 32], [3; 32]);
        let point = AccessPoint::begin(&clinic.public(), &card, &mut OsRng).unwrap();
        let public = point.public_key(&relay, &mailbox, &statement).unwrap();
        let make =
            |secret: &AgreementSecret, card: &Digest, mailbox: &MailboxId, statement: &Digest| {
                access_key(secret, card, &point.to_bytes(), &relay, mailbox, statement)
                    .unwrap()
                    .verifying_key()
            };
        assert_eq!(make(&clinic, &card, &mailbox, &statement), public);
        assert_ne!(
            make(
                &AgreementSecret::generate(&mut OsRng),
                &card,
                &mailbox,
                &statement
            ),
            public
        );
        assert_ne!(make(&clinic, &[9; 32], &mailbox, &statement), public);
        assert_ne!(
            make(&clinic, &card, &MailboxId::from_bytes([9; 16]), &statement),
            public
        );
        assert_ne!(make(&clinic, &card, &mailbox, &[9; 32]), public);
    }
}
