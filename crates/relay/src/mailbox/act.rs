//! What an owner does to a whole mailbox: close, pause, resume. And the end of a mailbox, whoever brings it about: first
//! it is durably over, then its ciphertext is deleted, then it is acknowledged; a crash in between is finished at the
//! next start.

use std::collections::BTreeSet;

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{mailbox::MailboxId, relay_api::Action, time::Timestamp};

use crate::{
    caller::Caller,
    lease,
    mailbox::Mailbox,
    refusal::{Fault, Refusal},
    rows::Changes,
    state::State,
};

impl State {
    /// Does `action` for the owner. What is so already is a success. A pause, or the end of one, that was asked for before
    /// the last one and kept up on its way is refused: the owner has decided otherwise since, and waits for no answer.
    pub(crate) fn act(
        &self,
        id: &MailboxId,
        caller: &Caller,
        action: Action,
    ) -> Result<(), Refusal> {
        let held = self.locks.hold(id.as_bytes());
        let mut mailbox = self.owned(id, &caller.key)?;
        let pause = match action {
            Action::Close => {
                mailbox.closed = true;
                let bytes = self.end_rows(id, mailbox)?;
                // What was closed is never opened again: nothing comes to it while its files are deleted, and a store is not
                // waited for under a lock.
                let _held = Some(held).filter(|_| !self.shelf.is_far());
                return Ok(self.empty(id, bytes)?);
            }
            Action::Pause => true,
            Action::Resume => false,
        };
        if mailbox.emptied || lease::is_over(&mailbox, self.now()) {
            return Err(Refusal::Conflict);
        }
        let now = self.now();
        // A decision from the future was noted by a clock that has gone back since.
        let is_older = |last: Timestamp| last <= now && caller.since < last;
        if mailbox.decided.is_some_and(is_older) {
            // Who still waits repeats it with a new nonce.
            return Err(Refusal::BadNonce);
        }
        mailbox.paused = pause;
        mailbox.decided = Some(now);
        let mut changes = Changes::default();
        changes.put_mailbox(id, &mailbox)?;
        self.rows.write(&changes)?;
        if pause {
            self.stops.stop(id);
        }
        self.bells.ring(id.as_bytes());
        Ok(())
    }

    /// Ends a mailbox: nobody reads it any more, and its ciphertext is gone when this returns. The caller holds its lock.
    pub(crate) fn end(&self, id: &MailboxId, mailbox: Mailbox) -> Result<(), Fault> {
        let bytes = self.end_rows(id, mailbox)?;
        self.empty(id, bytes)
    }

    /// From now on nobody reads it any more; how many bytes of ciphertext are to be deleted.
    fn end_rows(&self, id: &MailboxId, mut mailbox: Mailbox) -> Result<u64, Fault> {
        let mut changes = Changes::default();
        let mut bytes = 0u64;
        for name in self.part_names(id)? {
            bytes = bytes.saturating_add(self.rows.part(id, &name)?.stored_bytes());
            changes.delete_part(id, &name);
        }
        mailbox.emptied = true;
        mailbox.bytes = 0;
        changes.put_mailbox(id, &mailbox)?;
        if self.shelf.is_far() {
            changes.put_left(id);
        }
        self.rows.write(&changes)?;
        self.stops.stop(id);
        self.bells.ring(id.as_bytes());
        Ok(bytes)
    }

    /// Deletes the ciphertext of a mailbox that is over.
    fn empty(&self, id: &MailboxId, bytes: u64) -> Result<(), Fault> {
        self.shelf.empty(id)?;
        self.room.give_back(bytes);
        if self.shelf.is_far() {
            let mut changes = Changes::quiet();
            changes.delete_left(id);
            self.rows.write(&changes)?;
        }
        Ok(())
    }

    /// The names of the parts of a mailbox. Where rows tell them, a mailbox is over also while its files are out of reach.
    fn part_names(&self, id: &MailboxId) -> Result<BTreeSet<String>, Fault> {
        if let Some(names) = self.rows.part_names(id)? {
            return Ok(names.into_iter().collect());
        }
        // A part may have two files, the finished one and an upload.
        let files = self.shelf.files(id)?.into_iter();
        Ok(files.map(|(name, _)| name).collect())
    }

    /// The mailbox, when `owner` owns it.
    pub(crate) fn owned(&self, id: &MailboxId, owner: &VerifyingKey) -> Result<Mailbox, Refusal> {
        let mailbox = self.rows.mailbox(id)?;
        mailbox
            .filter(|mailbox| mailbox.lease.owner.0 == *owner)
            .ok_or(Refusal::NotAvailable)
    }
}
