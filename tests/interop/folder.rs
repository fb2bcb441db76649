//! A folder in the target folder for one set of packages at fixed versions: filled once, and found filled by the next run, so
//! that it costs seconds. With `KEEPWELL_LONG=1` every run of the tests fills it anew.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

/// The folders that this run has seen. Held while one is filled: two tests may want the same.
static SEEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A filled folder.
pub(crate) struct Filled {
    pub(crate) path: PathBuf,
    /// What filled it said of versions.
    pub(crate) version: String,
}

/// The folder `name`, which `fill` fills unless it is full. `fill` gives the versions it found.
///
/// # Errors
/// What `fill` says; the next run tries again.
pub(crate) fn filled(
    name: &str,
    fill: impl FnOnce(&Path) -> Result<String, String>,
) -> Result<Filled, String> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("interop")
        .join(name);
    let done = path.join("installed");
    // A test that failed while it held the lock left nothing half done that `done` would hide.
    let mut seen = SEEN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let is_long = std::env::var_os("KEEPWELL_LONG").is_some_and(|set| set == "1");
    let is_new = seen.insert(path.clone());
    if let Ok(version) = fs::read_to_string(&done)
        && !(is_long && is_new)
    {
        return Ok(Filled { path, version });
    }
    let told = |error: std::io::Error| error.to_string();
    if path.exists() {
        fs::remove_dir_all(&path).map_err(told)?;
    }
    fs::create_dir_all(&path).map_err(told)?;
    let version = fill(&path)?;
    fs::write(done, &version).map_err(told)?;
    Ok(Filled { path, version })
}
