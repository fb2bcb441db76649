//! A mailbox's public link, as its owner makes it: published once, and given a new end. What readers ask is not asked here.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::MailboxId,
    public_link::{PublishLink, Rearm, link_path, rearm_path},
    time::Timestamp,
};

use super::mailbox::{json_type, to_json};
use crate::{
    error::ClientError,
    relay::{Relay, signed::Call},
    transport::Method,
};

const PUBLISH: &str = "publishing a link";
const REARM: &str = "giving a link a new end";

impl Relay<'_> {
    /// Publishes a mailbox's files; the same again is a success.
    ///
    /// # Errors
    /// [`ClientError::Conflict`] when the mailbox has another link, or is over.
    pub fn publish(
        &self,
        owner: &SigningKey,
        id: &MailboxId,
        link: &PublishLink,
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let call = Call {
            method: Method::Put,
            headers: vec![json_type()],
            body: to_json(PUBLISH, link)?,
            ..Call::of_owner(PUBLISH, link_path(id), owner, now)
        };
        self.signed(&call, &[204]).map(drop)
    }

    /// Gives a mailbox with a link a new end. After an old one its files have to be uploaded again.
    ///
    /// # Errors
    /// [`ClientError::Conflict`] when it was closed, [`ClientError::NotAvailable`] when it is forgotten or has no link.
    pub fn rearm(
        &self,
        owner: &SigningKey,
        id: &MailboxId,
        wish: &Rearm,
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let call = Call {
            method: Method::Post,
            headers: vec![json_type()],
            body: to_json(REARM, wish)?,
            ..Call::of_owner(REARM, rearm_path(id), owner, now)
        };
        self.signed(&call, &[204]).map(drop)
    }
}
