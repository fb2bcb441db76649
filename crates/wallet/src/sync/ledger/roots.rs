//! The access roots on a ledger that this wallet follows: of which relays the ledger takes them, whether the events that a relay told lead
//! to roots that stand there, and whether it still puts them there. The relay proves all that, for the very state of the ledger that
//! this wallet has checked: so the ledger is asked for none, and does not learn when something happened to this wallet.

mod told;

use std::collections::{HashMap, HashSet};

use keepwell_client::{
    ClientError, follow::LogView, ledger::Ledger, relay::Relay, servers::LedgerKey,
    transport::Transport,
};
use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    access_root::AccessRoot,
    hexadecimal::{from_hex, to_hex},
    key_set::RelayKey,
    statement::Statement,
    time::Timestamp,
};
use keepwell_store::{Batch, Table};
use serde::{Deserialize, Serialize};

use super::{ours, view_of};
use crate::{
    activity::{self, Against, Patience, judge},
    evidence::{self, Finding},
    grants::{Blob, Grant, GrantError, GrantId},
    vault::Vault,
};
use told::{State, Told};

/// What is known of a ledger's relays, by its key.
const RELAYS: Table = Table::new("relays");

/// What is known of the relays of one ledger.
#[derive(Default, Serialize, Deserialize)]
struct Known {
    /// Digests of key sets that were read on the log and whose statements have not come yet, hexadecimal.
    awaited: Vec<String>,
    /// Every relay that a key set named, as [`RelayKey`] is written.
    relays: Vec<String>,
    /// How far each relay's roots are, as [`RelayKey`] is written; by the origin of one that has none on the ledger.
    progress: HashMap<String, Progress>,
}

/// How far a relay's roots are.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Progress {
    /// The newest of its roots that this wallet knows on the ledger, and its index there; `None` before the first.
    newest: Option<(u64, u64)>,
    /// Since when there was none after it.
    missed: Option<Patience>,
    /// The alarm was raised.
    is_missing: bool,
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

/// Notes key sets that a reading of the log brought, with whatever else is in `batch`.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(super) fn note(
    vault: &Vault,
    batch: &mut Batch,
    key: &LedgerKey,
    key_sets: &[Digest],
) -> Result<(), GrantError> {
    if key_sets.is_empty() {
        return Ok(());
    }
    let mut known = Known::of(vault, key)?;
    let digests = key_sets.iter().map(|digest| to_hex(digest));
    known.awaited.extend(digests);
    known.put(batch, key)
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

/// Has each relay prove what it told of the grants in `heard`, where this ledger takes its access roots, and judges that by what stands
/// on the ledger. What is against a relay is kept.
///
/// # Errors
/// [`GrantError`] when the vault fails. The inner error is why a relay could not be asked.
pub(super) fn check(
    vault: &Vault,
    transport: &dyn Transport,
    ledger: &Ledger<'_>,
    heard: &HashSet<GrantId>,
    now: Timestamp,
) -> Result<Result<(), ClientError>, GrantError> {
    let mut known = Known::of(vault, ledger.key())?;
    let relays = known.relays();
    let mut grants = ours(vault, ledger)?;
    grants.retain(|grant| {
        let origin = &grant.relay.origin;
        heard.contains(&grant.id) && relays.iter().any(|one| one.relay == *origin)
    });
    grants.sort_by(|one, other| one.relay.origin.cmp(&other.relay.origin));
    let view = view_of(vault, ledger.key())?;
    let mut outcome = Ok(());
    for grants in grants.chunk_by(|one, other| one.relay.origin == other.relay.origin) {
        let checked = Checking {
            vault,
            ledger: ledger.key(),
            state: State {
                view: &view,
                relays: &relays,
            },
            now,
        }
        .check(transport, grants, &mut known.progress)?;
        outcome = checked.and(outcome);
    }
    let mut batch = Batch::new();
    known.put(&mut batch, ledger.key())?;
    vault.store().write(&batch)?;
    Ok(outcome)
}

/// What is judged by.
struct Checking<'c> {
    vault: &'c Vault,
    ledger: &'c LedgerKey,
    state: State<'c>,
    now: Timestamp,
}

impl Checking<'_> {
    /// Asks one relay about its grants: for each event that is not proved yet, and once how far its roots are.
    fn check(
        &self,
        transport: &dyn Transport,
        grants: &[Grant],
        progress: &mut HashMap<String, Progress>,
    ) -> Result<Result<(), ClientError>, GrantError> {
        let mut first = None;
        for grant in grants {
            let unproved = activity::unproved(self.vault, grant)?;
            if unproved.is_empty() && first.is_some() {
                continue;
            }
            let relay = Relay::new(transport, grant.relay.origin.clone());
            let owner = self.vault.keys().grant(grant.id.as_bytes()).owner;
            let mailbox = (&owner, &grant.relay.mailbox);
            let told = match self.state.ask(&relay, mailbox, unproved, self.now) {
                Ok(told) => told,
                Err(error) => return Ok(Err(error)),
            };
            let (events, on_ledger) = (&told.proofs, &told.on_ledger);
            for against in judge(self.vault, grant, on_ledger, events, self.now)? {
                let finding = finding(grant, against, self.state.view);
                evidence::keep(self.vault, finding, self.now)?;
            }
            first.get_or_insert((grant, told));
        }
        if let Some((grant, told)) = first {
            self.look(grant, &told, progress)?;
        }
        Ok(Ok(()))
    }

    /// Looks whether a relay still puts roots on the ledger.
    fn look(
        &self,
        grant: &Grant,
        told: &Told,
        progress: &mut HashMap<String, Progress>,
    ) -> Result<(), GrantError> {
        let origin = &grant.relay.origin;
        // A relay that was set up anew has another key, and begins with another first root.
        let newest = newest(told, grant);
        let (name, newest) = newest.map_or((origin.to_string(), None), |(key, at)| {
            (key.to_string(), Some(at))
        });
        if progress.entry(name).or_default().look(newest, self.now) {
            let newest = told.proofs.newest.clone();
            let finding = Finding::MissingRoot {
                relay: origin.clone(),
                ledger: self.ledger.to_string(),
                newest: newest.map(|statement| evidence::text(&Blob(statement.0))),
                checkpoint: self.state.view.signed().map(str::to_owned),
            };
            evidence::keep(self.vault, finding, self.now)?;
        }
        Ok(())
    }
}

impl Progress {
    /// Takes in which root of the relay is the newest on the ledger; whether the alarm is to be raised.
    fn look(&mut self, newest: Option<(u64, u64)>, now: Timestamp) -> bool {
        let is_newer = |(number, index)| {
            let behind = |(before, place)| before < number && place < index;
            self.newest.is_none_or(behind)
        };
        if newest.is_some_and(is_newer) {
            (self.newest, self.missed) = (newest, None);
            return false;
        }
        let missed = self.missed;
        let missed = missed.map_or(Patience::new(now), |missed| missed.again(now));
        self.missed = Some(missed);
        let is_new = missed.is_over() && !self.is_missing;
        self.is_missing |= is_new;
        is_new
    }
}

/// The relay, and number and index of the newest of its roots that is proved to stand on the ledger.
fn newest(told: &Told, grant: &Grant) -> Option<(RelayKey, (u64, u64))> {
    let statement = Statement::parse(&told.proofs.newest.as_ref()?.0).ok()?;
    let root = AccessRoot::read(&statement).ok()?;
    let index = *told.on_ledger.seen.get(&statement.digest())?;
    told.on_ledger.is_by(&statement, &root, grant).then(|| {
        let relay = RelayKey {
            relay: root.relay,
            key: statement.signer(),
        };
        (relay, (root.number, index))
    })
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
