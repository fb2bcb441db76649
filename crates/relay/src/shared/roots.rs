//! The open access root of a relay with several front ends. PostgreSQL says which one is open and when the one before was closed; what
//! stands under it are rows. One front end at a time tends the roots, under a lock of their own.

use std::{marker::PhantomData, sync::PoisonError};

use keepwell_cluster::OpenRoot;

use super::{Held, Shared, WORKING, Working, connections::For};
use crate::{
    keep::Row,
    refusal::Fault,
    roots::{LEAVES, MARKS},
    rows::EVENTS,
};

/// The lock of whoever closes and posts.
const TENDING: i64 = 5_569_084;

impl Shared {
    /// The open root. What it says of number and time is remembered.
    pub(crate) fn open_root(&self) -> Result<OpenRoot, Fault> {
        let open = self.on(async |rows| rows.open_root().await)?;
        self.set_clock(open.now);
        *self.root.write().unwrap_or_else(PoisonError::into_inner) = Some(open.number);
        Ok(open)
    }

    /// The number of the open root as it was last seen, which may be another one by now; `None` where there are no roots.
    pub(crate) fn root(&self) -> Result<Option<u64>, Fault> {
        let seen = *self.root.read().unwrap_or_else(PoisonError::into_inner);
        seen.map_or_else(|| Ok(self.open_root()?.number), Ok)
    }

    /// Opens the first root where there is none: from then on no front end writes an event without one.
    pub(crate) fn begin_roots(&self) -> Result<(), Fault> {
        self.on(async |rows| rows.begin_roots().await)?;
        self.open_root().map(drop)
    }

    /// Closes root `number` at PostgreSQL's time, where it is open still.
    pub(crate) fn close_root(&self, number: u64) -> Result<(), Fault> {
        self.on(async |rows| rows.close_root(number).await)
    }

    /// How many events wait under open roots, but no more than `most`.
    pub(crate) fn count_leaves(&self, most: u64) -> Result<u64, Fault> {
        self.on(async |rows| rows.count_to(LEAVES.name(), most).await)
    }

    /// Events after this key that are under no root, with their keys; some at a time, none when that was the last.
    pub(crate) fn unmarked(&self, after: &[u8]) -> Result<Vec<Row>, Fault> {
        let (events, marks) = (EVENTS.name(), MARKS.name());
        let page = self.on(async |rows| rows.page_without(events, marks, after).await)?;
        let opened = page.into_iter().map(|(key, sealed)| {
            let event = self.unseal(EVENTS, &key, &sealed)?;
            Ok((key, event))
        });
        opened.collect()
    }

    /// The lock of whoever tends the roots, until it is dropped; `None` where another front end has it. What this thread reads and writes
    /// meanwhile goes by the connection that holds it.
    pub(crate) fn tend(&self) -> Result<Option<Held<'_>>, Fault> {
        let locking = self
            .connections
            .do_on(For::Short, async |rows| rows.try_lock(TENDING).await);
        let (is_ours, connection) = locking?;
        if !is_ours {
            self.connections.give_back(connection);
            return Ok(None);
        }
        WORKING.set(Working::Under(Box::new(connection), String::new()));
        Ok(Some(Held {
            shared: self,
            number: TENDING,
            _thread: PhantomData,
        }))
    }
}
