//! What changed in the core, told to the page without being asked. The page gives a channel of its own, so that it needs
//! no permission to listen to anything else.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use specta::Type;
use tauri::ipc::Channel;

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// Who can see the record, or what they did.
    Access,
    /// A server broke its word.
    Alert,
    /// How well the wallet is backed up.
    Backup,
    /// "Whoever scans first" went on.
    First,
    /// The wallet was locked.
    Locked,
    /// The wallet locks itself in 30 s unless somebody is there.
    Locking,
    /// The record.
    Records,
}

/// The page that is told.
#[derive(Default)]
pub(crate) struct Told(Mutex<Option<Channel<Change>>>);

impl Told {
    /// From now on this page is told, and no earlier one.
    pub(crate) fn listen(&self, page: Channel<Change>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
    }

    /// Tells the page.
    pub(crate) fn tell(&self, change: Change) {
        let page = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = &*page {
            // A page that is gone asks again when it comes back.
            let _ = page.send(change);
        }
    }
}
