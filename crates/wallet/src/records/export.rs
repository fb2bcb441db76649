//! Everything the wallet holds, in the clear, in a folder of the person's own: one FHIR bundle and the documents as they
//! came. It never writes over anything, and a failure leaves the folder as it was.

mod archive;
mod everything;

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use keepwell_protocol::time::Timestamp;
use rand_core::CryptoRngCore;
use serde::Serialize;

use super::RecordsError;
use crate::{
    home::{NewFile, create_folder, sync_folder},
    vault::Vault,
};
use everything::Whose;

pub(super) use archive::APART;
pub use archive::archive;
pub(super) use everything::{BUNDLE, Everything};

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
    let everything = Everything::of(vault, now, rng)?;
    let mut written = Written {
        out,
        files: Vec::new(),
        is_whole: false,
    };
    written.all(&everything)?;
    written.is_whole = true;
    Ok(Exported {
        records: everything.count(Whose::All),
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
    fn all(&mut self, everything: &Everything<'_>) -> Result<(), RecordsError> {
        let file = self.start(BUNDLE)?;
        let (file, documents) = everything.bundle(Whose::All, file)?;
        commit(file)?;
        for document in &documents {
            let file = self.start(&document.path)?;
            commit(everything.document(document, file)?)?;
        }
        Ok(sync_folder(self.out)?)
    }

    /// Starts a file and remembers it. The folder was empty, so nothing is written over.
    fn start(&mut self, path: &str) -> io::Result<io::BufWriter<NewFile>> {
        let target = self.out.join(path);
        if let Some(folder) = target.parent() {
            create_folder(folder)?;
        }
        self.files.push(path.to_owned());
        Ok(io::BufWriter::new(NewFile::create(&target)?))
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
