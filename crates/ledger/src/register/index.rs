//! The look-ups that the rules need, apart from the rules: which entry a statement has, which grant a key has signed, which
//! revocation ended a grant. In memory there are short tags of what is looked up, 8 bytes each, and the newest entries as they
//! are; what a tag finds among older entries is confirmed in their files.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::entry::{Entry, EntryType};

use super::run::Run;
use super::table::{Filling, Table};
use super::tag::{Tag, TagKey};
use crate::chunk::{self, CHUNK, Signer, chunk_of};
use crate::files::Files;

/// Where a statement is, as far as memory can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the log at this index.
    At(u64),
    /// Perhaps at one of these: their files tell, see [`confirm`].
    Among(Vec<u64>),
    /// Not on the log.
    Nowhere,
}

/// What is on the log, by what it is looked up by.
pub(crate) struct Index {
    files: Box<dyn Files>,
    tags: Arc<TagKey>,
    table: Table,
    /// Entries from `settled` on, with who signed them.
    newest: VecDeque<(Entry, Signer)>,
    /// Those before this one stand in complete chunks on disk.
    settled: u64,
}

/// An index that is being made of runs.
pub(crate) struct Making {
    filling: Filling,
}

impl Making {
    /// Begins with room for the tags of so many entries.
    pub(crate) fn new(entries: u64) -> Self {
        // A grant has two tags, and nearly everything is a grant.
        let tags = usize::try_from(entries)
            .unwrap_or_default()
            .saturating_mul(2);
        Self {
            filling: Table::fill(tags),
        }
    }

    /// Adds a run.
    pub(crate) fn add(&mut self, run: &Run) {
        run.tags()
            .for_each(|(tag, index)| self.filling.add(tag, index));
    }
}

impl Index {
    /// The index of a log without entries whose complete chunks are `files`.
    pub(crate) fn new(files: Box<dyn Files>, tags: Arc<TagKey>) -> Self {
        Self {
            files,
            tags,
            table: Table::new(),
            newest: VecDeque::new(),
            settled: 0,
        }
    }

    /// Takes the runs up to entry `settled` for all that was noted so far.
    pub(crate) fn take(&mut self, made: Making, settled: u64) {
        self.table = made.filling.finish();
        self.newest.clear();
        self.settled = settled;
    }

    /// The index of the statement with this digest.
    pub(super) fn statement(&self, digest: &Digest) -> io::Result<Option<u64>> {
        match self.place_of(digest) {
            Place::At(index) => Ok(Some(index)),
            Place::Among(candidates) => confirm(&*self.files, &candidates, digest),
            Place::Nowhere => Ok(None),
        }
    }

    /// Where the statement with this digest is, without asking the disk.
    pub(super) fn place_of(&self, digest: &Digest) -> Place {
        let mut older = Vec::new();
        for index in self.table.find(self.tags.statement(digest)) {
            match self.newest(index) {
                Some((entry, _)) if entry.statement == *digest => return Place::At(index),
                Some(_) => {}
                None => older.push(index),
            }
        }
        if older.is_empty() {
            Place::Nowhere
        } else {
            Place::Among(older)
        }
    }

    /// The grant that the key with this hash has signed.
    pub(super) fn grant_by(&self, signer: &Signer) -> io::Result<Option<u64>> {
        self.first(self.tags.signer(signer), |entry, by| {
            entry.kind == EntryType::Grant && by == signer
        })
    }

    /// The statement that ended this grant.
    pub(super) fn revocation_of(&self, grant: u64) -> io::Result<Option<Digest>> {
        let revocation = self.first(self.tags.revoked(grant), |entry, _| {
            entry.kind == EntryType::Revocation && entry.target == grant
        })?;
        let entry = revocation.map(|index| self.entry(index)).transpose()?;
        Ok(entry.map(|(entry, _)| entry.statement))
    }

    /// Notes the next entry.
    pub(super) fn note(&mut self, index: u64, entry: &Entry, signer: Signer) {
        for tag in self.tags.of(entry, &signer) {
            self.table.insert(tag, index);
        }
        self.newest.push_back((*entry, signer));
    }

    /// Entries before `settled` can now be read from their chunks.
    pub(super) fn settle(&mut self, settled: u64) {
        let more = settled.saturating_sub(self.settled);
        let more = usize::try_from(more).unwrap_or(usize::MAX);
        self.newest.drain(..more.min(self.newest.len()));
        self.settled = self.settled.max(settled);
    }

    /// The first entry with this tag that `is_it`.
    fn first(&self, tag: Tag, is_it: impl Fn(&Entry, &Signer) -> bool) -> io::Result<Option<u64>> {
        for index in self.table.find(tag) {
            let (entry, signer) = self.entry(index)?;
            if is_it(&entry, &signer) {
                return Ok(Some(index));
            }
            if self.newest(index).is_none() && !self.is_pruned(index) {
                chunk::compare(&*self.files, chunk_of(index))?;
            }
        }
        Ok(None)
    }

    fn entry(&self, index: u64) -> io::Result<(Entry, Signer)> {
        if let Some(found) = self.newest(index) {
            return Ok(*found);
        }
        let chunk = chunk::read(&*self.files, chunk_of(index))?;
        // Looked at last: it may be pruned while it is read.
        if self.is_pruned(index) {
            return pruned(&*self.files, index);
        }
        nth(chunk, index)
    }

    /// Whether the entry at this index was pruned.
    pub(super) fn is_pruned(&self, index: u64) -> bool {
        self.files.is_pruned(chunk_of(index))
    }

    fn newest(&self, index: u64) -> Option<&(Entry, Signer)> {
        let at = index.checked_sub(self.settled)?;
        self.newest.get(usize::try_from(at).ok()?)
    }
}

/// Which of these older entries is the one of the statement with this digest.
///
/// # Errors
/// When a file cannot be read or is not what the tree says.
pub(crate) fn confirm(
    files: &dyn Files,
    candidates: &[u64],
    digest: &Digest,
) -> io::Result<Option<u64>> {
    for index in candidates {
        let entries = chunk::read_entries(files, chunk_of(*index))?;
        if files.is_pruned(chunk_of(*index)) {
            // Of a grant only who signed it is known, and it is found by that.
            let entry = files.pruned_entry(*index)?;
            if entry.is_some_and(|entry| entry.statement == *digest) {
                return Ok(Some(*index));
            }
            continue;
        }
        if nth(entries, *index)?.statement == *digest {
            return Ok(Some(*index));
        }
        // Tags are seldom alike by chance. More often the file was damaged, and what was looked for is there.
        chunk::compare(files, chunk_of(*index))?;
    }
    Ok(None)
}

/// What is known of a pruned entry: of a grant that it is one, and who signed it.
fn pruned(files: &dyn Files, index: u64) -> io::Result<(Entry, Signer)> {
    let signer = nth(chunk::read_signers(files, chunk_of(index))?, index)?;
    let grant = Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: [0; 32],
    };
    Ok((files.pruned_entry(index)?.unwrap_or(grant), signer))
}

/// What belongs to entry `index` out of its chunk.
fn nth<T: Copy>(chunk: Option<Vec<T>>, index: u64) -> io::Result<T> {
    let at = usize::try_from(index % CHUNK).unwrap_or(usize::MAX);
    let found = chunk.and_then(|chunk| chunk.get(at).copied());
    found.ok_or_else(|| io::ErrorKind::InvalidData.into())
}
