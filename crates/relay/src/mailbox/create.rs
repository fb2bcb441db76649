//! Creates a mailbox. The same again is a success, so that a lost answer does no harm.

use keepwell_protocol::{admission::Subject, mailbox::MailboxId, relay_api::CreateMailbox};

use crate::{
    lease, mailbox::Mailbox, refusal::Refusal, rows::Changes, source::Source, state::State,
};

/// What decides whether a new mailbox is let in.
pub(crate) struct Asking {
    pub(crate) source: Source,
    /// What an answer must be bound to.
    pub(crate) subject: Subject,
    /// The request's `Authorization`.
    pub(crate) answer: Option<String>,
}

impl State {
    /// Creates a mailbox for the owner in `lease`, who signed the request.
    pub(crate) fn create(
        &self,
        id: &MailboxId,
        lease: CreateMailbox,
        asking: &Asking,
    ) -> Result<(), Refusal> {
        let _held = self.locks.hold(id.as_bytes());
        let now = self.now();
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
        self.admission
            .admit(&asking.subject, asking.answer.as_deref(), now)?;
        self.new_mailboxes.take(asking.source, now)?;
        let mut changes = Changes::quiet();
        changes.put_mailbox(id, &Mailbox::new(lease))?;
        Ok(self.rows.write(&changes)?)
    }
}
