//! The access roots on a ledger that this wallet follows: of which relays the ledger takes them, whether the events that a relay told lead
//! to roots that stand there, and whether it still puts them there. The relay proves all that, for the very state of the ledger that
//! this wallet has checked: so the ledger is asked for none, and does not learn when something happened to this wallet.

mod told;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use keepwell_client::{
    ClientError, follow::LogView, ledger::Ledger, relay::Relay, servers::LedgerKey,
    transport::Transport,
};
use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    access_root::{AccessRoot, StatementText},
    hexadecimal::{from_hex, to_hex},
    key_set::RelayKey,
    statement::Statement,
    time::Timestamp,
};
use keepwell_store::{Batch, Table};
use serde::{Deserialize, Serialize};

use super::{ours, view_of};
use crate::{
    activity::{self, Against, Look, Patience, judge},
    evidence::{self, Finding},
    grants::{Blob, Grant, GrantError, GrantId},
    vault::Vault,
};
use told::{State, Told};

/// What is known of a ledger's relays, by its key.
const RELAYS: Table = Table::new("relays");
/// How long a relay may give no proofs, in seconds.
const SILENCE_S: u64 = 24 * 60 * 60;

/// What is known of the relays of one ledger.
#[derive(Default, Serialize, Deserialize)]
struct Known {
    /// Digests of key sets that were read on the log and whose statements have not come yet, hexadecimal.
    awaited: Vec<String>,
    /// Every relay that a key set named, as [`RelayKey`] is written.
    relays: Vec<String>,
    /// How far each relay's roots are, by its origin.
    #[serde(default)]
    roots_of: HashMap<String, Progress>,
}

/// How far a relay's roots are.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Progress {
    /// The number of the newest of its roots that this wallet knows on the ledger, and its index there, by its key as [`RelayKey`] is
    /// written: a relay that was set up anew has another key, and begins with another first root.
    newest: HashMap<String, (u64, u64)>,
    /// Since when there was none after it, whoever it is by.
    missed: Option<Patience>,
    /// Since when it gives no proofs at all, while it tells how its mailboxes stand.
    silent: Option<Patience>,
    /// The alarm was raised, and there was no newer root since.
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
    let shown = ledger.cosigned_at(&view).unwrap_or(now);
    let mut outcome = Ok(());
    for grants in grants.chunk_by(|one, other| one.relay.origin == other.relay.origin) {
        let checked = Checking {
            vault,
            ledger: ledger.key(),
            state: State {
                view: &view,
                relays: &relays,
            },
            look: Look { now, shown },
        }
        .check(transport, grants, &mut known.roots_of)?;
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
    look: Look,
}

impl Checking<'_> {
    /// Asks one relay about its grants: for each event that is not proved yet, and once how far its roots are.
    fn check(
        &self,
        transport: &dyn Transport,
        grants: &[Grant],
        roots_of: &mut HashMap<String, Progress>,
    ) -> Result<Result<(), ClientError>, GrantError> {
        let Some(first) = grants.first() else {
            return Ok(Ok(()));
        };
        let origin = &first.relay.origin;
        let relay = Relay::new(transport, origin.clone());
        let progress = roots_of.entry(origin.to_string()).or_default();
        let mut is_first = true;
        for grant in grants {
            let unproved = activity::unproved(self.vault, grant)?;
            if unproved.is_empty() && !is_first {
                continue;
            }
            let outcome = self.check_grant(&relay, grant, unproved, progress, is_first)?;
            if outcome.is_err() {
                return Ok(outcome);
            }
            is_first = false;
        }
        Ok(Ok(()))
    }

    /// Asks about the events of a grant, page by page; by the first page, where it `is_first`, how far the relay's roots are.
    fn check_grant(
        &self,
        relay: &Relay<'_>,
        grant: &Grant,
        mut unproved: Range<u32>,
        progress: &mut Progress,
        mut is_first: bool,
    ) -> Result<Result<(), ClientError>, GrantError> {
        let owner = self.vault.keys().grant(grant.id.as_bytes()).owner;
        let mailbox = (&owner, &grant.relay.mailbox);
        loop {
            let asked = self
                .state
                .ask(relay, mailbox, unproved.clone(), self.look.now);
            let told = match asked {
                Ok(told) => told,
                Err(error) => {
                    self.note_silence(grant, progress)?;
                    return Ok(Err(error));
                }
            };
            self.judge(grant, &told)?;
            if is_first && progress.look(newest(&told, grant), self.look) {
                self.keep_missing(grant, told.proofs.newest.as_ref())?;
            }
            is_first = false;
            unproved.start = told.events.end;
            if unproved.is_empty() {
                return Ok(Ok(()));
            }
        }
    }

    fn note_silence(&self, grant: &Grant, progress: &mut Progress) -> Result<(), GrantError> {
        if progress.is_silent(self.look) {
            self.keep_missing(grant, None)?;
        }
        Ok(())
    }

    /// Keeps what is against the relay.
    fn judge(&self, grant: &Grant, told: &Told) -> Result<(), GrantError> {
        let (proofs, on_ledger) = (&told.proofs, &told.on_ledger);
        for against in judge(
            self.vault,
            grant,
            on_ledger,
            proofs,
            &told.events,
            self.look,
        )? {
            let finding = finding(grant, against, self.state.view);
            evidence::keep(self.vault, finding, self.look.now)?;
        }
        Ok(())
    }

    /// Keeps that a relay puts no roots on the ledger any more, or proves none.
    fn keep_missing(
        &self,
        grant: &Grant,
        newest: Option<&StatementText>,
    ) -> Result<(), GrantError> {
        let finding = Finding::MissingRoot {
            relay: grant.relay.origin.clone(),
            ledger: self.ledger.to_string(),
            newest: newest.map(|statement| evidence::text(&Blob(statement.0.clone()))),
            checkpoint: self.state.view.signed().map(str::to_owned),
        };
        evidence::keep(self.vault, finding, self.look.now).map(drop)
    }
}

impl Progress {
    /// Takes in which root of the relay is the newest on the ledger; whether the alarm is to be raised.
    fn look(&mut self, newest: Option<(RelayKey, (u64, u64))>, look: Look) -> bool {
        self.silent = None;
        if let Some((key, (number, index))) = newest {
            let known = self.newest.get(&key.to_string());
            if known.is_none_or(|known| known.0 < number && known.1 < index) {
                self.newest.insert(key.to_string(), (number, index));
                (self.missed, self.is_missing) = (None, false);
                return false;
            }
        }
        let missed = again(&mut self.missed, look);
        self.raises(missed.is_over())
    }

    /// Notes that it gave no proofs; whether the alarm is to be raised. It may be busy: so it has a day.
    fn is_silent(&mut self, look: Look) -> bool {
        let silent = again(&mut self.silent, look);
        self.raises(silent.is_over_after(SILENCE_S))
    }

    fn raises(&mut self, is_over: bool) -> bool {
        let is_new = is_over && !self.is_missing;
        self.is_missing |= is_new;
        is_new
    }
}

fn again(missed: &mut Option<Patience>, look: Look) -> Patience {
    let patience = missed.map_or(Patience::new(look), |missed| missed.again(look));
    *missed = Some(patience);
    patience
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
