//! Gives a mailbox with a public link a new end, before or after the old one, as long as it is remembered. What was closed
//! stays closed. After an end the ciphertext is gone, and the owner uploads it again.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{mailbox::MailboxId, public_link::Rearm};

use crate::{lease, refusal::Refusal, rows::Changes, state::State};

impl State {
    /// Gives `owner`'s mailbox a new end and a new number of openings.
    pub(crate) fn rearm(
        &self,
        id: &MailboxId,
        owner: &VerifyingKey,
        wish: &Rearm,
    ) -> Result<(), Refusal> {
        let now = self.now();
        let _held = self.locks.hold(id.as_bytes());
        let mut mailbox = self.owned(id, owner)?;
        if self.rows.link(id)?.is_none() {
            return Err(Refusal::NotAvailable);
        }
        lease::check_rearm(&mailbox.lease, wish, now).map_err(Refusal::BadRequest)?;
        if mailbox.closed {
            return Err(Refusal::Conflict);
        }
        if !mailbox.emptied && lease::is_over(&mailbox, now) {
            // The next sweep would have found it over.
            self.end(id, mailbox.clone())?;
            mailbox = self.owned(id, owner)?;
        }
        if mailbox.emptied {
            (mailbox.emptied, mailbox.parts) = (false, 0);
        }
        mailbox.lease.expires = wish.expires;
        mailbox.lease.openings = wish
            .openings
            .map(|more| mailbox.openings.saturating_add(more));
        let mut changes = Changes::default();
        changes.put_mailbox(id, &mailbox)?;
        self.rows.write(&changes)?;
        self.bells.ring(id.as_bytes());
        Ok(())
    }
}
