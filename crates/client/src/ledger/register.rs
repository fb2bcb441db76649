//! Registers a statement, or finds one that was registered, and checks the receipt and the proof before anybody relies
//! on them. Registering again what is there already gives the same index.

use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    entry::Entry,
    ledger_api::{ENTRIES_PATH, STATEMENT_TYPE, entry_path, proof_path, statement_path},
    manifest::LedgerProof,
    receipt,
    statement::{self, Statement},
};
use keepwell_tlog::{checkpoint::SignedCheckpoint, tlog_proof::MAX_PROOF_BYTES};

use crate::{
    admission::admitted,
    error::ClientError,
    exchange::{exchange, read_body},
    ledger::{Ledger, verify_proof},
    transport::{Method, Request},
};

const REGISTER: &str = "registering with the ledger";
pub(super) const LOOKUP: &str = "looking up a ledger entry";
const STATEMENT: &str = "reading a statement of the ledger";
pub(super) const PROOF: &str = "reading the ledger's proof";
pub(super) const CHECK: &str = "checking the ledger's receipt";

/// A statement that the ledger has, with its checked proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The exact bytes, to be kept and passed on.
    pub proof: LedgerProof,
    /// What they prove: index, size, root.
    pub receipt: receipt::Receipt,
    /// The checkpoint they lead to.
    pub checkpoint: SignedCheckpoint,
}

impl Ledger<'_> {
    /// Registers a statement. `target` is the log index of the grant that a revocation ends; 0 for every other type.
    ///
    /// # Errors
    /// [`ClientError::Refused`] when a rule of the ledger says no, [`ClientError::Nonsense`] when its receipt does not
    /// prove this statement.
    pub fn register(&self, statement: &Statement, target: u64) -> Result<Registered, ClientError> {
        let entry = entry(statement, target);
        let receipt = self.enter(statement)?;
        self.prove(receipt, &entry)
    }

    /// As [`Self::register`], and where witnesses are asked for, the proof leads to a state that enough of them have cosigned.
    ///
    /// # Errors
    /// As [`Self::register`], and [`ClientError::NotWitnessed`] while too few have; it is registered then, and the same call
    /// later gives the proof.
    pub fn register_witnessed(
        &self,
        statement: &Statement,
        target: u64,
    ) -> Result<Registered, ClientError> {
        if self.witnesses.is_none() {
            return self.register(statement, target);
        }
        let entry = entry(statement, target);
        let receipt = self.enter(statement)?;
        self.hold(|keys| keys.receipt(&receipt, &entry))
            .map_err(|_| self.refusal(CHECK))?;
        self.witnessed(&entry)?
            .ok_or(ClientError::Nonsense(REGISTER))
    }

    /// Sends the statement; the receipt, not checked.
    fn enter(&self, statement: &Statement) -> Result<Vec<u8>, ClientError> {
        let send = |answer: Option<&str>| {
            let mut headers = vec![("content-type", STATEMENT_TYPE.to_owned())];
            headers.extend(answer.map(|value| ("authorization", value.to_owned())));
            let request = Request {
                method: Method::Post,
                url: format!("{}{ENTRIES_PATH}", self.url),
                headers,
                body: statement.as_bytes().to_vec(),
                limit: max_receipt(),
            };
            exchange(self.transport, REGISTER, request, &[200, 201])
        };
        let response = admitted(self.transport, &statement.digest(), send)?;
        read_body(REGISTER, response.body)
    }

    /// Finds the statement with this digest; `None` when the ledger does not have it. `entry` is the one it must be.
    ///
    /// # Errors
    /// [`ClientError::Nonsense`] when the receipt does not prove `entry`, [`ClientError::NotWitnessed`].
    pub fn lookup(
        &self,
        statement: &Digest,
        entry: &Entry,
    ) -> Result<Option<Registered>, ClientError> {
        if self.witnesses.is_some() {
            return self.witnessed(entry);
        }
        match self.get(LOOKUP, &entry_path(statement), max_receipt()) {
            Ok(receipt) => self.prove(receipt, entry).map(Some),
            Err(ClientError::NotAvailable) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The statement with this digest, where the ledger shows it to everybody, as a card's withdrawal; `None` where it
    /// does not.
    ///
    /// # Errors
    /// [`ClientError::Nonsense`] when it is another one.
    pub fn statement(&self, digest: &Digest) -> Result<Option<Statement>, ClientError> {
        let limit = u64::try_from(statement::MAX_BYTES).unwrap_or(u64::MAX);
        let bytes = match self.get(STATEMENT, &statement_path(digest), limit) {
            Ok(bytes) => bytes,
            Err(ClientError::NotAvailable) => return Ok(None),
            Err(error) => return Err(error),
        };
        let statement = Statement::parse(&bytes).map_err(|_| ClientError::Nonsense(STATEMENT))?;
        if statement.digest() == *digest {
            Ok(Some(statement))
        } else {
            Err(ClientError::Nonsense(STATEMENT))
        }
    }

    /// Fetches the proof for the size that the receipt speaks of, and checks both.
    fn prove(&self, receipt: Vec<u8>, entry: &Entry) -> Result<Registered, ClientError> {
        let size = self.hold(|keys| keys.receipt(&receipt, entry));
        let size = size.map_err(|_| self.refusal(CHECK))?.size;
        let limit = u64::try_from(MAX_PROOF_BYTES).unwrap_or(u64::MAX);
        let text = self.get(PROOF, &proof_path(&entry.statement, size), limit)?;
        let proof = LedgerProof {
            receipt,
            tlog_proof: String::from_utf8(text).map_err(|_| ClientError::Nonsense(PROOF))?,
        };
        let proven =
            verify_proof(&proof, entry, self.keys()).map_err(|_| ClientError::Nonsense(CHECK))?;
        Ok(Registered {
            proof,
            receipt: proven.receipt,
            checkpoint: proven.checkpoint,
        })
    }
}

fn entry(statement: &Statement, target: u64) -> Entry {
    Entry {
        kind: statement.kind(),
        target,
        statement: statement.digest(),
    }
}

pub(super) fn max_receipt() -> u64 {
    u64::try_from(receipt::MAX_BYTES).unwrap_or(u64::MAX)
}
