//! Has closed roots registered, one after the other: while the ledger is away the open root stays open, so that one root covers
//! the whole time and nothing piles up.

use std::sync::{Arc, PoisonError, RwLock, atomic::Ordering};

use keepwell_protocol::statement::Statement;

use super::{
    Open, Place, Registrar,
    close::{MANY, is_due},
    step::{self, Step},
};
use crate::{refusal::Fault, rows::Changes, shared::Shared, state::State};

/// The most steps at a time: a root that was closed is signed and posted, the next one closed, signed and posted.
const STEPS: usize = 6;

impl State {
    /// Does for the roots what is due, unless somebody is at it already. Blocks on disk and ledger; to be called every second or so. What
    /// fails is logged and done the next time.
    pub(crate) fn tend_roots(&self) {
        let roots = &self.roots;
        let Ok(_tending) = roots.tending.try_lock() else {
            return;
        };
        let done = match (&roots.place, roots.registrar.as_deref()) {
            (Place::Here(_), None) => Ok(()),
            (Place::Here(open), Some(registrar)) => self.tend_here(open, registrar),
            // What is open, and what the time is.
            (Place::Shared(shared), None) => shared.open_root().map(drop),
            (Place::Shared(shared), Some(registrar)) => self.tend_shared(shared, registrar),
        };
        let was_stuck = roots.is_stuck.swap(done.is_err(), Ordering::Relaxed);
        if let Err(fault) = done
            && !was_stuck
        {
            tracing::error!(error = %fault, "an access root could not be kept: trying again");
        }
    }

    fn tend_here(&self, open: &RwLock<Open>, registrar: &dyn Registrar) -> Result<(), Fault> {
        let now = self.now();
        if self.post_root(registrar)? && is_due(open, now) {
            self.close_root(open, now)?;
            self.post_root(registrar)?;
        }
        Ok(())
    }

    /// Looks first, which most of the time is all; whoever gets the lock looks again, since another front end may have been at it.
    fn tend_shared(&self, shared: &Arc<Shared>, registrar: &dyn Registrar) -> Result<(), Fault> {
        if matches!(self.look(shared), Ok(Step::Wait)) {
            return Ok(());
        }
        let Some(_held) = shared.tend()? else {
            return Ok(());
        };
        for _ in 0..STEPS {
            let open = shared.open_root()?;
            let head = self.roots.head(&self.rows)?;
            match step::next(&head, &open, || shared.count_leaves(MANY))? {
                Step::Wait => break,
                Step::Close => shared.close_root(head.number)?,
                Step::Sign => self.sign_root(&head, &open)?,
                Step::Post if self.post_root(registrar)? => {}
                Step::Post => break,
            }
        }
        Ok(())
    }

    fn look(&self, shared: &Shared) -> Result<Step, Fault> {
        let open = shared.open_root()?;
        let head = self.roots.head(&self.rows)?;
        step::next(&head, &open, || shared.count_leaves(MANY))
    }

    /// Has the root that was closed last registered, where it is not. Gives whether the ledger has it.
    fn post_root(&self, registrar: &dyn Registrar) -> Result<bool, Fault> {
        let mut head = self.roots.head(&self.rows)?;
        let Some(newest) = head.newest.as_mut().filter(|newest| newest.index.is_none()) else {
            return Ok(true);
        };
        let statement = Statement::parse(&newest.statement.0).map_err(|_| Fault::Row)?;
        let index = match registrar.register(&statement) {
            Ok(index) => index,
            Err(reason) => {
                if !self.roots.is_failing(true) {
                    tracing::warn!(%reason, "an access root could not be put on the ledger: trying again");
                }
                return Ok(false);
            }
        };
        if self.roots.is_failing(false) {
            tracing::info!("access roots are put on the ledger again");
        }
        newest.index = Some(index);
        let mut changes = Changes::default();
        self.place_root(registrar, &mut head, index, &mut changes)?;
        changes.put_roots_head(&head)?;
        self.rows.write(&changes)?;
        if let Place::Here(open) = &self.roots.place {
            open.write().unwrap_or_else(PoisonError::into_inner).head = head;
        }
        Ok(true)
    }
}
