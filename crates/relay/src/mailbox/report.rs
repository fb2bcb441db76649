//! Takes a clinic's report for the owner, sealed so that the relay cannot read it. Only who opened may report.

use keepwell_protocol::{
    mailbox::MailboxId,
    relay_api::EventKind,
    report::{MAX_BYTES, SealedReport},
};

use crate::{
    lease,
    mailbox::{Visitor, note::Noted},
    refusal::Refusal,
    state::State,
};

impl State {
    /// Keeps `report` as an event.
    pub(crate) fn report(
        &self,
        id: &MailboxId,
        report: SealedReport,
        visitor: &Visitor,
    ) -> Result<(), Refusal> {
        let _held = self.locks.hold(id.as_bytes());
        let now = self.now();
        let mut mailbox = self.accessible(id, &visitor.key)?;
        let visit = self.rows.visit(id, &visitor.opening)?;
        if !lease::takes_report(&mailbox, visit) {
            return Err(Refusal::NotAvailable);
        }
        if report.ciphertext.len() > MAX_BYTES {
            return Err(Refusal::TooLarge);
        }
        let number = mailbox.events();
        mailbox.reports = mailbox.reports.saturating_add(1);
        let noted = Noted {
            mailbox: &mailbox,
            number,
            visit: None,
            link: None,
            what: EventKind::Reported { report },
        };
        Ok(self.note(id, noted, Some(visitor), now)?)
    }
}
