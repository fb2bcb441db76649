//! Files that are there completely or not at all, also after a power cut: written under another name, flushed, renamed,
//! and their folders flushed. Everything the ledger keeps beside its write-ahead log goes through here, and is for its owner alone.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::step::{Step, passed};

/// How long a writer waits for a file that the system has none left of: connections take them too, and end.
const FILE_TRIES: u32 = 1200;
const FILE_PAUSE: Duration = Duration::from_millis(50);

/// Files being written together; they are durable once [`Writes::finish`] has returned.
#[derive(Default)]
pub(crate) struct Writes {
    /// Folders whose entries have changed.
    folders: BTreeSet<PathBuf>,
}

impl Writes {
    /// Writes a file and flushes its content.
    pub(crate) fn put(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = parent(path);
        self.make_folder(folder)?;
        let temporary = path.with_added_extension("tmp");
        let mut options = private();
        options.write(true).create(true).truncate(true);
        let mut file = patiently(|| options.open(&temporary))?;
        file.write_all(bytes)?;
        passed(Step::FileWritten);
        file.sync_all()?;
        passed(Step::FileFlushed);
        fs::rename(&temporary, path)?;
        passed(Step::FileRenamed);
        self.folders.insert(folder.to_owned());
        Ok(())
    }

    /// Makes a folder and those above it.
    pub(crate) fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        let above = parent(folder);
        self.make_folder(above)?;
        match private_folder().create(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => passed(Step::FolderMade),
        }
        self.folders.insert(above.to_owned());
        Ok(())
    }

    /// A file below whose folder something else was done, as removing it.
    pub(crate) fn touch(&mut self, path: &Path) {
        self.folders.insert(parent(path).to_owned());
    }

    /// Flushes the names, which makes everything durable.
    pub(crate) fn finish(self) -> io::Result<()> {
        self.folders
            .iter()
            .try_for_each(|folder| flush_folder(folder))
    }
}

/// Writes one file durably.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut writes = Writes::default();
    writes.put(path, bytes)?;
    writes.finish()
}

/// The content of a file, `None` where there is none.
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    patiently(|| read_at_once(path))
}

/// The same for somebody who is told to come again where the system has no file left: a request, or the rules while requests wait.
pub(crate) fn read_at_once(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What is in a folder.
pub(crate) fn list(folder: &Path) -> io::Result<fs::ReadDir> {
    patiently(|| fs::read_dir(folder))
}

/// Makes the names in a folder durable. Where a folder cannot be opened (Windows) the file system does it by itself.
pub(crate) fn flush_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    if cfg!(unix) {
        patiently(|| File::open(folder))?.sync_all()?;
    }
    passed(Step::FolderFlushed);
    Ok(())
}

/// Gives what stands at `path` to the owner of `of`, where it has another one.
#[cfg(unix)]
pub(crate) fn give(path: &Path, of: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let (its, owner) = (fs::metadata(path)?, fs::metadata(of)?);
    if its.uid() == owner.uid() {
        return Ok(());
    }
    chown(path, Some(owner.uid()), Some(owner.gid()))
}

#[cfg(not(unix))]
pub(crate) fn give(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Opens something on behalf of a writer. While the process has as many files open as it may, it is tried again, so that
/// a flood of connections makes the ledger slow and does not stop it.
pub(crate) fn patiently<T>(open: impl Fn() -> io::Result<T>) -> io::Result<T> {
    for _ in 0..FILE_TRIES {
        match open() {
            Err(error) if is_out_of_files(&error) => thread::sleep(FILE_PAUSE),
            outcome => return outcome,
        }
    }
    open()
}

/// `ENFILE` or `EMFILE`, which have these numbers on every Unix.
pub(crate) fn is_out_of_files(error: &io::Error) -> bool {
    cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24))
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// For a file that only its owner may read.
#[cfg(unix)]
pub(crate) fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
pub(crate) fn private() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(unix)]
fn private_folder() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt as _;
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn private_folder() -> DirBuilder {
    DirBuilder::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b/file");
        assert_eq!(read(&path).unwrap(), None);
        write(&path, b"first").unwrap();
        write(&path, b"2").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some(b"2".as_slice()));
        let names = fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(names, 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_writer_waits_for_a_file_and_for_nothing_else() {
        let tries = std::cell::Cell::new(0);
        let third = |code| {
            tries.set(tries.get() + 1);
            let failed = tries.get() % 3 != 0;
            failed
                .then(|| io::Error::from_raw_os_error(code))
                .map_or(Ok(()), Err)
        };
        let open = |code| patiently(|| third(code));
        assert!(open(24).is_ok());
        assert_eq!(tries.get(), 3);
        let disk_full = 28;
        assert!(open(disk_full).is_err());
        assert_eq!(tries.get(), 4);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_and_its_folder_are_their_owners() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("folder/key");
        write(&path, b"secret").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode(&path), mode(parent(&path))], [0o600, 0o700]);
    }
}
