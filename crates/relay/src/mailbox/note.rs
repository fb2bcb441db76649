//! Writes one event and what it changes, with its leaf under the open access root, together and durably.

use keepwell_protocol::{
    mailbox::MailboxId,
    relay_api::{EventKind, MailboxEvent},
    time::Timestamp,
};

use crate::{
    mailbox::{Mailbox, Visit, Visitor},
    refusal::Fault,
    rows::Changes,
    state::State,
};

/// What changes with an event.
pub(super) struct Noted<'n> {
    /// The mailbox with the event counted.
    pub(super) mailbox: &'n Mailbox,
    /// The event's number: how many there were before.
    pub(super) number: u32,
    /// What is known of the opening from now on, where that changes.
    pub(super) visit: Option<Visit>,
    /// What happened.
    pub(super) what: EventKind,
}

impl State {
    /// Keeps an event that `visitor` caused.
    pub(super) fn note(
        &self,
        id: &MailboxId,
        noted: Noted<'_>,
        visitor: &Visitor,
        time: Timestamp,
    ) -> Result<(), Fault> {
        let event = MailboxEvent {
            time,
            what: noted.what,
            evidence: visitor.evidence.clone(),
        };
        let bytes = serde_json::to_vec(&event).map_err(|_| Fault::Row)?;
        let marking = self.roots.mark((id, noted.number), &bytes, time);
        let mut changes = Changes::default();
        changes.put_mailbox(id, noted.mailbox)?;
        changes.put_event(id, noted.number, bytes);
        if let Some(marking) = &marking {
            changes.put_mark((id, noted.number), &marking.mark, &marking.leaf)?;
        }
        if let Some(visit) = &noted.visit {
            changes.put_visit(id, &visitor.opening, visit)?;
        }
        self.rows.write(&changes)?;
        if let Some(marking) = marking {
            marking.written();
        }
        self.bells.ring(id.as_bytes());
        Ok(())
    }
}
