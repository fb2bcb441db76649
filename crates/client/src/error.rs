//! Why a conversation with a server did not end well. One type for relay and ledger, since a caller branches on the same
//! few kinds: nobody there, nonsense, a refusal, a lie. No message carries an id, an address or anything secret.

use std::io;

use keepwell_protocol::admission::{Challenge, TokenChallenge};
use keepwell_tlog::policy::NotWitnessed;
use thiserror::Error;

use crate::{exchange::BAD_NONCE, follow::Evidence, transport::TransportError};

/// The `code` of a refusal because of too many requests (`relay_api::ErrorDetail`).
pub(crate) const TOO_MANY: &str = "too_many";
/// The `code` of what the ledger has pruned.
const PRUNED: &str = "pruned";
/// The `code` of a refusal because the server has no room left.
const FULL: &str = "full";

/// Why a request did not give what was asked for.
#[derive(Debug, Error)]
pub enum ClientError {
    /// No answer: no network, no server, silence, or a fault on the server's side.
    #[error(transparent)]
    Unreachable(#[from] TransportError),
    /// An answer that no honest server of ours gives; the text names the step.
    #[error(
        "the server's answer makes no sense ({0}): check the server's address or try again later"
    )]
    Nonsense(&'static str),
    /// What arrived does not lead to what the ledger signed, also the second time. Who altered it is not known.
    #[error(
        "what arrived from the ledger is not what it signed, so somebody between may have changed it: try again, or over another network"
    )]
    Altered,
    /// The relay has nothing for this key now: unknown, too early, over, used up or taken back; it never says which.
    #[error(
        "this is not available: it is over, has not begun, was taken back, or is meant for somebody else"
    )]
    NotAvailable,
    /// The server says no, and why.
    #[error("the server refused: {message}")]
    Refused {
        /// For programs: the relay's as in `relay_api::ErrorDetail`, the ledger's titles as in `already_revoked`.
        code: String,
        /// For a person.
        message: String,
    },
    /// The server asks for work before it takes in something new; what was asked last.
    #[error(
        "the server wants a little work done for everything new, and was too busy to take it: it is tried again later"
    )]
    Asked(Challenge),
    /// The server takes new things only from who was invited, and no token of it is at hand.
    #[error(
        "this server takes new shares only with an invitation: get one from who runs it, and enter it; what waits is sent then"
    )]
    NotInvited(Box<TokenChallenge>),
    /// It asks for more work than anybody does.
    #[error("the server asks for more work than this device does for anybody: try again later")]
    TooMuchAsked,
    /// Somebody else was faster, or what is there is not what was expected.
    #[error("this was changed meanwhile: read it again, then repeat")]
    Conflict,
    /// Fewer of the witnesses that are asked for have cosigned the ledger's state than must, or one of their lines under it
    /// is not theirs.
    #[error(transparent)]
    NotWitnessed(#[from] NotWitnessed),
    /// Enough witnesses have cosigned what the ledger shows, but not within the last 15 minutes: it may be an old state.
    #[error(
        "too few witnesses have looked at the ledger within the last 15 minutes, so it may be showing an old state: it is asked again"
    )]
    Neglected,
    /// The ledger signs with a key to which none of its known keys handed over.
    #[error(
        "the ledger signs with another key, and cannot prove that the known one handed over to it: do not use it before its operator has said why"
    )]
    KeyNotProven,
    /// The ledger broke its word; the evidence is to be kept.
    #[error("{0}")]
    LedgerLies(Box<Evidence>),
    /// What was to be uploaded could not be read.
    #[error("the data to send could not be read: {0}")]
    Source(#[source] io::Error),
}

impl ClientError {
    /// Whether the other side cannot be reached or makes no sense (exit code 4 of the command line).
    pub fn is_unreachable(&self) -> bool {
        matches!(
            self,
            Self::Unreachable(_) | Self::Nonsense(_) | Self::Altered
        )
    }

    /// Whether the ledger has it no more, by its policy of pruning.
    pub fn is_pruned(&self) -> bool {
        matches!(self, Self::Refused { code, .. } if code == PRUNED)
    }

    /// Whether the same request may succeed later without anything else changing.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Refused { code, .. } => [TOO_MANY, FULL, BAD_NONCE].contains(&code.as_str()),
            Self::NotWitnessed(NotWitnessed::TooFew)
            | Self::Asked(_)
            | Self::NotInvited(_)
            | Self::TooMuchAsked
            | Self::KeyNotProven
            | Self::Neglected => true,
            other => other.is_unreachable(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_will_not_last_is_tried_again() {
        let refused = |code: &str| ClientError::Refused {
            code: code.to_owned(),
            message: String::new(),
        };
        for code in ["bad_nonce", "full", "too_many"] {
            assert!(refused(code).is_temporary(), "{code}");
        }
        for code in ["bad_request", "already_revoked", "too_large"] {
            assert!(!refused(code).is_temporary(), "{code}");
        }
    }
}
