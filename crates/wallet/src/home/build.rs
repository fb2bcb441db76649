//! Homes made and removed in steps that a crash may interrupt. A new home is built in `.keepwell-unfinished/` inside its folder
//! and its files are moved out one by one, `format` last: without `format` and with that folder there is no home, only
//! remains that the next attempt clears. Removing goes the same way backwards.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    EMERGENCY_CARD, Home, HomeError, create_folder, format_line, remove_file, sync_folder,
    write_file,
};

/// A name that nobody gives to a folder of theirs: what stands beside it is removed.
const UNFINISHED: &str = ".keepwell-unfinished";
/// Everything a home has, in the order it is moved into place. `format` makes it a home, so it is last.
const PIECES: [&str; 6] = [
    "evidence",
    "outbox",
    "documents",
    "store",
    "slots",
    "format",
];

/// Whether a home at `root` was left half made or half removed.
pub(super) fn is_unfinished(root: &Path) -> bool {
    root.join(UNFINISHED).is_dir()
}

/// A home being built. Dropped before [`Draft::finish`], it leaves nothing.
pub(crate) struct Draft {
    root: PathBuf,
    home: Home,
    /// The folder itself is new.
    made_root: bool,
}

impl Draft {
    /// Starts a home at `root`, a folder that may exist and hold other files.
    ///
    /// # Errors
    /// [`HomeError::Exists`] when there is a home, whole or damaged, else why the folder cannot be used.
    pub(crate) fn start(root: &Path) -> Result<Self, HomeError> {
        let made_root = !root.exists();
        create_folder(root)?;
        let is_ours = PIECES.iter().any(|piece| root.join(piece).exists());
        if root.join("format").exists() || (is_ours && !is_unfinished(root)) {
            return Err(HomeError::Exists);
        }
        clear(root)?;
        let draft = Self {
            root: root.to_owned(),
            home: Home {
                root: root.join(UNFINISHED),
            },
            made_root,
        };
        create_folder(draft.home.root())?;
        for folder in [
            draft.home.documents(),
            draft.home.evidence(),
            draft.home.outbox(),
        ] {
            create_folder(&folder)?;
        }
        Ok(draft)
    }

    /// The home being built; its paths change with [`Draft::finish`], so nothing may be open in it then.
    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    /// Puts the home in place.
    ///
    /// # Errors
    /// [`HomeError`] when the disk fails; then there is no home.
    pub(crate) fn finish(self) -> Result<Home, HomeError> {
        write_file(&self.home.format(), format_line().as_bytes())?;
        for piece in PIECES {
            if piece == "format" {
                sync_folder(&self.root)?;
            }
            fs::rename(self.home.root.join(piece), self.root.join(piece))?;
        }
        sync_folder(&self.root)?;
        Ok(Home {
            root: self.root.clone(),
        })
    }
}

impl Drop for Draft {
    /// Removes what is unfinished: all of it, or after [`Draft::finish`] the empty folder. What cannot be removed now is
    /// cleared by the next attempt.
    fn drop(&mut self) {
        fs::remove_dir(self.home.root()).unwrap_or_default();
        if self.root.join("format").exists() {
            return;
        }
        clear(&self.root).unwrap_or_default();
        if self.made_root {
            remove_if_empty(&self.root).unwrap_or_default();
        }
    }
}

impl Home {
    /// Removes the emergency card, which anybody can read, and overwrites the unlock slots with `noise`, so that nothing on the
    /// disk opens any more; then removes the home. Files that are not ours stay.
    ///
    /// # Errors
    /// [`HomeError`] when the disk fails. Card and slots are gone first.
    pub(crate) fn remove(self, noise: &[u8]) -> Result<(), HomeError> {
        remove_file(&self.emergency_card())?;
        overwrite(&self.slots(), noise)?;
        create_folder(&self.root.join(UNFINISHED))?;
        fs::remove_file(self.format())?;
        sync_folder(&self.root)?;
        clear(&self.root)?;
        remove_if_empty(&self.root)
    }
}

/// Writes over a file's own bytes on the disk, at least as many as it has.
fn overwrite(path: &Path, noise: &[u8]) -> io::Result<()> {
    use io::Write as _;
    let length = fs::metadata(path)?.len();
    let mut file = fs::OpenOptions::new().write(true).open(path)?;
    let mut left = length;
    while left > 0 && !noise.is_empty() {
        file.write_all(noise)?;
        left = left.saturating_sub(u64::try_from(noise.len()).unwrap_or(u64::MAX));
    }
    file.sync_all()
}

/// Removes the remains of a home that has no `format`, and the mark that it was unfinished last.
fn clear(root: &Path) -> Result<(), HomeError> {
    remove_file(&root.join(EMERGENCY_CARD))?;
    for piece in PIECES {
        remove_any(&root.join(piece))?;
    }
    sync_folder(root)?;
    remove_any(&root.join(UNFINISHED))?;
    Ok(())
}

fn remove_any(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn remove_if_empty(root: &Path) -> Result<(), HomeError> {
    let is_empty = fs::read_dir(root)?.next().is_none();
    if is_empty {
        fs::remove_dir(root)?;
    }
    Ok(())
}
