//! Meeting a clinic without its card: by the code that this wallet shows to whoever scans first ([`first`]), or by the code
//! on the clinic's screen ([`screen`]). Either way the patient is asked by name, with three words that the clinic's screen
//! shows too, and nothing is encrypted for the clinic before the yes. What is under way lives in memory alone: a program
//! that ends has asked nobody anything.

mod decide;
pub mod first;
pub mod screen;

use keepwell_client::ClientError;
use keepwell_protocol::{card::Card, link::LinkError, rendezvous as protocol};
use thiserror::Error;

use crate::{
    cards::{CardError, Standing},
    error::Kind,
    grants::{GrantError, Made},
};

/// Makes the grant for the card that the patient said yes to, and sends it as far as it can: when this returns, the clinic
/// is told the grant's code.
pub type Make<'a> = dyn FnMut(&Card) -> Result<Made, GrantError> + 'a;

/// What a person is asked: this clinic, with these words on its screen? No `Debug`: it names a clinic.
#[derive(Clone)]
pub struct Asking {
    /// The clinic's card, its signature checked, and fit to be shared with.
    pub card: Card,
    /// What this wallet knows of the clinic.
    pub standing: Standing,
    /// What the clinic's screen must show too.
    pub words: protocol::LiveWords,
}

/// A grant that was made after a yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The grant.
    pub made: Made,
    /// Whether the clinic's program was told its code. If not, the grant is there all the same: show the code to the clinic.
    pub delivered: bool,
}

/// Why a meeting ended. The code is burned: begin again.
#[derive(Debug, Error)]
pub enum RendezvousError {
    /// The clinic's card must not be used.
    #[error(transparent)]
    Card(#[from] CardError),
    /// The relay cannot be asked, or refused.
    #[error("the other side could not be reached: {0}")]
    Client(#[source] ClientError),
    /// The grant could not be made.
    #[error(transparent)]
    Grant(#[from] GrantError),
    /// It is not the code that belongs here.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// Nobody was asked yet.
    #[error("nobody has scanned the code yet: there is nothing to answer")]
    NotAsked,
    /// Its time is over, or the other side left.
    #[error("this code is no longer good: make or scan a new one")]
    Over,
    /// Another device claimed the same code.
    #[error(
        "this code was scanned by two devices, so neither of them gets anything: make a new one"
    )]
    ScannedTwice,
    /// The clinic's program does not answer.
    #[error("the clinic's screen does not answer: ask for a new code there")]
    Silent,
    /// The other side is not who it said it was.
    #[error(transparent)]
    Talk(#[from] protocol::RendezvousError),
}

impl RendezvousError {
    /// What it means for the caller.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Card(error) => error.kind(),
            Self::Client(error) if error.is_unreachable() => Kind::Unreachable,
            Self::Client(_) | Self::Over | Self::ScannedTwice | Self::Talk(_) => Kind::Refused,
            Self::Grant(error) => error.kind(),
            Self::Link(_) => Kind::Damaged,
            Self::NotAsked => Kind::Usage,
            Self::Silent => Kind::Unreachable,
        }
    }

    /// A code word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Card(CardError::KeyChanged { .. }) => "key_changed",
            Self::Card(CardError::Withdrawn { .. }) => "withdrawn",
            Self::Card(_) => "card",
            Self::Client(error) if error.is_unreachable() => "unreachable",
            Self::Client(_) => "refused",
            Self::Grant(_) => "grant",
            Self::Link(_) => "not_our_code",
            Self::NotAsked => "not_asked",
            Self::Over => "code_over",
            Self::ScannedTwice => "scanned_twice",
            Self::Silent => "screen_silent",
            Self::Talk(_) => "mismatch",
        }
    }

    /// Whether the same may be tried again: the code is not burned, only the network is away.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Client(error) if error.is_temporary())
    }
}

impl From<ClientError> for RendezvousError {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::NotAvailable => Self::Over,
            ClientError::Conflict => Self::ScannedTwice,
            other => Self::Client(other),
        }
    }
}

#[cfg(test)]
mod tests;
