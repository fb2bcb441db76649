//! The access roots on a ledger that this wallet follows: which ones stand there, of which relays the ledger takes them, and whether
//! a relay still puts them there. With that the relay's word is judged. Roots are remembered as they are read with the log, so that
//! nobody is asked for one and learns when something happened to this wallet.

use std::collections::HashMap;

use keepwell_client::{
    ClientError,
    follow::{LogView, read_again},
    ledger::Ledger,
    servers::LedgerKey,
};
use keepwell_crypto::hash::{Digest, sha256};
use keepwell_protocol::{
    access_root::{AccessRoot, EventProofs},
    entry::{Entry, EntryType},
    hexadecimal::{from_hex, to_hex},
    key_set::RelayKey,
    origin::Origin,
    statement::Statement,
    time::Timestamp,
};
use keepwell_store::{Batch, Table};
use serde::{Deserialize, Serialize};

use crate::{
    activity::{Against, OnLedger, Patience, judge},
    evidence::{self, Finding},
    grants::{Blob, Grant, GrantError, GrantId},
    sync::relay,
    vault::Vault,
};

/// Digests of access roots with their indexes, by the hash of the ledger's key and the first index.
const SEEN: Table = Table::new("access_roots");
/// What is known of a ledger's relays, by its key.
const RELAYS: Table = Table::new("relays");
/// The most roots of one reading that are remembered, the newest: more than a relay makes while a grant lasts.
const MOST: usize = 50_000;
/// How many of them stand in one row.
const IN_A_ROW: usize = 4096;
/// An index and a digest.
const RECORD: usize = 8 + 32;

/// What the relays told in this sync, by grant; `None` where a relay does not know of access roots.
pub(crate) type Proofs = HashMap<GrantId, Option<EventProofs>>;

/// What is known of the relays of one ledger.
#[derive(Default, Serialize, Deserialize)]
struct Known {
    /// Digests of key sets that were read on the log and whose statements have not come yet, hexadecimal.
    awaited: Vec<String>,
    /// Every relay that a key set named, as [`RelayKey`] is written.
    relays: Vec<String>,
    /// How far each relay's roots are, as [`RelayKey`] is written; by the origin of one that has none on the ledger.
    progress: HashMap<String, Progress>,
    /// Entries from this one on were passed over while a grant was running, before its relay was known to have roots among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    passed: Option<u64>,
}

/// How far a relay's roots are.
#[derive(Clone, Serialize, Deserialize)]
struct Progress {
    /// The newest of its roots that this wallet knows on the ledger, and its index there; `None` before the first.
    newest: Option<(u64, u64)>,
    /// Since when there was none after it.
    missed: Option<Patience>,
    /// The alarm was raised.
    is_missing: bool,
}

/// What a reading of the log brought.
#[derive(Default)]
pub(super) struct Read {
    /// Access roots, with their indexes.
    pub(super) roots: Vec<(u64, Digest)>,
    /// Key sets.
    pub(super) key_sets: Vec<Digest>,
    /// Entries from this one on were passed over.
    pub(super) passed: Option<u64>,
}

impl Known {
    fn of(vault: &Vault, key: &LedgerKey) -> Result<Self, GrantError> {
        let row = vault.store().get(RELAYS, key.to_string().as_bytes())?;
        row.map_or(Ok(Self::default()), |row| {
            serde_json::from_slice(&row).map_err(|_| GrantError::Unreadable)
        })
    }

    fn put(&self, batch: &mut Batch, key: &LedgerKey) -> Result<(), GrantError> {
        let row = serde_json::to_vec(self).map_err(|_| GrantError::Unreadable)?;
        batch.put(RELAYS, key.to_string().as_bytes(), row);
        Ok(())
    }

    fn relays(&self) -> Vec<RelayKey> {
        let relays = self.relays.iter();
        relays.filter_map(|text| RelayKey::parse(text)).collect()
    }
}

/// Whether the ledger of this grant takes access roots of its relay.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(crate) fn are_expected(vault: &Vault, grant: &Grant) -> Result<bool, GrantError> {
    let relays = Known::of(vault, &grant.ledger.key)?.relays();
    Ok(relays.iter().any(|one| one.relay == grant.relay.origin))
}

/// Whether access roots are expected of the relay of a grant that still runs: then every entry has to be read.
///
/// # Errors
/// As [`are_expected`].
pub(super) fn are_needed(vault: &Vault, ours: &[Grant]) -> Result<bool, GrantError> {
    for grant in ours.iter().filter(|grant| relay::may_change(grant)) {
        if are_expected(vault, grant)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reads what was passed over after all, where it was learnt since that it has roots which are needed.
///
/// # Errors
/// [`GrantError`] when the vault fails. The inner error is why the ledger could not be read.
pub(super) fn fill(
    vault: &Vault,
    (ledger, view): (&Ledger<'_>, &LogView),
    ours: &[Grant],
) -> Result<Result<(), ClientError>, GrantError> {
    let mut known = Known::of(vault, ledger.key())?;
    let Some(passed) = known.passed.take() else {
        return Ok(Ok(()));
    };
    let mut batch = Batch::new();
    if are_needed(vault, ours)? {
        // No event is older than the oldest of these grants.
        let running = ours.iter().filter(|grant| relay::may_change(grant));
        let oldest = running.filter_map(Grant::log_index).min();
        let from = oldest.unwrap_or_default().max(passed);
        let take = |read: &mut Read, index, entry: Entry| {
            if entry.kind == EntryType::AccessRoot {
                read.roots.push((index, entry.statement));
            }
        };
        let read = match read_again(ledger, view, from, &Read::default, &take) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error)),
        };
        note(vault, &mut batch, ledger.key(), &read, true)?;
    } else {
        // Older ones are of no use beside a gap: a root in it would be missed.
        let ledger = sha256(ledger.key().to_string().as_bytes());
        for row in rows(vault, &ledger)? {
            batch.delete(SEEN, &row.0);
        }
    }
    known.put(&mut batch, ledger.key())?;
    vault.store().write(&batch)?;
    Ok(Ok(()))
}

/// Notes what a reading brought, with whatever else is in `batch`. Roots are remembered while a grant may need them.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(super) fn note(
    vault: &Vault,
    batch: &mut Batch,
    key: &LedgerKey,
    read: &Read,
    is_needed: bool,
) -> Result<(), GrantError> {
    if !read.key_sets.is_empty() || read.passed.is_some() {
        let mut known = Known::of(vault, key)?;
        known.passed = known.passed.or(read.passed);
        let digests = read.key_sets.iter().map(|digest| to_hex(digest));
        known.awaited.extend(digests);
        known.put(batch, key)?;
    }
    let ledger = sha256(key.to_string().as_bytes());
    if !is_needed {
        for row in rows(vault, &ledger)? {
            batch.delete(SEEN, &row.0);
        }
        return Ok(());
    }
    let skip = read.roots.len().saturating_sub(MOST);
    for roots in read.roots.get(skip..).unwrap_or_default().chunks(IN_A_ROW) {
        let Some((first, _)) = roots.first() else {
            continue;
        };
        let record = |(index, digest): &(u64, Digest)| [&index.to_be_bytes()[..], digest].concat();
        let row: Vec<u8> = roots.iter().flat_map(record).collect();
        batch.put(SEEN, &[&ledger[..], &first.to_be_bytes()].concat(), row);
    }
    Ok(())
}

/// Fetches the key sets that have not come yet.
///
/// # Errors
/// [`GrantError`] when the vault fails. The inner error is why the ledger could not be asked.
pub(super) fn learn(
    vault: &Vault,
    ledger: &Ledger<'_>,
) -> Result<Result<(), ClientError>, GrantError> {
    let mut known = Known::of(vault, ledger.key())?;
    if known.awaited.is_empty() {
        return Ok(Ok(()));
    }
    let mut left = Vec::new();
    let mut failure = None;
    for text in std::mem::take(&mut known.awaited) {
        let found = from_hex(&text).map(|digest| ledger.statement(&digest));
        match found {
            Some(Ok(Some(statement))) => {
                // Any other is none of the ledger's own, and names nobody.
                if let Ok(set) = ledger.hold(|keys| keys.key_set(&statement)) {
                    let relays = set.relays.iter().map(RelayKey::to_string);
                    known.relays.extend(relays);
                    known.relays.sort_unstable();
                    known.relays.dedup();
                }
            }
            // An older ledger shows its key sets to nobody.
            None | Some(Ok(None)) => {}
            Some(Err(error)) => {
                left.push(text);
                failure = Some(error);
            }
        }
    }
    known.awaited = left;
    let mut batch = Batch::new();
    known.put(&mut batch, ledger.key())?;
    vault.store().write(&batch)?;
    Ok(failure.map_or(Ok(()), Err))
}

/// Judges what the relays told of the grants in `ours` by what stands on the ledger. What is against a relay is kept.
///
/// # Errors
/// [`GrantError`] when the vault fails.
pub(super) fn check(
    vault: &Vault,
    (ledger, view): (&Ledger<'_>, &LogView),
    ours: &[Grant],
    proofs: &Proofs,
    now: Timestamp,
) -> Result<(), GrantError> {
    let mut known = Known::of(vault, ledger.key())?;
    let on_ledger = OnLedger {
        relays: known.relays(),
        seen: seen(vault, ledger.key())?,
    };
    let mut asked: HashMap<Origin, &Grant> = HashMap::new();
    for grant in ours {
        let Some(told) = proofs.get(&grant.id) else {
            continue;
        };
        asked.insert(grant.relay.origin.clone(), grant);
        let none = EventProofs {
            proofs: Vec::new(),
            newest: None,
        };
        let told = told.as_ref().unwrap_or(&none);
        for against in judge(vault, grant, &on_ledger, told, now)? {
            evidence::keep(vault, finding(grant, against, view), now)?;
        }
    }
    for (relay, grant) in asked {
        let told = proofs.get(&grant.id).and_then(Option::as_ref);
        let newest = told.and_then(|told| newest(&on_ledger, told, grant));
        // A relay that was set up anew has another key, and begins with another first root.
        let (name, newest) = newest.map_or((relay.to_string(), None), |(key, at)| {
            (key.to_string(), Some(at))
        });
        let progress = known.progress.entry(name).or_insert(Progress {
            newest: None,
            missed: None,
            is_missing: false,
        });
        if progress.look(&on_ledger, newest, now) {
            let newest = told.and_then(|told| told.newest.clone());
            let finding = Finding::MissingRoot {
                relay: grant.relay.origin.clone(),
                ledger: ledger.key().to_string(),
                newest: newest.map(|statement| evidence::text(&Blob(statement.0))),
                checkpoint: view.signed().map(str::to_owned),
            };
            evidence::keep(vault, finding, now)?;
        }
    }
    let mut batch = Batch::new();
    known.put(&mut batch, ledger.key())?;
    Ok(vault.store().write(&batch)?)
}

impl Progress {
    /// Takes in which root of the relay is the newest on the ledger; whether the alarm is to be raised.
    fn look(&mut self, on_ledger: &OnLedger, newest: Option<(u64, u64)>, now: Timestamp) -> bool {
        let has_gap = match (self.newest, newest) {
            (Some(before), Some(newest)) => is_short(on_ledger, before, newest),
            _ => false,
        };
        let moves =
            newest.is_some_and(|(number, _)| self.newest.is_none_or(|(before, _)| before < number));
        let mut is_late = false;
        if moves {
            self.newest = newest;
            self.missed = None;
        } else {
            let missed = self
                .missed
                .map_or(Patience::new(now), |missed| missed.again(now));
            is_late = missed.is_over();
            self.missed = Some(missed);
        }
        let is_missing = has_gap || is_late;
        let is_new = is_missing && !self.is_missing;
        self.is_missing |= is_missing;
        is_new
    }
}

/// Whether fewer roots stand on the ledger between two of a relay than their numbers say. Only where the ledger takes them of one
/// relay alone: which root is whose, entries do not tell.
fn is_short(on_ledger: &OnLedger, before: (u64, u64), newest: (u64, u64)) -> bool {
    if on_ledger.relays.len() != 1 || newest.0 <= before.0 {
        return false;
    }
    let indexes = on_ledger.seen.values();
    if !indexes.clone().any(|index| *index == before.1) {
        // What was before is not remembered any more.
        return false;
    }
    let between = indexes.filter(|index| (before.1 + 1..=newest.1).contains(index));
    u64::try_from(between.count()).is_ok_and(|count| count != newest.0 - before.0)
}

/// The relay, and number and index of the root that it says it closed last, once that stands on the ledger.
fn newest(
    on_ledger: &OnLedger,
    told: &EventProofs,
    grant: &Grant,
) -> Option<(RelayKey, (u64, u64))> {
    let statement = Statement::parse(&told.newest.as_ref()?.0).ok()?;
    let root = AccessRoot::read(&statement).ok()?;
    let index = *on_ledger.seen.get(&statement.digest())?;
    let key = on_ledger
        .is_by(&statement, &root, grant)
        .then(|| RelayKey {
            relay: root.relay,
            key: statement.signer(),
        })?;
    Some((key, (root.number, index)))
}

fn finding(grant: &Grant, against: Against, view: &LogView) -> Finding {
    Finding::AlteredEvent {
        relay: grant.relay.origin.clone(),
        mailbox: grant.relay.mailbox,
        event: Box::new(against.event),
        proof: against.proof.map(Box::new),
        checkpoint: view.signed().map(str::to_owned),
    }
}

/// Every root that is remembered of the ledger with this key.
fn seen(vault: &Vault, key: &LedgerKey) -> Result<HashMap<Digest, u64>, GrantError> {
    let ledger = sha256(key.to_string().as_bytes());
    let mut all = HashMap::new();
    for (_, row) in rows(vault, &ledger)? {
        let (records, _) = row.as_chunks::<RECORD>();
        for record in records {
            let (index, digest) = record
                .split_first_chunk::<8>()
                .ok_or(GrantError::Unreadable)?;
            let digest = Digest::try_from(digest).map_err(|_| GrantError::Unreadable)?;
            all.insert(digest, u64::from_be_bytes(*index));
        }
    }
    Ok(all)
}

/// Key and value.
type Row = (Vec<u8>, Vec<u8>);

/// The rows of the ledger whose key has this hash.
fn rows(vault: &Vault, ledger: &Digest) -> Result<Vec<Row>, GrantError> {
    let mut all = Vec::new();
    for row in vault.store().scan(SEEN) {
        let (key, value) = row?;
        if key.starts_with(ledger) {
            all.push((key, value.to_vec()));
        }
    }
    Ok(all)
}
