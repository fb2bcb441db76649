//! Where the wallet lives and which server a new one is offered: the same folder as the command line's, so that both
//! open the same wallet.

use std::{env, path::PathBuf};

use tauri::AppHandle;

/// `KEEPWELL_HOME`, or a folder under the platform's data folder; `None` when the system names none.
#[cfg(desktop)]
pub(crate) fn folder(_: &AppHandle) -> Option<PathBuf> {
    let given = env::var_os("KEEPWELL_HOME").filter(|value| !value.is_empty());
    match given {
        Some(given) => Some(given.into()),
        None => dirs::data_dir().map(|data| data.join("keepwell").join("wallet")),
    }
}

/// A folder in the app's own storage, which no other app can read; `None` when the system names none.
#[cfg(mobile)]
pub(crate) fn folder(app: &AppHandle) -> Option<PathBuf> {
    let data = tauri::Manager::path(app).app_data_dir().ok()?;
    Some(data.join("wallet"))
}

/// The address that the form for a new wallet begins with: `KEEPWELL_SERVER` as the program was started, else as it was
/// built.
pub(crate) fn server() -> Option<String> {
    let given = env::var("KEEPWELL_SERVER").ok();
    let built_in = option_env!("KEEPWELL_SERVER").map(str::to_owned);
    let mut both = [given, built_in].into_iter().flatten();
    both.find(|address| !address.is_empty())
}
