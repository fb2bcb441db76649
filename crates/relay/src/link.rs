//! A mailbox's public link: whoever knows its address is given its files, as SMART Health Links have it, within the mailbox's
//! lease and after the passcode where there is one. Who opened it signs nothing, so what is kept of it is what it said of
//! itself. The relay has digests of address and passcode, and ciphertext.

mod fetch;
mod publish;
mod rearm;
mod ticket;

pub(crate) use fetch::Reader;
pub(crate) use ticket::Tickets;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::{mailbox::MailboxId, public_link::PublishLink};
use keepwell_store::Table;
use serde::{Deserialize, Serialize};

use crate::{
    refusal::Fault,
    rows::{Changes, Rows},
};

const LINKS: Table = Table::new("links");
/// Which mailbox has the link of an address.
const ADDRESSES: Table = Table::new("link addresses");

/// A public link as the relay keeps it. No `Debug`: a passcode is guessed from its hash.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Link {
    /// As it was published.
    set: PublishLink,
    /// How many wrong passcodes there were in its whole life.
    wrong: u32,
}

impl Link {
    /// How many more wrong passcodes are allowed; `None` where none is asked for.
    pub(crate) fn attempts_left(&self) -> Option<u32> {
        let passcode = self.set.passcode.as_ref()?;
        Some(passcode.attempts.saturating_sub(self.wrong))
    }
}

impl Rows {
    /// The public link of a mailbox, if it has one.
    pub(crate) fn link(&self, id: &MailboxId) -> Result<Option<Link>, Fault> {
        self.read(LINKS, id.as_bytes())
    }

    fn linked(&self, address: &Digest) -> Result<Option<MailboxId>, Fault> {
        self.read(ADDRESSES, address)
    }
}

impl Changes {
    pub(crate) fn put_link(&mut self, id: &MailboxId, link: &Link) -> Result<(), Fault> {
        self.put(LINKS, id.as_bytes(), link)
    }

    pub(crate) fn delete_link(&mut self, id: &MailboxId, link: &Link) {
        self.delete(LINKS, id.as_bytes());
        self.delete(ADDRESSES, &link.set.address);
    }
}
