//! Lets a reader in or not, and tells the owner: the event is on the disk before the first byte goes out. Whoever is
//! refused learns nothing but that; the owner learns that the right reader came at the wrong time.

use std::sync::{Arc, atomic::AtomicBool};

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{
    http_signature::Evidence,
    mailbox::{MailboxId, OpeningId},
    relay_api::EventKind,
    time::Timestamp,
};

use crate::{
    lease::{self, Decision},
    limits::MAX_REFUSED,
    mailbox::{Mailbox, Visit, note::Noted},
    refusal::{Fault, Refusal},
    shelf::Content,
    state::State,
};

/// Who asks to read, with the signed request that proves it.
pub(crate) struct Visitor {
    pub(crate) key: VerifyingKey,
    pub(crate) opening: OpeningId,
    pub(crate) evidence: Evidence,
}

/// A part that may be sent.
pub(crate) struct OpenPart {
    pub(crate) content: Content,
    /// In bytes.
    pub(crate) length: u64,
    /// When it came.
    pub(crate) made: Option<Timestamp>,
    /// Changes with the content.
    pub(crate) tag: String,
    /// Becomes true when it may not be sent any further.
    pub(crate) stop: Arc<AtomicBool>,
}

impl State {
    /// Opens the part `name` for a visitor.
    pub(crate) fn open(
        &self,
        id: &MailboxId,
        name: &str,
        visitor: &Visitor,
    ) -> Result<OpenPart, Refusal> {
        let _held = self.locks.hold_long(id.as_bytes());
        let now = self.now();
        let mailbox = self.accessible(id, &visitor.key)?;
        let part = self.shelved(id, name)?;
        let visit = self.rows.visit(id, &visitor.opening)?;
        match (lease::decide(&mailbox, visit, part.is_some(), now), part) {
            (Decision::Continue, Some(part)) => Ok(part),
            (Decision::Begin, Some(part)) => {
                self.note_opened(id, mailbox, visit, visitor, now)?;
                Ok(part)
            }
            _ => {
                self.note_refused(id, mailbox, visit, visitor, now)?;
                Err(Refusal::NotAvailable)
            }
        }
    }

    /// The mailbox, when `key` is the one that may read it.
    pub(super) fn accessible(
        &self,
        id: &MailboxId,
        key: &VerifyingKey,
    ) -> Result<Mailbox, Refusal> {
        let mailbox = self.rows.mailbox(id)?;
        mailbox
            .filter(|mailbox| mailbox.lease.access.0 == *key)
            .ok_or(Refusal::NotAvailable)
    }

    /// The finished part, opened before anything is counted, so that a fault of the disk costs no opening.
    pub(crate) fn shelved(&self, id: &MailboxId, name: &str) -> Result<Option<OpenPart>, Fault> {
        let Some(stored) = self.rows.part(id, name)?.finished else {
            return Ok(None);
        };
        let content = self.shelf.read(id, name, &stored)?;
        Ok(Some(OpenPart {
            content,
            length: stored.length,
            made: stored.made,
            tag: format!("\"{}\"", stored.file),
            stop: self.stops.watch(id),
        }))
    }

    fn note_opened(
        &self,
        id: &MailboxId,
        mut mailbox: Mailbox,
        visit: Visit,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let number = mailbox.events();
        mailbox.openings = mailbox.openings.saturating_add(1);
        mailbox.last_opening = Some(now);
        let visit = Visit {
            began: Some(now),
            ..visit
        };
        let noted = Noted {
            mailbox: &mailbox,
            number,
            visit: Some(visit),
            link: None,
            what: EventKind::Opened {
                opening: visitor.opening,
            },
        };
        self.note(id, noted, Some(visitor), now)
    }

    /// Once for each opening id, and so many at most.
    fn note_refused(
        &self,
        id: &MailboxId,
        mut mailbox: Mailbox,
        visit: Visit,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<(), Fault> {
        if visit.refused || mailbox.refused >= MAX_REFUSED {
            return Ok(());
        }
        let number = mailbox.events();
        mailbox.refused = mailbox.refused.saturating_add(1);
        let visit = Visit {
            refused: true,
            ..visit
        };
        let noted = Noted {
            mailbox: &mailbox,
            number,
            visit: Some(visit),
            link: None,
            what: EventKind::Refused {
                opening: visitor.opening,
            },
        };
        self.note(id, noted, Some(visitor), now)
    }
}
