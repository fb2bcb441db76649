//! A rendezvous: make one, claim one, leave messages for the other side and wait for its. What the messages say is for
//! `protocol::rendezvous`.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::RendezvousId,
    relay_api::{WAIT_HEADER, claim_path, leave_path, message_path, rendezvous_path},
    rendezvous::MESSAGE_BYTES,
    time::Timestamp,
};

use crate::{
    error::ClientError,
    exchange::read_body,
    relay::{Relay, signed::Call},
    transport::Method,
};

const CREATE: &str = "making a rendezvous";
const CLAIM: &str = "claiming a rendezvous";
const SEND: &str = "sending a message";
const RECEIVE: &str = "waiting for a message";
const LEAVE: &str = "ending a rendezvous";

impl Relay<'_> {
    /// Makes a rendezvous of which `maker` is the key; the same again is a success.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn create_rendezvous(
        &self,
        maker: &SigningKey,
        id: &RendezvousId,
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let call = Call {
            method: Method::Put,
            ..Call::of_owner(CREATE, rendezvous_path(id), maker, now)
        };
        self.signed(&call, &[200, 201, 204]).map(drop)
    }

    /// Claims a rendezvous with the first message; the same again is a success.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when it is over, or was claimed already: then it is over now for everybody.
    pub fn claim_rendezvous(
        &self,
        claimer: &SigningKey,
        id: &RendezvousId,
        message: &[u8],
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let call = Call {
            method: Method::Put,
            body: message.to_vec(),
            ..Call::of_owner(CLAIM, claim_path(id), claimer, now)
        };
        self.signed(&call, &[200, 201, 204]).map(drop)
    }

    /// Leaves the message with this number, counted from 0, for the other side; the same again is a success.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when the rendezvous is over, [`ClientError::Conflict`] when two claimed it.
    pub fn send_message(
        &self,
        key: &SigningKey,
        id: &RendezvousId,
        (number, message): (u8, &[u8]),
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let call = Call {
            method: Method::Put,
            body: message.to_vec(),
            ..Call::of_owner(SEND, message_path(id, number), key, now)
        };
        self.signed(&call, &[200, 201, 204]).map(drop)
    }

    /// The other side's message with this number; waits up to `wait_s` seconds for it. `None` when there is none yet.
    ///
    /// # Errors
    /// As [`Self::send_message`].
    pub fn receive_message(
        &self,
        key: &SigningKey,
        id: &RendezvousId,
        (number, wait_s): (u8, u32),
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, ClientError> {
        let call = Call {
            headers: vec![(WAIT_HEADER, format!("wait={wait_s}"))],
            limit: u64::try_from(MESSAGE_BYTES).unwrap_or(u64::MAX),
            ..Call::of_owner(RECEIVE, message_path(id, number), key, now)
        };
        let response = self.signed(&call, &[200, 204])?;
        if response.status == 204 {
            return Ok(None);
        }
        read_body(RECEIVE, response.body).map(Some)
    }

    /// Ends a rendezvous for both sides.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when it is over.
    pub fn leave_rendezvous(
        &self,
        key: &SigningKey,
        id: &RendezvousId,
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let call = Call {
            method: Method::Post,
            ..Call::of_owner(LEAVE, leave_path(id), key, now)
        };
        self.signed(&call, &[200, 204]).map(drop)
    }
}
