//! One conversation with the ledger, on which the checks `receipt`, `window` and `revocation` are judged: a signed time, and every
//! entry since the last visit, or where those are many, since the ledger's newest status list. What was read is on disk before anything is
//! decided by it. When the ledger is away, what is known from before remains, with its age.

use keepwell_client::{
    error::ClientError,
    follow::{Evidence, Lie, check_history, follow_across},
    ledger::{Ledger, ProofError, ProvenEntry, Registered, verify_proof},
    servers::{LedgerKey, Servers},
    status::{Fetched, ListError, fetch_list, prove_list},
    transport::Transport,
};
use keepwell_protocol::{entry::Entry, manifest::LedgerProof, status::StatusList, time::Timestamp};
use keepwell_tlog::checkpoint::SignedCheckpoint;
use rand_core::CryptoRngCore;

use super::OpenError;
use crate::{
    desk::{Desk, LedgerRecord},
    evidence,
};

const NEGLECTED: &str = "too few witnesses have looked at the ledger within the last 15 minutes";

/// What a clock is worth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    /// The time to judge by.
    pub(super) now: Timestamp,
    /// Whether the ledger signed it; otherwise it is this machine's, though never before what the ledger once signed.
    pub(super) is_signed: bool,
    /// This machine's own time.
    pub(super) local: Timestamp,
}

/// What came of asking the ledger.
pub(super) struct Contact<'a> {
    ledger: Ledger<'a>,
    desk: &'a Desk,
    /// What is known of the ledger, now on disk.
    pub(super) record: LedgerRecord,
    clock: Clock,
    /// Why it did not answer, in a sentence; `None` when it did.
    away: Option<String>,
}

impl<'a> Contact<'a> {
    /// Asks for the time and reads what is new.
    ///
    /// # Errors
    /// [`OpenError::LedgerLies`] when what it says does not go with what it said before; [`OpenError::Home`].
    pub(super) fn make(
        desk: &'a Desk,
        transport: &'a dyn Transport,
        servers: &Servers,
        local: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, OpenError> {
        let record = desk.ledger_record(&servers.ledger)?;
        let keys = record.view.keys(&servers.ledger);
        let ledger =
            Ledger::new(transport, servers.ledger_url.clone(), keys).witnessed_by(desk.witnesses());
        let known = record.read_at;
        let mut contact = Self {
            ledger,
            desk,
            record,
            clock: Clock {
                now: known.map_or(local, |known| known.max(local)),
                is_signed: false,
                local,
            },
            away: None,
        };
        match contact.read_on(rng) {
            Ok(time) if contact.ledger.is_neglected(&contact.record.view, time) => {
                contact.away = Some(NEGLECTED.to_owned());
            }
            Ok(time) => {
                let read_at = known.map_or(time, |known| known.max(time));
                // What witnesses have seen already is not in the future, whatever the ledger says.
                let cosigned = contact.ledger.cosigned_at(&contact.record.view);
                contact.clock.now = cosigned.map_or(read_at, |at| at.max(read_at));
                contact.clock.is_signed = true;
                contact.record.read_at = Some(read_at);
                desk.keep_ledger_record(contact.key(), &contact.record, rng)?;
            }
            Err(ClientError::LedgerLies(evidence)) => return Err(contact.caught(&evidence)),
            Err(ClientError::NotWitnessed(error)) => return Err(error.into()),
            Err(error @ ClientError::KeyNotProven) => return Err(away(&error)),
            Err(error) => contact.away = Some(error.to_string()),
        }
        Ok(contact)
    }

    /// The time to judge by.
    pub(super) fn clock(&self) -> Clock {
        self.clock
    }

    /// The ledger's time, when it answered.
    pub(super) fn signed_time(&self) -> Option<Timestamp> {
        self.clock.is_signed.then_some(self.clock.now)
    }

    /// Why the ledger did not answer, in a sentence.
    pub(super) fn away(&self) -> Option<&str> {
        self.away.as_deref()
    }

    /// How old what is known of the ledger is, in words.
    pub(super) fn age(&self) -> String {
        match self.record.read_at {
            None => "and this clinic has never read the ledger".to_owned(),
            Some(time) => {
                let minutes = self.clock.now.seconds().saturating_sub(time.seconds()) / 60;
                format!("and this clinic last read the ledger at {time}, {minutes} minutes ago")
            }
        }
    }

    /// The key by which the ledger is known here.
    pub(super) fn key(&self) -> &LedgerKey {
        self.ledger.key()
    }

    /// Checks a proof that came with a grant.
    ///
    /// # Errors
    /// [`ProofError`].
    pub(super) fn verify(
        &self,
        proof: &LedgerProof,
        entry: &Entry,
    ) -> Result<ProvenEntry, ProofError> {
        self.ledger.hold(|keys| verify_proof(proof, entry, keys))
    }

    /// Finds a grant that came without its receipt.
    ///
    /// # Errors
    /// [`ClientError`].
    pub(super) fn look_up(&self, entry: &Entry) -> Result<Option<Registered>, ClientError> {
        self.ledger.lookup(&entry.statement, entry)
    }

    /// Whether enough witnesses have cosigned a checkpoint from elsewhere.
    ///
    /// # Errors
    /// [`OpenError::NotWitnessed`].
    pub(super) fn witnessed(&self, seen: &SignedCheckpoint) -> Result<(), OpenError> {
        Ok(self.ledger.judge(seen, Timestamp::from_seconds(0))?)
    }

    /// Compares a checkpoint from elsewhere with what is known.
    ///
    /// # Errors
    /// [`OpenError::LedgerLies`]; another one when the ledger does not answer or shows less than it signed.
    pub(super) fn compare(&self, seen: &SignedCheckpoint) -> Result<(), OpenError> {
        if self.record.view.size() < seen.checkpoint().size() {
            return Err(OpenError::StaleLedger);
        }
        match check_history(&self.ledger, &self.record.view, seen) {
            Ok(()) => Ok(()),
            Err(ClientError::LedgerLies(evidence)) => Err(self.caught(&evidence)),
            Err(error) => Err(away(&error)),
        }
    }

    /// Compares a checkpoint from elsewhere with what is known, as far as that goes without the ledger.
    ///
    /// # Errors
    /// [`OpenError::LedgerLies`] when it has another root at the same size.
    pub(super) fn compare_offline(&self, seen: &SignedCheckpoint) -> Result<(), OpenError> {
        let (view, checkpoint) = (&self.record.view, seen.checkpoint());
        if view.size() != checkpoint.size() || view.root() == *checkpoint.root() {
            return Ok(());
        }
        Err(self.caught(&Evidence {
            lie: Lie::Forked,
            known: view.signed().map(str::to_owned),
            contrary: seen.note().to_string(),
        }))
    }

    /// Whether every entry behind those that `list` covers was read.
    pub(super) fn goes_on_from(&self, list: &StatusList) -> bool {
        list.root.size >= self.record.view.unread_before()
    }

    /// The status list of this shard that was kept last, which was proven then.
    ///
    /// # Errors
    /// [`OpenError::Home`].
    pub(super) fn kept_list(&self, shard: u64) -> Result<Option<StatusList>, OpenError> {
        Ok(self.desk.kept_list(self.ledger.keys(), shard)?)
    }

    /// The ledger's status list of this shard, proven to be in the history that this clinic knows, and now kept; `None`
    /// where it has none.
    ///
    /// # Errors
    /// [`OpenError::LedgerLies`] when it is of another history; [`OpenError::Home`].
    pub(super) fn fetch_list(
        &self,
        shard: u64,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Result<Option<StatusList>, ListError>, OpenError> {
        let Fetched { bytes, list } = match fetch_list(&self.ledger, shard) {
            Ok(Some(fetched)) => fetched,
            Ok(None) => return Ok(Ok(None)),
            Err(error) => return Ok(Err(error)),
        };
        if !self.record.has_read(&list) {
            match prove_list(&self.ledger, &self.record.view, &list) {
                Ok(()) => {}
                Err(ClientError::LedgerLies(evidence)) => return Err(self.caught(&evidence)),
                Err(error) => return Ok(Err(error.into())),
            }
        }
        self.desk
            .keep_list(self.ledger.keys(), (&list, &bytes), rng)?;
        Ok(Ok(Some(list)))
    }

    fn read_on(&mut self, rng: &mut dyn CryptoRngCore) -> Result<Timestamp, ClientError> {
        let mut nonce = [0; 32];
        rng.fill_bytes(&mut nonce);
        let time = self.ledger.time(&nonce)?;
        let mut view = self.record.view.clone();
        let known = || self.record.clone();
        let mut read = follow_across(&self.ledger, &mut view, &known, &|read, index, entry| {
            read.add(index, &entry);
        })?;
        read.view = view;
        self.record = read;
        Ok(time)
    }

    fn caught(&self, evidence: &Evidence) -> OpenError {
        let home = self.desk.home().root();
        match evidence::keep(home, evidence, self.key(), self.clock.now) {
            Ok(file) => OpenError::LedgerLies {
                what: evidence.to_string(),
                evidence: file,
            },
            Err(error) => OpenError::Home(error.into()),
        }
    }
}

/// Why a grant that came without its receipt could not be found.
pub(super) fn not_found(error: ClientError) -> OpenError {
    match error {
        ClientError::NotWitnessed(error) => error.into(),
        error => away(&error),
    }
}

/// What a failure to ask the ledger means where its answer is needed.
pub(super) fn away(error: &ClientError) -> OpenError {
    OpenError::LedgerAway {
        reason: error.to_string(),
    }
}
