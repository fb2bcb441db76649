//! Opens the relay's streams. What comes through them is for [`crate::events`].

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::MailboxId,
    relay_api::{EVENT_STREAM, LAST_EVENT_HEADER, events_path},
    time::Timestamp,
};

use crate::{
    error::ClientError,
    relay::{Relay, signed::Call},
    transport::{Body, Response},
};

/// What one stream may bring in all, in bytes; then it is opened anew.
const MAX_STREAM: u64 = 16 << 20;
const STREAM: &str = "following a mailbox";

impl Relay<'_> {
    /// A stream of what happens at a mailbox, for its owner, who has seen `seen` events, or for its reader.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when there is nothing to follow, [`ClientError::Nonsense`] when the answer is no
    /// stream.
    pub(crate) fn stream(
        &self,
        key: &SigningKey,
        id: &MailboxId,
        seen: u32,
        now: Timestamp,
    ) -> Result<Body, ClientError> {
        let mut headers = vec![("accept", EVENT_STREAM.to_owned())];
        headers.extend(
            seen.checked_sub(1)
                .map(|last| (LAST_EVENT_HEADER, last.to_string())),
        );
        let call = Call {
            headers,
            limit: MAX_STREAM,
            streams: true,
            ..Call::of_owner(STREAM, events_path(id), key, now)
        };
        let response = self.signed(&call, &[200])?;
        if is_stream(&response) {
            Ok(response.body)
        } else {
            Err(ClientError::Nonsense(STREAM))
        }
    }

    /// Whether a mailbox still lets its reader in; asked without a stream.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when it has ended.
    pub(crate) fn has_not_ended(
        &self,
        reader: &SigningKey,
        id: &MailboxId,
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let call = Call::of_owner(STREAM, events_path(id), reader, now);
        self.signed(&call, &[204]).map(drop)
    }
}

fn is_stream(response: &Response) -> bool {
    let kind = response.header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case(EVENT_STREAM)
}
