//! Everything the wallet holds, in the clear, in a folder of the person's own: one FHIR bundle and the documents as they
//! came. It never writes over anything, and a failure leaves the folder as it was.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use keepwell_protocol::time::Timestamp;
use keepwell_records::collection::Collection;
use rand_core::CryptoRngCore;
use serde::Serialize;

use super::{
    RecordsError,
    body::{self, unreadable},
    entry::moment,
    select::{SelectedDocument, name_documents},
    shelf::Shelf,
};
use crate::{
    home::{NewFile, create_folder, sync_folder},
    stream::HashedWriter,
    vault::Vault,
};

const BUNDLE: &str = "bundle.json";

/// What an export wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// How many records.
    pub records: u64,
    /// The files, relative to the folder.
    pub files: Vec<String>,
}

/// Writes all records, also those kept apart, to the folder `out`, which must be new or empty: `bundle.json` with every
/// resource byte for byte, and `attachments/` with every document.
///
/// # Errors
/// [`RecordsError::FolderNotEmpty`], or why a record or a file cannot be read or written; then nothing is left in `out`.
pub fn export(
    vault: &Vault,
    out: &Path,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Exported, RecordsError> {
    create_folder(out)?;
    if fs::read_dir(out)?.next().is_some() {
        return Err(RecordsError::FolderNotEmpty);
    }
    let mut seed = [0; 16];
    rng.fill_bytes(&mut seed);
    let mut written = Written {
        out,
        files: Vec::new(),
        is_whole: false,
    };
    let records = written.all(vault, seed, now)?;
    written.is_whole = true;
    Ok(Exported {
        records,
        files: std::mem::take(&mut written.files),
    })
}

/// The files of an export. Dropped before the export is whole, it removes them.
struct Written<'a> {
    out: &'a Path,
    files: Vec<String>,
    is_whole: bool,
}

impl Written<'_> {
    fn all(&mut self, vault: &Vault, seed: [u8; 16], now: Timestamp) -> Result<u64, RecordsError> {
        let shelf = Shelf::of(vault)?;
        let documents = self.bundle(&shelf, seed, now)?;
        for document in &documents {
            self.document(vault, &shelf, document)?;
        }
        sync_folder(self.out)?;
        Ok(u64::try_from(shelf.entries().len()).unwrap_or(u64::MAX))
    }

    fn bundle(
        &mut self,
        shelf: &Shelf<'_>,
        seed: [u8; 16],
        now: Timestamp,
    ) -> Result<Vec<SelectedDocument>, RecordsError> {
        let is_sample = shelf
            .entries()
            .iter()
            .any(|(_, entry)| entry.view.is_sample);
        let file = io::BufWriter::new(self.start(BUNDLE)?);
        let mut collection = Collection::start(file, seed, moment(now), is_sample)?;
        for (id, entry) in shelf.entries() {
            match entry.document_meta() {
                None => collection.add(&shelf.record(*id, entry)?)?,
                Some(meta) => collection.add_document(&meta, None)?,
            }
        }
        let (file, plans) = collection.finish()?;
        commit(file)?;
        let entries: Vec<_> = shelf
            .entries()
            .iter()
            .map(|(id, entry)| (*id, entry))
            .collect();
        Ok(name_documents(&entries, plans))
    }

    fn document(
        &mut self,
        vault: &Vault,
        shelf: &Shelf<'_>,
        document: &SelectedDocument,
    ) -> Result<(), RecordsError> {
        let (_, entry) = shelf.entry(document.id)?;
        let mut content = body::open(vault, document.id, entry)?;
        let file = io::BufWriter::new(self.start(&document.path)?);
        let mut out = HashedWriter::new(file);
        io::copy(&mut content, &mut out).map_err(|error| unreadable(document.id, error))?;
        let (file, digest) = out.finish();
        if digest != document.digest {
            return Err(RecordsError::DamagedRecord(document.id));
        }
        Ok(commit(file)?)
    }

    /// Starts a file and remembers it. The folder was empty, so nothing is written over.
    fn start(&mut self, path: &str) -> io::Result<NewFile> {
        let target = self.out.join(path);
        if let Some(folder) = target.parent() {
            create_folder(folder)?;
        }
        self.files.push(path.to_owned());
        NewFile::create(&target)
    }
}

impl Drop for Written<'_> {
    fn drop(&mut self) {
        if self.is_whole {
            return;
        }
        // Best effort: what cannot be removed is the person's own folder to clear.
        for path in &self.files {
            fs::remove_file(self.out.join(path)).unwrap_or_default();
        }
        fs::remove_dir(self.out.join("attachments")).unwrap_or_default();
    }
}

fn commit(mut file: io::BufWriter<NewFile>) -> io::Result<()> {
    file.flush()?;
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .commit()
}
