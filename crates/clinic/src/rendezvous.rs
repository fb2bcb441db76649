//! Meeting a patient who has no code for this clinic yet: the clinic scans the code that the wallet shows to whoever scans
//! first ([`first`]), or shows a code of its own on its screen ([`screen`]). Either way both screens show the same three
//! words, and after the patient's yes the clinic gets the code of a grant, to be opened like any other. What is under way
//! lives in memory alone.

mod asked;
pub mod first;
pub mod screen;

use keepwell_client::error::ClientError;
use keepwell_protocol::{link::LinkError, origin::Origin, rendezvous as protocol};
use keepwell_qr::read::ReadError;
use thiserror::Error;

use crate::{
    card::CardError,
    kind::{self, Kind},
};

pub use asked::Asked;
pub use keepwell_protocol::rendezvous::{LiveWords, Outcome};

/// Why a meeting ended. The code is burned: begin again.
#[derive(Debug, Error)]
pub enum RendezvousError {
    /// The clinic has no card to show.
    #[error(transparent)]
    Card(#[from] CardError),
    /// The relay cannot be asked, or refused.
    #[error("the other side could not be reached: {0}")]
    Client(#[source] ClientError),
    /// It is not the code that belongs here.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// Its time is over, or the patient left.
    #[error("this code is no longer good: ask the patient for a new one, or show one")]
    Over,
    /// The picture shows no readable code.
    #[error(transparent)]
    Picture(#[from] ReadError),
    /// The operator did not list this relay.
    #[error(
        "this code is for the relay {0}, which is not allowed here: ask the operator, or ask the patient for a link"
    )]
    RelayNotAllowed(Origin),
    /// Another device claimed the same code.
    #[error(
        "this code was scanned by two devices, so neither of them gets anything: ask for a new one"
    )]
    ScannedTwice,
    /// The patient's wallet does not answer.
    #[error("the patient's wallet does not answer: is the code still on its screen?")]
    Silent,
    /// The other side is not who it said it was.
    #[error(transparent)]
    Talk(#[from] protocol::RendezvousError),
}

impl RendezvousError {
    /// What kind of failure it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Card(error) => error.kind(),
            Self::Client(error) => kind::of_client(error),
            Self::Link(_) | Self::Picture(_) => Kind::Damaged,
            Self::Over | Self::RelayNotAllowed(_) | Self::ScannedTwice | Self::Talk(_) => {
                Kind::Refused
            }
            Self::Silent => Kind::Unreachable,
        }
    }

    /// A code word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Card(error) => error.code(),
            Self::Client(error) => kind::code_of_client(error),
            Self::Link(_) | Self::Picture(_) => "not_our_code",
            Self::Over => "code_over",
            Self::RelayNotAllowed(_) => "relay_not_allowed",
            Self::ScannedTwice => "scanned_twice",
            Self::Silent => "wallet_silent",
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
