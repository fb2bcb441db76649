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
    roots::Marking,
    rows::Changes,
    state::State,
};

/// How often an event is written whose root was closed meanwhile.
const TRIES: u32 = 4;

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
            what: noted.what.clone(),
            evidence: visitor.map(|visitor| visitor.evidence.clone()),
        };
        let bytes = serde_json::to_vec(&event).map_err(|_| Fault::Row)?;
        let mut tries = 1;
        loop {
            let marking = self.roots.mark((id, noted.number), &bytes, time)?;
            let changes = changes(id, &noted, visitor, &bytes, &marking)?;
            match self.rows.write(&changes) {
                // Its minute was over just now.
                Err(Fault::RootClosed) if tries < TRIES => {
                    self.roots.look_again()?;
                    tries += 1;
                }
                written => {
                    written?;
                    marking.written();
                    break;
                }
            }
        }
        self.bells.ring(id.as_bytes());
        Ok(())
    }
}

/// All that is written together.
fn changes(
    id: &MailboxId,
    noted: &Noted<'_>,
    visitor: Option<&Visitor>,
    event: &[u8],
    marking: &Marking<'_>,
) -> Result<Changes, Fault> {
    let mut changes = Changes::default();
    changes.put_mailbox(id, noted.mailbox)?;
    changes.put_event(id, noted.number, event.to_vec());
    marking.put(&mut changes, (id, noted.number))?;
    if let (Some(visit), Some(visitor)) = (&noted.visit, visitor) {
        changes.put_visit(id, &visitor.opening, visit)?;
    }
    if let Some(link) = noted.link {
        changes.put_link(id, link)?;
    }
    Ok(changes)
}
