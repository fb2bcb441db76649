//! The sealed journal: every write since the snapshot of its generation, appended and synced before `sled` hears of it.
//! A frame is a mark, a sealed head (sequence number, length and digest of the body) and a body of changes, each sealed.

mod read;

use std::{
    fs::{File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
};

use keepwell_crypto::{hash, seal::OVERHEAD};

use crate::{
    row::RowRef,
    sealer::{Name, Sealer},
};

pub(crate) use read::{Next, Reader};

const TABLE: &str = "store/journal";
/// Sequence (u64), body length (u32), SHA-256 of the body.
const HEAD_PLAIN: usize = 8 + 4 + 32;
/// Begins each frame, so that one can be found behind bytes that cannot be read. Different in each generation.
type Mark = [u8; 8];
/// A mark and a sealed head; a frame without changes is nothing more.
const HEAD_LEN: usize = size_of::<Mark>() + HEAD_PLAIN + OVERHEAD;
/// The length in bytes of a journal to which nothing was written yet.
pub(crate) const OPENING_LEN: u64 = HEAD_LEN as u64;

/// A change to one name: a sealed row to put there, or `None` to remove what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) name: Name,
    pub(crate) sealed: Option<Vec<u8>>,
}

impl Change {
    /// Sets a row.
    pub(crate) fn put(sealer: &Sealer, row: RowRef<'_>) -> Self {
        let (name, sealed) = sealer.seal_row(row);
        Self {
            name,
            sealed: Some(sealed),
        }
    }
}

/// What one write changed. The frame that opens a journal changes nothing and repeats the snapshot's sequence number.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) sequence: u64,
    pub(crate) changes: Vec<Change>,
    /// Where in the file it ends.
    pub(crate) end: u64,
}

/// A journal open for appending.
pub(crate) struct Journal {
    file: File,
    generation: u64,
    length: u64,
}

impl Journal {
    /// Makes the journal that follows the snapshot of `generation`, taken at `sequence`. The caller syncs the folder.
    pub(crate) fn create(
        path: &Path,
        sealer: &Sealer,
        generation: u64,
        sequence: u64,
    ) -> io::Result<Self> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(path)?;
        let mut journal = Self {
            file,
            generation,
            length: 0,
        };
        journal.append(sealer, sequence, &[])?;
        Ok(journal)
    }

    /// Opens the journal to append at `length`; what is behind is an unfinished write and is cut off for good.
    pub(crate) fn resume(path: &Path, generation: u64, length: u64) -> io::Result<Self> {
        let file = OpenOptions::new().write(true).open(path)?;
        if file.metadata()?.len() != length {
            file.set_len(length)?;
            file.sync_all()?;
        }
        Ok(Self {
            file,
            generation,
            length,
        })
    }

    /// Appends a frame and returns once it is on the disk. After an error the journal must be opened anew.
    pub(crate) fn append(
        &mut self,
        sealer: &Sealer,
        sequence: u64,
        changes: &[Change],
    ) -> io::Result<()> {
        let body = encode(changes)?;
        let head = seal_head(sealer, self.generation, sequence, &body)?;
        let appended = self.append_bytes(&head, &body);
        if appended.is_err() {
            // Best effort: an unfinished frame left behind is recognised and cut when the journal is opened next.
            drop(self.file.set_len(self.length));
        }
        self.length = appended?;
        Ok(())
    }

    /// The file's length in bytes: where the next frame begins.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    fn append_bytes(&mut self, head: &[u8], body: &[u8]) -> io::Result<u64> {
        self.file.seek(SeekFrom::Start(self.length))?;
        self.file.write_all(head)?;
        self.file.write_all(body)?;
        self.file.sync_data()?;
        self.file.stream_position()
    }
}

/// Each change as name (32) ‖ length (u32, 0 for a removal) ‖ sealed row.
fn encode(changes: &[Change]) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    for change in changes {
        let sealed = change.sealed.as_deref().unwrap_or_default();
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        body.extend_from_slice(&change.name);
        body.extend_from_slice(&length.to_be_bytes());
        body.extend_from_slice(sealed);
    }
    Ok(body)
}

fn decode(mut body: &[u8]) -> Option<Vec<Change>> {
    let mut changes = Vec::new();
    while !body.is_empty() {
        let (name, rest) = body.split_first_chunk::<32>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (sealed, rest) = rest.split_at_checked(length)?;
        changes.push(Change {
            name: *name,
            sealed: (!sealed.is_empty()).then(|| sealed.to_vec()),
        });
        body = rest;
    }
    Some(changes)
}

fn seal_head(sealer: &Sealer, generation: u64, sequence: u64, body: &[u8]) -> io::Result<Vec<u8>> {
    let length = u32::try_from(body.len()).map_err(io::Error::other)?;
    let mut plain = Vec::with_capacity(HEAD_PLAIN);
    plain.extend_from_slice(&sequence.to_be_bytes());
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(&hash::sha256(body));
    let mut head = mark(sealer, generation).to_vec();
    head.extend_from_slice(&sealer.seal(TABLE, &generation.to_be_bytes(), &plain));
    Ok(head)
}

fn mark(sealer: &Sealer, generation: u64) -> Mark {
    let opaque = sealer.opaque(TABLE, &generation.to_be_bytes());
    opaque.first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
