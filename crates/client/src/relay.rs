//! The relay's side of sharing, as wallet and clinic use it: mailboxes with their parts, boxes, and rendezvous. Every request but
//! reading a box is signed over a single-use nonce that the relay gave, so that no clock has to be right.

mod boxes;
mod fetch;
mod link;
mod mailbox;
mod rendezvous;
mod signed;
mod stream;
mod upload;

pub use boxes::BoxContents;
pub use fetch::PartReader;

use std::sync::Mutex;

use keepwell_protocol::origin::Origin;

use crate::transport::Transport;

/// The largest part that is downloaded, in bytes of ciphertext: a padded 2 GiB document in its age file.
pub const MAX_PART: u64 = 3 << 30;

/// A relay. It remembers the nonce of the last answer, so that most requests need one round trip.
pub struct Relay<'a> {
    transport: &'a dyn Transport,
    origin: Origin,
    /// The next nonce, if there is one; taken by whoever signs next.
    nonce: Mutex<Option<String>>,
}

impl<'a> Relay<'a> {
    /// The relay at `origin`. Nothing is sent yet.
    pub fn new(transport: &'a dyn Transport, origin: Origin) -> Self {
        Self {
            transport,
            origin,
            nonce: Mutex::new(None),
        }
    }

    /// Where it is.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }
}
