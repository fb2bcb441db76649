//! Another key for a ledger on several machines, all of which were stopped: whoever does it is elected as a sequencer is, and commits
//! within its epoch one entry, the handing over, together with the new key and those before it. So a machine that was asleep commits
//! nothing after that, and one with the old key is never elected again.

use std::thread;
use std::time::{Duration, Instant};

use keepwell_cluster::{ClusterError, Sequencing};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::key_set::MOST_KEYS;
use keepwell_tlog::note::VerifierKey;
use rand_core::CryptoRngCore;

use super::lead::Office;
use super::open::{Shared, connect, earlier};
use super::{BrokeOff, Cluster, PAUSE};
use crate::error::LedgerOpenError;
use crate::key::LogKey;
use crate::limits::Limits;
use crate::rotation::Rotated;

/// How long the last machine's time is waited for, beyond what it said last.
const PATIENCE: Duration = Duration::from_secs(10);

/// Gives the ledger that these machines share, whose key is `shared.key`, the key `next`. Where it has that already, nothing is done
/// but to tell so. Blocks until it is committed.
///
/// # Errors
/// [`LedgerOpenError::StillRunning`] while a machine is the sequencer; [`LedgerOpenError`] otherwise, and nothing was changed then, but
/// where PostgreSQL broke off in the middle: the same again tells.
pub fn rotate_shared(
    shared: &Shared,
    next: SigningKey,
    rng: &mut dyn CryptoRngCore,
) -> Result<Rotated, LedgerOpenError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(LedgerOpenError::Threads)?;
    let present = runtime.block_on(shared.database.ledger_key())?;
    drop(runtime);
    let nothing = || LedgerOpenError::SharedDamaged("an empty PostgreSQL database".to_owned());
    let present = VerifierKey::parse(&present.ok_or_else(nothing)?).map_err(|_| nothing())?;
    let named = |key| LogKey::new(present.name().clone(), key);
    let (old, next) = (named(shared.key.clone()), named(next));
    let is_done = present == *next.public();
    if !is_done && present != *old.public() {
        let foreign = ClusterError::Foreign(present.name().as_str().to_owned());
        return Err(foreign.into());
    }
    let cluster = connect(shared, if is_done { &next } else { &old }, rng)?;
    if !is_done {
        let before = earlier(&cluster, present.name())?;
        if before.len() + 1 >= MOST_KEYS {
            return Err(LedgerOpenError::TooManyKeys);
        }
        hand_over(&cluster, &old.after(before), &next)?;
    }
    let before = earlier(&cluster, present.name())?;
    let last = before.last().ok_or_else(nothing)?;
    Ok(Rotated {
        old: last.key.to_string(),
        new: next.public().to_string(),
        size: last.handed_over.until,
    })
}

fn hand_over(
    cluster: &std::sync::Arc<Cluster>,
    old: &LogKey,
    next: &LogKey,
) -> Result<(), LedgerOpenError> {
    let sequencing = cluster.wait(Sequencing::open(&cluster.database))?;
    let own = old.public().to_string();
    let begun = Instant::now();
    let elected = loop {
        if let Some(elected) = cluster.wait(sequencing.elect(&own))? {
            break elected;
        }
        if begun.elapsed() > cluster.database.lease() + PATIENCE {
            return Err(LedgerOpenError::StillRunning);
        }
        thread::sleep(PAUSE);
    };
    let office = Office {
        cluster,
        state: None,
        key: old,
        limits: &Limits::default(),
        terms: None,
    };
    let after = elected.head.key_set;
    let after = after.ok_or_else(|| BrokeOff::Damaged("a log without a key set".to_owned()))?;
    let done = office.serve(sequencing, &elected, |term| term.rotate(next, after));
    Ok(done?)
}
