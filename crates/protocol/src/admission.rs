//! What a server may ask before it takes in a new mailbox or grant (protocol §6, §7): proof of work, so that a flood costs
//! who makes it, or a token, so that only who was invited brings something. A challenge comes in `WWW-Authenticate` of a
//! `401`, its answer goes into `Authorization` of the same request sent again. Stopping, closing and withdrawing are never asked.

mod asked;
mod token;
mod work;

pub use asked::Asked;
pub use token::{
    DIRECTORY_PATH, DIRECTORY_TYPE, Directory, ISSUE_PATH, Invitation, MAX_DIRECTORY_BYTES,
    PendingToken, REQUEST_TYPE, RESPONSE_TYPE, Token, TokenChallenge, TokenRequest, TokenResponse,
    key_id,
};
pub use work::{Challenge, MAX_BITS, SCHEME, Solution};

use keepwell_crypto::{
    hash::{Digest, sha256, sha256_labelled},
    label::Label,
};

use crate::mailbox::MailboxId;

/// The `code` of the relay's refusal that carries a challenge; the ledger's title is [`ASKED_TITLE`].
pub const ASKED: &str = "admission_needed";
/// The title of the ledger's refusal that carries a challenge.
pub const ASKED_TITLE: &str = "Admission needed";
/// The status of both.
pub const ASKED_STATUS: u16 = 401;

/// What an answer is bound to: the one request that it lets in, 32 bytes. For a statement this is its digest.
pub type Subject = Digest;

/// What admission of a new mailbox is bound to: its id and the body of the request that creates it.
pub fn mailbox_subject(mailbox: &MailboxId, body: &[u8]) -> Subject {
    sha256_labelled(Label::MAILBOX_SUBJECT, &[mailbox.as_bytes(), &sha256(body)])
}
