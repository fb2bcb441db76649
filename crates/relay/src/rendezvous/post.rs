//! Leaves a message for the other side. The same again is a success, so that a lost answer does no harm.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::mailbox::RendezvousId;

use crate::{
    refusal::Refusal,
    rendezvous::{Meeting, Place, Side},
    rows::Changes,
    state::State,
};

impl State {
    /// Leaves the message with this number of whoever has `key`.
    pub(crate) fn post(
        &self,
        id: &RendezvousId,
        key: &VerifyingKey,
        number: u8,
        message: &[u8],
    ) -> Result<(), Refusal> {
        let _held = self.locks.hold(id.as_bytes());
        let (mut meeting, side) = self.met(id, key)?;
        match meeting.place(side, number) {
            Place::Next => {}
            Place::Taken if self.rows.message(id, side, number)?.as_deref() == Some(message) => {
                return Ok(());
            }
            Place::Taken | Place::Nowhere => return Err(Refusal::Conflict),
        }
        meeting.count(side);
        let mut changes = Changes::default();
        changes.put_meeting(id, &meeting)?;
        changes.put_message(id, (side, number), message);
        self.rows.write(&changes)?;
        self.bells.ring(id.as_bytes());
        Ok(())
    }

    /// The rendezvous and who `key` is there, while it may be used. The caller holds its lock.
    pub(super) fn met(
        &self,
        id: &RendezvousId,
        key: &VerifyingKey,
    ) -> Result<(Meeting, Side), Refusal> {
        let now = self.now();
        let meeting = self.rows.meeting(id)?;
        let meeting = meeting.filter(|meeting| !meeting.is_over(now));
        let meeting = meeting.ok_or(Refusal::NotAvailable)?;
        let side = meeting.side_of(key).ok_or(Refusal::NotAvailable)?;
        if meeting.void {
            return Err(Refusal::Conflict);
        }
        Ok((meeting, side))
    }
}
