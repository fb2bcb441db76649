//! One rendezvous on a relay as one side uses it, wallet or clinic: its id and a key for requests, both made for it alone.
//! What the messages say is for `protocol::rendezvous`, and who says what when is for the side.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{mailbox::RendezvousId, origin::Origin, time::Timestamp};

use crate::{error::ClientError, relay::Relay, transport::Transport};

/// A rendezvous that this side takes part in. No `Debug`: it holds a key.
pub struct Meeting {
    /// The relay that it is on.
    pub relay: Origin,
    /// Its name there.
    pub id: RendezvousId,
    /// Signs this side's requests.
    pub key: SigningKey,
}

/// The network and the time at which it is used.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// The network.
    pub transport: &'a dyn Transport,
    /// The time.
    pub now: Timestamp,
}

impl Meeting {
    /// Makes it on the relay; nobody has come yet.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn create(&self, line: Line<'_>) -> Result<(), ClientError> {
        self.at(line)
            .create_rendezvous(&self.key, &self.id, line.now)
    }

    /// Comes to one that the other side made, with the first message.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when it is over, or somebody came before: then it is over now for everybody.
    pub fn claim(&self, line: Line<'_>, message: &[u8]) -> Result<(), ClientError> {
        self.at(line)
            .claim_rendezvous(&self.key, &self.id, message, line.now)
    }

    /// The other side's message with this number, after at most `wait_s` seconds; `None` when there is none yet.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when it is over, [`ClientError::Conflict`] when two came.
    pub fn receive(
        &self,
        line: Line<'_>,
        number: u8,
        wait_s: u32,
    ) -> Result<Option<Vec<u8>>, ClientError> {
        let asked = (number, wait_s);
        self.at(line)
            .receive_message(&self.key, &self.id, asked, line.now)
    }

    /// Leaves this side's message with this number.
    ///
    /// # Errors
    /// As [`Self::receive`].
    pub fn send(&self, line: Line<'_>, number: u8, message: &[u8]) -> Result<(), ClientError> {
        let message = (number, message);
        self.at(line)
            .send_message(&self.key, &self.id, message, line.now)
    }

    /// Burns the code. When the relay cannot be told, time does it.
    pub fn leave(&self, line: Line<'_>) {
        let left = self
            .at(line)
            .leave_rendezvous(&self.key, &self.id, line.now);
        left.unwrap_or_default();
    }

    fn at<'a>(&self, line: Line<'a>) -> Relay<'a> {
        Relay::new(line.transport, self.relay.clone())
    }
}
