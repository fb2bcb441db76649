//! Tells the owner where a mailbox stands and everything that happened, and forgets it when its time has come.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{
    mailbox::MailboxId,
    relay_api::{EventKind, MailboxStatus},
};

use crate::{
    lease,
    mailbox::Mailbox,
    refusal::{Fault, Refusal},
    rows::Changes,
    state::State,
};

impl State {
    /// Where a mailbox stands, for its owner.
    pub(crate) fn status(
        &self,
        id: &MailboxId,
        owner: &VerifyingKey,
    ) -> Result<MailboxStatus, Refusal> {
        let _held = self.locks.hold(id.as_bytes());
        let mailbox = self.owned(id, owner)?;
        let events = (0..mailbox.events())
            .map(|number| self.rows.event(id, number))
            .collect::<Result<_, _>>()?;
        Ok(MailboxStatus {
            state: lease::state(&mailbox, self.now()),
            openings: mailbox.openings,
            attempts_left: self.rows.link(id)?.and_then(|link| link.attempts_left()),
            events,
        })
    }

    /// Forgets an emptied mailbox with its events. The caller holds its lock.
    pub(crate) fn forget(&self, id: &MailboxId, mailbox: &Mailbox) -> Result<(), Fault> {
        let mut changes = Changes::quiet();
        changes.delete_mailbox(id);
        if let Some(link) = self.rows.link(id)? {
            changes.delete_link(id, &link);
        }
        for number in 0..mailbox.events() {
            match self.rows.event(id, number)?.what {
                EventKind::Opened { opening } | EventKind::Refused { opening } => {
                    changes.delete_visit(id, &opening);
                }
                EventKind::Barred { .. }
                | EventKind::Fetched { .. }
                | EventKind::Reported { .. } => {}
            }
            changes.delete_event(id, number);
            changes.delete_mark(id, number);
        }
        self.rows.write(&changes)
    }
}
