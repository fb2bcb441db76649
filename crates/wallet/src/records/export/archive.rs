//! Everything the wallet holds in one ZIP archive, for people: a file that every system opens and that Keepwell reads back
//! ([`crate::records::import`]). Records kept apart stay apart in it, so that they cannot come back mixed in
//! (docs/formats/export.md).

use std::{
    io::{self, Write as _},
    path::Path,
};

use keepwell_protocol::time::Timestamp;
use rand_core::CryptoRngCore;
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{BUNDLE, Everything, Exported, everything::Whose};
use crate::{home::NewFile, records::RecordsError, vault::Vault};

/// Where the bundle of the records kept apart lies, with its documents.
pub(in crate::records) const APART: &str = "apart/";

/// Writes all records into the ZIP archive `path`, and the files `beside` with them: `bundle.json` and `attachments/` of
/// the wallet's person, the same below `apart/` of everybody else. What was at `path` before is replaced once the new
/// archive is whole.
///
/// # Errors
/// Why a record cannot be read or the archive cannot be written; then what was at `path` is still there.
pub fn archive(
    vault: &Vault,
    path: &Path,
    beside: &[(&str, &[u8])],
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Exported, RecordsError> {
    let everything = Everything::of(vault, now, rng)?;
    let mut zip = Zip {
        out: ZipWriter::new(io::BufWriter::new(NewFile::create(path)?)),
        files: Vec::new(),
    };
    zip.half(&everything, Whose::Own, "")?;
    if everything.count(Whose::Apart) > 0 {
        zip.half(&everything, Whose::Apart, APART)?;
    }
    for (name, bytes) in beside {
        zip.start(name)?;
        zip.out.write_all(bytes)?;
    }
    let Zip { out, files } = zip;
    let file = out.finish().map_err(failed)?;
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .commit()?;
    Ok(Exported {
        records: everything.count(Whose::All),
        files,
    })
}

struct Zip {
    out: ZipWriter<io::BufWriter<NewFile>>,
    files: Vec<String>,
}

impl Zip {
    fn half(
        &mut self,
        everything: &Everything<'_>,
        whose: Whose,
        folder: &str,
    ) -> Result<(), RecordsError> {
        self.start(&format!("{folder}{BUNDLE}"))?;
        let (_, documents) = everything.bundle(whose, &mut self.out)?;
        for document in &documents {
            self.start(&format!("{folder}{}", document.path))?;
            everything.document(document, &mut self.out)?;
        }
        Ok(())
    }

    fn start(&mut self, path: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .unix_permissions(0o600);
        self.out.start_file(path, options).map_err(failed)?;
        self.files.push(path.to_owned());
        Ok(())
    }
}

fn failed(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        error => io::Error::other(error),
    }
}
