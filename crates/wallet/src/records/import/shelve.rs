//! Records put into the store: known ones recognised by their digest, new ones numbered and named, many in one durable
//! write. A record that comes again only learns which file it also stood in.

use std::{collections::HashMap, mem::take};

use keepwell_records::{person::Person, record::Digest, view::Marks};
use keepwell_store::Batch;
use rand_core::CryptoRngCore;

use crate::{
    records::{
        BODIES, ENTRIES, FILES, NEXT, PERSON, RECORD, RecordId, RecordsError,
        body::{STORED_BYTES, new_name, write_new_file},
        catalogue::Changes,
        entry,
        entry::Entry,
        person,
        source::SOURCES,
    },
    vault::Vault,
};

/// A write is made when this much has gathered, in bytes…
const BATCH_BYTES: usize = 4 << 20;
/// …or this many records.
const BATCH_RECORDS: usize = 1000;

/// A record on its way into the store.
pub(in crate::records) struct NewRecord<'a> {
    /// Its entry; number and file are set here, unless it already has a file.
    pub(in crate::records) entry: Entry,
    /// What rules ask of it.
    pub(in crate::records) marks: Marks,
    /// Its bytes; not looked at when it has a file, or is known.
    pub(in crate::records) body: &'a [u8],
}

/// Puts records into the store. [`Shelver::finish`] must be called last, or the last of them are not written.
pub(in crate::records) struct Shelver<'v, 'r> {
    vault: &'v Vault,
    rng: &'r mut dyn CryptoRngCore,
    batch: Batch,
    changes: Changes,
    batch_bytes: usize,
    /// The records that are there or come, by digest.
    known: HashMap<Digest, RecordId>,
    /// What the batch holds, by digest.
    pending: HashMap<Digest, (RecordId, Entry)>,
    next: u64,
}

impl<'v, 'r> Shelver<'v, 'r> {
    /// Starts with an empty batch. The caller holds the lock on records.
    ///
    /// # Errors
    /// [`RecordsError`] when the store cannot be read.
    pub(in crate::records) fn start(
        vault: &'v Vault,
        rng: &'r mut dyn CryptoRngCore,
    ) -> Result<Self, RecordsError> {
        let next = match vault.store().get(RECORD, NEXT)? {
            None => 0,
            Some(bytes) => {
                let bytes = bytes.as_slice().try_into();
                u64::from_be_bytes(bytes.map_err(|_| RecordsError::Damaged)?)
            }
        };
        let catalogue = vault.catalogue()?;
        let rows = catalogue.rows();
        Ok(Self {
            vault,
            rng,
            batch: Batch::new(),
            changes: Changes::default(),
            batch_bytes: 0,
            known: rows.map(|row| (*row.digest(), row.id())).collect(),
            pending: HashMap::new(),
            next,
        })
    }

    /// From now on this is the wallet's person.
    pub(in crate::records) fn adopt(&mut self, found: &Person) {
        self.batch.put(RECORD, PERSON, person::encode(found));
    }

    /// The file in which the records stand that come now is called that.
    pub(in crate::records) fn name_file(&mut self, file: &Digest, name: &str) {
        self.batch.put(SOURCES, file, name);
    }

    /// Adds a record and says whether it is new.
    ///
    /// # Errors
    /// [`RecordsError`] when the store or a file cannot be written.
    pub(in crate::records) fn add(&mut self, record: NewRecord<'_>) -> Result<bool, RecordsError> {
        let NewRecord {
            mut entry,
            marks,
            body,
        } = record;
        if let Some((id, known)) = self.find(&entry.digest)? {
            self.add_again(id, known, &entry)?;
            return Ok(false);
        }
        let id = self.new_id()?;
        entry.number = self.next;
        self.next = self.next.saturating_add(1);
        self.put_body(id, &mut entry, body)?;
        self.known.insert(entry.digest, id);
        self.batch.put(RECORD, NEXT, self.next.to_be_bytes());
        self.changes.add(id, &entry, &marks);
        self.put_entry(id, entry);
        self.write_when_full()?;
        Ok(true)
    }

    /// A known record comes again.
    fn add_again(&mut self, id: RecordId, known: Entry, again: &Entry) -> Result<(), RecordsError> {
        let was_apart = known.is_apart;
        let Some(merged) = merge(known, again) else {
            return Ok(());
        };
        if merged.is_apart != was_apart {
            self.changes.replace(self.vault, id, &merged);
        }
        self.put_entry(id, merged);
        self.write_when_full()
    }

    /// Writes what is left; on return everything added is on the disk.
    ///
    /// # Errors
    /// [`RecordsError`] when the store cannot be written.
    pub(in crate::records) fn finish(mut self) -> Result<(), RecordsError> {
        self.write()
    }

    fn find(&self, digest: &Digest) -> Result<Option<(RecordId, Entry)>, RecordsError> {
        if let Some((id, entry)) = self.pending.get(digest) {
            return Ok(Some((*id, entry.clone())));
        }
        let id = self.known.get(digest).copied();
        id.map(|id| Ok((id, entry(self.vault.store(), id)?)))
            .transpose()
    }

    fn new_id(&mut self) -> Result<RecordId, RecordsError> {
        loop {
            let id = RecordId::generate(self.rng);
            let is_pending = self.pending.values().any(|(other, _)| *other == id);
            if !is_pending && !self.vault.store().contains(ENTRIES, &id.to_bytes())? {
                return Ok(id);
            }
        }
    }

    fn put_body(
        &mut self,
        id: RecordId,
        entry: &mut Entry,
        body: &[u8],
    ) -> Result<(), RecordsError> {
        if entry.file.is_none() && entry.size_bytes > STORED_BYTES {
            let (home, name) = (self.vault.home(), new_name(self.rng));
            write_new_file(home, self.vault.data_key(), &name, &mut &*body)?;
            entry.file = Some(name);
        }
        match &entry.file {
            Some(name) => self.batch.put(FILES, name.as_bytes(), id.to_bytes()),
            None => self.batch.put(BODIES, &id.to_bytes(), body),
        };
        self.batch_bytes = self.batch_bytes.saturating_add(body.len());
        Ok(())
    }

    fn put_entry(&mut self, id: RecordId, entry: Entry) {
        let bytes = entry.encode();
        self.batch_bytes = self.batch_bytes.saturating_add(bytes.len());
        self.batch.put(ENTRIES, &id.to_bytes(), bytes);
        self.pending.insert(entry.digest, (id, entry));
    }

    fn write_when_full(&mut self) -> Result<(), RecordsError> {
        if self.batch_bytes >= BATCH_BYTES || self.pending.len() >= BATCH_RECORDS {
            self.write()?;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), RecordsError> {
        let (batch, changes) = (take(&mut self.batch), take(&mut self.changes));
        if !batch.is_empty() {
            self.vault.write_records(batch, changes)?;
        }
        self.batch_bytes = 0;
        self.pending.clear();
        Ok(())
    }
}

/// Whether the wallet has a record with this digest.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(in crate::records) fn is_known(vault: &Vault, digest: &Digest) -> Result<bool, RecordsError> {
    Ok(vault.catalogue()?.find(digest).is_some())
}

/// What a known record becomes when it comes again; `None` when nothing changes.
fn merge(mut known: Entry, again: &Entry) -> Option<Entry> {
    // Once the wallet's own person's, it stays so.
    let comes_home = known.is_apart && !again.is_apart;
    if comes_home {
        known.is_apart = false;
    }
    let mut is_new_origin = false;
    for origin in &again.origins {
        if !known.origins.contains(origin) {
            known.origins.push(origin.clone());
            is_new_origin = true;
        }
    }
    (comes_home || is_new_origin).then_some(known)
}
