//! Ends a rendezvous: by one of its sides, or because its time is over. Nothing of it is left then.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{mailbox::RendezvousId, time::Timestamp};

use crate::{
    refusal::{Fault, Refusal},
    rendezvous::Meeting,
    rows::Changes,
    state::State,
};

impl State {
    /// Ends a rendezvous for one of its sides.
    pub(crate) fn leave(&self, id: &RendezvousId, key: &VerifyingKey) -> Result<(), Refusal> {
        let _held = self.locks.hold(id.as_bytes());
        let meeting = self.rows.meeting(id)?;
        let meeting = meeting.filter(|meeting| meeting.side_of(key).is_some());
        let meeting = meeting.ok_or(Refusal::NotAvailable)?;
        if meeting.void {
            // The other side is still to learn that two claimed it; the sweep forgets it.
            return Ok(());
        }
        Ok(self.forget_meeting(id, &meeting)?)
    }

    /// Forgets a rendezvous whose time is over; `false` when that failed and is to be tried again.
    pub(crate) fn forget_meeting_if_over(&self, id: &RendezvousId, now: Timestamp) -> bool {
        let _held = self.locks.hold(id.as_bytes());
        let forgotten = match self.rows.meeting(id) {
            Ok(Some(meeting)) if meeting.is_over(now) => self.forget_meeting(id, &meeting),
            Ok(_) => Ok(()),
            Err(fault) => Err(fault),
        };
        if let Err(fault) = &forgotten {
            tracing::error!(error = %fault, "a rendezvous could not be swept");
        }
        forgotten.is_ok()
    }

    /// The caller holds its lock.
    fn forget_meeting(&self, id: &RendezvousId, meeting: &Meeting) -> Result<(), Fault> {
        let mut changes = Changes::default();
        for (side, number) in meeting.messages() {
            changes.delete_message(id, side, number);
        }
        changes.delete_meeting(id);
        self.rows.write(&changes)?;
        self.meetings.give_back(1);
        self.bells.ring(id.as_bytes());
        Ok(())
    }
}
