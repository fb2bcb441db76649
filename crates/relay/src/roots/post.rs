//! Has closed roots registered, one after the other: while the ledger is away the open root stays open, so that one root covers
//! the whole time and nothing piles up.

use std::sync::PoisonError;

use keepwell_protocol::statement::Statement;

use super::Registrar;
use crate::{refusal::Fault, rows::Changes, state::State};

impl State {
    /// Does for the roots what is due, unless somebody is at it already. Blocks on disk and ledger; to be called every second or so. What
    /// fails is logged and done the next time.
    pub(crate) fn tend_roots(&self) {
        let roots = &self.roots;
        let Some(registrar) = &roots.registrar else {
            return;
        };
        let Ok(_tending) = roots.tending.try_lock() else {
            return;
        };
        let now = self.now();
        let done = self.post_root(registrar.as_ref()).and_then(|is_posted| {
            if !is_posted || !roots.is_due(now) {
                return Ok(());
            }
            self.close_root(now)?;
            self.post_root(registrar.as_ref()).map(drop)
        });
        if let Err(fault) = done {
            tracing::error!(error = %fault, "an access root could not be kept");
        }
    }

    /// Has the root that was closed last registered, where it is not. Gives whether the ledger has it.
    fn post_root(&self, registrar: &dyn Registrar) -> Result<bool, Fault> {
        let mut head = self.roots.head();
        let Some(newest) = head.newest.as_mut().filter(|newest| !newest.is_posted) else {
            return Ok(true);
        };
        let statement = Statement::parse(&newest.statement.0).map_err(|_| Fault::Row)?;
        if let Err(reason) = registrar.register(&statement) {
            if !self.roots.is_failing(true) {
                tracing::warn!(%reason, "an access root could not be put on the ledger: trying again");
            }
            return Ok(false);
        }
        if self.roots.is_failing(false) {
            tracing::info!("access roots are put on the ledger again");
        }
        newest.is_posted = true;
        let mut changes = Changes::default();
        changes.put_roots_head(&head)?;
        self.rows.write(&changes)?;
        let open = &self.roots.open;
        open.write().unwrap_or_else(PoisonError::into_inner).head = head;
        Ok(true)
    }
}
