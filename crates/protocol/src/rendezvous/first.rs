//! Audience (b): the patient shows a code to whoever scans first. The wallet makes it, the clinic claims it:
//!
//! ```text
//! clinic → wallet   claim    its key, c = SHA-256(L ‖ r_C ‖ card digest ‖ both keys)
//! wallet → clinic   answer   r_W
//! clinic → wallet   reveal   r_C, its card
//! wallet → clinic   outcome  the grant's code, or no
//! ```

use keepwell_crypto::{agree::AgreementSecret, hash::Digest, label::Label, secret::Secret32};
use rand_core::CryptoRngCore;

use super::{
    Question, RendezvousError, Wait,
    message::{Claim, Share, Step},
    session::{Randoms, Session, Side},
};
use crate::{FormatError, card::Card, link::FirstLink, mailbox::RendezvousId, origin::Origin};

/// The wallet shows a code that nobody has claimed yet.
pub struct Offer {
    link: FirstLink,
    own: AgreementSecret,
}

/// The wallet answered a claim, and does not know yet whose it is.
pub struct Answered {
    session: Session,
    commitment: Digest,
    random: Secret32,
}

/// The clinic has claimed a code.
pub struct Claimed {
    session: Session,
    card: Card,
    random: Secret32,
}

impl Offer {
    /// A new code on `relay`, with a key made for it alone.
    pub fn make(relay: Origin, id: RendezvousId, rng: &mut dyn CryptoRngCore) -> Self {
        let own = AgreementSecret::generate(rng);
        let key = own.public();
        Self {
            link: FirstLink { relay, id, key },
            own,
        }
    }

    /// The code to show.
    pub fn link(&self) -> &FirstLink {
        &self.link
    }

    /// Answers the first claim.
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
            side: Side::Wallet,
            code,
            own: self.own,
            other: claim.key,
        };
        let random = Secret32::generate(rng);
        let plain = Share::encode(&random, None);
        let message = session.seal(Label::RENDEZVOUS_ANSWER, &plain, rng)?;
        let answered = Answered {
            session,
            commitment: claim.commitment,
            random,
        };
        Ok((answered, message))
    }
}

impl Answered {
    /// Learns who the clinic is, and checks that it was decided before the wallet's answer.
    ///
    /// # Errors
    /// [`RendezvousError::Mismatch`] when it is not what the claim committed to; the code is burned.
    pub fn reveal(self, message: &[u8]) -> Result<Question, RendezvousError> {
        let plain = self.session.open(Label::RENDEZVOUS_REVEAL, message)?;
        let share = Share::parse(&plain)?;
        let card = share
            .card
            .ok_or(FormatError::malformed("message", "card"))?;
        if self.session.commitment(&share.random, &card.digest()) != self.commitment {
            return Err(RendezvousError::Mismatch);
        }
        let randoms = Randoms {
            clinic: &share.random,
            wallet: &self.random,
        };
        let transcript = self.session.transcript(&card.digest(), &randoms);
        Ok(Question::new(self.session, card, transcript))
    }
}

/// The clinic with this card claims a patient's code.
///
/// # Errors
/// [`RendezvousError::Key`] when the code's key cannot be used.
pub fn claim(
    link: &FirstLink,
    card: Card,
    rng: &mut dyn CryptoRngCore,
) -> Result<(Claimed, Vec<u8>), RendezvousError> {
    let session = Session {
        side: Side::Clinic,
        code: link.to_bound(),
        own: AgreementSecret::generate(rng),
        other: link.key,
    };
    let random = Secret32::generate(rng);
    let claim = Claim {
        key: session.own.public(),
        commitment: session.commitment(&random, &card.digest()),
    };
    let message = session.seal(Label::RENDEZVOUS_CLAIM, &claim.encode(), rng)?;
    let claimed = Claimed {
        session,
        card,
        random,
    };
    Ok((claimed, message))
}

impl Claimed {
    /// Takes the wallet's answer; gives the words, and the message that says who the clinic is.
    ///
    /// # Errors
    /// [`RendezvousError`]; the code is burned.
    pub fn reveal(
        self,
        answer: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(Wait, Vec<u8>), RendezvousError> {
        let plain = self.session.open(Label::RENDEZVOUS_ANSWER, answer)?;
        let share = Share::parse(&plain)?;
        if share.card.is_some() {
            return Err(FormatError::malformed("message", "card").into());
        }
        let plain = Share::encode(&self.random, Some(&self.card));
        let message = self.session.seal(Label::RENDEZVOUS_REVEAL, &plain, rng)?;
        let randoms = Randoms {
            clinic: &self.random,
            wallet: &share.random,
        };
        let transcript = self.session.transcript(&self.card.digest(), &randoms);
        Ok((Wait::new(self.session, transcript), message))
    }
}
