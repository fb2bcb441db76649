//! What the relay knows, as typed rows: mailboxes, parts, events, openings, boxes and rendezvous. Rows are JSON inside a seal; keys are
//! ids, so that everything about one mailbox is found without a search.

use keepwell_protocol::{
    mailbox::{BoxId, MailboxId, OpeningId, RendezvousId},
    relay_api::MailboxEvent,
    time::Timestamp,
};
use keepwell_store::Table;
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use crate::keep::Changes;
use crate::{
    keep::Keep,
    lease,
    mailbox::{Mailbox, Visit},
    part::Part,
    refusal::Fault,
    rendezvous::{Meeting, Side},
};

const MAILBOXES: Table = Table::new("mailboxes");
const PARTS: Table = Table::new("parts");
pub(crate) const EVENTS: Table = Table::new("events");
const VISITS: Table = Table::new("visits");
const BOXES: Table = Table::new("boxes");
pub(crate) const MEETINGS: Table = Table::new("meetings");
const MESSAGES: Table = Table::new("messages");
/// Mailboxes of which files may be left that do not count, where files are not looked through at each start.
const LEFT: Table = Table::new("left");

/// What is kept, read and written as rows.
pub(crate) struct Rows(pub(crate) Box<dyn Keep>);

impl Rows {
    pub(crate) fn mailbox(&self, id: &MailboxId) -> Result<Option<Mailbox>, Fault> {
        self.read(MAILBOXES, id.as_bytes())
    }

    /// The ids of all mailboxes.
    pub(crate) fn mailboxes(&self) -> Result<Vec<MailboxId>, Fault> {
        ids(self.0.keys(MAILBOXES)?, MailboxId::from_bytes)
    }

    /// The ids of those about which time alone may have changed something by now.
    pub(crate) fn due_mailboxes(&self, now: Timestamp) -> Result<Vec<MailboxId>, Fault> {
        ids(self.0.due(MAILBOXES, now)?, MailboxId::from_bytes)
    }

    /// The ids of mailboxes of which files may be left that do not count.
    pub(crate) fn left(&self) -> Result<Vec<MailboxId>, Fault> {
        ids(self.0.keys(LEFT)?, MailboxId::from_bytes)
    }

    /// What is known of a part; nothing where there is none.
    pub(crate) fn part(&self, id: &MailboxId, name: &str) -> Result<Part, Fault> {
        Ok(self.read(PARTS, &part_key(id, name))?.unwrap_or_default())
    }

    /// The names of the parts of a mailbox; `None` where that takes reading all of them.
    pub(crate) fn part_names(&self, id: &MailboxId) -> Result<Option<Vec<String>>, Fault> {
        let Some(keys) = self.0.keys_below(PARTS, id.as_bytes())? else {
            return Ok(None);
        };
        let name = |key: &Vec<u8>| {
            let (_, name) = key.split_first_chunk::<16>()?;
            String::from_utf8(name.to_vec()).ok()
        };
        let names = keys.iter().map(|key| name(key).ok_or(Fault::Row));
        names.collect::<Result<_, _>>().map(Some)
    }

    /// All parts of all mailboxes.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Result<(MailboxId, String, Part), Fault>> {
        self.0.scan(PARTS).map(|row| {
            let (key, value) = row?;
            let (id, name) = key.split_first_chunk().ok_or(Fault::Row)?;
            let name = String::from_utf8(name.to_vec()).map_err(|_| Fault::Row)?;
            Ok((MailboxId::from_bytes(*id), name, from_json(&value)?))
        })
    }

    /// The event with this number.
    pub(crate) fn event(&self, id: &MailboxId, number: u32) -> Result<MailboxEvent, Fault> {
        self.read(EVENTS, &event_key(id, number))?.ok_or(Fault::Row)
    }

    /// Its exact bytes.
    pub(crate) fn event_bytes(&self, id: &MailboxId, number: u32) -> Result<Vec<u8>, Fault> {
        let row = self.0.get(EVENTS, &event_key(id, number))?;
        row.ok_or(Fault::Row)
    }

    pub(crate) fn visit(&self, id: &MailboxId, opening: &OpeningId) -> Result<Visit, Fault> {
        let visit = self.read(VISITS, &visit_key(id, opening))?;
        Ok(visit.unwrap_or_default())
    }

    /// The bytes of a box's row.
    pub(crate) fn boxed(&self, id: &BoxId) -> Result<Option<Vec<u8>>, Fault> {
        self.0.get(BOXES, id.as_bytes())
    }

    /// How long the rows of all boxes are together, in bytes.
    pub(crate) fn boxes_bytes(&self) -> Result<u64, Fault> {
        let mut total = 0u64;
        for row in self.0.scan(BOXES) {
            total = total.saturating_add(u64::try_from(row?.1.len()).unwrap_or(u64::MAX));
        }
        Ok(total)
    }

    pub(crate) fn meeting(&self, id: &RendezvousId) -> Result<Option<Meeting>, Fault> {
        self.read(MEETINGS, id.as_bytes())
    }

    /// The ids of all rendezvous.
    pub(crate) fn meetings(&self) -> Result<Vec<RendezvousId>, Fault> {
        ids(self.0.keys(MEETINGS)?, RendezvousId::from_bytes)
    }

    /// The ids of those that may be over by now.
    pub(crate) fn due_meetings(&self, now: Timestamp) -> Result<Vec<RendezvousId>, Fault> {
        ids(self.0.due(MEETINGS, now)?, RendezvousId::from_bytes)
    }

    /// How many rendezvous there are.
    pub(crate) fn count_meetings(&self) -> Result<u64, Fault> {
        Ok(u64::try_from(self.meetings()?.len()).unwrap_or(u64::MAX))
    }

    /// The message of `side` with this number.
    pub(crate) fn message(
        &self,
        id: &RendezvousId,
        side: Side,
        number: u8,
    ) -> Result<Option<Vec<u8>>, Fault> {
        self.0.get(MESSAGES, &message_key(id, side, number))
    }

    /// Writes all changes or none; they are on the disk when this returns.
    pub(crate) fn write(&self, changes: &Changes) -> Result<(), Fault> {
        self.0.write(changes)
    }

    /// Every row of a table, with its key.
    pub(crate) fn scan<T: DeserializeOwned>(
        &self,
        table: Table,
    ) -> impl Iterator<Item = Result<(Vec<u8>, T), Fault>> + '_ {
        self.0.scan(table).map(|row| {
            let (key, value) = row?;
            Ok((key, from_json(&value)?))
        })
    }

    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        table: Table,
        key: &[u8],
    ) -> Result<Option<T>, Fault> {
        self.0
            .get(table, key)?
            .map(|bytes| from_json(&bytes))
            .transpose()
    }
}

impl Changes {
    pub(crate) fn put_mailbox(&mut self, id: &MailboxId, mailbox: &Mailbox) -> Result<(), Fault> {
        let due = lease::due(mailbox);
        self.put_due(MAILBOXES, id.as_bytes(), to_json(mailbox)?, due);
        Ok(())
    }

    pub(crate) fn delete_mailbox(&mut self, id: &MailboxId) {
        self.batch.delete(MAILBOXES, id.as_bytes());
    }

    pub(crate) fn put_part(
        &mut self,
        id: &MailboxId,
        name: &str,
        part: &Part,
    ) -> Result<(), Fault> {
        self.put(PARTS, &part_key(id, name), part)
    }

    pub(crate) fn delete_part(&mut self, id: &MailboxId, name: &str) {
        self.batch.delete(PARTS, &part_key(id, name));
    }

    /// `event` is a [`MailboxEvent`] as JSON.
    pub(crate) fn put_event(&mut self, id: &MailboxId, number: u32, event: Vec<u8>) {
        self.batch.put(EVENTS, &event_key(id, number), event);
    }

    pub(crate) fn delete_event(&mut self, id: &MailboxId, number: u32) {
        self.batch.delete(EVENTS, &event_key(id, number));
    }

    pub(crate) fn put_visit(
        &mut self,
        id: &MailboxId,
        opening: &OpeningId,
        visit: &Visit,
    ) -> Result<(), Fault> {
        self.put(VISITS, &visit_key(id, opening), visit)
    }

    pub(crate) fn delete_visit(&mut self, id: &MailboxId, opening: &OpeningId) {
        self.batch.delete(VISITS, &visit_key(id, opening));
    }

    pub(crate) fn put_box(&mut self, id: &BoxId, row: Vec<u8>) {
        self.batch.put(BOXES, id.as_bytes(), row);
    }

    pub(crate) fn put_meeting(
        &mut self,
        id: &RendezvousId,
        meeting: &Meeting,
    ) -> Result<(), Fault> {
        self.put_due(MEETINGS, id.as_bytes(), to_json(meeting)?, meeting.ends());
        Ok(())
    }

    /// Files of this mailbox may be left that do not count.
    pub(crate) fn put_left(&mut self, id: &MailboxId) {
        self.batch.put(LEFT, id.as_bytes(), Vec::<u8>::new());
    }

    /// None is.
    pub(crate) fn delete_left(&mut self, id: &MailboxId) {
        self.batch.delete(LEFT, id.as_bytes());
    }

    pub(crate) fn delete_meeting(&mut self, id: &RendezvousId) {
        self.batch.delete(MEETINGS, id.as_bytes());
    }

    pub(crate) fn put_message(
        &mut self,
        id: &RendezvousId,
        (side, number): (Side, u8),
        row: &[u8],
    ) {
        self.batch
            .put(MESSAGES, &message_key(id, side, number), row);
    }

    pub(crate) fn delete_message(&mut self, id: &RendezvousId, side: Side, number: u8) {
        self.batch.delete(MESSAGES, &message_key(id, side, number));
    }

    pub(crate) fn put<T: Serialize>(
        &mut self,
        table: Table,
        key: &[u8],
        row: &T,
    ) -> Result<(), Fault> {
        self.batch.put(table, key, to_json(row)?);
        Ok(())
    }

    /// A row under a key that has none: else nothing of all this is written.
    pub(crate) fn put_new<T: Serialize>(
        &mut self,
        table: Table,
        key: &[u8],
        row: &T,
    ) -> Result<(), Fault> {
        self.batch.expect_absent(table, key);
        self.put(table, key, row)
    }

    pub(crate) fn delete(&mut self, table: Table, key: &[u8]) {
        self.batch.delete(table, key);
    }
}

fn to_json<T: Serialize>(row: &T) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(row).map_err(|_| Fault::Row)
}

/// What keys name.
fn ids<T>(keys: Vec<Vec<u8>>, id: impl Fn([u8; 16]) -> T) -> Result<Vec<T>, Fault> {
    let keys = keys.into_iter();
    keys.map(|key| Ok(id(key.try_into().map_err(|_| Fault::Row)?)))
        .collect()
}

fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(bytes).map_err(|_| Fault::Row)
}

fn part_key(id: &MailboxId, name: &str) -> Vec<u8> {
    [id.as_bytes().as_slice(), name.as_bytes()].concat()
}

pub(crate) fn event_key(id: &MailboxId, number: u32) -> Vec<u8> {
    [id.as_bytes().as_slice(), &number.to_be_bytes()].concat()
}

/// What such a key says.
pub(crate) fn event_place(key: &[u8]) -> Result<(MailboxId, u32), Fault> {
    let (id, number) = key.split_first_chunk().ok_or(Fault::Row)?;
    let number = number.try_into().map_err(|_| Fault::Row)?;
    Ok((MailboxId::from_bytes(*id), u32::from_be_bytes(number)))
}

fn message_key(id: &RendezvousId, side: Side, number: u8) -> Vec<u8> {
    [id.as_bytes().as_slice(), &[side.number(), number]].concat()
}

fn visit_key(id: &MailboxId, opening: &OpeningId) -> Vec<u8> {
    [id.as_bytes().as_slice(), opening.as_bytes()].concat()
}
