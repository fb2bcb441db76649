//! Another key for the ledger: the old one hands over to it by a key set that both sign, the last entry under a checkpoint that both
//! sign. From there on everything is signed with the new one, and the old one is gone. A new key that stands in the folder is a
//! rotation that was begun: it is gone through with whenever the folder is opened next, wherever it was broken off.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use keepwell_protocol::key_set::{HandedOver, KeySet, MOST_KEYS};
use keepwell_protocol::statement::Statement;
use rand_core::CryptoRngCore;

use crate::erasure::{Erasure, Terms};
use crate::error::LedgerOpenError;
use crate::genesis::register_own;
use crate::home::{Held, Home};
use crate::keeper::{Keeper, Runs};
use crate::key::{Earlier, LogKey};
use crate::ledger::Clock;
use crate::ledger::open::{begin, commit_failed};
use crate::limits::Limits;
use crate::register::TagKey;
use crate::relays;
use crate::restore::{Depth, restore};
use crate::sequencer::Sequencer;
use crate::state::State;

/// A key that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The key until now, as it was pinned.
    pub old: String,
    /// The key from now on.
    pub new: String,
    /// How many entries the log has, the last of them the handing over.
    pub size: u64,
}

/// Gives the ledger in `dir`, whose server was stopped, another key from `rng`. One that was begun before is gone through with
/// instead. Blocks until it is on the disk.
///
/// # Errors
/// [`LedgerOpenError`]; whatever was not done yet is done when the ledger is opened next.
pub fn rotate(
    dir: &Path,
    clock: &Clock,
    rng: &mut dyn CryptoRngCore,
) -> Result<Rotated, LedgerOpenError> {
    if !Home::at(dir).is_made() {
        return Err(LedgerOpenError::NoLedger(dir.to_owned()));
    }
    // The origin is there, so the authority that a new ledger would be named after is not looked at.
    let held = Home::hold(dir, "", rng)?;
    if held.key.earlier().len() + 1 >= MOST_KEYS {
        return Err(LedgerOpenError::TooManyKeys);
    }
    if held.home.next_key()?.is_none() {
        held.home.make_next_key(rng)?;
    }
    let old = held.key.public().to_string();
    let held = go_on(held, clock)?;
    let size = held.key.earlier().last();
    Ok(Rotated {
        old,
        new: held.key.public().to_string(),
        size: size.map_or(0, |last| last.handed_over.until),
    })
}

/// Goes through with a rotation that was begun; nothing where none was.
pub(crate) fn go_on(held: Held, clock: &Clock) -> Result<Held, LedgerOpenError> {
    let Held {
        home,
        key,
        tags,
        lock,
    } = held;
    let Some(next) = home.next_key()? else {
        return Ok(Held {
            home,
            key,
            tags,
            lock,
        });
    };
    let origin = key.public().name().clone();
    let next = LogKey::new(origin, next);
    let old = key.public().clone();
    // Where it was broken off between the last two steps, the old key stands there already.
    let mut earlier = key.earlier().to_vec();
    earlier.retain(|one| one.key != old);
    if let Some(handed_over) = hand_over(&home, (key, &next), &tags, clock)? {
        tracing::info!(until = handed_over.until, "the ledger has another key");
        earlier.push(Earlier {
            key: old,
            handed_over,
        });
    }
    home.take_next_key(&earlier)?;
    Ok(Held {
        home,
        key: next.after(earlier),
        tags,
        lock,
    })
}

/// Logs that `key` hands over to `next`, unless that is done; `None` for a log without entries, where nobody knows the key.
fn hand_over(
    home: &Home,
    (key, next): (LogKey, &LogKey),
    tags: &Arc<TagKey>,
    clock: &Clock,
) -> Result<Option<HandedOver>, LedgerOpenError> {
    let limits = Limits::default();
    let restored = restore(home, (&key, tags), limits.segment_bytes, Depth::Edge)?;
    let kept = (
        restored.segments.clone(),
        Runs::new(tags.clone(), &restored),
    );
    let (state, parts) = begin(home, key, restored)?;
    let erasure = Erasure::open(home.clone(), clock.clone(), Terms::default());
    let erasure = erasure.map_err(LedgerOpenError::disk(home.ages_path()))?;
    let mut keeper = Keeper::new(home.clone(), state.clone(), kept, erasure);
    let keep_failed = || LedgerOpenError::disk(home.wal());
    keeper.keep(vec![parts.job]).map_err(keep_failed())?;
    let Some((after, set)) = relays::restore(home, &state)? else {
        return Ok(None);
    };
    if let Some(done) = done(&state, next, (after, &set)) {
        return Ok(Some(done));
    }
    let (jobs, behind) = sync_channel(1);
    let mut sequencer = Sequencer::new(state.clone(), parts.log, parts.wal, jobs, limits);
    let statement = state.key.hand_over(next, &set.relays, after);
    let size = state.view().size();
    let registration = register_own(&mut state.register_mut(), size, &statement);
    let registrations = registration.into_iter().collect();
    let sign = |key: &LogKey, size, root| key.sign_last_head(next, size, root);
    sequencer
        .commit_under(registrations, &sign)
        .map_err(|error| commit_failed(home, error))?;
    let jobs = behind.try_iter().collect();
    keeper.keep(jobs).map_err(keep_failed())?;
    Ok(Some(HandedOver {
        until: state.view().size(),
        statement: statement.digest(),
    }))
}

/// The rotation to `next`, when the newest key set, at index `at`, is it.
fn done(state: &State, next: &LogKey, (at, set): (u64, &KeySet)) -> Option<HandedOver> {
    if set.ledger != *next.public().key() {
        return None;
    }
    let statement = state.view().statement(at).ok().flatten()?;
    Some(HandedOver {
        until: at.checked_add(1)?,
        statement: Statement::parse(&statement).ok()?.digest(),
    })
}
