//! Files that the person asked for: a picture, a card, a proof. Each is written beside its place and is there only when it
//! is whole and on the disk. What a command that was killed left beside it is removed by the next one for the same place.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::exit::{Failure, Kind};

/// How a file ends that is not whole yet.
const UNFINISHED: &str = ".keepwell-new";

/// Writes a file that the person asked for, whole or not at all.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    NewFile::prepare(path)?.write(bytes)
}

/// A file that the person asked for, for which there is a place; it is there only when it was written whole.
pub(crate) struct NewFile<'a> {
    path: &'a Path,
    aside: tempfile::NamedTempFile,
}

impl<'a> NewFile<'a> {
    /// Finds out that it can be written, before anything is done that cannot be taken back.
    pub(crate) fn prepare(path: &'a Path) -> Result<Self, Failure> {
        if path.is_dir() {
            return Err(unwritten(path, &io::ErrorKind::IsADirectory.into()));
        }
        remove_leftovers(path);
        let aside = aside(path)
            // What the error says of a file aside would only confuse.
            .map_err(|error| unwritten(path, &error.kind().into()))?;
        Ok(Self { path, aside })
    }

    /// Writes it; on return it survives a power cut.
    pub(crate) fn write(mut self, bytes: &[u8]) -> Result<(), Failure> {
        let failed = |error: io::Error| unwritten(self.path, &error);
        self.aside.write_all(bytes).map_err(failed)?;
        self.aside.as_file().sync_all().map_err(failed)?;
        self.aside
            .persist(self.path)
            .map_err(|error| failed(error.error))?;
        sync_folder(&folder(self.path)).map_err(failed)
    }
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: free some space and try again".to_owned()
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "that place cannot be written to: allow it, or choose another".to_owned()
        }
        _ => error.to_string(),
    };
    let message = format!("{} could not be written: {message}", path.display());
    Failure::new(Kind::Other, "write", message)
}

/// A file beside the one that is asked for, with the permissions that files of this person usually have. It is locked as
/// long as somebody writes it.
fn aside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let prefix = prefix(path);
    let aside = builder
        .prefix(&prefix)
        .suffix(UNFINISHED)
        .tempfile_in(folder(path))?;
    // Where a file cannot be locked, nobody takes it for a leftover either.
    aside.as_file().try_lock().unwrap_or_default();
    Ok(aside)
}

/// Removes what was left of earlier tries for the same place by commands that were killed: nobody holds its lock.
fn remove_leftovers(path: &Path) {
    let prefix = prefix(path);
    for entry in fs::read_dir(folder(path)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        let is_ours = name.starts_with(prefix.as_encoded_bytes());
        if is_ours && name.ends_with(UNFINISHED.as_bytes()) && is_left(&entry.path()) {
            fs::remove_file(entry.path()).unwrap_or_default();
        }
    }
}

fn is_left(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

fn prefix(path: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    prefix
}

fn folder(path: &Path) -> PathBuf {
    let folder = path.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(".".as_ref()).to_owned()
}

/// Makes the new name survive a power cut.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Other systems keep names with the file's own sync, and do not open folders.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<_> = entries
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn what_a_killed_command_left_goes_and_what_another_writes_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("code.png");
        let left = dir.path().join(".code.png.AbCdEf.keepwell-new");
        let others = dir.path().join(".card.png.AbCdEf.keepwell-new");
        for file in [&left, &others] {
            fs::write(file, b"half").unwrap();
        }
        let under_way = NewFile::prepare(&path).ok().unwrap();
        assert!(!left.exists());
        write_file(&path, b"whole").ok().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        under_way.write(b"whole too").ok().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole too");
        assert_eq!(
            names(dir.path()),
            [".card.png.AbCdEf.keepwell-new", "code.png"]
        );
    }
}
