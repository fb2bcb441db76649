//! Audience (c): the patient scans the clinic's screen. The clinic makes the code, the wallet claims it; the order is that
//! of [`super::first`] with the two sides changed, and the card that the clinic shows must be the one whose digest stands
//! in the code:
//!
//! ```text
//! wallet → clinic   claim    its key, c = SHA-256(L ‖ r_W ‖ card digest ‖ both keys)
//! clinic → wallet   answer   r_C, its card
//! wallet → clinic   reveal   r_W
//! wallet → clinic   outcome  the grant's code, or no
//! ```

use keepwell_crypto::{agree::AgreementSecret, hash::Digest, label::Label, secret::Secret32};
use rand_core::CryptoRngCore;

use super::{
    Question, RendezvousError, Wait,
    message::{Claim, Share, Step},
    session::{Randoms, Session, Side},
};
use crate::{FormatError, card::Card, link::ScreenLink, mailbox::RendezvousId, origin::Origin};

/// The clinic's screen shows a code that nobody has claimed yet.
pub struct Offer {
    link: ScreenLink,
    own: AgreementSecret,
    card: Card,
}

/// The clinic answered a claim.
pub struct Answered {
    session: Session,
    commitment: Digest,
    random: Secret32,
    card: Digest,
}

/// The wallet has claimed a code.
pub struct Claimed {
    session: Session,
    card: Digest,
    random: Secret32,
}

impl Offer {
    /// A new code on `relay` for the clinic with this card, with a key made for it alone.
    pub fn make(relay: Origin, id: RendezvousId, card: Card, rng: &mut dyn CryptoRngCore) -> Self {
        let own = AgreementSecret::generate(rng);
        let link = ScreenLink {
            relay,
            id,
            key: own.public(),
            card: card.digest(),
        };
        Self { link, own, card }
    }

    /// The code to show.
    pub fn link(&self) -> &ScreenLink {
        &self.link
    }

    /// Answers the first claim with the clinic's card.
    ///
    /// # Errors
    /// [`RendezvousError`]; the code is burned.
    pub fn answer(
        self,
        claim: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(Answered, Vec<u8>), RendezvousError> {
        let code = self.link.to_bound();
        let step = Step {
            label: Label::RENDEZVOUS_CLAIM,
            code: &code,
            transcript: None,
        };
        let claim = Claim::parse(&step.open(&self.own, claim)?)?;
        let session = Session {
            side: Side::Clinic,
            code,
            own: self.own,
            other: claim.key,
        };
        let random = Secret32::generate(rng);
        let plain = Share::encode(&random, Some(&self.card));
        let message = session.seal(Label::RENDEZVOUS_ANSWER, &plain, rng)?;
        let answered = Answered {
            session,
            commitment: claim.commitment,
            random,
            card: self.card.digest(),
        };
        Ok((answered, message))
    }
}

impl Answered {
    /// Checks that the wallet decided on its random bytes before it saw the clinic's.
    ///
    /// # Errors
    /// [`RendezvousError::Mismatch`] when it did not; the code is burned.
    pub fn reveal(self, message: &[u8]) -> Result<Wait, RendezvousError> {
        let plain = self.session.open(Label::RENDEZVOUS_REVEAL, message)?;
        let share = Share::parse(&plain)?;
        if share.card.is_some() {
            return Err(FormatError::malformed("message", "card").into());
        }
        if self.session.commitment(&share.random, &self.card) != self.commitment {
            return Err(RendezvousError::Mismatch);
        }
        let randoms = Randoms {
            clinic: &self.random,
            wallet: &share.random,
        };
        let transcript = self.session.transcript(&self.card, &randoms);
        Ok(Wait::new(self.session, transcript))
    }
}

/// The wallet claims the code on a clinic's screen.
///
/// # Errors
/// [`RendezvousError::Key`] when the code's key cannot be used.
pub fn claim(
    link: &ScreenLink,
    rng: &mut dyn CryptoRngCore,
) -> Result<(Claimed, Vec<u8>), RendezvousError> {
    let session = Session {
        side: Side::Wallet,
        code: link.to_bound(),
        own: AgreementSecret::generate(rng),
        other: link.key,
    };
    let random = Secret32::generate(rng);
    let claim = Claim {
        key: session.own.public(),
        commitment: session.commitment(&random, &link.card),
    };
    let message = session.seal(Label::RENDEZVOUS_CLAIM, &claim.encode(), rng)?;
    let claimed = Claimed {
        session,
        card: link.card,
        random,
    };
    Ok((claimed, message))
}

impl Claimed {
    /// Takes the clinic's answer; gives what to ask the patient, and the message that makes the words the same.
    ///
    /// # Errors
    /// [`RendezvousError::Mismatch`] when it is not the card of the code; the code is burned.
    pub fn reveal(
        self,
        answer: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(Question, Vec<u8>), RendezvousError> {
        let plain = self.session.open(Label::RENDEZVOUS_ANSWER, answer)?;
        let share = Share::parse(&plain)?;
        let card = share
            .card
            .ok_or(FormatError::malformed("message", "card"))?;
        if card.digest() != self.card {
            return Err(RendezvousError::Mismatch);
        }
        let plain = Share::encode(&self.random, None);
        let message = self.session.seal(Label::RENDEZVOUS_REVEAL, &plain, rng)?;
        let randoms = Randoms {
            clinic: &share.random,
            wallet: &self.random,
        };
        let transcript = self.session.transcript(&self.card, &randoms);
        Ok((Question::new(self.session, card, transcript), message))
    }
}
