//! The relay's two keys, each in a file of the data folder that only its owner may read: the one under which its rows are sealed,
//! which keeps a lost copy of the store alone from telling keys and events, and the one that signs its access roots.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use keepwell_crypto::{seal::DataKey, secret::Secret32, sign::SigningKey};
use rand_core::CryptoRngCore;
use zeroize::Zeroize as _;

use crate::{error::RelayOpenError, shelf::flush_folder};

const STORE: &str = "store.key";
const ROOTS: &str = "roots.key";

/// The key of the store in `dir`, made when there is none yet.
pub(crate) fn of_store(dir: &Path, rng: &mut dyn CryptoRngCore) -> Result<DataKey, RelayOpenError> {
    load_or_make(dir, STORE, rng).map(DataKey::from_secret)
}

/// The key that signs access roots, made when there is none yet.
pub(crate) fn of_roots(
    dir: &Path,
    rng: &mut dyn CryptoRngCore,
) -> Result<SigningKey, RelayOpenError> {
    let seed = load_or_make(dir, ROOTS, rng)?;
    Ok(SigningKey::from_seed(seed.expose()))
}

fn load_or_make(
    dir: &Path,
    name: &str,
    rng: &mut dyn CryptoRngCore,
) -> Result<Secret32, RelayOpenError> {
    match fs::read(dir.join(name)) {
        Ok(mut bytes) => {
            let key = <[u8; 32]>::try_from(bytes.as_slice());
            bytes.zeroize();
            let key = key.map_err(|_| RelayOpenError::KeyDamaged)?;
            Ok(Secret32::from_bytes(key))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = Secret32::generate(rng);
            write(dir, name, &key)?;
            Ok(key)
        }
        Err(error) => Err(error.into()),
    }
}

fn write(dir: &Path, name: &str, key: &Secret32) -> io::Result<()> {
    let temporary = dir.join(format!("{name}.new"));
    let mut file = private(&temporary)?;
    file.write_all(key.expose())?;
    file.sync_all()?;
    fs::rename(&temporary, dir.join(name))?;
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
        let first = of_store(dir.path(), &mut OsRng).unwrap();
        assert!(of_store(dir.path(), &mut OsRng).unwrap() == first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(dir.path().join(STORE))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(dir.path().join(STORE), b"short").unwrap();
        assert!(matches!(
            of_store(dir.path(), &mut OsRng),
            Err(RelayOpenError::KeyDamaged)
        ));
    }
}
