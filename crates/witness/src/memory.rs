//! What a witness must never forget: the last checkpoint of each log that it cosigned, as a file each, and the evidence
//! against a log that contradicted itself. Written aside, flushed, renamed, and the folder flushed, before anything is
//! signed; a folder that is not whole is not used.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, DirBuilder, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use keepwell_crypto::{hash::sha256, sign::SigningKey};
use keepwell_protocol::rotation::Rotation;
use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    note::{MAX_NOTE_BYTES, Name, VerifierKey},
    witness::AddCheckpoint,
};
use rand_core::CryptoRngCore;
use tempfile::NamedTempFile;

use crate::{
    WitnessError,
    about::{About, is_file_name},
    key,
};

/// The most pieces of evidence that are kept of one log: one is enough, and a log could make them for ever.
const MAX_EVIDENCE: usize = 16;

/// The folder, held by this process.
pub(crate) struct Memory {
    folder: PathBuf,
    about: About,
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
        let mut memory = Self {
            folder: folder.to_owned(),
            about: About {
                name: name.clone(),
                known: BTreeMap::new(),
            },
            _lock: lock,
        };
        let about = folder.join("about");
        let key_path = folder.join("key");
        let key = match read(&about)? {
            Some(text) => {
                memory.take_in(&about, &text, name)?;
                key::read(&key_path)?
            }
            None if !memory.files()?.is_empty() => return Err(WitnessError::Damaged(about)),
            None => {
                make_folder(&memory.seen())?;
                make_folder(&memory.evidence())?;
                let key = key::make(&key_path, rng)?;
                memory.write(&about, &memory.about.to_string())?;
                key
            }
        };
        Ok((memory, key))
    }

    /// The last checkpoint of the log `origin` that was cosigned; `None` when there was none. A file that must be there and
    /// is not is damage, also while the witness runs.
    pub(crate) fn last(
        &self,
        origin: &Name,
        logs: &[VerifierKey],
    ) -> Result<Option<SignedCheckpoint>, WitnessError> {
        let file = file_name(origin);
        let path = self.seen().join(&file);
        let Some(bytes) = read(&path)? else {
            return if self.about.known.contains_key(&file) {
                Err(WitnessError::Damaged(path))
            } else {
                Ok(None)
            };
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

    /// Stores what is about to be cosigned, with the lines that `logs` made: another line may be anybody's, and may name a key that
    /// is taken later. The first time of a log its file is listed too, after it is there: what is listed and missing was lost, and
    /// never only not yet written.
    pub(crate) fn remember(
        &mut self,
        signed: &SignedCheckpoint,
        logs: &[VerifierKey],
    ) -> Result<(), WitnessError> {
        let file = file_name(signed.checkpoint().origin());
        let note = signed.signed_by(logs).note().to_string();
        self.write(&self.seen().join(&file), &note)?;
        if self.about.known.contains_key(&file) {
            return Ok(());
        }
        let mut about = self.about.clone();
        about.known.insert(file, Vec::new());
        self.change(about)
    }

    /// The keys of the log `origin` as far as they were handed over while it was followed: the one that signs now, and then those
    /// that do not any more. Empty where its key was never changed.
    pub(crate) fn handed_over(&self, origin: &Name) -> &[VerifierKey] {
        let keys = self.about.known.get(&file_name(origin));
        keys.map_or(&[], Vec::as_slice)
    }

    /// Stores that a log's key was handed over, of which the same checkpoint was cosigned before. First that checkpoint with both
    /// lines: whoever handed it in may have left out the new key's, and a stop in between leaves what either key opens.
    pub(crate) fn remember_key(&mut self, rotation: &Rotation) -> Result<(), WitnessError> {
        let keys = [rotation.old.clone(), rotation.new.clone()];
        self.remember(&rotation.signed, &keys)?;
        let mut about = self.about.clone();
        let keys = about.known.entry(file_name(rotation.old.name()));
        let keys = keys.or_default();
        if keys.is_empty() {
            keys.push(rotation.old.clone());
        }
        keys.insert(0, rotation.new.clone());
        self.change(about)
    }

    fn change(&mut self, about: About) -> Result<(), WitnessError> {
        self.write(&self.folder.join("about"), &about.to_string())?;
        self.about = about;
        Ok(())
    }

    /// Keeps both: what the log had signed before, and what it handed in now. The same once more is kept once.
    pub(crate) fn keep_evidence(
        &mut self,
        last: &SignedCheckpoint,
        request: &AddCheckpoint,
    ) -> Result<(), WitnessError> {
        let log = file_name(last.checkpoint().origin());
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

    /// How many pieces of evidence there are, of all logs.
    pub(crate) fn evidence_files(&self) -> io::Result<usize> {
        Ok(fs::read_dir(self.evidence())?.count())
    }

    /// Takes what `about` says: the name must be this one's, and every file it lists be there. A file that it does not list
    /// is from a first time that was broken off, or from before there was a list; it counts from now on.
    fn take_in(&mut self, path: &Path, text: &str, name: &Name) -> Result<(), WitnessError> {
        let about = About::parse(text).ok_or_else(|| WitnessError::Damaged(path.to_owned()))?;
        if about.name != *name {
            return Err(WitnessError::OtherName(about.name.to_string()));
        }
        if !(self.seen().is_dir() && self.evidence().is_dir()) {
            return Err(WitnessError::Damaged(self.seen()));
        }
        let files = self.files()?;
        if let Some(lost) = about.known.keys().find(|file| !files.contains(*file)) {
            return Err(WitnessError::Damaged(self.seen().join(lost)));
        }
        self.about = about;
        for file in files {
            self.about.known.entry(file).or_default();
        }
        if self.about.to_string() == text {
            Ok(())
        } else {
            self.write(path, &self.about.to_string())
        }
    }

    /// The files below `seen` that a log's checkpoint is in.
    fn files(&self) -> Result<BTreeSet<String>, WitnessError> {
        let entries = match fs::read_dir(self.seen()) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
            Err(error) => return Err(error.into()),
        };
        let mut files = BTreeSet::new();
        for entry in entries {
            let name = entry?.file_name();
            files.extend(
                name.to_str()
                    .filter(|name| is_file_name(name))
                    .map(str::to_owned),
            );
        }
        Ok(files)
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
