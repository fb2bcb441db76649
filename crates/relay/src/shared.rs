//! A relay on several machines: rows and locks in PostgreSQL, parts in an object store, and front ends that keep nothing of their
//! own. Whoever holds the lock of a mailbox reads and writes by the one connection that holds it, so that what was decided
//! under a lock that was lost is never written, and two front ends never share the last opening.

mod connections;
mod hear;
mod keep;
mod open;
mod roots;
mod sweep;

pub(crate) use open::Front;
pub use open::SharedRelay;

use std::{
    cell::Cell,
    marker::PhantomData,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

use keepwell_cluster::ClusterError;
use keepwell_crypto::{label::Label, seal::DataKey, secret::Secret32};
use keepwell_protocol::{hexadecimal::to_hex, time::Timestamp};

use crate::{
    nonce::LASTS_S,
    refusal::Fault,
    state::{Clock, State},
};
use connections::{Connections, For, InUse};

/// How far apart the clocks of front ends may be, in seconds. They go by PostgreSQL's, so that they are not for long.
const APART_S: u64 = 60;
/// A clock that is off by less is left alone: it is known in whole seconds.
const OFF_S: u64 = 2;

/// What the front ends of one relay share.
pub(crate) struct Shared {
    connections: Connections,
    /// Rows are sealed under it: whoever has the database alone learns how many there are, and random ids.
    seal: DataKey,
    /// Keys of nonces come from it.
    secret: Secret32,
    /// In which nonces are made.
    era: RwLock<Vec<u8>>,
    /// This machine's.
    clock: Clock,
    /// How far PostgreSQL's is ahead of it, in seconds.
    ahead: AtomicI64,
    /// The number of the open access root, `None` where there are none; nothing before it was asked for.
    root: RwLock<Option<Option<u64>>>,
    /// Whether PostgreSQL can be reached. Written by whoever hears of the other front ends.
    reachable: AtomicBool,
}

/// The lock of an id, held by this thread until this is dropped.
pub(crate) struct Held<'s> {
    shared: &'s Shared,
    number: i64,
    /// It stays on its thread.
    _thread: PhantomData<*const ()>,
}

/// What this thread holds.
#[derive(Default)]
enum Working {
    /// No lock.
    #[default]
    Alone,
    /// A lock, by a connection; and whom the others are told of.
    Under(Box<InUse>, String),
    /// A lock that was lost, or that it did not get.
    Lost,
}

thread_local! {
    static WORKING: Cell<Working> = const { Cell::new(Working::Alone) };
}

impl Shared {
    /// Whether PostgreSQL can be reached, as far as is known.
    pub(crate) fn is_reachable(&self) -> bool {
        self.reachable.load(Ordering::Acquire)
    }

    /// Waits for the lock of this id. Where it does not get it, all that this thread reads and writes fails until this is dropped.
    pub(crate) fn hold(&self, id: &[u8; 16]) -> Held<'_> {
        self.hold_for(For::Short, id)
    }

    /// The same while the object store is waited for: not all connections are used for that.
    pub(crate) fn hold_long(&self, id: &[u8; 16]) -> Held<'_> {
        self.hold_for(For::Long, id)
    }

    fn hold_for(&self, what: For, id: &[u8; 16]) -> Held<'_> {
        let [a, b, c, d, e, f, g, h, ..] = *id;
        let number = i64::from_be_bytes([a, b, c, d, e, f, g, h]);
        let locked = self
            .connections
            .do_on(what, async |rows| rows.lock(number).await);
        WORKING.set(match locked {
            Ok((now, connection)) => {
                self.set_clock(now);
                Working::Under(Box::new(connection), to_hex(id))
            }
            Err(error) => {
                tracing::warn!(%error, "a mailbox could not be locked");
                Working::Lost
            }
        });
        Held {
            shared: self,
            number,
            _thread: PhantomData,
        }
    }

    /// The time by PostgreSQL's clock, as far as is known.
    pub(crate) fn now(&self) -> Timestamp {
        let (own, ahead) = ((self.clock)().seconds(), self.ahead.load(Ordering::Relaxed));
        Timestamp::from_seconds(own.saturating_add_signed(ahead))
    }

    /// PostgreSQL's clock said this just now.
    fn set_clock(&self, now: u64) {
        if self.now().seconds().abs_diff(now) >= OFF_S {
            let own = (self.clock)().seconds();
            let ahead = i128::from(now) - i128::from(own);
            self.ahead
                .store(i64::try_from(ahead).unwrap_or_default(), Ordering::Relaxed);
        }
    }

    /// Does it by the connection that holds this thread's lock, or by any where it holds none.
    fn on<T, W>(&self, work: W) -> Result<T, Fault>
    where
        W: AsyncFn(&keepwell_cluster::Rows) -> Result<T, ClusterError>,
    {
        match WORKING.take() {
            Working::Alone => Ok(self.connections.with(work)?),
            Working::Lost => {
                WORKING.set(Working::Lost);
                Err(Fault::LockLost)
            }
            Working::Under(connection, place) => {
                let done = self.connections.wait(work(&connection.rows));
                let is_lost = done.as_ref().is_err_and(ClusterError::is_passing);
                WORKING.set(if is_lost {
                    Working::Lost
                } else {
                    Working::Under(connection, place)
                });
                Ok(done?)
            }
        }
    }

    /// Where something is about to happen, for the other front ends.
    fn place(&self) -> String {
        let working = WORKING.take();
        let place = match &working {
            Working::Under(_, place) => place.clone(),
            Working::Alone | Working::Lost => String::new(),
        };
        WORKING.set(working);
        place
    }

    /// The key of nonces in the present era, which begins where there is none.
    pub(crate) fn nonce_key(&self) -> Result<Secret32, Fault> {
        let new = Secret32::generate(&mut rand_core::OsRng);
        let era = self.on(async |rows| rows.era(new.expose()).await)?;
        let key = Secret32::derive(self.secret.expose(), Label::RELAY_SHARED, &[&era]);
        *self.era.write().unwrap_or_else(PoisonError::into_inner) = era;
        Ok(key)
    }

    fn era(&self) -> Vec<u8> {
        let era = self.era.read().unwrap_or_else(PoisonError::into_inner);
        era.clone()
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Working::Under(connection, _) = WORKING.take() {
            self.shared.connections.unlock(*connection, self.number);
        }
    }
}

impl State {
    /// Uses up the random part of a nonce at all front ends; `false` when it was used at any of them.
    pub(crate) fn use_up(&self, random: &[u8; 16]) -> Result<bool, Fault> {
        let Some(shared) = &self.shared else {
            return Ok(true);
        };
        let (until, era) = (
            self.now().plus(LASTS_S + 2 * APART_S).seconds(),
            shared.era(),
        );
        if shared.on(async |rows| rows.use_up(random, until, &era).await)? {
            return Ok(true);
        }
        // Or PostgreSQL has lost what was used: then a new era voids all nonces.
        let key = shared.nonce_key()?;
        if shared.era() != era {
            self.nonces.set_key(key);
        }
        Ok(false)
    }
}
