//! What a monitor remembers between looks: how far it has read, and the evidence. Each file is written aside, flushed,
//! renamed, and its folder flushed, so that no crash makes it forget what a ledger has shown.

mod shards;

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use keepwell_client::{
    follow::{Evidence, LogView},
    servers::LedgerKey,
};
use keepwell_crypto::hash::sha256;
use keepwell_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use thiserror::Error;

use crate::{look::Lists, roots::Roots, status::Status};

const VERSION: u32 = 1;
/// Where the bits of shards are.
const SHARDS: &str = "shards";
/// The most pieces of evidence that are kept: one is enough, and a ledger could make them for ever.
const MAX_EVIDENCE: usize = 16;

/// Why a monitor cannot work.
#[derive(Debug, Error)]
pub enum MonitorError {
    /// Another process has the folder.
    #[error("another monitor is running on this folder: stop it first")]
    Busy,
    /// What it remembers does not read.
    #[error(
        "{0} is damaged, so this monitor no longer knows what the ledger has shown: bring the folder back from a copy, or begin \
         in a new one"
    )]
    Damaged(PathBuf),
    /// The disk.
    #[error(
        "the folder of the monitor cannot be read or written ({0}): check the disk, its space and its permissions"
    )]
    Disk(#[from] io::Error),
    /// The folder follows another ledger.
    #[error("this folder follows the ledger {0}: give that key, or another folder")]
    OtherLedger(String),
}

/// `state.json`.
#[derive(Serialize, Deserialize)]
struct State {
    version: u32,
    key: LedgerKey,
    view: LogView,
    /// Missing where an older program wrote it. Its bits are in files of their own.
    #[serde(default)]
    status: Status,
    /// How many entries these bits cover.
    #[serde(default)]
    covered: u64,
    /// The hashes of the bits of each shard that has any.
    #[serde(default)]
    shards: shards::Hashes,
    /// Missing where an older program wrote it.
    #[serde(default)]
    roots: Roots,
}

/// A file of evidence.
#[derive(Serialize)]
struct Kept<'a> {
    noticed: Timestamp,
    ledger_key: String,
    #[serde(flatten)]
    evidence: &'a Evidence,
}

/// The folder, held by this process.
pub(crate) struct Folder {
    path: PathBuf,
    /// The shards that are on the disk.
    shards: shards::Hashes,
    _lock: File,
}

impl Folder {
    /// Takes the folder, and makes it where there is none; what is remembered of the ledger with this key.
    pub(crate) fn open(
        path: &Path,
        key: &LedgerKey,
    ) -> Result<(Self, LogView, Lists), MonitorError> {
        for part in ["evidence", SHARDS] {
            fs::create_dir_all(path.join(part))?;
        }
        let lock = File::create(path.join("lock"))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => MonitorError::Busy,
            TryLockError::Error(error) => MonitorError::Disk(error),
        })?;
        let mut folder = Self {
            path: path.to_owned(),
            shards: shards::Hashes::new(),
            _lock: lock,
        };
        let (view, lists) = match fs::read(folder.state()) {
            Ok(bytes) => folder.read(&bytes, key)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let begun = (LogView::new(key.origin()), Lists::default());
                folder.keep(key, &begun.0, &begun.1)?;
                begun
            }
            Err(error) => return Err(error.into()),
        };
        Ok((folder, view, lists))
    }

    /// Remembers how far the ledger was read: first the bits, then what names them.
    pub(crate) fn keep(
        &mut self,
        key: &LedgerKey,
        view: &LogView,
        lists: &Lists,
    ) -> Result<(), MonitorError> {
        let (folder, bitmap) = (self.path.join(SHARDS), lists.status.bitmap());
        let shards = shards::keep(&folder, bitmap, &self.shards)?;
        let state = State {
            version: VERSION,
            key: key.clone(),
            view: view.clone(),
            status: lists.status.clone(),
            covered: bitmap.size(),
            shards,
            roots: lists.roots.clone(),
        };
        let bytes = serde_json::to_vec(&state).map_err(io::Error::other)?;
        write(&self.state(), &bytes)?;
        if state.shards != self.shards {
            shards::delete_others(&folder, &state.shards)?;
            self.shards = state.shards;
        }
        Ok(())
    }

    fn read(&mut self, bytes: &[u8], key: &LedgerKey) -> Result<(LogView, Lists), MonitorError> {
        let damaged = || MonitorError::Damaged(self.state());
        let state: State = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        if state.version != VERSION || state.view.origin() != state.key.origin() {
            return Err(damaged());
        }
        if state.key != *key {
            return Err(MonitorError::OtherLedger(state.key.to_string()));
        }
        let folder = self.path.join(SHARDS);
        let bitmap = shards::read(&folder, state.covered, &state.shards)?;
        let bitmap = bitmap.map_err(MonitorError::Damaged)?;
        shards::delete_others(&folder, &state.shards)?;
        self.shards = state.shards;
        let lists = Lists {
            status: state.status.with_bitmap(bitmap),
            roots: state.roots,
        };
        Ok((state.view, lists))
    }

    /// Keeps what the ledger signed. The same once more is kept once.
    pub(crate) fn keep_evidence(
        &self,
        evidence: &Evidence,
        key: &LedgerKey,
        noticed: Timestamp,
    ) -> Result<(), MonitorError> {
        let said = serde_json::to_vec(evidence).map_err(io::Error::other)?;
        let digest = HEXLOWER.encode(sha256(&said).get(..8).unwrap_or_default());
        let path = self.path.join("evidence").join(format!("{digest}.json"));
        if path.exists() || self.evidence()?.len() >= MAX_EVIDENCE {
            return Ok(());
        }
        let kept = Kept {
            noticed,
            ledger_key: key.to_string(),
            evidence,
        };
        let bytes = serde_json::to_vec_pretty(&kept).map_err(io::Error::other)?;
        Ok(write(&path, &bytes)?)
    }

    /// The files of evidence.
    pub(crate) fn evidence(&self) -> Result<Vec<PathBuf>, MonitorError> {
        let mut files = BTreeSet::new();
        for entry in fs::read_dir(self.path.join("evidence"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "json") {
                files.insert(path);
            }
        }
        Ok(files.into_iter().collect())
    }

    fn state(&self) -> PathBuf {
        self.path.join("state.json")
    }
}

/// On the disk, or as it was.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::with_prefix_in(".new", folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
