//! Writes one event and what it changes, with its leaf under the open access root, together and durably.

use keepwell_protocol::{
    mailbox::MailboxId,
    relay_api::{EventKind, MailboxEvent},
    time::Timestamp,
};

use crate::{
    link::Link,
    mailbox::{Mailbox, Visit, Visitor},
    refusal::Fault,
    rows::Changes,
    state::State,
};

/// What changes with an event.
pub(crate) struct Noted<'n> {
    /// The mailbox with the event counted.
    pub(crate) mailbox: &'n Mailbox,
    /// The event's number: how many there were before.
    pub(crate) number: u32,
    /// What is known of the opening from now on, where that changes.
    pub(crate) visit: Option<Visit>,
    /// The mailbox's public link from now on, where that changes.
    pub(crate) link: Option<&'n Link>,
    /// What happened.
    pub(crate) what: EventKind,
}

impl State {
    /// Keeps an event that `visitor` caused, or somebody who signed nothing.
    pub(crate) fn note(
        &self,
        id: &MailboxId,
        noted: Noted<'_>,
        visitor: Option<&Visitor>,
        time: Timestamp,
    ) -> Result<(), Fault> {
        let event = MailboxEvent {
            time,
            what: noted.what,
            evidence: visitor.map(|visitor| visitor.evidence.clone()),
        };
        let bytes = serde_json::to_vec(&event).map_err(|_| Fault::Row)?;
        let marking = self.roots.mark((id, noted.number), &bytes, time);
        let mut changes = Changes::default();
        changes.put_mailbox(id, noted.mailbox)?;
        changes.put_event(id, noted.number, bytes);
        if let Some(marking) = &marking {
            changes.put_mark((id, noted.number), &marking.mark, &marking.leaf)?;
        }
        if let (Some(visit), Some(visitor)) = (&noted.visit, visitor) {
            changes.put_visit(id, &visitor.opening, visit)?;
        }
        if let Some(link) = noted.link {
            changes.put_link(id, link)?;
        }
        self.rows.write(&changes)?;
        if let Some(marking) = marking {
            marking.written();
        }
        self.bells.ring(id.as_bytes());
        Ok(())
    }
}
