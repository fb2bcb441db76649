//! The ledger as wallet and clinic use it: register a statement and check the receipt at once, find one again, read the
//! newest checkpoint, ask for the time. Whatever it returns has been checked under the pinned key; what its witnesses must
//! have cosigned is judged where it is relied on.

mod keys;
mod notices;
mod proof;
mod register;
mod retention;
mod tiles;
mod witnessed;

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

pub(crate) use notices::Listed;
pub use proof::{ProofError, ProvenEntry, verify_proof};
pub use register::Registered;
pub use retention::Pruned;
pub use tiles::Tiles;

use keepwell_protocol::{
    ledger_api::{CHECKPOINT_PATH, MAX_TIME_BYTES, TIME_PATH, verify_time},
    origin::Origin,
    time::Timestamp,
};
use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    note::MAX_NOTE_BYTES,
    policy::{NotWitnessed, Policy},
};

use crate::{
    error::ClientError,
    exchange::{exchange, read_body},
    keys::LedgerKeys,
    servers::LedgerKey,
    transport::{Method, Request, Transport},
};
use keys::Learnt;

const CHECKPOINT: &str = "reading the ledger's checkpoint";
const TIME: &str = "asking the ledger for the time";

/// A ledger and the keys it is held to.
pub struct Ledger<'a> {
    transport: &'a dyn Transport,
    url: Origin,
    known: LedgerKeys,
    /// What it proved of its keys since.
    learnt: OnceLock<Learnt>,
    witnesses: Option<Arc<Policy>>,
}

impl<'a> Ledger<'a> {
    /// The ledger at `url`, which must sign with one of these keys, or one that they were handed over to. Nothing is sent yet.
    pub fn new(transport: &'a dyn Transport, url: Origin, keys: impl Into<LedgerKeys>) -> Self {
        Self {
            transport,
            url,
            known: keys.into(),
            learnt: OnceLock::new(),
            witnesses: None,
        }
    }

    /// From now on a quorum of the witnesses of this policy is asked for, where there is one.
    #[must_use]
    pub fn witnessed_by(self, witnesses: Option<Arc<Policy>>) -> Self {
        Self { witnesses, ..self }
    }

    /// Whether enough witnesses have cosigned this state of the ledger at `since` or later; always where none are asked for.
    ///
    /// # Errors
    /// [`NotWitnessed`].
    pub fn judge(&self, signed: &SignedCheckpoint, since: Timestamp) -> Result<(), NotWitnessed> {
        match &self.witnesses {
            Some(policy) => policy.judge_since(signed, since.seconds()).map(drop),
            None => Ok(()),
        }
    }

    /// Lets so much time pass before it is asked again.
    pub(crate) fn pause(&self, time: Duration) {
        self.transport.pause(time);
    }

    /// Whether witnesses are asked for.
    pub fn asks_witnesses(&self) -> bool {
        self.witnesses.is_some()
    }

    /// The key that is pinned, by which it is known here.
    pub fn key(&self) -> &LedgerKey {
        self.known.pinned()
    }

    /// The newest checkpoint, signed by its key. That it extends older ones, and that enough witnesses have seen it,
    /// is for [`crate::follow`] to check.
    ///
    /// # Errors
    /// [`ClientError::Nonsense`] when it is not a checkpoint of this ledger, [`ClientError::KeyNotProven`].
    pub fn checkpoint(&self) -> Result<SignedCheckpoint, ClientError> {
        let limit = u64::try_from(MAX_NOTE_BYTES).unwrap_or(u64::MAX);
        let bytes = self.get(CHECKPOINT, CHECKPOINT_PATH, limit)?;
        self.hold(|keys| keys.open(&bytes))
            .map_err(|_| self.refusal(CHECKPOINT))
    }

    /// The ledger's time, signed over `nonce`: 32 fresh random bytes.
    ///
    /// # Errors
    /// [`ClientError::Nonsense`] when the answer is not to this nonce or not by its present key, [`ClientError::KeyNotProven`].
    pub fn time(&self, nonce: &[u8; 32]) -> Result<Timestamp, ClientError> {
        let request = Request {
            method: Method::Post,
            url: format!("{}{TIME_PATH}", self.url),
            headers: vec![("content-type", "application/octet-stream".to_owned())],
            body: nonce.to_vec(),
            limit: u64::try_from(MAX_TIME_BYTES).unwrap_or(u64::MAX),
        };
        let response = exchange(self.transport, TIME, request, &[200])?;
        let bytes = read_body(TIME, response.body)?;
        self.hold(|keys| verify_time(&bytes, nonce, keys.newest().key()))
            .map_err(|_| self.refusal(TIME))
    }

    /// The body at `path`.
    pub(crate) fn get(
        &self,
        step: &'static str,
        path: &str,
        limit: u64,
    ) -> Result<Vec<u8>, ClientError> {
        let request = Request {
            method: Method::Get,
            url: format!("{}{path}", self.url),
            headers: Vec::new(),
            body: Vec::new(),
            limit,
        };
        let response = exchange(self.transport, step, request, &[200])?;
        read_body(step, response.body)
    }
}

#[cfg(test)]
pub(crate) mod tests;
