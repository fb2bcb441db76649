//! Where the wallet on this device stands, what the device offers, and what was put into a file.

use std::path::Path;

use keepwell_wallet::words::Question;
use serde::Serialize;
use specta::Type;

/// Where the wallet stands.
#[derive(Serialize, Type)]
pub(crate) struct Status {
    pub(crate) state: State,
    /// The server it uses, or that a new one is offered.
    pub(crate) server: Option<String>,
    /// The system's key store opens it too.
    pub(crate) key_store: bool,
    pub(crate) platform: Platform,
}

/// Whether there is a wallet, and whether it is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// There is none on this device.
    None,
    /// There is one; its passphrase opens it.
    Locked,
    /// It is in use.
    Open,
}

/// What this device offers.
#[derive(Serialize, Type)]
pub(crate) struct Platform {
    /// The page may ask for the camera.
    pub(crate) camera: bool,
    pub(crate) phone: bool,
    pub(crate) version: &'static str,
}

/// What came back after a restore.
#[derive(Serialize, Type)]
pub(crate) struct Restored {
    pub(crate) records: u64,
    pub(crate) grants: u64,
}

/// One of three questions about the recovery words.
#[derive(Serialize, Type)]
pub(crate) struct WordQuestion {
    /// Which word is asked for, from 1.
    pub(crate) position: usize,
    pub(crate) choices: Vec<&'static str>,
}

/// A file that was written where the person said.
#[derive(Serialize, Type)]
pub(crate) struct SavedFile {
    /// Its name, without the folder.
    pub(crate) file: String,
    pub(crate) bytes: u64,
    /// How many records are in it.
    pub(crate) records: u64,
}

impl WordQuestion {
    /// A question of the core.
    pub(crate) fn of(question: &Question) -> Self {
        Self {
            position: question.position,
            choices: question.choices.clone(),
        }
    }
}

impl SavedFile {
    /// What was written to `path`.
    pub(crate) fn new(path: &Path, bytes: u64, records: u64) -> Self {
        let name = path.file_name().unwrap_or_default();
        Self {
            file: name.to_string_lossy().into_owned(),
            bytes,
            records,
        }
    }
}
