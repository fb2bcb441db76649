//! A clinic's folder: its version, the key slot that a passphrase opens, and sealed files. Everything in it but the
//! version and the slot is sealed under a data key of its own, so that a stolen disk gives no keys and not even the
//! clinic's name (docs/formats/clinic-home.md).

mod slot;

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use keepwell_crypto::{
    seal::{DataKey, Place},
    slot::{Cost, PassphraseSlot, SlotError},
};
use rand_core::CryptoRngCore;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{disk, kind::Kind};

/// The version of the folder that this program makes and reads.
pub const VERSION: u32 = 1;
/// The largest sealed file that is read, in bytes: a ledger of 2^31 entries takes 2^28.
const MAX_SEALED: u64 = 1 << 29;
const FORMAT: &str = "format";
const SLOT: &str = "slot";
const LOCK: &str = "lock";
const TABLE: &str = "clinic";

/// Why a clinic's folder cannot be used.
#[derive(Debug, Error)]
pub enum HomeError {
    /// Files of the home are missing or make no sense.
    #[error(
        "this clinic's folder is damaged: restore it from your own copy, or make a new clinic in another folder"
    )]
    Damaged,
    /// No passphrase at all.
    #[error("the passphrase is empty: choose one")]
    EmptyPassphrase,
    /// A new clinic was asked for where there is something already.
    #[error("there is already a clinic or a wallet in this folder: choose another with --home")]
    Exists,
    /// No space is left.
    #[error("the disk is full: free some space and try again")]
    Full,
    /// The disk failed.
    #[error("the clinic's folder cannot be used ({0}): check the disk and try again")]
    Io(#[source] io::Error),
    /// Nothing is there.
    #[error("there is no clinic in this folder: make one with `keepwell clinic init`")]
    Missing,
    /// A later program made it.
    #[error("this clinic's folder was made by a newer version of Keepwell: update this program")]
    NewerVersion,
    /// Too little memory for what a guess of the passphrase costs.
    #[error(
        "there is not enough free memory to check the passphrase: close other programs and try again"
    )]
    NoMemory,
    /// A folder of ours, for something else.
    #[error("this folder belongs to a wallet, not to a clinic: choose another with --home")]
    OfAWallet,
    /// This user, or this disk, does not let us write.
    #[error("the clinic's folder cannot be written to: check its permissions and its disk")]
    ReadOnly,
    /// Not the passphrase.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
}

impl HomeError {
    /// What kind of failure it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Damaged => Kind::Damaged,
            Self::EmptyPassphrase => Kind::Usage,
            Self::Exists | Self::WrongPassphrase => Kind::Refused,
            Self::Full
            | Self::Io(_)
            | Self::Missing
            | Self::NewerVersion
            | Self::NoMemory
            | Self::OfAWallet
            | Self::ReadOnly => Kind::Other,
        }
    }

    /// A code word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Damaged => "home_damaged",
            Self::EmptyPassphrase => "empty_passphrase",
            Self::Exists => "home_exists",
            Self::Full => "full",
            Self::Io(_) => "io",
            Self::Missing => "no_home",
            Self::NewerVersion => "newer_version",
            Self::NoMemory => "no_memory",
            Self::OfAWallet => "not_a_clinic",
            Self::ReadOnly => "read_only",
            Self::WrongPassphrase => "wrong_passphrase",
        }
    }
}

impl From<io::Error> for HomeError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::FileTooLarge => Self::Damaged,
            _ => Self::Io(error),
        }
    }
}

/// An unlocked home; its key is wiped when it is dropped.
pub(crate) struct Home {
    root: PathBuf,
    key: DataKey,
}

/// Held while a file of the home is read and replaced; several programs may use one home.
pub(crate) struct Lock(#[expect(dead_code, reason = "dropping it unlocks")] File);

impl Home {
    /// Makes a home with these sealed files. It becomes one only when all of them are on disk.
    ///
    /// # Errors
    /// [`HomeError`]; nothing that a later attempt would trip over is left.
    pub(crate) fn create(
        root: &Path,
        passphrase: &str,
        cost: Cost,
        files: &[(&str, &[u8])],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, HomeError> {
        check_free(root)?;
        if passphrase.is_empty() {
            return Err(HomeError::EmptyPassphrase);
        }
        let key = DataKey::generate(rng);
        let slot = PassphraseSlot::make(&key, passphrase, cost, rng).map_err(of_slot)?;
        disk::create_folder(root)?;
        let home = Self {
            root: root.to_owned(),
            key,
        };
        disk::write(&root.join(SLOT), &slot::encode(&slot))?;
        for (name, content) in files {
            home.write(name, content, rng)?;
        }
        disk::write(&root.join(FORMAT), format_line().as_bytes())?;
        disk::sync_folder_of(root)?;
        Ok(home)
    }

    /// Unlocks the home at `root`.
    ///
    /// # Errors
    /// [`HomeError`].
    pub(crate) fn unlock(root: &Path, passphrase: &str) -> Result<Self, HomeError> {
        check_version(root)?;
        let bytes = match disk::read(&root.join(SLOT), slot::MAX_BYTES) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(HomeError::Damaged),
            other => Ok(other?),
        }?;
        let slot = slot::parse(&bytes).ok_or(HomeError::Damaged)?;
        let key = slot.open(passphrase).map_err(of_slot)?;
        Ok(Self {
            root: root.to_owned(),
            key,
        })
    }

    /// The folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Waits until no other program changes this home.
    ///
    /// # Errors
    /// [`HomeError::ReadOnly`] or another failure of the disk.
    pub(crate) fn lock(&self) -> Result<Lock, HomeError> {
        let file = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(self.root.join(LOCK))?;
        file.lock()?;
        Ok(Lock(file))
    }

    /// The content of a sealed file; `None` when there is none of this name.
    ///
    /// # Errors
    /// [`HomeError::Damaged`] when it was altered or is another file.
    pub(crate) fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, HomeError> {
        let sealed = match disk::read(&self.root.join(name), MAX_SEALED) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        let content = self.key.open(place(name), &sealed);
        content
            .map(|content| Some(Zeroizing::new(content)))
            .map_err(|_| HomeError::Damaged)
    }

    /// Replaces a sealed file. On return it survives a power cut.
    ///
    /// # Errors
    /// When the disk fails; the file is then the old one.
    pub(crate) fn write(
        &self,
        name: &str,
        content: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), HomeError> {
        let sealed = self.key.seal(place(name), content, rng);
        Ok(disk::write(&self.root.join(name), &sealed)?)
    }
}

/// Refuses a folder that already is somebody's home.
///
/// # Errors
/// [`HomeError::Exists`].
pub(crate) fn check_free(root: &Path) -> Result<(), HomeError> {
    if fs::symlink_metadata(root.join(FORMAT)).is_ok() {
        Err(HomeError::Exists)
    } else {
        Ok(())
    }
}

fn check_version(root: &Path) -> Result<(), HomeError> {
    let bytes = match disk::read(&root.join(FORMAT), 64) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Err(HomeError::Missing);
        }
        other => other?,
    };
    let text = String::from_utf8(bytes).map_err(|_| HomeError::Damaged)?;
    if text.starts_with("keepwell wallet ") {
        return Err(HomeError::OfAWallet);
    }
    let version: Option<u32> = text
        .strip_prefix("keepwell clinic ")
        .and_then(|rest| rest.strip_suffix('\n')?.parse().ok());
    match version {
        Some(VERSION) => Ok(()),
        Some(newer) if newer > VERSION => Err(HomeError::NewerVersion),
        _ => Err(HomeError::Damaged),
    }
}

fn format_line() -> String {
    format!("keepwell clinic {VERSION}\n")
}

fn place(name: &str) -> Place<'_> {
    Place {
        table: TABLE,
        key: name.as_bytes(),
        version: 1,
    }
}

fn of_slot(error: SlotError) -> HomeError {
    match error {
        SlotError::WrongPassphrase => HomeError::WrongPassphrase,
        SlotError::Damaged => HomeError::Damaged,
        SlotError::NoMemory => HomeError::NoMemory,
    }
}

#[cfg(test)]
mod tests;
