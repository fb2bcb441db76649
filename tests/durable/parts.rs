//! Mailboxes at a relay as their owner knows them: what it acknowledged of each (made, uploaded, opened, closed), and a
//! look at whether that is still so. What is in a mailbox follows from its number, so that only a word about it has to
//! be passed on.

use std::{
    fmt,
    io::{Cursor, Read as _},
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
};

use keepwell_client::{
    ClientError,
    relay::Relay,
    transport::{HttpOptions, HttpTransport},
};
use keepwell_crypto::{hash::sha256, sign::SigningKey};
use keepwell_protocol::{
    mailbox::{MailboxId, OpeningId},
    origin::Origin,
    relay_api::{Action, CreateMailbox, EventKind, KeyText},
    time::Timestamp,
};

use crate::place::now;

const PART: &str = "bundle";
/// The largest part, in bytes: it goes up in several pieces.
const LARGEST: u32 = 3 << 20;

/// How far a mailbox came, as far as the relay acknowledged it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Deed {
    Made,
    Uploaded,
    Opened,
    Closed,
}

const DEEDS: [Deed; 4] = [Deed::Made, Deed::Uploaded, Deed::Opened, Deed::Closed];

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl FromStr for Deed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = DEEDS.into_iter().find(|deed| deed.to_string() == text);
        found.ok_or_else(|| text.to_owned())
    }
}

/// A mailbox; everything of it follows from its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mailbox(pub(crate) u64);

impl Mailbox {
    fn bytes(self, what: &str) -> [u8; 32] {
        sha256(format!("{what} {}", self.0).as_bytes())
    }

    pub(crate) fn id(self) -> MailboxId {
        let bytes = self.bytes("id");
        MailboxId::from_bytes(bytes[..16].try_into().expect("16 bytes"))
    }

    fn opening(self) -> OpeningId {
        let bytes = self.bytes("opening");
        OpeningId::from_bytes(bytes[..16].try_into().expect("16 bytes"))
    }

    fn owner(self) -> SigningKey {
        SigningKey::from_seed(&self.bytes("owner"))
    }

    fn reader(self) -> SigningKey {
        SigningKey::from_seed(&self.bytes("reader"))
    }

    fn content(self) -> Vec<u8> {
        let seed = self.bytes("content");
        let length = u32::from_be_bytes([0, seed[0], seed[1], seed[2]]) % LARGEST + 1;
        let bytes = seed.iter().cycle().zip(0u32..length);
        bytes.map(|(byte, at)| byte ^ at.to_le_bytes()[1]).collect()
    }

    /// Every third mailbox is closed in the end.
    fn is_closed(self) -> bool {
        self.0.is_multiple_of(3)
    }
}

/// A relay as these owners know it.
pub(crate) struct Owner {
    network: HttpTransport,
    url: Origin,
}

impl Owner {
    pub(crate) fn new(url: &Origin) -> Self {
        Self {
            network: HttpTransport::new(HttpOptions::default()),
            url: url.clone(),
        }
    }

    fn relay(&self) -> Relay<'_> {
        Relay::new(&self.network, self.url.clone())
    }

    /// Fills one mailbox after another until the relay does not answer or `over`, and tells of each deed that was
    /// acknowledged. Mailboxes have the numbers from `first` on, `step` apart.
    pub(crate) fn fill(
        &self,
        (first, step): (u64, u64),
        over: &AtomicBool,
        mut told: impl FnMut(Mailbox, Deed),
    ) {
        for mailbox in (0..).map(|count| Mailbox(first + count * step)) {
            if over.load(Ordering::Relaxed) {
                return;
            }
            match self.go_on(mailbox, None, |deed| told(mailbox, deed)) {
                Ok(()) => {}
                Err(error) if error.is_unreachable() => return,
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// Takes a mailbox to its end from where it is known to be; what was done already is done again without harm.
    pub(crate) fn go_on(
        &self,
        mailbox: Mailbox,
        from: Option<Deed>,
        mut told: impl FnMut(Deed),
    ) -> Result<(), ClientError> {
        let (relay, id, owner) = (self.relay(), mailbox.id(), mailbox.owner());
        if from < Some(Deed::Uploaded) {
            relay.create(&owner, &id, &lease(mailbox), now())?;
            told(Deed::Made);
            let content = mailbox.content();
            let length = u64::try_from(content.len()).expect("small");
            relay.upload(&owner, &id, PART, &mut Cursor::new(content), length, now())?;
            told(Deed::Uploaded);
        }
        if from < Some(Deed::Opened) {
            self.open(mailbox)?;
            told(Deed::Opened);
        }
        if from < Some(Deed::Closed) && mailbox.is_closed() {
            relay.act(&owner, &id, Action::Close, now())?;
            told(Deed::Closed);
        }
        Ok(())
    }

    /// That the relay knows of a mailbox what it acknowledged.
    pub(crate) fn check(&self, mailbox: Mailbox, deed: Deed) {
        let status = self
            .relay()
            .status(&mailbox.owner(), &mailbox.id(), now())
            .unwrap_or_else(|error| panic!("{mailbox:?} was {deed:?} and is lost: {error}"));
        let opened = EventKind::Opened {
            opening: mailbox.opening(),
        };
        let has_event = status.events.iter().any(|event| event.what == opened);
        assert!(has_event || deed < Deed::Opened, "an opening is lost");
        if deed == Deed::Closed {
            let refused = self.open(mailbox);
            assert!(
                matches!(refused, Err(ClientError::NotAvailable)),
                "a stop is lost"
            );
        } else if deed >= Deed::Uploaded && !mailbox.is_closed() {
            self.open(mailbox).expect("what was uploaded");
        }
    }

    /// Closes a mailbox, closed or not.
    pub(crate) fn close(&self, mailbox: Mailbox) {
        let (id, owner) = (mailbox.id(), mailbox.owner());
        let closed = self.relay().act(&owner, &id, Action::Close, now());
        closed.expect("closed");
    }

    /// Downloads the part and compares it.
    fn open(&self, mailbox: Mailbox) -> Result<(), ClientError> {
        let (relay, reader) = (self.relay(), mailbox.reader());
        let mut part = relay.fetch(&reader, &mailbox.id(), PART, &mailbox.opening(), now())?;
        let mut bytes = Vec::new();
        // What a reader fails with carries the client's own error.
        let read = part.read_to_end(&mut bytes);
        read.map_err(|error| error.downcast().unwrap_or_else(ClientError::Source))?;
        assert!(bytes == mailbox.content(), "the relay gave something else");
        Ok(())
    }
}

/// The same for a mailbox at every time, so that it can be asked for again: from the day before on for a few days.
fn lease(mailbox: Mailbox) -> CreateMailbox {
    const DAY: u64 = 24 * 60 * 60;
    let today = now().seconds() / DAY * DAY;
    CreateMailbox {
        owner: KeyText(mailbox.owner().verifying_key()),
        access: KeyText(mailbox.reader().verifying_key()),
        not_before: Timestamp::from_seconds(today - DAY),
        expires: Timestamp::from_seconds(today + 3 * DAY),
        openings: None,
    }
}
