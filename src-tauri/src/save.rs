//! Where a person wants a file: asked by the system's own dialog, so that the page never names a place on the disk.

use std::path::PathBuf;

use tauri::{AppHandle, async_runtime::spawn_blocking};
use tauri_plugin_dialog::DialogExt as _;

use crate::{failure::Failure, window};

/// Asks where to save a file that is best called `name`; `None` when the person thought better of it.
///
/// # Errors
/// When the system names no place on a disk.
pub(crate) async fn ask_file(app: &AppHandle, name: &str) -> Result<Option<PathBuf>, Failure> {
    if let Some(folder) = instead() {
        return Ok(Some(folder.join(name)));
    }
    let dialog = app.dialog().file().set_file_name(name);
    let chosen = spawn_blocking(move || dialog.blocking_save_file()).await?;
    chosen
        .map(|chosen| chosen.into_path().map_err(|_| no_place()))
        .transpose()
}

/// A native dialog cannot be driven, so our own tests name a folder. Never in a build for people.
fn instead() -> Option<PathBuf> {
    let is_tested = window::may_be_driven() && window::is_driven();
    let folder = is_tested.then(|| std::env::var_os("KEEPWELL_SAVE_FOLDER"))?;
    folder.map(PathBuf::from)
}

fn no_place() -> Failure {
    Failure::new(
        "save",
        "the file cannot be saved there: choose a folder of this device",
    )
}
