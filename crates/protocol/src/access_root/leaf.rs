//! The leaf of one event under an access root: a hash of its exact bytes, of where it stands, and of a salt of its own, so that
//! whoever has other leaves of the same tree learns nothing from it.

use keepwell_crypto::hash::{sha256, sha256_labelled};
use keepwell_crypto::label::Label;
use keepwell_tlog::hash::Hash;

use crate::mailbox::MailboxId;

/// Everything that makes a leaf.
#[derive(Clone, Copy, Debug)]
pub struct Opened<'a> {
    /// 32 random bytes.
    pub salt: &'a [u8; 32],
    /// The mailbox at which it happened.
    pub mailbox: &'a MailboxId,
    /// Its number there, from 0, so that events cannot change places.
    pub number: u32,
    /// The exact bytes of the event: JSON as the relay keeps it.
    pub event: &'a [u8],
}

/// RFC 9162 leaf hash of SHA-256(L ‖ salt ‖ mailbox ‖ number (u32, big endian) ‖ SHA-256(event)).
pub fn leaf(opened: &Opened<'_>) -> Hash {
    let parts: [&[u8]; 4] = [
        opened.salt,
        opened.mailbox.as_bytes(),
        &opened.number.to_be_bytes(),
        &sha256(opened.event),
    ];
    Hash::of_leaf(&sha256_labelled(Label::ACCESS_EVENT, &parts))
}
