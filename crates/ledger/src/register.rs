//! Who may write what (protocol §7): the rules, and the three look-ups they need. Filled at start from the entries and the
//! hashes of their signers, so that it never needs the statements.

mod index;
mod known;
mod run;
mod table;
mod tag;

use std::io;

use keepwell_crypto::hash::{Digest, sha256};
use keepwell_protocol::entry::{Entry, EntryType};
use keepwell_protocol::key_set::RelayKey;
use keepwell_protocol::statement::Statement;

use crate::chunk::{Signer, short};
use crate::disk;
use crate::status::Ended;
pub(crate) use index::{Index, Making, Place, confirm};
use known::Known;
pub(crate) use known::Recalled;
pub(crate) use run::{RUN, Run};
pub(crate) use tag::TagKey;

/// Why a statement is not registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Another statement has already ended that grant: its digest.
    AlreadyRevoked(Digest),
    /// The key has signed another grant.
    KeyUsed,
    /// Only the ledger itself may write this type.
    LedgerOnly,
    /// The revocation is not by the key of the grant it names, or names no grant.
    NotTheTargets,
    /// What the rules need to know cannot be read now: the system has no file left for it.
    OutOfReach,
    /// Only a relay in the key set may write this type.
    RelayOnly,
    /// It is on the log, or its key's grant is, among what was pruned.
    Pruned,
    /// The revocation names a statement that is not on the ledger.
    UnknownTarget,
    /// What the rules need to know cannot be read from the disk, or is not what the tree says.
    Unreadable,
}

/// What the rules need to know of a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) kind: EntryType,
    pub(crate) digest: Digest,
    /// SHA-256 of the key that signed it.
    pub(crate) signer: Digest,
    /// For a revocation, the digest of the statement it names.
    pub(crate) target: Option<Digest>,
}

/// What the rules say to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// The same statement was registered before, at this index.
    Known(u64),
    /// It becomes this entry.
    New(Entry),
}

/// What is on the log, as far as the rules need it. It may run ahead of what is committed: readers compare with the size.
pub(crate) struct Register {
    ledger: Digest,
    index: Known,
    /// What the status lists need.
    ended: Ended,
    /// The index of the newest policy.
    policy: Option<u64>,
    /// The index of the newest key set.
    key_set: Option<u64>,
    /// The relays in it.
    relays: Vec<RelayKey>,
}

impl Candidate {
    pub(crate) fn of(statement: &Statement) -> Self {
        Self::with(statement, statement.digest())
    }

    /// The same of a statement whose `digest` is known.
    pub(crate) fn with(statement: &Statement, digest: Digest) -> Self {
        Self {
            kind: statement.kind(),
            digest,
            signer: sha256(statement.signer().as_bytes()),
            target: statement.revoked(),
        }
    }
}

impl Register {
    /// The register of the ledger whose public key has this SHA-256, with an empty index.
    pub(crate) fn new(ledger: Digest, index: Index) -> Self {
        Self {
            ledger,
            index: Known::Tags(index),
            ended: Ended::default(),
            policy: None,
            key_set: None,
            relays: Vec::new(),
        }
    }

    /// The same, with nothing in it but what is recalled: where all that is registered is elsewhere.
    pub(crate) fn recalled(ledger: Digest) -> Self {
        Self {
            ledger,
            index: Known::Recalled(Recalled::default()),
            ended: Ended::default(),
            policy: None,
            key_set: None,
            relays: Vec::new(),
        }
    }

    /// What was looked up elsewhere, to be added to.
    pub(crate) fn recall(&mut self) -> Option<&mut Recalled> {
        match &mut self.index {
            Known::Recalled(recalled) => Some(recalled),
            Known::Tags(_) => None,
        }
    }

    /// SHA-256 of the ledger's public key.
    pub(crate) fn ledger(&self) -> Digest {
        self.ledger
    }

    /// Notes of entries that others have admitted, from index `first` on, only what the status lists need and where the newest key
    /// set is.
    pub(crate) fn follow_all(&mut self, first: u64, entries: &[Entry]) {
        for (index, entry) in (first..).zip(entries) {
            self.note_own(index, entry);
        }
    }

    /// Notes revocations among the first `size` entries, as [`Ended::recall`] has it.
    pub(crate) fn recall_ended(&mut self, size: u64, some: Vec<(u64, u64)>) {
        self.ended.recall(size, some);
    }

    /// Where the statement with this digest is, without asking the disk.
    pub(crate) fn place_of(&self, statement: &Digest) -> Place {
        self.index.place_of(statement)
    }

    /// What the status lists need to know of the entries.
    pub(crate) fn ended(&self) -> &Ended {
        &self.ended
    }

    /// Notes that older notices are elsewhere, and not to be had.
    pub(crate) fn miss_notices(&mut self) {
        self.ended.miss_notices();
    }

    /// The index of the newest policy.
    pub(crate) fn policy(&self) -> Option<u64> {
        self.policy
    }

    /// The index of the newest key set.
    pub(crate) fn key_set(&self) -> Option<u64> {
        self.key_set
    }

    /// The relays that may write access roots.
    pub(crate) fn relays(&self) -> &[RelayKey] {
        &self.relays
    }

    /// Notes the relays of the newest key set: what stands in a statement, entries do not tell.
    pub(crate) fn set_relays(&mut self, relays: Vec<RelayKey>) {
        self.relays = relays;
    }

    /// Applies the rules. Nothing is noted yet.
    pub(crate) fn admit(&self, candidate: &Candidate) -> Result<Ruling, Refusal> {
        match self.index.statement(&candidate.digest)? {
            Some(index) if self.index.is_pruned(index) => return Err(Refusal::Pruned),
            Some(index) => return Ok(Ruling::Known(index)),
            None => {}
        }
        let target = match candidate.kind {
            EntryType::Policy | EntryType::StatusRoot | EntryType::KeySet => {
                self.by_ledger(candidate)?
            }
            EntryType::Grant => self.first_of_key(candidate)?,
            EntryType::Revocation => self.target_of(candidate)?,
            EntryType::AccessRoot => self.by_relay(candidate)?,
            // A card's own key is the one that signed the withdrawal: whoever has the card checks that.
            EntryType::CardWithdrawal => 0,
        };
        Ok(Ruling::New(Entry {
            kind: candidate.kind,
            target,
            statement: candidate.digest,
        }))
    }

    /// Notes the next entry, at its index.
    pub(crate) fn note(&mut self, index: u64, entry: &Entry, signer: Signer) {
        self.index.note(index, entry, signer);
        self.note_own(index, entry);
    }

    fn note_own(&mut self, index: u64, entry: &Entry) {
        self.ended.note(index, entry);
        match entry.kind {
            EntryType::Policy => self.policy = Some(index),
            EntryType::KeySet => self.key_set = Some(index),
            _ => {}
        }
    }

    fn by_relay(&self, candidate: &Candidate) -> Result<u64, Refusal> {
        let mut relays = self.relays.iter();
        if relays.any(|one| sha256(one.key.as_bytes()) == candidate.signer) {
            Ok(0)
        } else {
            Err(Refusal::RelayOnly)
        }
    }

    /// Takes runs up to entry `settled` for all that was noted so far: their tags are in `made`.
    pub(crate) fn take(&mut self, made: Making, runs: &[Run], settled: u64) {
        self.index.take(made, settled);
        self.ended = Ended::default();
        for run in runs {
            let others = run.others().iter();
            others.for_each(|(index, entry)| self.note_own(*index, entry));
            run.last_grant()
                .into_iter()
                .for_each(|last| self.ended.note_grants(last));
        }
    }

    /// Entries before `settled` can now be read from their chunks, and are.
    pub(crate) fn settle(&mut self, settled: u64) {
        self.index.settle(settled);
    }

    fn by_ledger(&self, candidate: &Candidate) -> Result<u64, Refusal> {
        if candidate.signer == self.ledger {
            Ok(0)
        } else {
            Err(Refusal::LedgerOnly)
        }
    }

    fn first_of_key(&self, candidate: &Candidate) -> Result<u64, Refusal> {
        match self.index.grant_by(&short(&candidate.signer))? {
            Some(grant) if self.index.is_pruned(grant) => Err(Refusal::Pruned),
            Some(_) => Err(Refusal::KeyUsed),
            None => Ok(0),
        }
    }

    fn target_of(&self, candidate: &Candidate) -> Result<u64, Refusal> {
        let target = candidate.target.map(|digest| self.index.statement(&digest));
        let target = target.transpose()?.flatten();
        let own = self.index.grant_by(&short(&candidate.signer))?;
        if own.is_some_and(|own| self.index.is_pruned(own)) {
            // It was over long ago.
            return Err(Refusal::Pruned);
        }
        let target = target.ok_or(Refusal::UnknownTarget)?;
        if own != Some(target) {
            return Err(Refusal::NotTheTargets);
        }
        match self.index.revocation_of(target)? {
            Some(first) => Err(Refusal::AlreadyRevoked(first)),
            None => Ok(target),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        if disk::is_out_of_files(&error) {
            tracing::warn!(%error, "an older entry could not be read now: a statement is to be sent again");
            return Self::OutOfReach;
        }
        tracing::error!(%error, "an older entry could not be read: a statement was refused for that");
        Self::Unreadable
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Home;
    use crate::pruning::Pruned;
    use keepwell_crypto::secret::Secret32;
    use keepwell_crypto::sign::SigningKey;
    use keepwell_protocol::origin::Origin;
    use keepwell_protocol::retention::Kept;
    use std::sync::Arc;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&[seed; 32])
    }

    /// A ledger with key 0 and the grant of key 1 at index 0.
    fn register() -> (Register, Statement) {
        let ledger = sha256(key(0).verifying_key().as_bytes());
        let tags = TagKey::new(Secret32::from_bytes([1; 32]));
        let nowhere = Home::at("nothing is read from here".as_ref());
        let mut register = Register::new(ledger, Index::new(Box::new(nowhere), tags.into()));
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &key(1));
        assert!(matches!(add(&mut register, &grant, 0), Ok(Ruling::New(_))));
        (register, grant)
    }

    fn add(register: &mut Register, statement: &Statement, index: u64) -> Result<Ruling, Refusal> {
        let candidate = Candidate::of(statement);
        let admission = register.admit(&candidate)?;
        if let Ruling::New(entry) = &admission {
            register.note(index, entry, short(&candidate.signer));
        }
        Ok(admission)
    }

    fn signed(kind: u8, payload: &[u8], seed: u8) -> Statement {
        let kind = EntryType::from_number(kind).unwrap();
        Statement::sign(kind, "urn:test", payload, &key(seed))
    }

    #[test]
    fn only_the_ledger_writes_policy_status_roots_and_key_sets() {
        let (mut register, _) = register();
        for kind in [0, 3, 4] {
            assert_eq!(
                add(&mut register, &signed(kind, b"x", 1), 1),
                Err(Refusal::LedgerOnly)
            );
            assert!(add(&mut register, &signed(kind, b"x", 0), 1).is_ok());
        }
    }

    #[test]
    fn only_relays_in_the_key_set_write_access_roots() {
        let (mut register, _) = register();
        let relay = RelayKey {
            relay: Origin::parse("https://relay.example").unwrap(),
            key: key(2).verifying_key(),
        };
        for relays in [vec![], vec![relay]] {
            register.set_relays(relays.clone());
            for seed in [0, 1, 2] {
                let may = seed == 2 && !relays.is_empty();
                let outcome = add(&mut register, &signed(5, b"x", seed), 1);
                assert_eq!(outcome.is_ok(), may, "key {seed}");
                assert!(may || outcome == Err(Refusal::RelayOnly));
            }
        }
    }

    #[test]
    fn a_key_grants_once_and_the_same_statement_has_one_index() {
        let (mut register, grant) = register();
        assert_eq!(add(&mut register, &grant, 9), Ok(Ruling::Known(0)));
        let second = Statement::grant(&[3; 16], &[2; 32], b"terms", &key(1));
        assert_eq!(add(&mut register, &second, 1), Err(Refusal::KeyUsed));
        let other = Statement::grant(&[3; 16], &[2; 32], b"terms", &key(2));
        assert!(add(&mut register, &other, 1).is_ok());
    }

    #[test]
    fn only_the_grants_key_revokes_and_the_first_wins() {
        let (mut register, grant) = register();
        let foreign = signed(2, &grant.digest(), 2);
        assert_eq!(add(&mut register, &foreign, 1), Err(Refusal::NotTheTargets));
        let unknown = signed(2, &[9; 32], 1);
        assert_eq!(add(&mut register, &unknown, 1), Err(Refusal::UnknownTarget));
        let first = grant.revocation(&key(1));
        let Ok(Ruling::New(entry)) = add(&mut register, &first, 1) else {
            panic!("the first revocation was refused");
        };
        assert_eq!((entry.kind, entry.target), (EntryType::Revocation, 0));
        assert_eq!(add(&mut register, &first, 2), Ok(Ruling::Known(1)));
        let second = signed(2, &grant.digest(), 1);
        assert_eq!(
            add(&mut register, &second, 2),
            Err(Refusal::AlreadyRevoked(first.digest()))
        );
    }

    #[test]
    fn only_grants_are_revoked() {
        let (mut register, grant) = register();
        let withdrawal = signed(6, b"card", 1);
        assert!(add(&mut register, &withdrawal, 1).is_ok());
        let revocation = signed(2, &withdrawal.digest(), 1);
        assert_eq!(
            add(&mut register, &revocation, 2),
            Err(Refusal::NotTheTargets)
        );
        add(&mut register, &grant.revocation(&key(1)), 2).unwrap();
        let again = signed(2, &grant.revocation(&key(1)).digest(), 1);
        assert_eq!(add(&mut register, &again, 3), Err(Refusal::NotTheTargets));
    }

    #[test]
    fn a_card_key_withdraws_any_number_of_cards() {
        let (mut register, _) = register();
        assert!(add(&mut register, &signed(6, b"card 1", 7), 1).is_ok());
        assert!(add(&mut register, &signed(6, b"card 2", 7), 2).is_ok());
        assert_eq!(
            add(&mut register, &signed(6, b"card 1", 7), 3),
            Ok(Ruling::Known(1))
        );
    }

    #[test]
    fn what_was_pruned_is_refused_where_the_register_is_elsewhere() {
        let ledger = sha256(key(0).verifying_key().as_bytes());
        let mut kept = Kept::default();
        kept.push_run([0]);
        let pruned = Arc::new(Pruned::default());
        pruned.set(kept);
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &key(1));
        let young = Statement::grant(&[1; 16], &[2; 32], b"terms", &key(2));
        let signer = |seed: u8| short(&sha256(key(seed).verifying_key().as_bytes()));
        let mut register = Register::recalled(ledger);
        let recalled = register.recall().unwrap();
        recalled.pruned(pruned);
        // Of a grant that is gone the row of its statement is gone too.
        recalled.grant(signer(1), 300);
        recalled.statement(grant.revocation(&key(1)).digest(), 301);
        recalled.grant(signer(2), 200);
        recalled.statement(young.digest(), 200);
        let gone = Err(Refusal::Pruned);
        let second = Statement::grant(&[3; 16], &[2; 32], b"more", &key(1));
        let other_end = signed(2, &grant.digest(), 1);
        for one in [&grant, &second, &grant.revocation(&key(1)), &other_end] {
            assert_eq!(add(&mut register, one, 70_000), gone);
        }
        assert_eq!(add(&mut register, &young, 70_000), Ok(Ruling::Known(200)));
        let end = young.revocation(&key(2));
        assert!(matches!(
            add(&mut register, &end, 70_000),
            Ok(Ruling::New(_))
        ));
    }
}
