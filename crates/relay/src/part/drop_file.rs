//! Takes a file that is not needed any more off the shelf. The store has forgotten it already; when deleting fails, the
//! next start finds it.

use keepwell_protocol::mailbox::MailboxId;

use crate::state::State;

impl State {
    /// Deletes a replaced or abandoned file and gives its room back.
    pub(super) fn drop_file(&self, id: &MailboxId, name: &str, number: u64, bytes: u64) {
        self.room.give_back(bytes);
        if let Err(error) = self.shelf.remove(id, (name, number)) {
            tracing::warn!(%error, "a replaced file could not be deleted; the next start will do it");
        }
    }
}
