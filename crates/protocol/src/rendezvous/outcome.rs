//! How a meeting ends: the wallet asks its person and says yes, with the grant's code, or no; the clinic waits for it. The
//! message is bound to everything that was said before, so that nobody who only saw the code can answer for the patient.

use keepwell_crypto::{label::Label, secret::Secret32, words::three_words};
use rand_core::CryptoRngCore;

use super::{
    LiveWords, RendezvousError,
    message::{encode_outcome, parse_outcome},
    session::Session,
};
use crate::{card::Card, link::GrantLink};

/// The wallet knows which clinic it is, and asks its person. Nothing has been encrypted for the clinic yet.
pub struct Question {
    session: Session,
    card: Card,
    transcript: Secret32,
}

/// The clinic has said who it is, and waits for the patient.
pub struct Wait {
    session: Session,
    transcript: Secret32,
}

/// What the patient said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Yes: the code of the grant that was made.
    Granted(GrantLink),
    /// No.
    Refused,
}

impl Question {
    pub(super) fn new(session: Session, card: Card, transcript: Secret32) -> Self {
        Self {
            session,
            card,
            transcript,
        }
    }

    /// The clinic's card, its signature checked. Whether it may be shared with is the wallet's to judge.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// What the clinic's screen must show too.
    pub fn words(&self) -> LiveWords {
        words(&self.transcript)
    }

    /// The message that gives the grant's code to the clinic.
    ///
    /// # Errors
    /// [`RendezvousError::Key`].
    pub fn yes(
        self,
        grant: &GrantLink,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, RendezvousError> {
        self.seal(Some(grant), rng)
    }

    /// The message that says no; on its way nobody can tell it from a yes.
    ///
    /// # Errors
    /// [`RendezvousError::Key`].
    pub fn no(self, rng: &mut dyn CryptoRngCore) -> Result<Vec<u8>, RendezvousError> {
        self.seal(None, rng)
    }

    fn seal(
        &self,
        grant: Option<&GrantLink>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, RendezvousError> {
        self.session
            .step(Label::RENDEZVOUS_OUTCOME, Some(&self.transcript))
            .seal(&self.session.other, &encode_outcome(grant), rng)
    }
}

impl Wait {
    pub(super) fn new(session: Session, transcript: Secret32) -> Self {
        Self {
            session,
            transcript,
        }
    }

    /// What the patient's screen must show too.
    pub fn words(&self) -> LiveWords {
        words(&self.transcript)
    }

    /// Opens the patient's answer.
    ///
    /// # Errors
    /// [`RendezvousError::Message`] when it was not made by the wallet that shows these words.
    pub fn outcome(self, message: &[u8]) -> Result<Outcome, RendezvousError> {
        let plain = self
            .session
            .step(Label::RENDEZVOUS_OUTCOME, Some(&self.transcript))
            .open(&self.session.own, message)?;
        Ok(parse_outcome(&plain)?.map_or(Outcome::Refused, Outcome::Granted))
    }
}

fn words(transcript: &Secret32) -> LiveWords {
    LiveWords(three_words(transcript.expose()))
}
