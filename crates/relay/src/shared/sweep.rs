//! What only front ends that share a relay have to sweep: files that could not be deleted when they should have been, nonces that
//! are too old, and the number of rendezvous, which others change too. Each of them does it; the locks keep them apart.

use std::collections::HashSet;

use keepwell_protocol::mailbox::MailboxId;

use crate::{
    refusal::Fault,
    relay::Swept,
    rows::{Changes, MEETINGS},
    state::State,
};

impl State {
    /// Does that, where several front ends share this relay.
    pub(crate) fn sweep_shared(&self, swept: &mut Swept) {
        if self.shared.is_none() {
            return;
        }
        let counted = self.forget_nonces().and_then(|()| self.count_meetings());
        let left = counted.and_then(|()| self.rows.left());
        let done = left.map(|ids| {
            let failed = ids.iter().filter(|id| {
                let tidied = self.tidy(id);
                tidied
                    .inspect_err(|fault| tracing::error!(error = %fault, "files could not be deleted: trying again"))
                    .is_err()
            });
            u64::try_from(failed.count()).unwrap_or(u64::MAX)
        });
        match done {
            Ok(failed) => swept.failed = swept.failed.saturating_add(failed),
            Err(fault) => {
                tracing::error!(error = %fault, "what front ends share could not be swept");
                swept.failed += 1;
            }
        }
    }

    fn forget_nonces(&self) -> Result<(), Fault> {
        let (Some(shared), now) = (&self.shared, self.now().seconds()) else {
            return Ok(());
        };
        shared.on(async |rows| rows.forget_nonces(now).await)
    }

    fn count_meetings(&self) -> Result<(), Fault> {
        let Some(shared) = &self.shared else {
            return Ok(());
        };
        let there = shared.on(async |rows| rows.count(MEETINGS.name()).await)?;
        self.meetings.set(there);
        Ok(())
    }

    /// Deletes the files of a mailbox that do not count.
    fn tidy(&self, id: &MailboxId) -> Result<(), Fault> {
        let _held = self.locks.hold_long(id.as_bytes());
        let mailbox = self.rows.mailbox(id)?;
        if mailbox.is_none_or(|mailbox| mailbox.emptied) {
            self.shelf.empty(id)?;
        } else {
            let files = self.shelf.files(id)?;
            let mut known = HashSet::new();
            for (name, _) in &files {
                let part = self.rows.part(id, name)?;
                known.extend(part.files().map(|number| (name.clone(), number)));
            }
            for (name, number) in files.iter().filter(|file| !known.contains(*file)) {
                self.shelf.remove(id, (name, *number))?;
            }
        }
        let mut changes = Changes::quiet();
        changes.delete_left(id);
        self.rows.write(&changes)
    }
}
