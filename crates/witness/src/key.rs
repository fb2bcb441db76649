//! The witness's private key in its folder: 32 bytes that only the owner of the folder may read. It signs cosignatures and
//! nothing else, as the standard demands.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use keepwell_crypto::sign::SigningKey;
use rand_core::CryptoRngCore;
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use crate::WitnessError;

/// Reads the key.
pub(crate) fn read(path: &Path) -> Result<SigningKey, WitnessError> {
    let damaged = || WitnessError::Damaged(path.to_owned());
    let bytes = Zeroizing::new(fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => damaged(),
        _ => WitnessError::Disk(error),
    })?);
    let seed: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| damaged())?;
    Ok(SigningKey::from_seed(seed))
}

/// Makes a new key. A temporary file is its owner's alone, and keeps that when it gets its name.
pub(crate) fn make(path: &Path, rng: &mut dyn CryptoRngCore) -> Result<SigningKey, WitnessError> {
    let mut seed = Zeroizing::new([0; 32]);
    rng.fill_bytes(seed.as_mut_slice());
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::with_prefix_in(".new", folder)?;
    file.write_all(seed.as_slice())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(SigningKey::from_seed(&seed))
}
