//! The relay's messages (protocol §6): paths, headers and JSON bodies, shared by the server and its clients. All
//! times are the server's; every request is signed as in [`crate::http_signature`], except those for a nonce, for reading a box, and
//! for a public link.

use keepwell_crypto::sign::VerifyingKey;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{
    hexadecimal::{from_hex, to_hex},
    http_signature::Evidence,
    mailbox::{BoxId, MailboxId, OpeningId, RendezvousId},
    report::SealedReport,
    time::Timestamp,
};

/// `HEAD` gives a fresh nonce in the header [`NONCE_HEADER`]; so does every answer to a signed request.
pub const NONCE_PATH: &str = "/v1/nonce";
/// The header that carries the next single-use nonce.
pub const NONCE_HEADER: &str = "replay-nonce";
/// The header that carries an opening id; covered by the signature of a reader's requests.
pub const OPENING_HEADER: &str = "keepwell-opening";
/// Upload: the first byte of the body within the part; in an answer to `HEAD`, how much is there.
pub const UPLOAD_OFFSET_HEADER: &str = "upload-offset";
/// Upload: the whole ciphertext length of the part.
pub const UPLOAD_LENGTH_HEADER: &str = "upload-length";
/// Upload: the digest of the whole ciphertext (`Repr-Digest` of RFC 9530, SHA-256). An upload goes on only under the
/// digest it began with, and the relay checks it at the end.
pub const UPLOAD_DIGEST_HEADER: &str = "repr-digest";
/// The most bytes of one upload request.
pub const MAX_UPLOAD: usize = 4 << 20;
/// The most bytes of a box.
pub const MAX_BOX: usize = 256 * 1024;
/// How long a rendezvous waits for somebody to claim it, in seconds.
pub const UNCLAIMED_LASTS_S: u64 = 2 * 60;
/// How long a claimed rendezvous lasts, in seconds: a person reads, compares and decides.
pub const CLAIMED_LASTS_S: u64 = 10 * 60;
/// The most messages of one side of a rendezvous.
pub const MAX_MESSAGES: u8 = 4;
/// With `wait=<seconds>` (RFC 7240) the relay answers once there is a message, or after that time.
pub const WAIT_HEADER: &str = "prefer";
/// The longest wait, in seconds.
pub const LONGEST_WAIT_S: u32 = 25;
/// A stream says something at least so often, in seconds, so that a line that is dead is noticed.
pub const HEARTBEAT_S: u64 = 15;
/// The media type of streams.
pub const EVENT_STREAM: &str = "text/event-stream";
/// The number of the last event that was seen; a stream goes on after it.
pub const LAST_EVENT_HEADER: &str = "last-event-id";
/// How long an opening is good for, in seconds.
pub const OPENING_LASTS_S: u64 = 15 * 60;

/// `PUT` creates; `GET` by the owner gives [`MailboxStatus`].
pub fn mailbox_path(mailbox: &MailboxId) -> String {
    format!("/v1/mailboxes/{mailbox}")
}

/// `PATCH` uploads (owner), `HEAD` says how much is there (owner), `GET` downloads (reader).
pub fn part_path(mailbox: &MailboxId, part: &str) -> String {
    format!("/v1/mailboxes/{mailbox}/parts/{part}")
}

/// `POST` by the owner: `close`, `pause` or `resume`.
pub fn action_path(mailbox: &MailboxId, action: Action) -> String {
    let action = match action {
        Action::Close => "close",
        Action::Pause => "pause",
        Action::Resume => "resume",
    };
    format!("/v1/mailboxes/{mailbox}/{action}")
}

/// `POST` by the reader: a [`SealedReport`].
pub fn reports_path(mailbox: &MailboxId) -> String {
    format!("/v1/mailboxes/{mailbox}/reports")
}

/// `GET` as [`EVENT_STREAM`]: by the owner every [`MailboxEvent`] as event `happened` with its number as id, and each
/// [`MailboxState`] as event `state`; by the reader only `ended`. By the reader with any other `Accept`: `204` until it
/// has ended.
pub fn events_path(mailbox: &MailboxId) -> String {
    format!("/v1/mailboxes/{mailbox}/events")
}

/// `GET` by the owner: [`crate::access_root::EventProofs`] of the events from number `from` on, for the state of the ledger with `size`
/// entries.
pub fn proofs_path(mailbox: &MailboxId, from: u32, size: u64) -> String {
    format!("/v1/mailboxes/{mailbox}/proofs/{from}-{size}")
}

/// `PUT` by the maker creates.
pub fn rendezvous_path(id: &RendezvousId) -> String {
    format!("/v1/rendezvous/{id}")
}

/// `PUT` by whoever scanned the code: its message 0. The first one takes it, a second one by another key ends it.
pub fn claim_path(id: &RendezvousId) -> String {
    format!("/v1/rendezvous/{id}/claim")
}

/// `PUT`: the caller's own message of this number, counted from 0. `GET`: the other side's.
pub fn message_path(id: &RendezvousId, number: u8) -> String {
    format!("/v1/rendezvous/{id}/messages/{number}")
}

/// `POST` by either side: it is over.
pub fn leave_path(id: &RendezvousId) -> String {
    format!("/v1/rendezvous/{id}/close")
}

/// `GET` by anybody who knows the id, `PUT` by the owner with `If-Match` or `If-None-Match: *`.
pub fn box_path(id: &BoxId) -> String {
    format!("/v1/boxes/{id}")
}

/// What an owner does to a mailbox as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Delete the ciphertext at once, for ever.
    Close,
    /// Refuse readers until resumed.
    Pause,
    /// Let readers in again.
    Resume,
}

/// A public key as 64 hexadecimal digits in JSON and in `keyid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyText(pub VerifyingKey);

impl Serialize for KeyText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&to_hex(self.0.as_bytes()))
    }
}

impl<'de> Deserialize<'de> for KeyText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        let key = from_hex(&text).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        key.map(Self)
            .ok_or_else(|| D::Error::custom("64 hexadecimal digits of a key expected"))
    }
}

/// Creates a mailbox; signed by `owner`. The same again by the same owner is a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateMailbox {
    /// Who may upload, pause, close and read events.
    pub owner: KeyText,
    /// Who may open.
    pub access: KeyText,
    /// Openings before this are refused.
    pub not_before: Timestamp,
    /// Openings from this on are refused, and the ciphertext is deleted.
    pub expires: Timestamp,
    /// How many openings there may be; `None` is no limit.
    pub openings: Option<u32>,
}

/// Where a mailbox stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailboxState {
    /// Readers are let in within the lease.
    Open,
    /// Readers are refused until the owner resumes.
    Paused,
    /// The owner closed it; its ciphertext is gone.
    Closed,
    /// The lease is over; its ciphertext is gone.
    Expired,
    /// The last opening was used.
    UsedUp,
}

/// What the owner sees of a mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxStatus {
    /// Where it stands.
    pub state: MailboxState,
    /// How many openings there were.
    pub openings: u32,
    /// How many more wrong passcodes the mailbox's public link allows, where it asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts_left: Option<u32>,
    /// Everything that happened, oldest first.
    pub events: Vec<MailboxEvent>,
}

/// One thing that happened at a mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxEvent {
    /// The server's time.
    pub time: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub what: EventKind,
    /// The signed request that caused it, which the wallet checks against the access key. Whoever opens a public link signs
    /// nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum EventKind {
    /// An opening began.
    Opened {
        /// The opening.
        opening: OpeningId,
    },
    /// Somebody asked for the files of the mailbox's public link with a wrong passcode.
    Barred {
        /// Who it says it is.
        recipient: String,
    },
    /// Somebody was given the files of the mailbox's public link.
    Fetched {
        /// Who it says it is.
        recipient: String,
    },
    /// A reader with the right key was refused: too early, paused, over or used up.
    Refused {
        /// The opening it asked for.
        opening: OpeningId,
    },
    /// The clinic reported something, sealed to the grant's report key.
    Reported {
        /// The report; only the wallet opens it.
        report: SealedReport,
    },
}

/// The body of every refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetail,
}

/// What went wrong, for a program and for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorDetail {
    /// One of `not_available`, `bad_request`, `bad_signature`, `bad_nonce`, `conflict`, `too_large`, `too_many`, `full`.
    pub code: String,
    /// One sentence.
    pub message: String,
}
