//! Gives the files of a public link to somebody who knows its address: as a manifest, or its only file at once. The passcode
//! comes first, and a wrong one is counted on the disk before it is answered; then the opening is on the disk before the
//! first byte of a file goes out.

use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    mailbox::MailboxId,
    public_link::{LINKS_PATH, Passcode},
    relay_api::EventKind,
    time::Timestamp,
};
use keepwell_smart::manifest::{File, Kind, Manifest, Request};
use zeroize::Zeroizing;

use super::Link;
use crate::{
    lease::{self, Decision},
    limits::MAX_EMBEDDED,
    mailbox::{Mailbox, OpenPart, Visit, note::Noted},
    refusal::{Fault, Refusal},
    state::State,
};

/// When to try again where there was no memory to check a passcode, in seconds.
const AGAIN_S: u64 = 5;
/// What a link's files are.
const FHIR_VERSION: &str = "4.0.1";

/// Who asks, and with what. No `Debug`: it holds a passcode.
pub(crate) struct Reader {
    /// Who it says it is.
    recipient: String,
    passcode: Option<Zeroizing<String>>,
}

impl Reader {
    /// Somebody who calls itself `recipient`: one line, which the owner will read.
    pub(crate) fn new(recipient: &str, passcode: Option<Zeroizing<String>>) -> Self {
        let letters = recipient.trim().chars();
        Self {
            recipient: letters.filter(|letter| !letter.is_control()).collect(),
            passcode,
        }
    }
}

impl State {
    /// The manifest of the link at `address`, as JSON.
    pub(crate) fn manifest(&self, address: &Digest, request: Request) -> Result<String, Refusal> {
        let reader = Reader::new(&request.recipient, request.passcode);
        let (id, parts) = self.give(address, &reader, false)?;
        let most = request.embedded_length_max.unwrap_or(0).min(MAX_EMBEDDED);
        let mut room = MAX_EMBEDDED;
        let mut manifest = Manifest::default();
        for (part, number) in parts.into_iter().zip(0u8..) {
            let fits = part.length <= most.min(room);
            room = room.saturating_sub(if fits { part.length } else { 0 });
            manifest.files.push(File {
                kind: Kind::Fhir {
                    version: FHIR_VERSION.to_owned(),
                },
                last_updated: part.made.map(|made| made.to_string()),
                location: (!fits).then(|| self.location(&id, number)),
                embedded: fits.then(|| self.letters(part)).transpose()?,
            });
        }
        Ok(manifest.to_json())
    }

    /// The only file of the link at `address`.
    pub(crate) fn single(&self, address: &Digest, reader: &Reader) -> Result<OpenPart, Refusal> {
        let (_, parts) = self.give(address, reader, true)?;
        parts.into_iter().next().ok_or(Refusal::NotAvailable)
    }

    /// The file at a location that a manifest named less than an hour ago.
    pub(crate) fn located(&self, ticket: &str) -> Result<OpenPart, Refusal> {
        let now = self.now();
        let (id, number) = self
            .tickets
            .open(ticket, now)
            .ok_or(Refusal::NotAvailable)?;
        let _held = self.locks.hold_long(id.as_bytes());
        let (mailbox, link) = self.with_link(&id)?;
        let name = link.set.files.get(usize::from(number));
        let part = self.shelved(&id, name.ok_or(Refusal::NotAvailable)?)?;
        // Within an opening that was counted.
        let visit = Visit {
            began: Some(now),
            refused: false,
        };
        match (lease::decide(&mailbox, visit, part.is_some(), now), part) {
            (Decision::Continue, Some(part)) => Ok(part),
            _ => Err(Refusal::NotAvailable),
        }
    }

    /// Counts an opening by `reader` and gives the files, or counts a wrong passcode.
    fn give(
        &self,
        address: &Digest,
        reader: &Reader,
        is_single: bool,
    ) -> Result<(MailboxId, Vec<OpenPart>), Refusal> {
        let id = self.rows.linked(address)?.ok_or(Refusal::NotAvailable)?;
        // One at a time: what is counted below was looked at above.
        let _guessing = self.guesses.hold(id.as_bytes());
        let (_, link, _) = self.ready(&id, is_single)?;
        let is_right = match &link.set.passcode {
            None => true,
            Some(passcode) => is_right(passcode, &link, reader)?,
        };
        let _held = self.locks.hold_long(id.as_bytes());
        let now = self.now();
        let (mailbox, link, parts) = self.ready(&id, is_single)?;
        if is_right {
            self.note_fetched(&id, mailbox, reader, now)?;
            Ok((id, parts))
        } else {
            self.note_barred(&id, mailbox, link, reader, now)
        }
    }

    /// Mailbox, link and files, when somebody may begin an opening now.
    fn ready(
        &self,
        id: &MailboxId,
        is_single: bool,
    ) -> Result<(Mailbox, Link, Vec<OpenPart>), Refusal> {
        let (mailbox, link) = self.with_link(id)?;
        let is_used_up = link.attempts_left() == Some(0);
        if is_used_up || (is_single && !link.set.is_single_file) {
            return Err(Refusal::NotAvailable);
        }
        let parts = link.set.files.iter().map(|name| self.shelved(id, name));
        let parts: Vec<_> = parts.collect::<Result<_, _>>()?;
        let parts: Option<Vec<OpenPart>> = parts.into_iter().collect();
        let visit = Visit::default();
        match (
            lease::decide(&mailbox, visit, parts.is_some(), self.now()),
            parts,
        ) {
            (Decision::Begin, Some(parts)) => Ok((mailbox, link, parts)),
            _ => Err(Refusal::NotAvailable),
        }
    }

    fn with_link(&self, id: &MailboxId) -> Result<(Mailbox, Link), Refusal> {
        let (mailbox, link) = (self.rows.mailbox(id)?, self.rows.link(id)?);
        mailbox.zip(link).ok_or(Refusal::NotAvailable)
    }

    fn note_fetched(
        &self,
        id: &MailboxId,
        mut mailbox: Mailbox,
        reader: &Reader,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let number = mailbox.events();
        mailbox.openings = mailbox.openings.saturating_add(1);
        mailbox.last_opening = Some(now);
        let noted = Noted {
            mailbox: &mailbox,
            number,
            visit: None,
            link: None,
            what: EventKind::Fetched {
                recipient: reader.recipient.clone(),
            },
        };
        self.note(id, noted, None, now)
    }

    fn note_barred<T>(
        &self,
        id: &MailboxId,
        mut mailbox: Mailbox,
        mut link: Link,
        reader: &Reader,
        now: Timestamp,
    ) -> Result<T, Refusal> {
        let number = mailbox.events();
        mailbox.refused = mailbox.refused.saturating_add(1);
        link.wrong = link.wrong.saturating_add(1);
        let noted = Noted {
            mailbox: &mailbox,
            number,
            visit: None,
            link: Some(&link),
            what: EventKind::Barred {
                recipient: reader.recipient.clone(),
            },
        };
        self.note(id, noted, None, now)?;
        Err(Refusal::Passcode(link.attempts_left().unwrap_or(0)))
    }

    /// A sealed file is letters and dots.
    fn letters(&self, part: OpenPart) -> Result<String, Fault> {
        let bytes = self.shelf.whole(part.content)?;
        String::from_utf8(bytes).map_err(|_| Fault::Row)
    }

    fn location(&self, id: &MailboxId, number: u8) -> String {
        let ticket = self.tickets.make(id, number, self.now());
        format!("{}{LINKS_PATH}files/{ticket}", self.origin)
    }
}

/// Whether the passcode is right; none at all is no guess, and is told how many are left.
fn is_right(passcode: &Passcode, link: &Link, reader: &Reader) -> Result<bool, Refusal> {
    let Some(guess) = &reader.passcode else {
        return Err(Refusal::Passcode(link.attempts_left().unwrap_or(0)));
    };
    passcode.is(guess).map_err(|_| Refusal::TooMany(AGAIN_S))
}
