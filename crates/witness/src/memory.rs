//! What a witness must never forget: the last checkpoint of each log that it cosigned, as a file each, and the evidence
//! against a log that contradicted itself. Written aside, flushed, renamed, and the folder flushed, before anything is
//! signed; a folder that is not whole is not used.

use std::{
    fs::{self, DirBuilder, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use keepwell_crypto::{hash::sha256, sign::SigningKey};
use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    note::{MAX_NOTE_BYTES, Name, VerifierKey},
    witness::AddCheckpoint,
};
use rand_core::CryptoRngCore;
use tempfile::NamedTempFile;

use crate::{WitnessError, key};

const FORMAT: &str = "keepwell witness 1\n";
/// The most pieces of evidence that are kept of one log: one is enough, and a log could make them for ever.
const MAX_EVIDENCE: usize = 16;

/// The folder, held by this process.
pub(crate) struct Memory {
    folder: PathBuf,
    _lock: File,
}

impl Memory {
    /// Takes the folder, and makes it with a new key where there is nothing yet. Written last is `about`, so that a making
    /// that was broken off is begun again, and a folder that lost its key is told from a new one.
    pub(crate) fn open(
        folder: &Path,
        name: &Name,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(Self, SigningKey), WitnessError> {
        make_folder(folder)?;
        let lock = File::create(folder.join("lock"))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => WitnessError::Busy,
            TryLockError::Error(error) => WitnessError::Disk(error),
        })?;
        let memory = Self {
            folder: folder.to_owned(),
            _lock: lock,
        };
        let about = folder.join("about");
        let key_path = folder.join("key");
        let key = match read(&about)? {
            Some(text) => {
                memory.check(&about, &text, name)?;
                key::read(&key_path)?
            }
            None if memory.has_cosigned()? => return Err(WitnessError::Damaged(about)),
            None => {
                make_folder(&memory.seen())?;
                make_folder(&memory.evidence())?;
                let key = key::make(&key_path, rng)?;
                memory.write(&about, &format!("{FORMAT}{name}\n"))?;
                key
            }
        };
        Ok((memory, key))
    }

    /// The last checkpoint of the log `origin` that was cosigned; `None` when there was none.
    pub(crate) fn last(
        &self,
        origin: &Name,
        logs: &[VerifierKey],
    ) -> Result<Option<SignedCheckpoint>, WitnessError> {
        let path = self.seen().join(file_name(origin));
        let Some(bytes) = read(&path)? else {
            return Ok(None);
        };
        let own: Vec<VerifierKey> = logs
            .iter()
            .filter(|key| key.name() == origin)
            .cloned()
            .collect();
        match SignedCheckpoint::open(bytes.as_bytes(), &own) {
            Ok(signed) if signed.checkpoint().origin() == origin => Ok(Some(signed)),
            _ => Err(WitnessError::Damaged(path)),
        }
    }

    /// Stores what is about to be cosigned.
    pub(crate) fn remember(&mut self, signed: &SignedCheckpoint) -> Result<(), WitnessError> {
        let name = file_name(signed.checkpoint().origin());
        self.write(&self.seen().join(name), &signed.note().to_string())
    }

    /// Keeps both: what the log had signed before, and what it handed in now. The same once more is kept once.
    pub(crate) fn keep_evidence(
        &mut self,
        last: &SignedCheckpoint,
        request: &AddCheckpoint,
    ) -> Result<(), WitnessError> {
        let log = file_name(request.origin());
        let text = format!("{}\n--- handed in later ---\n\n{request}", last.note());
        let digest = HEXLOWER.encode(sha256(text.as_bytes()).get(..8).unwrap_or_default());
        let mut kept = 0;
        for entry in fs::read_dir(self.evidence())? {
            kept += usize::from(entry?.file_name().to_string_lossy().starts_with(&log));
        }
        if kept >= MAX_EVIDENCE {
            return Ok(());
        }
        self.write(&self.evidence().join(format!("{log}-{digest}.txt")), &text)
    }

    fn check(&self, about: &Path, text: &str, name: &Name) -> Result<(), WitnessError> {
        let damaged = || WitnessError::Damaged(about.to_owned());
        let theirs = text
            .strip_prefix(FORMAT)
            .and_then(|rest| rest.strip_suffix('\n'));
        let theirs = theirs.ok_or_else(damaged)?;
        if theirs != name.as_str() {
            return Err(WitnessError::OtherName(theirs.to_owned()));
        }
        if self.seen().is_dir() && self.evidence().is_dir() {
            Ok(())
        } else {
            Err(WitnessError::Damaged(self.seen()))
        }
    }

    fn has_cosigned(&self) -> Result<bool, WitnessError> {
        match fs::read_dir(self.seen()) {
            Ok(mut entries) => Ok(entries.next().is_some()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn seen(&self) -> PathBuf {
        self.folder.join("seen")
    }

    fn evidence(&self) -> PathBuf {
        self.folder.join("evidence")
    }

    /// On the disk, or as it was.
    fn write(&self, path: &Path, text: &str) -> Result<(), WitnessError> {
        let folder = path.parent().unwrap_or(&self.folder);
        let mut file = NamedTempFile::with_prefix_in(".new", folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(flush(folder)?)
    }
}

/// Makes a folder for its owner alone, and those above it that are missing; their names are on the disk when this returns.
fn make_folder(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|one| !one.exists()).collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let mut above = missing.iter().filter_map(|one| one.parent());
    above.try_for_each(flush)
}

/// Makes the names in a folder durable. Where a folder cannot be opened (Windows) the file system does it by itself.
fn flush(folder: &Path) -> io::Result<()> {
    let is_here = folder.as_os_str().is_empty();
    let folder = if is_here { Path::new(".") } else { folder };
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

/// An origin may have characters that a file's name cannot.
fn file_name(origin: &Name) -> String {
    HEXLOWER.encode(&sha256(origin.as_str().as_bytes()))
}

fn read(path: &Path) -> Result<Option<String>, WitnessError> {
    let limit = u64::try_from(MAX_NOTE_BYTES).unwrap_or(u64::MAX);
    match fs::metadata(path) {
        Ok(about) if about.len() > limit => return Err(WitnessError::Damaged(path.to_owned())),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    fs::read_to_string(path)
        .map(Some)
        .map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => WitnessError::Damaged(path.to_owned()),
            _ => WitnessError::Disk(error),
        })
}
