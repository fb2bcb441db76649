//! Creates a mailbox. The same again is a success, so that a lost answer does no harm.

use keepwell_protocol::{mailbox::MailboxId, relay_api::CreateMailbox};

use crate::{
    lease, mailbox::Mailbox, refusal::Refusal, rows::Changes, source::Source, state::State,
};

impl State {
    /// Creates a mailbox for the owner in `lease`, who signed the request.
    pub(crate) fn create(
        &self,
        id: &MailboxId,
        lease: CreateMailbox,
        source: Source,
    ) -> Result<(), Refusal> {
        let now = self.now();
        let _held = self.locks.hold(id.as_bytes());
        if let Some(known) = self.rows.mailbox(id)? {
            return if known.lease == lease {
                Ok(())
            } else if known.lease.owner == lease.owner {
                Err(Refusal::Conflict)
            } else {
                Err(Refusal::NotAvailable)
            };
        }
        lease::check_new(&lease, now).map_err(Refusal::BadRequest)?;
        self.new_mailboxes.take(source, now)?;
        let mut changes = Changes::default();
        changes.put_mailbox(id, &Mailbox::new(lease))?;
        Ok(self.rows.write(&changes)?)
    }
}
