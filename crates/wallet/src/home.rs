//! The folder a wallet lives in: which files it has, and whether this program may use them. The version in `format` is
//! read before anything else; a home is built and removed so that a crash half-way leaves either a whole home or none
//! (docs/formats/home.md).

mod build;
mod write;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use thiserror::Error;

pub(crate) use build::Draft;
pub(crate) use write::{NewFile, create_folder, remove_file, sync_folder, write_file};

/// The version of the folder that this program makes and reads.
pub const VERSION: u32 = 1;

/// The emergency card that is shown while the wallet is locked. Anybody can read it.
pub(crate) const EMERGENCY_CARD: &str = "emergency-card.json";
const FORMAT_FILE: &str = "format";
const FORMAT_PREFIX: &str = "keepwell wallet ";
/// How the `format` file of a clinic's folder begins.
const CLINIC_PREFIX: &[u8] = b"keepwell clinic ";
/// The longest `format` file that is looked at, in bytes.
const FORMAT_LIMIT: usize = 64;

/// Why a folder cannot be used as a wallet's home.
#[derive(Debug, Error)]
pub enum HomeError {
    /// Files of a home are missing or make no sense.
    #[error(
        "this wallet's folder is incomplete or damaged: restore from your words and a backup into another folder"
    )]
    Damaged,
    /// A new wallet was asked for where there is one.
    #[error("there is already a wallet in this folder: unlock it, or choose another folder")]
    Exists,
    /// No space is left.
    #[error("the disk is full: free some space and try again")]
    Full,
    /// The disk failed.
    #[error("the wallet's folder cannot be used ({0}): check the disk and try again")]
    Io(#[source] io::Error),
    /// Nothing is there.
    #[error("there is no wallet in this folder: create or restore one first")]
    Missing,
    /// A later program made it.
    #[error("this wallet was made by a newer version of Keepwell: update this program")]
    NewerVersion,
    /// A folder of ours, for something else.
    #[error("this folder belongs to a clinic, not to a wallet: choose another")]
    OfAClinic,
    /// A file is in the way.
    #[error("the place of the wallet is not a folder: choose a folder")]
    NotAFolder,
    /// This user, or this disk, does not let us write.
    #[error("the wallet's folder cannot be written to: check its permissions and its disk")]
    ReadOnly,
}

impl From<io::Error> for HomeError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::NotADirectory => Self::NotAFolder,
            _ => Self::Io(error),
        }
    }
}

/// A wallet's folder whose version this program knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// The home that is at `root`.
    ///
    /// # Errors
    /// [`HomeError`]: nothing there, a newer version, incomplete, or not ours to write.
    pub fn open(root: &Path) -> Result<Self, HomeError> {
        match fs::metadata(root) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(HomeError::NotAFolder),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(HomeError::Missing);
            }
            Err(error) => return Err(error.into()),
        }
        let home = Self {
            root: root.to_owned(),
        };
        home.check_version()?;
        if !home.slots().is_file() || !home.store().is_dir() {
            return Err(HomeError::Damaged);
        }
        home.check_writable()?;
        for folder in [home.documents(), home.evidence(), home.outbox()] {
            create_folder(&folder)?;
        }
        Ok(home)
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where evidence against a server is kept: files that anybody can read and check, without health data.
    pub fn evidence(&self) -> PathBuf {
        self.root.join("evidence")
    }

    /// Where documents are kept that are too large for the store.
    pub(crate) fn documents(&self) -> PathBuf {
        self.root.join("documents")
    }

    /// Where the emergency card stands that is shown while the wallet is locked, if one is.
    pub(crate) fn emergency_card(&self) -> PathBuf {
        self.root.join(EMERGENCY_CARD)
    }

    /// Where sealed shares wait to be uploaded.
    pub(crate) fn outbox(&self) -> PathBuf {
        self.root.join("outbox")
    }

    /// The file of unlock slots.
    pub(crate) fn slots(&self) -> PathBuf {
        self.root.join("slots")
    }

    /// The folder of the store.
    pub(crate) fn store(&self) -> PathBuf {
        self.root.join("store")
    }

    fn format(&self) -> PathBuf {
        self.root.join(FORMAT_FILE)
    }

    fn check_version(&self) -> Result<(), HomeError> {
        let bytes = match fs::read(self.format()) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(self.without_format());
            }
            Err(error) => return Err(error.into()),
        };
        match parse_version(&bytes) {
            Some(VERSION) => Ok(()),
            Some(newer) if newer > VERSION => Err(HomeError::NewerVersion),
            None if bytes.starts_with(CLINIC_PREFIX) => Err(HomeError::OfAClinic),
            _ => Err(HomeError::Damaged),
        }
    }

    /// What a folder without `format` is: a home that lost it, or no home.
    fn without_format(&self) -> HomeError {
        if self.slots().exists() && !build::is_unfinished(&self.root) {
            HomeError::Damaged
        } else {
            HomeError::Missing
        }
    }

    fn check_writable(&self) -> Result<(), HomeError> {
        let probe = NewFile::create(&self.format())?;
        drop(probe);
        Ok(())
    }
}

fn format_line() -> String {
    format!("{FORMAT_PREFIX}{VERSION}\n")
}

fn parse_version(bytes: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(bytes).ok()?;
    let short = (text.len() <= FORMAT_LIMIT).then_some(text)?;
    short
        .strip_prefix(FORMAT_PREFIX)?
        .strip_suffix('\n')?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests;
