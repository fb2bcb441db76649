//! What is kept when a ledger broke its word: one file with both checkpoints as it signed them. It holds nothing about a
//! patient, so it can be shown to anybody, who checks the signatures with the ledger's public key.

use std::{
    io,
    path::{Path, PathBuf},
};

use keepwell_client::{follow::Evidence, servers::LedgerKey};
use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use crate::disk;

#[derive(Serialize)]
struct File<'a> {
    /// When this side noticed, by the clock it had.
    noticed: Timestamp,
    /// The key that both checkpoints are signed with.
    ledger_key: String,
    #[serde(flatten)]
    evidence: &'a Evidence,
}

/// Keeps `evidence` in the folder `evidence` of the home, and says where.
///
/// # Errors
/// As the system says.
pub(crate) fn keep(
    home: &Path,
    evidence: &Evidence,
    key: &LedgerKey,
    noticed: Timestamp,
) -> io::Result<PathBuf> {
    let folder = home.join("evidence");
    disk::create_folder(&folder)?;
    let file = File {
        noticed,
        ledger_key: key.to_string(),
        evidence,
    };
    let text = serde_json::to_vec_pretty(&file).map_err(io::Error::other)?;
    let name = format!("ledger-{}.json", noticed.to_string().replace(':', "-"));
    let path = folder.join(name);
    disk::write(&path, &text)?;
    disk::sync_folder_of(&folder)?;
    Ok(path)
}
