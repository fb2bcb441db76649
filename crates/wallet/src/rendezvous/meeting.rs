//! One rendezvous on a relay as this side uses it: its id and a key for requests, both made for it alone; and the end of
//! one, a yes with the grant's code or a no.

use keepwell_client::{relay::Relay, transport::Transport};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    link::GrantLink, mailbox::RendezvousId, origin::Origin, rendezvous::Question, time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::{Given, Make, RendezvousError};

/// How often it is tried to tell the clinic the grant's code.
const TRIES: u32 = 3;

/// A rendezvous that this side takes part in.
pub(super) struct Meeting {
    pub(super) relay: Origin,
    pub(super) id: RendezvousId,
    pub(super) key: SigningKey,
}

/// The network and the time at which it is used.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) transport: &'a dyn Transport,
    pub(super) now: Timestamp,
}

impl Meeting {
    /// The other side's message with this number, after at most `wait_s` seconds.
    pub(super) fn receive(
        &self,
        line: Line<'_>,
        number: u8,
        wait_s: u32,
    ) -> Result<Option<Vec<u8>>, RendezvousError> {
        let asked = (number, wait_s);
        Ok(self
            .at(line)
            .receive_message(&self.key, &self.id, asked, line.now)?)
    }

    /// Leaves this side's message with this number.
    pub(super) fn send(
        &self,
        line: Line<'_>,
        number: u8,
        message: &[u8],
    ) -> Result<(), RendezvousError> {
        let message = (number, message);
        Ok(self
            .at(line)
            .send_message(&self.key, &self.id, message, line.now)?)
    }

    /// Burns the code. When the relay cannot be told, time does it.
    pub(super) fn leave(&self, line: Line<'_>) {
        let left = self
            .at(line)
            .leave_rendezvous(&self.key, &self.id, line.now);
        left.unwrap_or_default();
    }

    /// Tells the clinic no, as message `number`.
    pub(super) fn refuse(
        &self,
        line: Line<'_>,
        question: Question,
        number: u8,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), RendezvousError> {
        let message = question.no(rng)?;
        self.send(line, number, &message)
    }

    /// Has the grant made, and tells the clinic its code as message `number`. A grant that cannot be made burns the
    /// code; for a code that two claimed none is made.
    pub(super) fn give(
        &self,
        line: Line<'_>,
        question: Question,
        number: u8,
        make: &mut Make<'_>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Given, RendezvousError> {
        self.refuse_if_void(line)?;
        let made = make(question.card()).inspect_err(|_| self.leave(line))?;
        // From here on there is a grant: whatever fails, the caller must get it.
        let message = GrantLink::parse(&made.qr_text)
            .ok()
            .and_then(|link| question.yes(&link, rng).ok());
        let delivered = message
            .is_some_and(|message| (0..TRIES).any(|_| self.send(line, number, &message).is_ok()));
        Ok(Given { made, delivered })
    }

    /// While the patient thought, another device may have claimed the code: then neither gets anything. The first message of
    /// the other side is there as long as the code is not void. A relay that is away does not stop a yes.
    fn refuse_if_void(&self, line: Line<'_>) -> Result<(), RendezvousError> {
        match self.receive(line, 0, 0) {
            Err(RendezvousError::ScannedTwice) => Err(RendezvousError::ScannedTwice),
            _ => Ok(()),
        }
    }

    pub(super) fn at<'a>(&self, line: Line<'a>) -> Relay<'a> {
        Relay::new(line.transport, self.relay.clone())
    }
}
