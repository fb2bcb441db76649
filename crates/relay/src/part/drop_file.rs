//! Takes a file that is not needed any more off the shelf. The store has forgotten it already; when deleting fails, the
//! next start finds it, or the next sweep where several front ends share the shelf.

use keepwell_protocol::mailbox::MailboxId;

use crate::{rows::Changes, state::State};

impl State {
    /// Deletes a replaced or abandoned file and gives its room back.
    pub(super) fn drop_file(&self, id: &MailboxId, name: &str, number: u64, bytes: u64) {
        self.room.give_back(bytes);
        if let Err(error) = self.shelf.remove(id, (name, number)) {
            tracing::warn!(%error, "a replaced file could not be deleted; it is done later");
            self.note_left(id);
        }
    }

    /// Notes that files of a mailbox may be left, where nobody looks for them by itself. The caller holds its lock.
    fn note_left(&self, id: &MailboxId) {
        if !self.shelf.is_far() {
            return;
        }
        let mut changes = Changes::quiet();
        changes.put_left(id);
        if let Err(fault) = self.rows.write(&changes) {
            tracing::error!(error = %fault, "it could not be noted that a file is left: the end of its mailbox deletes it");
        }
    }
}
