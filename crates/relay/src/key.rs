//! The key under which the relay's rows are sealed, in a file of the data folder that only its owner may read. It keeps a
//! lost copy of the store alone from telling keys and events.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use keepwell_crypto::{seal::DataKey, secret::Secret32};
use rand_core::CryptoRngCore;
use zeroize::Zeroize as _;

use crate::{error::RelayOpenError, shelf::flush_folder};

const NAME: &str = "store.key";

/// The key in `dir`, made when there is none yet.
pub(crate) fn load_or_make(
    dir: &Path,
    rng: &mut dyn CryptoRngCore,
) -> Result<DataKey, RelayOpenError> {
    match fs::read(dir.join(NAME)) {
        Ok(mut bytes) => {
            let key = <[u8; 32]>::try_from(bytes.as_slice());
            bytes.zeroize();
            let key = key.map_err(|_| RelayOpenError::KeyDamaged)?;
            Ok(DataKey::from_secret(Secret32::from_bytes(key)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = DataKey::generate(rng);
            write(dir, key.secret())?;
            Ok(key)
        }
        Err(error) => Err(error.into()),
    }
}

fn write(dir: &Path, key: &Secret32) -> io::Result<()> {
    let temporary = dir.join(format!("{NAME}.new"));
    let mut file = private(&temporary)?;
    file.write_all(key.expose())?;
    file.sync_all()?;
    fs::rename(&temporary, dir.join(NAME))?;
    flush_folder(dir)
}

/// An empty file that nobody else may read.
fn private(path: &Path) -> io::Result<File> {
    // One left by a crash may have other permissions.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn the_key_is_made_once_and_kept_private() {
        let dir = tempfile::tempdir().unwrap();
        let first = load_or_make(dir.path(), &mut OsRng).unwrap();
        assert!(load_or_make(dir.path(), &mut OsRng).unwrap() == first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(dir.path().join(NAME))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(dir.path().join(NAME), b"short").unwrap();
        assert!(matches!(
            load_or_make(dir.path(), &mut OsRng),
            Err(RelayOpenError::KeyDamaged)
        ));
    }
}
