//! Files written so that a crash leaves the old one or the new one, never a torn one: beside the target, synced, renamed
//! over it, and the folder synced. What is written is readable by its owner alone.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// What a file is called until it is whole.
const SUFFIX: &str = ".keepwell-new";

/// A file being written beside its target. Dropped before [`NewFile::commit`], it leaves the target as it was.
pub(crate) struct NewFile {
    file: File,
    aside: PathBuf,
    target: PathBuf,
}

impl NewFile {
    /// Starts the file that shall replace `target`.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub(crate) fn create(target: &Path) -> io::Result<Self> {
        let aside = aside(target);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self {
            file: options.open(&aside)?,
            aside,
            target: target.to_owned(),
        })
    }

    /// Puts the file in place; on return it survives a power cut.
    ///
    /// # Errors
    /// When the disk fails; the target is then the old one or the new one.
    pub(crate) fn commit(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.aside, &self.target)?;
        match self.target.parent() {
            Some(folder) => sync_folder(folder),
            None => Ok(()),
        }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for NewFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // After a commit there is nothing to remove; otherwise a leftover harms nobody.
        fs::remove_file(&self.aside).unwrap_or_default();
    }
}

/// Writes a whole small file.
///
/// # Errors
/// When the disk fails; the target is then the old one or the new one.
pub(crate) fn write_file(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = NewFile::create(target)?;
    file.write_all(bytes)?;
    file.commit()
}

/// Removes a file and what a crash may have left of it half written, so that neither comes back after a power cut; none is fine.
///
/// # Errors
/// When the disk fails.
pub(crate) fn remove_file(target: &Path) -> io::Result<()> {
    let mut is_gone = false;
    for path in [target, aside(target).as_path()] {
        match fs::remove_file(path) {
            Ok(()) => is_gone = true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    match target.parent() {
        Some(folder) if is_gone => sync_folder(folder),
        _ => Ok(()),
    }
}

/// Where a file is written until it is whole.
fn aside(target: &Path) -> PathBuf {
    let mut aside = target.as_os_str().to_owned();
    aside.push(SUFFIX);
    PathBuf::from(aside)
}

/// Makes a folder for its owner alone, and those above it; one that is there stays as it is.
///
/// # Errors
/// When a file is in the way, or the folder above cannot be written to.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(io::ErrorKind::NotADirectory.into())
        }
        other => other,
    }
}

/// Makes names that were created, renamed or removed in a folder survive a power cut.
///
/// # Errors
/// When the disk fails.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    // A bare file name has the empty path as its parent: the current folder.
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    File::open(path)?.sync_all()
}

/// Other systems keep names with the file's own sync, and do not open folders.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
