//! What the relay knows, as typed rows of its store: mailboxes, parts, events, openings, boxes and rendezvous. Rows are JSON inside
//! the store's seal; keys are ids, so that everything about one mailbox is found without a search.

use keepwell_protocol::{
    mailbox::{BoxId, MailboxId, OpeningId, RendezvousId},
    relay_api::MailboxEvent,
};
use keepwell_store::{Batch, Store, Table};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    mailbox::{Mailbox, Visit},
    part::Part,
    refusal::Fault,
    rendezvous::{Meeting, Side},
};

const MAILBOXES: Table = Table::new("mailboxes");
const PARTS: Table = Table::new("parts");
const EVENTS: Table = Table::new("events");
const VISITS: Table = Table::new("visits");
const BOXES: Table = Table::new("boxes");
const MEETINGS: Table = Table::new("meetings");
const MESSAGES: Table = Table::new("messages");

/// The store, read and written as rows.
pub(crate) struct Rows(pub(crate) Store);

/// Changes that are written together.
#[derive(Default)]
pub(crate) struct Changes(Batch);

impl Rows {
    pub(crate) fn mailbox(&self, id: &MailboxId) -> Result<Option<Mailbox>, Fault> {
        self.read(MAILBOXES, id.as_bytes())
    }

    /// The ids of all mailboxes.
    pub(crate) fn mailboxes(&self) -> Result<Vec<MailboxId>, Fault> {
        self.0
            .keys(MAILBOXES)
            .map(|key| {
                Ok(MailboxId::from_bytes(
                    key?.try_into().map_err(|_| Fault::Row)?,
                ))
            })
            .collect()
    }

    /// What is known of a part; nothing where there is none.
    pub(crate) fn part(&self, id: &MailboxId, name: &str) -> Result<Part, Fault> {
        Ok(self.read(PARTS, &part_key(id, name))?.unwrap_or_default())
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
        row.map(|bytes| bytes.to_vec()).ok_or(Fault::Row)
    }

    pub(crate) fn visit(&self, id: &MailboxId, opening: &OpeningId) -> Result<Visit, Fault> {
        let visit = self.read(VISITS, &visit_key(id, opening))?;
        Ok(visit.unwrap_or_default())
    }

    /// The bytes of a box's row.
    pub(crate) fn boxed(&self, id: &BoxId) -> Result<Option<Vec<u8>>, Fault> {
        let row = self.0.get(BOXES, id.as_bytes())?;
        Ok(row.map(|bytes| bytes.to_vec()))
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
        self.0
            .keys(MEETINGS)
            .map(|key| {
                Ok(RendezvousId::from_bytes(
                    key?.try_into().map_err(|_| Fault::Row)?,
                ))
            })
            .collect()
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
        let row = self.0.get(MESSAGES, &message_key(id, side, number))?;
        Ok(row.map(|bytes| bytes.to_vec()))
    }

    /// Writes all changes or none; they are on the disk when this returns.
    pub(crate) fn write(&self, changes: &Changes) -> Result<(), Fault> {
        Ok(self.0.write(&changes.0)?)
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
        self.put(MAILBOXES, id.as_bytes(), mailbox)
    }

    pub(crate) fn delete_mailbox(&mut self, id: &MailboxId) {
        self.0.delete(MAILBOXES, id.as_bytes());
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
        self.0.delete(PARTS, &part_key(id, name));
    }

    /// `event` is a [`MailboxEvent`] as JSON.
    pub(crate) fn put_event(&mut self, id: &MailboxId, number: u32, event: Vec<u8>) {
        self.0.put(EVENTS, &event_key(id, number), event);
    }

    pub(crate) fn delete_event(&mut self, id: &MailboxId, number: u32) {
        self.0.delete(EVENTS, &event_key(id, number));
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
        self.0.delete(VISITS, &visit_key(id, opening));
    }

    pub(crate) fn put_box(&mut self, id: &BoxId, row: Vec<u8>) {
        self.0.put(BOXES, id.as_bytes(), row);
    }

    pub(crate) fn put_meeting(
        &mut self,
        id: &RendezvousId,
        meeting: &Meeting,
    ) -> Result<(), Fault> {
        self.put(MEETINGS, id.as_bytes(), meeting)
    }

    pub(crate) fn delete_meeting(&mut self, id: &RendezvousId) {
        self.0.delete(MEETINGS, id.as_bytes());
    }

    pub(crate) fn put_message(
        &mut self,
        id: &RendezvousId,
        (side, number): (Side, u8),
        row: &[u8],
    ) {
        self.0.put(MESSAGES, &message_key(id, side, number), row);
    }

    pub(crate) fn delete_message(&mut self, id: &RendezvousId, side: Side, number: u8) {
        self.0.delete(MESSAGES, &message_key(id, side, number));
    }

    pub(crate) fn put<T: Serialize>(
        &mut self,
        table: Table,
        key: &[u8],
        row: &T,
    ) -> Result<(), Fault> {
        let json = serde_json::to_vec(row).map_err(|_| Fault::Row)?;
        self.0.put(table, key, json);
        Ok(())
    }

    /// A row under a key that has none: else nothing of all this is written.
    pub(crate) fn put_new<T: Serialize>(
        &mut self,
        table: Table,
        key: &[u8],
        row: &T,
    ) -> Result<(), Fault> {
        self.0.expect_absent(table, key);
        self.put(table, key, row)
    }

    pub(crate) fn delete(&mut self, table: Table, key: &[u8]) {
        self.0.delete(table, key);
    }
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

fn message_key(id: &RendezvousId, side: Side, number: u8) -> Vec<u8> {
    [id.as_bytes().as_slice(), &[side.number(), number]].concat()
}

fn visit_key(id: &MailboxId, opening: &OpeningId) -> Vec<u8> {
    [id.as_bytes().as_slice(), opening.as_bytes()].concat()
}
