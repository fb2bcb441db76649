//! The data folder: a format version first, then a folder for each role, so that a server finds its data again and a
//! newer version's data is left alone.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::ServeError;

const FORMAT: &str = "keepwell-server 1\n";

/// A data folder of a version this program knows.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Opens the data folder, or makes it.
    pub(crate) fn open(path: &Path) -> Result<Self, ServeError> {
        fs::create_dir_all(path).map_err(ServeError::Folder)?;
        restrict(path).map_err(ServeError::Folder)?;
        let format = path.join("format");
        match fs::read_to_string(&format) {
            Ok(text) if text == FORMAT => {}
            Ok(_) => return Err(ServeError::NewerVersion),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                write_durably(path, &format).map_err(ServeError::Folder)?;
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

/// Ciphertext and keys are for the server's own user alone.
#[cfg(unix)]
fn restrict(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn restrict(_path: &Path) -> io::Result<()> {
    Ok(())
}

fn write_durably(folder: &Path, format: &Path) -> io::Result<()> {
    let aside = folder.join("format.new");
    let mut file = File::create(&aside)?;
    file.write_all(FORMAT.as_bytes())?;
    file.sync_all()?;
    fs::rename(&aside, format)?;
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
