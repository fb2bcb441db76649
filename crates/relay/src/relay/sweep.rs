//! What time brings about: leases run out, last openings end, events grow old. Each mailbox is judged by the rules in
//! [`crate::lease`] under its own lock, so that sweeping never holds the others up.

use std::sync::atomic::Ordering;

use keepwell_protocol::{mailbox::MailboxId, time::Timestamp};

use crate::{lease, refusal::Fault, state::State};

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Mailboxes whose ciphertext was deleted.
    pub ended: u64,
    /// Mailboxes that were forgotten with their events.
    pub forgotten: u64,
    /// Mailboxes and rendezvous for which it failed; the next sweep tries again.
    pub failed: u64,
}

impl State {
    pub(super) fn sweep(&self) -> Swept {
        let now = self.now();
        for throttle in [
            &self.requests,
            &self.new_mailboxes,
            &self.new_boxes,
            &self.new_meetings,
        ] {
            throttle.sweep(now);
        }
        let mut swept = Swept::default();
        match self.rows.due_mailboxes(now) {
            Ok(ids) => ids.iter().for_each(|id| self.sweep_one(id, &mut swept)),
            Err(fault) => {
                tracing::error!(error = %fault, "the relay's mailboxes could not be listed");
                swept.failed += 1;
            }
        }
        self.sweep_meetings(now, &mut swept);
        self.sweep_shared(&mut swept);
        let Swept {
            ended,
            forgotten,
            failed,
        } = swept;
        let bad_signatures = self.bad_signatures.swap(0, Ordering::Relaxed);
        let used_bytes = self.room.used();
        tracing::info!(
            ended,
            forgotten,
            failed,
            bad_signatures,
            used_bytes,
            "swept"
        );
        swept
    }

    fn sweep_one(&self, id: &MailboxId, swept: &mut Swept) {
        match self.judge(id) {
            Ok(Outcome::Ended) => swept.ended += 1,
            Ok(Outcome::Forgotten) => swept.forgotten += 1,
            Ok(Outcome::Stays) => {}
            Err(fault) => {
                tracing::error!(error = %fault, "a mailbox could not be swept");
                swept.failed += 1;
            }
        }
    }

    fn sweep_meetings(&self, now: Timestamp, swept: &mut Swept) {
        match self.rows.due_meetings(now) {
            Ok(ids) => {
                for id in ids {
                    swept.failed += u64::from(!self.forget_meeting_if_over(&id, now));
                }
            }
            Err(fault) => {
                tracing::error!(error = %fault, "the relay's rendezvous could not be listed");
                swept.failed += 1;
            }
        }
    }

    fn judge(&self, id: &MailboxId) -> Result<Outcome, Fault> {
        let _held = self.locks.hold(id.as_bytes());
        let now = self.now();
        let Some(mailbox) = self.rows.mailbox(id)? else {
            return Ok(Outcome::Stays);
        };
        if !mailbox.emptied {
            return if lease::is_over(&mailbox, now) {
                self.end(id, mailbox)?;
                Ok(Outcome::Ended)
            } else {
                Ok(Outcome::Stays)
            };
        }
        // It may have been over before, and deleting failed.
        self.shelf.empty_if_there(id)?;
        if lease::is_forgotten(&mailbox, now) {
            self.forget(id, &mailbox)?;
            return Ok(Outcome::Forgotten);
        }
        Ok(Outcome::Stays)
    }
}

enum Outcome {
    Ended,
    Forgotten,
    Stays,
}
