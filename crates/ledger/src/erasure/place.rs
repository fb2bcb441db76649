//! Where statements stand that are erased, what was asked for, and what is noted meanwhile: a ledger's folder, or what several
//! machines share.

use std::fs;
use std::io;
use std::path::PathBuf;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::hexadecimal::{from_hex, to_hex};

use crate::disk::{self, Writes};
use crate::files::Files;
use crate::home::Home;
use crate::step::{Step, passed};
use crate::wal;

/// A ledger's complete chunks, to be changed. All that is written is durable on return, and everything blocks.
pub(crate) trait Place: Files {
    /// The first entry that stands in the log's own records; all before it stand in complete chunks alone. `None` where that
    /// cannot be told.
    fn oldest_record(&self) -> io::Result<Option<u64>>;

    /// Entries before this one were pruned, but for those that stay.
    fn minimum(&self) -> u64 {
        0
    }

    /// The folder of requests, where they stand in one: somebody else may have made it, so what goes wrong there is told and
    /// stops nothing.
    fn requests_folder(&self) -> Option<PathBuf> {
        None
    }

    /// The statements that were asked to be erased, by digest.
    fn requested(&self) -> io::Result<Vec<Digest>>;

    /// What was asked is done.
    fn erased(&self, statement: &Digest) -> io::Result<()>;

    /// Puts `bytes` in the place of the file at `path`.
    fn replace(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// What was noted of the ages of entries.
    fn ages(&self) -> io::Result<Option<Vec<u8>>>;

    /// Notes the ages of entries.
    fn set_ages(&self, bytes: &[u8]) -> io::Result<()>;
}

impl Place for Home {
    fn oldest_record(&self) -> io::Result<Option<u64>> {
        let segments = wal::segments(&self.wal())?;
        Ok(segments.and_then(|segments| segments.first().map(|oldest| oldest.first)))
    }

    fn minimum(&self) -> u64 {
        self.pruned().minimum()
    }

    fn requests_folder(&self) -> Option<PathBuf> {
        Some(self.requests())
    }

    /// What else lies there is nobody's request.
    fn requested(&self) -> io::Result<Vec<Digest>> {
        let found = match disk::list(&self.requests()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut digests = Vec::new();
        for file in found {
            digests.extend(file?.file_name().to_str().and_then(from_hex::<32>));
        }
        Ok(digests)
    }

    fn erased(&self, statement: &Digest) -> io::Result<()> {
        let path = self.requests().join(to_hex(statement));
        match fs::remove_file(&path) {
            // Who asked has thought better of it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            removed => removed?,
        }
        passed(Step::FileRemoved);
        let mut writes = Writes::default();
        writes.touch(&path);
        writes.finish()
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut writes = Writes::default();
        writes.put(&self.at_path(path), bytes)?;
        writes.finish()
    }

    fn ages(&self) -> io::Result<Option<Vec<u8>>> {
        disk::read(&self.ages_path())
    }

    fn set_ages(&self, bytes: &[u8]) -> io::Result<()> {
        disk::write(&self.ages_path(), bytes)
    }
}
