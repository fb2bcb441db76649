//! The end of a meeting: a yes with the grant's code, or a no. Both ways of meeting come to this.

use keepwell_client::{
    ClientError,
    meeting::{Line, Meeting},
};
use keepwell_protocol::{link::GrantLink, rendezvous::Question};
use rand_core::CryptoRngCore;

use super::{Given, Make, RendezvousError};

/// How often it is tried to tell the clinic the grant's code.
const TRIES: u32 = 3;

/// A question that a clinic waits to have answered, by the message with this number.
pub(super) struct Open {
    pub(super) meeting: Meeting,
    pub(super) question: Question,
    pub(super) number: u8,
}

impl Open {
    /// Tells the clinic no. One that does not hear it hears nothing, which is the same to it.
    pub(super) fn refuse(self, line: Line<'_>, rng: &mut dyn CryptoRngCore) {
        if let Ok(message) = self.question.no(rng) {
            let sent = self.meeting.send(line, self.number, &message);
            sent.unwrap_or_default();
        }
    }

    /// Has the grant made, and tells the clinic its code. A grant that cannot be made burns the code; for a code that two
    /// claimed none is made.
    pub(super) fn give(
        self,
        line: Line<'_>,
        make: &mut Make<'_>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Given, RendezvousError> {
        let Self {
            meeting,
            question,
            number,
        } = self;
        refuse_if_void(&meeting, line)?;
        let made = make(question.card()).inspect_err(|_| meeting.leave(line))?;
        // From here on there is a grant: whatever fails, the caller must get it.
        let message = GrantLink::parse(&made.qr_text)
            .ok()
            .and_then(|link| question.yes(&link, rng).ok());
        let delivered = message.is_some_and(|message| {
            (0..TRIES).any(|_| meeting.send(line, number, &message).is_ok())
        });
        Ok(Given { made, delivered })
    }
}

/// While the patient thought, another device may have claimed the code: then neither gets anything. The first message of the
/// other side is there as long as the code is not void. A relay that is away does not stop a yes.
fn refuse_if_void(meeting: &Meeting, line: Line<'_>) -> Result<(), RendezvousError> {
    match meeting.receive(line, 0, 0) {
        Err(error @ ClientError::Conflict) => Err(error.into()),
        _ => Ok(()),
    }
}
