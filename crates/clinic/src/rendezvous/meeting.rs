//! One rendezvous on a relay as this side uses it: its id and a key for requests, both made for it alone.

use keepwell_client::{relay::Relay, transport::Transport};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{mailbox::RendezvousId, origin::Origin, time::Timestamp};

use super::RendezvousError;

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

    pub(super) fn at<'a>(&self, line: Line<'a>) -> Relay<'a> {
        Relay::new(line.transport, self.relay.clone())
    }
}
