//! A part as the relay keeps it: the finished ciphertext that readers get, and an upload under way that replaces it in one
//! step once it is complete. Each stands in a file of its own number, so that a half-written one never has the place of a
//! whole one.

mod drop_file;
mod plan;
mod take;

pub(crate) use plan::Piece;

use keepwell_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::shelf::Laid;

/// One part of a mailbox.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// What readers get.
    pub(crate) finished: Option<Stored>,
    /// What is being uploaded.
    pub(crate) upload: Option<Upload>,
}

/// A finished ciphertext.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stored {
    /// The number of its file.
    pub(crate) file: u64,
    /// In bytes.
    pub(crate) length: u64,
    /// Its `Repr-Digest`.
    pub(crate) digest: String,
    /// When it came.
    #[serde(default)]
    pub(crate) made: Option<Timestamp>,
    /// What it is made of, where that has to be known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) pieces: Vec<Laid>,
}

/// An upload under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Upload {
    /// The number of its file.
    pub(crate) file: u64,
    /// What it will be, in bytes.
    pub(crate) length: u64,
    /// The `Repr-Digest` that it will have.
    pub(crate) digest: String,
    /// How much of it is on the disk, in bytes.
    pub(crate) offset: u64,
    /// What that is made of, where that has to be known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) pieces: Vec<Laid>,
}

impl Part {
    /// How much it takes on the disk, in bytes.
    pub(crate) fn stored_bytes(&self) -> u64 {
        let finished = self.finished.as_ref().map_or(0, |stored| stored.length);
        let upload = self.upload.as_ref().map_or(0, |upload| upload.offset);
        finished.saturating_add(upload)
    }

    /// The numbers of its files.
    pub(crate) fn files(&self) -> impl Iterator<Item = u64> {
        let finished = self.finished.as_ref().map(|stored| stored.file);
        let upload = self.upload.as_ref().map(|upload| upload.file);
        finished.into_iter().chain(upload)
    }
}
