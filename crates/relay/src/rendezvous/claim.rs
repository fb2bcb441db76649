//! Claims a rendezvous: the first one gets it, with its first message. A second one by another key means that two people
//! scanned the code, or one and a thief: then nobody gets it, and the maker is told.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::mailbox::RendezvousId;

use crate::{
    refusal::Refusal,
    rendezvous::{Meeting, Side},
    rows::Changes,
    state::State,
};

impl State {
    /// Claims a rendezvous for `claimer`, who signed the request, and leaves its message 0.
    pub(crate) fn claim(
        &self,
        id: &RendezvousId,
        claimer: VerifyingKey,
        message: &[u8],
    ) -> Result<(), Refusal> {
        let now = self.now();
        let _held = self.locks.hold(id.as_bytes());
        let meeting = self.rows.meeting(id)?;
        let mut meeting = meeting
            .filter(|meeting| !meeting.is_over(now))
            .ok_or(Refusal::NotAvailable)?;
        if meeting.void {
            return Err(Refusal::NotAvailable);
        }
        match (meeting.side_of(&claimer), meeting.claimer) {
            (None, None) => {}
            (None, Some(_)) => {
                self.void(id, meeting)?;
                return Err(Refusal::NotAvailable);
            }
            // Its own claim again, because the answer was lost.
            (Some(Side::Claimer), _) => {
                let same = self.rows.message(id, Side::Claimer, 0)?.as_deref() == Some(message);
                return if same { Ok(()) } else { Err(Refusal::Conflict) };
            }
            (Some(Side::Maker), _) => return Err(Refusal::Conflict),
        }
        meeting.give_to(claimer, now);
        let mut changes = Changes::default();
        changes.put_meeting(id, &meeting)?;
        changes.put_message(id, (Side::Claimer, 0), message);
        self.rows.write(&changes)?;
        self.bells.ring(id.as_bytes());
        Ok(())
    }

    /// Nobody may use it any more; what was written there is deleted. The caller holds its lock.
    fn void(&self, id: &RendezvousId, mut meeting: Meeting) -> Result<(), Refusal> {
        let mut changes = Changes::default();
        for (side, number) in meeting.messages() {
            changes.delete_message(id, side, number);
        }
        meeting.void = true;
        meeting.sent = [0, 0];
        changes.put_meeting(id, &meeting)?;
        self.rows.write(&changes)?;
        self.bells.ring(id.as_bytes());
        Ok(())
    }
}
