//! Why a checkpoint was not put on the chain, or what is there does not go with the ledger: one sentence each, with what to do.

use alloy::{
    contract::Error as ContractError,
    providers::PendingTransactionError,
    transports::{RpcError, TransportErrorKind},
};
use keepwell_client::{error::ClientError, transport::TransportError};
use keepwell_tlog::hash::Hash;
use thiserror::Error;

/// Why anchoring, or comparing with the anchor, failed.
#[derive(Debug, Error)]
pub enum AnchorError {
    /// Not an address of the chain.
    #[error("this is not a contract's address: it is 0x and 40 hexadecimal digits")]
    Address,
    /// No contract of ours, or none at all.
    #[error(
        "there is no checkpoint contract at this address on this chain: check address and node"
    )]
    NoContract,
    /// A contract for another ledger.
    #[error(
        "the contract at this address is for another ledger: check the address and the ledger's key"
    )]
    OtherLog,
    /// Another account put the contract on the chain.
    #[error("this account does not own the contract: use the key it was put on the chain with")]
    NotOwner,
    /// A ledger without entries.
    #[error("the ledger is empty: anchor it once it has entries")]
    Empty,
    /// The chain has a larger ledger than the one that was to be put there.
    #[error(
        "the chain has a checkpoint of {anchored} entries, and the ledger shows {shown}: it was rolled back, or this is an old copy. Keep \
         both and do not use the ledger"
    )]
    Rollback {
        /// Entries on the chain.
        anchored: u64,
        /// Entries that the ledger shows.
        shown: u64,
    },
    /// The ledger does not begin with what is on the chain.
    #[error(
        "the ledger does not have the history that is on the chain at {size} entries: keep both and do not use the ledger"
    )]
    OtherHistory {
        /// Entries on the chain.
        size: u64,
        /// The root that the chain has for them.
        anchored: Hash,
    },
    /// The node, or the chain behind it, refused.
    #[error("the chain refused ({0}): check the account's balance and the contract's address")]
    Refused(String),
    /// The chain took the checkpoint and did not confirm it in time.
    #[error(
        "the chain has not confirmed the checkpoint yet: it is sent again the next time, which does no harm"
    )]
    Unconfirmed,
    /// The node cannot be reached.
    #[error(transparent)]
    Unreachable(#[from] TransportError),
    /// The node's answer makes no sense.
    #[error(
        "the answer of the chain's node makes no sense: check its address, or use another node"
    )]
    Nonsense,
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] ClientError),
}

impl From<RpcError<TransportErrorKind>> for AnchorError {
    fn from(error: RpcError<TransportErrorKind>) -> Self {
        match error {
            RpcError::ErrorResp(refusal) => Self::Refused(told(&refusal.message)),
            RpcError::Transport(TransportErrorKind::Custom(error)) => error
                .downcast::<TransportError>()
                .map_or(Self::Nonsense, |error| Self::Unreachable(*error)),
            _ => Self::Nonsense,
        }
    }
}

impl From<ContractError> for AnchorError {
    fn from(error: ContractError) -> Self {
        match error {
            ContractError::TransportError(error) => error.into(),
            // An address without code answers nothing.
            ContractError::ZeroData(..) => Self::NoContract,
            _ => Self::Nonsense,
        }
    }
}

impl From<PendingTransactionError> for AnchorError {
    fn from(error: PendingTransactionError) -> Self {
        match error {
            PendingTransactionError::TransportError(error) => error.into(),
            _ => Self::Unconfirmed,
        }
    }
}

/// What a node says, at most a line of it: it comes from outside.
fn told(message: &str) -> String {
    let plain = message.chars().filter(|letter| !letter.is_control());
    plain.take(200).collect()
}
