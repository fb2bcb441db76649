//! Which folder a command works in: `--home`, `KEEPWELL_HOME`, or a folder under the platform's data folder.

use std::path::{Path, PathBuf};

use crate::exit::{Failure, Kind};

/// The folder of this wallet or clinic; `side` names the default one.
pub(crate) fn folder(given: Option<&Path>, side: &str) -> Result<PathBuf, Failure> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    let data = dirs::data_dir().ok_or_else(|| {
        Failure::new(
            Kind::Other,
            "no_home",
            "this system names no folder for data: give one with --home",
        )
    })?;
    Ok(data.join("keepwell").join(side))
}
