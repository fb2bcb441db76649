//! The open root of a relay on one machine: what happened since the last one was closed stands in memory, and in the store, from which it
//! is taken up again after a stop or a crash.

use std::sync::{Arc, Mutex, PoisonError, RwLock, atomic::AtomicBool};

use keepwell_crypto::{secret::Secret32, sign::SigningKey};
use keepwell_tlog::tile::KeptTiles;

use super::{
    FIRST, Gathered, Head, Place, Registrar, Roots, begin, logged::TILES, silence::Silence,
};
use crate::{refusal::Fault, rows::Rows, shared::Shared};

/// The root that is open.
pub(super) struct Open {
    pub(super) head: Head,
    gathered: Mutex<Vec<Gathered>>,
}

impl Roots {
    /// The roots as they stand in the store, or in PostgreSQL where several front ends share them.
    pub(crate) fn restore(
        (rows, shared): (&Rows, Option<&Arc<Shared>>),
        key: SigningKey,
        registrar: Option<Arc<dyn Registrar>>,
        salts: Secret32,
    ) -> Result<Self, Fault> {
        let place = match shared {
            None => Place::Here(RwLock::new(here(rows, registrar.is_some(), &salts)?)),
            Some(shared) => {
                if registrar.is_some() {
                    begin::together(shared, rows, &salts)?;
                }
                Place::Shared(shared.clone())
            }
        };
        Ok(Self {
            key,
            registrar,
            kept: KeptTiles::new(TILES),
            silence: Silence::default(),
            salts,
            tending: Mutex::new(()),
            is_failing: AtomicBool::new(false),
            is_stuck: AtomicBool::new(false),
            place,
        })
    }
}

fn here(rows: &Rows, are_kept: bool, salts: &Secret32) -> Result<Open, Fault> {
    let head = match rows.roots_head()? {
        Some(head) => head,
        None if are_kept => begin::alone(rows, salts)?,
        None => FIRST,
    };
    let mut gathered = Vec::new();
    for row in rows.leaves() {
        let (mailbox, number, leaf) = row?;
        if leaf.root != head.number {
            return Err(Fault::Row);
        }
        gathered.push(leaf.gathered(mailbox, number));
    }
    Ok(Open::new(head, gathered))
}

impl Open {
    pub(super) fn new(head: Head, gathered: Vec<Gathered>) -> Self {
        Self {
            head,
            gathered: Mutex::new(gathered),
        }
    }

    /// An event is under it.
    pub(super) fn gather(&self, one: Gathered) {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.push(one);
    }

    /// How many events are under it.
    pub(super) fn count(&self) -> usize {
        let gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.len()
    }

    /// All of them.
    pub(super) fn gathered(&mut self) -> &[Gathered] {
        self.gathered
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
