//! Gives a side what the other one wrote.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::mailbox::RendezvousId;

use crate::{refusal::Refusal, state::State};

impl State {
    /// The message with this number of the other side; `None` while there is none.
    pub(crate) fn fetch(
        &self,
        id: &RendezvousId,
        key: &VerifyingKey,
        number: u8,
    ) -> Result<Option<Vec<u8>>, Refusal> {
        let _held = self.locks.hold(id.as_bytes());
        let (_, side) = self.met(id, key)?;
        Ok(self.rows.message(id, side.other(), number)?)
    }
}
