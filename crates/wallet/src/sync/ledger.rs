//! Follows every ledger that has a grant of this wallet: that it only grew, that each receipt stands where it said, and that nobody
//! else revoked. What is near is read entry by entry; of what is far, hashes prove that it only grew, receipts prove this wallet's own
//! entries, and the ledger's status lists say what was revoked. What is found is judged after the ledger's root was checked.

mod listed;
mod roots;
mod watch;

use std::collections::HashSet;

use keepwell_client::{
    ClientError,
    follow::{LogView, check_history, follow_across, read_again},
    keys::LedgerKeys,
    ledger::Ledger,
    servers::LedgerKey,
    transport::Transport,
};
use keepwell_crypto::hash::Digest;
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_store::{Batch, Table};
use keepwell_tlog::{checkpoint::SignedCheckpoint, tlog_proof::TlogProof};
use rand_core::CryptoRngCore;

use super::relay;
use crate::{
    activity,
    cards::{self, CardError},
    evidence::{self, Finding},
    grants::{self, Grant, GrantError, GrantId, Recorded},
    vault::Vault,
};
use listed::Hidden;
use watch::{Learnt, Sight, SightKind, Watch, learn};

/// What is known of each log, by its verifier key.
const LOGS: Table = Table::new("logs");

/// What following all ledgers gave.
#[derive(Default)]
pub(super) struct Followed {
    /// Why one could not be followed.
    pub(super) failure: Option<ClientError>,
    /// The grants that another device of this wallet stopped.
    pub(super) stops: Vec<GrantId>,
}

/// Follows all ledgers, and holds what relays told of the grants in `heard` against them. A lie is kept as evidence and is no failure of
/// this call.
///
/// # Errors
/// [`GrantError`] when this device's own vault fails.
pub(super) fn follow_all(
    vault: &Vault,
    transport: &dyn Transport,
    heard: &HashSet<GrantId>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Followed, GrantError> {
    let mut all = Followed::default();
    for (url, key) in ledgers(vault, now)? {
        let witnesses = vault.settings().witnesses_of(&key);
        let keys = keys_of(vault, &key)?;
        let ledger = Ledger::new(transport, url, keys).witnessed_by(witnesses);
        let relays = (transport, heard);
        let followed = match follow_one(vault, &ledger, relays, &mut all.stops, now)? {
            Ok(()) => lately(vault, &ledger, rng)?,
            Err(error) => Err(error),
        };
        match followed {
            Err(ClientError::LedgerLies(lie)) => {
                evidence::keep(vault, Finding::Lie(*lie), now)?;
            }
            Err(error) => all.failure = Some(error),
            Ok(()) => {}
        }
    }
    Ok(all)
}

/// What is known of the log with this key.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(crate) fn view_of(vault: &Vault, key: &LedgerKey) -> Result<LogView, GrantError> {
    match vault.store().get(LOGS, key.to_string().as_bytes())? {
        Some(value) => serde_json::from_slice(&value).map_err(|_| GrantError::Unreadable),
        None => Ok(LogView::new(key.origin())),
    }
}

/// What is known of the keys of the ledger with this one.
///
/// # Errors
/// As [`view_of`].
pub(crate) fn keys_of(vault: &Vault, key: &LedgerKey) -> Result<LedgerKeys, GrantError> {
    Ok(view_of(vault, key)?.keys(key))
}

/// That enough witnesses have looked at what was read, lately by the ledger's signed time: this device's clock may be wrong.
fn lately(
    vault: &Vault,
    ledger: &Ledger<'_>,
    rng: &mut dyn CryptoRngCore,
) -> Result<Result<(), ClientError>, GrantError> {
    if !ledger.asks_witnesses() {
        return Ok(Ok(()));
    }
    let mut nonce = [0; 32];
    rng.fill_bytes(&mut nonce);
    let time = match ledger.time(&nonce) {
        Ok(time) => time,
        Err(error) => return Ok(Err(error)),
    };
    let view = view_of(vault, ledger.key())?;
    Ok(if ledger.is_neglected(&view, time) {
        Err(ClientError::Neglected)
    } else {
        Ok(())
    })
}

/// The wallet's own ledger and those of its grants, each once. One that was left is followed as long as its operator has to run it: its
/// last states, and proofs of what stands on it, are here.
fn ledgers(vault: &Vault, now: Timestamp) -> Result<Vec<(Origin, LedgerKey)>, GrantError> {
    let settings = vault.settings();
    let mut all = vec![(
        settings.server.clone(),
        LedgerKey::from(settings.ledger.clone()),
    )];
    let mut grants = grants::all(vault)?;
    grants.retain(|grant| !relay::is_over(grant, now));
    for grant in grants {
        let side = (grant.ledger.url, grant.ledger.key);
        if !all.contains(&side) {
            all.push(side);
        }
    }
    Ok(all)
}

/// First the grants, then the view: after a crash between them the same entries are read and judged again. What relays told is held
/// against the log whatever else the ledger does not answer.
fn follow_one(
    vault: &Vault,
    ledger: &Ledger<'_>,
    (transport, heard): (&dyn Transport, &HashSet<GrantId>),
    stops: &mut Vec<GrantId>,
    now: Timestamp,
) -> Result<Result<(), ClientError>, GrantError> {
    let mut view = view_of(vault, ledger.key())?;
    let ours = ours(vault, ledger)?;
    let watch = || Watch::new(&ours, vault.keys());
    let watch = match follow_across(ledger, &mut view, &watch, &Watch::see) {
        Ok(watch) => watch,
        Err(error) => return Ok(Err(error)),
    };
    let is_new = watch.has_list();
    let (sights, withdrawals, key_sets) = watch.into_parts();
    judge(vault, (ledger, &view), &sights, stops, now)?;
    let brought = (withdrawals.as_slice(), key_sets.as_slice());
    keep_view(vault, ledger, &view, brought, now)?;
    let learnt = roots::learn(vault, ledger)?;
    let rooted = roots::check(vault, transport, ledger, heard, now)?;
    let own = check_own(vault, (ledger, &view), is_new, stops, now)?;
    Ok(learnt.and(rooted).and(own))
}

/// What the ledger says of cards and of this wallet's own entries.
fn check_own(
    vault: &Vault,
    (ledger, view): (&Ledger<'_>, &LogView),
    is_new: bool,
    stops: &mut Vec<GrantId>,
    now: Timestamp,
) -> Result<Result<(), ClientError>, GrantError> {
    match cards::learn(vault, ledger, now) {
        Err(CardError::Fetch(error)) => return Ok(Err(error)),
        learnt => learnt?,
    }
    if let Err(error) = check_receipts(vault, ledger, view, now)? {
        return Ok(Err(error));
    }
    let ours = ours(vault, ledger)?;
    let listed = listed::check(vault, ledger, view, (&ours, is_new), now)?;
    let hidden = match listed {
        Ok(hidden) => hidden,
        Err(error) => return Ok(Err(error)),
    };
    for listed in hidden {
        if let Err(error) = look_back(vault, (ledger, view), &listed, stops, now)? {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// Keeps what the entries that were seen mean.
fn judge(
    vault: &Vault,
    (ledger, view): (&Ledger<'_>, &LogView),
    sights: &[Sight],
    stops: &mut Vec<GrantId>,
    now: Timestamp,
) -> Result<(), GrantError> {
    for sight in sights {
        match learn(vault, sight, view, ledger.key(), now)? {
            Learnt::Nothing => {}
            Learnt::Stop => stops.push(sight.grant),
            Learnt::Against(finding) => drop(evidence::keep(vault, *finding, now)?),
        }
    }
    Ok(())
}

/// A grant is listed as revoked, and what revoked it may stand among entries that were passed over: they are read after all, so that
/// this wallet's own stop is told from another's, and from none.
fn look_back(
    vault: &Vault,
    (ledger, view): (&Ledger<'_>, &LogView),
    listed: &Hidden,
    stops: &mut Vec<GrantId>,
    now: Timestamp,
) -> Result<Result<(), ClientError>, GrantError> {
    let watch = || Watch::new(std::slice::from_ref(&listed.grant), vault.keys());
    let from = listed.grant.log_index().unwrap_or_default();
    let sights = match read_again(ledger, view, from, &watch, &Watch::see) {
        Ok(watch) => watch.into_parts().0,
        Err(error) => return Ok(Err(error)),
    };
    judge(vault, (ledger, view), &sights, stops, now)?;
    if !sights.iter().any(|sight| sight.what != SightKind::Grant) {
        listed.is_false(vault, (ledger, view), now)?;
    }
    Ok(Ok(()))
}

fn ours(vault: &Vault, ledger: &Ledger<'_>) -> Result<Vec<Grant>, GrantError> {
    let mut all = grants::all(vault)?;
    all.retain(|grant| grant.ledger.key == *ledger.key());
    Ok(all)
}

fn keep_view(
    vault: &Vault,
    ledger: &Ledger<'_>,
    view: &LogView,
    (withdrawals, key_sets): (&[Digest], &[Digest]),
    now: Timestamp,
) -> Result<(), GrantError> {
    let value = serde_json::to_vec(view).map_err(|_| GrantError::Unreadable)?;
    let mut batch = Batch::new();
    cards::note(vault, &mut batch, ledger, withdrawals)?;
    let key = ledger.key();
    batch.put(LOGS, key.to_string().as_bytes(), value);
    roots::note(vault, &mut batch, key, key_sets)?;
    activity::keep_checked(&mut batch, key, now);
    Ok(vault.store().write(&batch)?)
}

/// Holds every receipt against the history that was followed: the entry stands where the receipt says, and the state it
/// speaks of is one of this history, not of another that the ledger shows to somebody else.
fn check_receipts(
    vault: &Vault,
    ledger: &Ledger<'_>,
    view: &LogView,
    now: Timestamp,
) -> Result<Result<(), ClientError>, GrantError> {
    for grant in ours(vault, ledger)? {
        let stop = grant.stop.as_ref();
        let kept = [
            (
                grant.ledger.recorded.as_ref(),
                grant.ledger.seen_at,
                &grant.statement,
            ),
            (
                stop.and_then(|stop| stop.recorded.as_ref()),
                stop.and_then(|stop| stop.seen_at),
                stop.map_or(&grant.statement, |stop| &stop.statement),
            ),
        ];
        for (recorded, seen_at, statement) in kept {
            let Some(recorded) = recorded.filter(|recorded| !recorded.in_history) else {
                continue;
            };
            // One that was passed over stands where its receipt says, once that is proved to be of this history.
            let is_unread = recorded.index < view.unread_before() && seen_at.is_none();
            if recorded.index < view.size() && seen_at != Some(recorded.index) && !is_unread {
                let finding = Finding::WrongIndex {
                    ledger: ledger.key().to_string(),
                    statement: evidence::text(statement),
                    index: recorded.index,
                    receipt: evidence::text(&recorded.receipt),
                    checkpoint: view.signed().map(str::to_owned),
                };
                evidence::keep(vault, finding, now)?;
                continue;
            }
            let Some(signed) = checkpoint_of(recorded, ledger) else {
                continue;
            };
            match check_history(ledger, view, &signed) {
                Ok(()) => {}
                // What would prove it was pruned.
                Err(error) if error.is_pruned() => continue,
                Err(error) => return Ok(Err(error)),
            }
            let index = recorded.index;
            grants::change(vault, grant.id, |grant| mark_checked(grant, index))?;
        }
    }
    Ok(Ok(()))
}

fn mark_checked(grant: &mut Grant, index: u64) {
    let stop = grant.stop.as_mut();
    let stop = stop.and_then(|stop| Some((stop.recorded.as_mut()?, &mut stop.seen_at)));
    let side = &mut grant.ledger;
    let own = side.recorded.as_mut().map(|one| (one, &mut side.seen_at));
    for (recorded, seen_at) in own.into_iter().chain(stop) {
        if recorded.index == index {
            recorded.in_history = true;
            seen_at.get_or_insert(index);
        }
    }
}

/// The checkpoint in a kept proof, opened with the ledger's keys.
fn checkpoint_of(recorded: &Recorded, ledger: &Ledger<'_>) -> Option<SignedCheckpoint> {
    let proof = TlogProof::parse(recorded.tlog_proof.as_bytes()).ok()?;
    let note = proof.note().to_string();
    ledger.hold(|keys| keys.open(note.as_bytes())).ok()
}
