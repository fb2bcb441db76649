//! The catalogue: what lists, searches and rules ask of every record, in memory while the wallet is open. It is kept sealed
//! in chunks beside the entries, each change in the same write as the entries it comes from; entries and bodies are the
//! truth, from which it is made anew when it is missing, damaged or of older rules.

mod build;
mod change;
mod chunk;
mod held;
mod order;
mod row;

use std::sync::{Arc, OnceLock};

use keepwell_records::record::Digest;
use keepwell_store::{Store, Table};

use super::{RECORD, RecordId, RecordsError};
use chunk::Chunk;

pub(super) use change::Changes;
pub(crate) use held::HeldCatalogue;
pub use order::Order;
pub(super) use row::Row;

/// Chunks, by their number as a big-endian u32.
const CATALOGUE: Table = Table::new("catalogue");
/// In [`RECORD`]: which rules the catalogue was made by; absent while it is not whole.
const RULES: &[u8] = b"catalogue";
/// Goes up when rows mean something else: a new mark, a new list of sensitive codes.
const VERSION: u8 = 2;
/// How many record numbers a chunk covers. A change writes its chunk anew: about 50 KiB.
const CHUNK_NUMBERS: u64 = 128;

/// All rows at one moment; a change makes another catalogue, which shares the chunks that stay the same. No `Debug`: it is
/// health data, wiped when the last to hold it lets go.
#[derive(Default)]
pub(crate) struct Catalogue {
    /// By their numbers, in ascending order.
    chunks: Vec<(u32, Arc<Chunk>)>,
    newest: OnceLock<Vec<At>>,
    by_category: OnceLock<Vec<At>>,
}

/// Where a row is: which of the chunks, and which row in it.
type At = (u32, u32);

impl Catalogue {
    fn of(chunks: Vec<(u32, Arc<Chunk>)>) -> Self {
        Self {
            chunks,
            ..Self::default()
        }
    }

    /// The one in the store; `None` when there is none, or none that can be used.
    ///
    /// # Errors
    /// [`RecordsError`] when the store cannot be read.
    fn load(store: &Store) -> Result<Option<Self>, RecordsError> {
        let rules = store.get(RECORD, RULES)?;
        if rules.is_none_or(|rules| *rules != [VERSION]) {
            return Ok(None);
        }
        let mut chunks = Vec::new();
        for row in store.scan(CATALOGUE) {
            let (key, bytes) = row?;
            let number = key.as_slice().try_into().ok().map(u32::from_be_bytes);
            let Some(chunk) = number.zip(Chunk::parse(bytes)) else {
                return Ok(None);
            };
            chunks.push((chunk.0, Arc::new(chunk.1)));
        }
        chunks.sort_unstable_by_key(|(number, _)| *number);
        Ok(Some(Self::of(chunks)))
    }

    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.chunks.iter().map(|(_, chunk)| chunk.len()).sum()
    }

    /// All rows, in the order in which the records came.
    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> {
        self.chunks.iter().flat_map(|(_, chunk)| chunk.rows())
    }

    /// The row of one record.
    ///
    /// # Errors
    /// [`RecordsError::NoSuchRecord`].
    pub(super) fn row(&self, id: RecordId) -> Result<Row<'_>, RecordsError> {
        let mut rows = self.rows();
        rows.find(|row| row.id() == id)
            .ok_or(RecordsError::NoSuchRecord(id))
    }

    /// The row of the record with this digest.
    pub(super) fn find(&self, digest: &Digest) -> Option<Row<'_>> {
        self.rows().find(|row| row.digest() == digest)
    }

    fn at(&self, (chunk, row): At) -> Option<Row<'_>> {
        let chunk = self.chunks.get(usize::try_from(chunk).ok()?);
        chunk?.1.row(usize::try_from(row).ok()?)
    }
}

/// The number of the chunk that a record's number belongs to.
fn chunk_of(number: u64) -> Result<u32, RecordsError> {
    u32::try_from(number / CHUNK_NUMBERS).map_err(|_| RecordsError::Damaged)
}

#[cfg(test)]
mod tests;
