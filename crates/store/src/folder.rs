//! The store's folder: what the files in it are called, who may use it, and how one is put there so that it is on the
//! disk afterwards. One process has the folder at a time, by a lock that the system drops when the process ends.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::error::StoreError;

/// A program that is just closing gets this long to let go of the folder.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// `sled` writes a little whenever it is opened; without this a full disk would keep the owner from reading, in bytes.
const RESERVE: usize = 2 << 20;

const SNAPSHOT: &str = "snapshot-";
const JOURNAL: &str = "journal-";

/// A folder that this process alone uses.
pub(crate) struct Folder {
    root: PathBuf,
    _lock: File,
}

/// The generations of which there is a snapshot or a journal, in ascending order.
#[derive(Default)]
pub(crate) struct Generations {
    pub(crate) snapshots: Vec<u64>,
    pub(crate) journals: Vec<u64>,
}

impl Generations {
    pub(crate) fn newest(&self) -> u64 {
        let newest = self.snapshots.last().max(self.journals.last());
        newest.copied().unwrap_or_default()
    }
}

impl Folder {
    /// Makes the folder if it is not there and takes its lock.
    pub(crate) fn claim(root: &Path) -> Result<Self, StoreError> {
        create_private(root)?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(root.join("lock"))?;
        for _ in 0..LOCK_TRIES {
            match lock.try_lock() {
                Ok(()) => {
                    return Ok(Self {
                        root: root.to_path_buf(),
                        _lock: lock,
                    });
                }
                Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(StoreError::InUse)
    }

    pub(crate) fn engine(&self) -> PathBuf {
        self.root.join("sled")
    }

    pub(crate) fn new_engine(&self) -> PathBuf {
        self.root.join("sled.new")
    }

    pub(crate) fn format(&self) -> PathBuf {
        self.root.join("store-format")
    }

    pub(crate) fn snapshot(&self, generation: u64) -> PathBuf {
        self.root.join(format!("{SNAPSHOT}{generation}"))
    }

    pub(crate) fn journal(&self, generation: u64) -> PathBuf {
        self.root.join(format!("{JOURNAL}{generation}"))
    }

    pub(crate) fn generations(&self) -> io::Result<Generations> {
        let mut found = Generations::default();
        for entry in fs::read_dir(&self.root)? {
            let name = entry?.file_name();
            let Some(name) = name.to_str() else { continue };
            found.snapshots.extend(numbered(name, SNAPSHOT));
            found.journals.extend(numbered(name, JOURNAL));
        }
        found.snapshots.sort_unstable();
        found.journals.sort_unstable();
        Ok(found)
    }

    /// Puts a whole file there: written beside, synced, renamed, and the folder synced.
    pub(crate) fn write_whole(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let temporary = temporary(path);
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, path)?;
        self.sync()
    }

    /// Puts the newly built engine in the place of the old one.
    pub(crate) fn swap_engine(&self) -> io::Result<()> {
        let old = self.root.join("sled.old");
        remove_dir(&old)?;
        if self.engine().exists() {
            fs::rename(self.engine(), &old)?;
        }
        fs::rename(self.new_engine(), self.engine())?;
        self.sync()?;
        remove_dir(&old)
    }

    /// Removes what an interrupted change left and every generation but `keep`. Called only once the store is whole
    /// without them; what cannot be removed is tried again the next time.
    pub(crate) fn tidy(&self, keep: u64) {
        let Ok(entries) = fs::read_dir(&self.root) else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let generation = numbered(name, SNAPSHOT).or_else(|| numbered(name, JOURNAL));
            let stale = generation.is_some_and(|generation| generation != keep);
            let removed = match name {
                "sled.new" | "sled.old" => remove_dir(&entry.path()),
                _ if stale || is_temporary(name) => fs::remove_file(entry.path()),
                _ => Ok(()),
            };
            drop(removed);
        }
    }

    /// Sets some space aside for opening the store on a full disk.
    pub(crate) fn keep_reserve(&self) -> io::Result<()> {
        let path = self.root.join("reserve");
        let length = u64::try_from(RESERVE).unwrap_or_default();
        if fs::metadata(&path).is_ok_and(|found| found.len() == length) {
            return Ok(());
        }
        let kept = fs::write(&path, vec![0; RESERVE]);
        if kept.is_err() {
            self.release_reserve();
        }
        kept
    }

    /// Gives the space set aside to whoever needs it next; whether there was any.
    pub(crate) fn release_reserve(&self) -> bool {
        fs::remove_file(self.root.join("reserve")).is_ok()
    }

    /// Makes names given and taken in the folder durable.
    pub(crate) fn sync(&self) -> io::Result<()> {
        sync_dir(&self.root)
    }
}

/// The name under which a file is written before it is renamed to `path`.
pub(crate) fn temporary(path: &Path) -> PathBuf {
    path.with_extension("tmp")
}

/// Removes a folder and all in it, if it is there.
pub(crate) fn remove_dir(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the names in a folder durable. Only Unix has and needs the call.
pub(crate) fn sync_dir(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(path)?.sync_all()?;
    }
    Ok(())
}

fn is_temporary(name: &str) -> bool {
    [SNAPSHOT, JOURNAL, "store-format"]
        .iter()
        .any(|kind| name.starts_with(kind))
        && name.ends_with(".tmp")
}

fn numbered(name: &str, kind: &str) -> Option<u64> {
    name.strip_prefix(kind)?.parse().ok()
}

fn create_private(root: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(root)
}
