//! Where the wallet lives and which server a new one is offered: the same folder as the command line's, so that both
//! open the same wallet.

use std::{env, path::PathBuf};

/// `KEEPWELL_HOME`, or a folder under the platform's data folder; `None` when the system names none.
pub(crate) fn folder() -> Option<PathBuf> {
    let given = env::var_os("KEEPWELL_HOME").filter(|value| !value.is_empty());
    match given {
        Some(given) => Some(given.into()),
        None => dirs::data_dir().map(|data| data.join("keepwell").join("wallet")),
    }
}

/// `KEEPWELL_SERVER`: the address that the form for a new wallet begins with.
pub(crate) fn server() -> Option<String> {
    env::var("KEEPWELL_SERVER")
        .ok()
        .filter(|value| !value.is_empty())
}
