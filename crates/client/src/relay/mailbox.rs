//! A mailbox as a whole: create it, close, pause or resume it, read what happened, and report to it as a clinic.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    access_root::EventProofs,
    admission::mailbox_subject,
    mailbox::{MailboxId, OpeningId},
    relay_api::{
        Action, CreateMailbox, MailboxStatus, action_path, mailbox_path, proofs_path, reports_path,
    },
    report::SealedReport,
    time::Timestamp,
};
use serde::Serialize;

use crate::{
    admission::admitted,
    error::ClientError,
    exchange::read_json,
    relay::{Relay, signed::Call},
    transport::Method,
};

/// The largest status that is read, in bytes: a relay keeps at most some thousand events.
const MAX_STATUS: u64 = 8 << 20;
const CREATE: &str = "creating a mailbox";
const STATUS: &str = "reading a mailbox's events";
const PROOFS: &str = "reading under which access roots events stand";
const REPORT: &str = "reporting to a mailbox";

impl Relay<'_> {
    /// Creates a mailbox; the same again is a success.
    ///
    /// # Errors
    /// [`ClientError::Conflict`] when this owner created it with another lease or reader.
    pub fn create(
        &self,
        owner: &SigningKey,
        id: &MailboxId,
        lease: &CreateMailbox,
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let body = to_json(CREATE, lease)?;
        let subject = mailbox_subject(id, &body);
        let send = |answer: Option<&str>| {
            let mut headers = vec![json_type()];
            headers.extend(answer.map(|value| ("authorization", value.to_owned())));
            let call = Call {
                method: Method::Put,
                headers,
                body: body.clone(),
                ..Call::of_owner(CREATE, mailbox_path(id), owner, now)
            };
            self.signed(&call, &[200, 201, 204])
        };
        admitted(self.transport, &subject, send).map(drop)
    }

    /// Closes, pauses or resumes a mailbox. Closing twice is a success.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when there is no such mailbox of this owner's, [`ClientError::Conflict`] when it is
    /// over and cannot be paused or resumed.
    pub fn act(
        &self,
        owner: &SigningKey,
        id: &MailboxId,
        action: Action,
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let step = match action {
            Action::Close => "closing a mailbox",
            Action::Pause => "pausing a mailbox",
            Action::Resume => "resuming a mailbox",
        };
        let call = Call {
            method: Method::Post,
            ..Call::of_owner(step, action_path(id, action), owner, now)
        };
        self.signed(&call, &[200, 204]).map(drop)
    }

    /// Where a mailbox stands and everything that happened. The caller checks each event's evidence.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when there is no such mailbox of this owner's, any more.
    pub fn status(
        &self,
        owner: &SigningKey,
        id: &MailboxId,
        now: Timestamp,
    ) -> Result<MailboxStatus, ClientError> {
        let call = Call {
            limit: MAX_STATUS,
            ..Call::of_owner(STATUS, mailbox_path(id), owner, now)
        };
        read_json(STATUS, self.signed(&call, &[200])?.body)
    }

    /// What leads from a mailbox's events, from number `from` on, to the access roots that the relay has closed, and from these to the
    /// state of the ledger with `size` entries. The caller checks each.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] also from a relay that has no access roots.
    pub fn proofs(
        &self,
        owner: &SigningKey,
        id: &MailboxId,
        (from, size): (u32, u64),
        now: Timestamp,
    ) -> Result<EventProofs, ClientError> {
        let call = Call {
            limit: MAX_STATUS,
            ..Call::of_owner(PROOFS, proofs_path(id, from, size), owner, now)
        };
        read_json(PROOFS, self.signed(&call, &[200])?.body)
    }

    /// Reports to the owner what the reader did, within an opening of its own.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when there was no such opening.
    pub fn report(
        &self,
        access: &SigningKey,
        id: &MailboxId,
        opening: &OpeningId,
        report: &SealedReport,
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let call = Call {
            method: Method::Post,
            opening: Some(*opening),
            headers: vec![json_type()],
            body: to_json(REPORT, report)?,
            ..Call::of_owner(REPORT, reports_path(id), access, now)
        };
        self.signed(&call, &[200, 204]).map(drop)
    }
}

impl<'c> Call<'c> {
    /// A `GET` by an owner, without a body; the starting point of every other call.
    pub(super) fn of_owner(
        step: &'static str,
        path: String,
        key: &'c SigningKey,
        now: Timestamp,
    ) -> Self {
        Self {
            step,
            method: Method::Get,
            path,
            key,
            opening: None,
            headers: Vec::new(),
            body: Vec::new(),
            limit: 0,
            streams: false,
            now,
        }
    }
}

pub(super) fn json_type() -> (&'static str, String) {
    ("content-type", "application/json".to_owned())
}

pub(super) fn to_json<T: Serialize>(step: &'static str, value: &T) -> Result<Vec<u8>, ClientError> {
    serde_json::to_vec(value).map_err(|_| ClientError::Nonsense(step))
}
