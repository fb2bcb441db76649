//! All records in the clear, in the shape in which an export has them: bundles with every resource byte for byte, and the
//! documents as they came. Where they are written to is for the caller: a folder, or an archive.

use std::io::{self, Write};

use keepwell_protocol::time::Timestamp;
use keepwell_records::collection::Collection;
use rand_core::CryptoRngCore;

use crate::{
    records::{
        RecordId, RecordsError,
        body::{self, unreadable},
        entry::{Entry, moment},
        select::{SelectedDocument, name_documents},
        shelf::Shelf,
    },
    stream::HashedWriter,
    vault::Vault,
};

/// The name of a bundle.
pub(in crate::records) const BUNDLE: &str = "bundle.json";

/// Whose records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::records) enum Whose {
    /// Everybody's.
    All,
    /// Those kept apart.
    Apart,
    /// The wallet's own person's.
    Own,
}

/// All records of a vault, ready to be written.
pub(in crate::records) struct Everything<'v> {
    vault: &'v Vault,
    shelf: Shelf<'v>,
    seed: [u8; 16],
    now: Timestamp,
}

impl<'v> Everything<'v> {
    /// The records as they are now.
    ///
    /// # Errors
    /// [`RecordsError`] when the store cannot be read.
    pub(in crate::records) fn of(
        vault: &'v Vault,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, RecordsError> {
        let mut seed = [0; 16];
        rng.fill_bytes(&mut seed);
        Ok(Self {
            vault,
            shelf: Shelf::of(vault)?,
            seed,
            now,
        })
    }

    /// How many there are.
    pub(in crate::records) fn count(&self, whose: Whose) -> u64 {
        u64::try_from(self.entries(whose).count()).unwrap_or(u64::MAX)
    }

    /// Writes the bundle of these, and tells which documents belong beside it.
    ///
    /// # Errors
    /// [`RecordsError`] when a record cannot be read or `out` fails.
    pub(in crate::records) fn bundle<W: Write>(
        &self,
        whose: Whose,
        out: W,
    ) -> Result<(W, Vec<SelectedDocument>), RecordsError> {
        let is_sample = self.entries(whose).any(|(_, entry)| entry.view.is_sample);
        let mut collection = Collection::start(out, self.seed, moment(self.now), is_sample)?;
        for (id, entry) in self.entries(whose) {
            match entry.document_meta() {
                None => collection.add(&self.shelf.record(id, entry)?)?,
                Some(meta) => collection.add_document(&meta, None)?,
            }
        }
        let (out, plans) = collection.finish()?;
        let entries: Vec<_> = self.entries(whose).collect();
        Ok((out, name_documents(&entries, plans)))
    }

    /// Writes a document.
    ///
    /// # Errors
    /// [`RecordsError::DamagedRecord`] when it is not what was imported, or why it cannot be read or written.
    pub(in crate::records) fn document<W: Write>(
        &self,
        document: &SelectedDocument,
        out: W,
    ) -> Result<W, RecordsError> {
        let (_, entry) = self.shelf.entry(document.id)?;
        let mut content = body::open(self.vault, document.id, entry)?;
        let mut out = HashedWriter::new(out);
        io::copy(&mut content, &mut out).map_err(|error| unreadable(document.id, error))?;
        let (out, digest) = out.finish();
        if digest != document.digest {
            return Err(RecordsError::DamagedRecord(document.id));
        }
        Ok(out)
    }

    fn entries(&self, whose: Whose) -> impl Iterator<Item = (RecordId, &Entry)> {
        let all = self.shelf.entries().iter();
        let is_wanted =
            move |entry: &Entry| whose == Whose::All || entry.is_apart == (whose == Whose::Apart);
        all.filter(move |(_, entry)| is_wanted(entry))
            .map(|(id, entry)| (*id, entry))
    }
}
