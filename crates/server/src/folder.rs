//! The data folder: a format version first, then a folder for each role, so that a server finds its data again. A folder
//! of a newer version, or of something else, is left as it is.

use std::{
    fs::{self, DirBuilder, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::ServeError;

const VERSION: u32 = 1;
const PREFIX: &str = "keepwell server ";
/// The longest `format` file that is looked at, in bytes.
const MAX_FORMAT: u64 = 64;

/// A data folder of a version this program knows.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Opens the data folder, or makes it for the server's own user alone.
    pub(crate) fn open(path: &Path) -> Result<Self, ServeError> {
        create(path).map_err(ServeError::Folder)?;
        let format = path.join("format");
        match read(&format) {
            Ok(bytes) => check(&bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let text = format!("{PREFIX}{VERSION}\n");
                write_durably(path, &format, text.as_bytes()).map_err(ServeError::Folder)?;
            }
            Err(error) => return Err(ServeError::Folder(error)),
        }
        Ok(Self(path.to_owned()))
    }

    /// The folder of a role.
    pub(crate) fn of(&self, role: &str) -> PathBuf {
        self.0.join(role)
    }
}

/// Makes the folder and those above it that are missing; their names are on the disk when this returns.
pub(crate) fn create(path: &Path) -> io::Result<()> {
    let missing: Vec<_> = path.ancestors().take_while(|one| !one.exists()).collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    let mut above = missing.iter().filter_map(|one| one.parent());
    above.try_for_each(flush)
}

/// Makes the names in a folder durable. Where a folder cannot be opened (Windows) the file system does it by itself.
pub(crate) fn flush(folder: &Path) -> io::Result<()> {
    let is_here = folder.as_os_str().is_empty();
    let folder = if is_here { Path::new(".") } else { folder };
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

fn read(format: &Path) -> io::Result<Vec<u8>> {
    use io::Read as _;
    let mut bytes = Vec::new();
    File::open(format)?
        .take(MAX_FORMAT)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn check(bytes: &[u8]) -> Result<(), ServeError> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let version: Option<u32> = text
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_suffix('\n')?.parse().ok());
    match version {
        Some(VERSION) => Ok(()),
        Some(newer) if newer > VERSION => Err(ServeError::NewerVersion),
        _ => Err(ServeError::ForeignFolder),
    }
}

/// Writes a file of this folder, whole or not at all; it is on the disk when this returns.
pub(crate) fn write_durably(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let aside = path.with_extension("new");
    let mut file = File::create(&aside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&aside, path)?;
    flush(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_ours_or_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        Folder::open(&path).unwrap();
        Folder::open(&path).unwrap();
        let format = path.join("format");
        assert_eq!(fs::read(&format).unwrap(), b"keepwell server 1\n");
        let error = |bytes: &[u8]| {
            fs::write(&format, bytes).unwrap();
            Folder::open(&path).err().unwrap()
        };
        assert!(matches!(
            error(b"keepwell server 2\n"),
            ServeError::NewerVersion
        ));
        for bytes in [
            b"keepwell wallet 1\n".as_slice(),
            b"",
            b"\xff",
            b"keepwell server 1",
        ] {
            assert!(matches!(error(bytes), ServeError::ForeignFolder));
        }
        assert_eq!(fs::read_dir(&path).unwrap().count(), 1, "nothing was made");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_kept_is_for_the_server_s_user_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        Folder::open(&path).unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = Folder::open(file.path()).err().unwrap();
        assert!(matches!(error, ServeError::Folder(_)));
    }
}
