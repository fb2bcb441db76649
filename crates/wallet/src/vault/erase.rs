//! The end of a wallet on this device. Without its slots nothing in the home can be opened, so they are overwritten
//! before anything is deleted; what the disk itself keeps of deleted files is then noise.

use rand_core::CryptoRngCore;

use super::{Vault, VaultError};

/// As much as one write to a disk covers.
const NOISE_BYTES: usize = 4096;

impl Vault {
    /// Deletes the wallet from this device. Grants that are still open stay open until they expire; stop them first.
    ///
    /// # Errors
    /// [`VaultError::Home`] when the disk fails; the slots are gone first.
    pub fn erase(self, rng: &mut dyn CryptoRngCore) -> Result<(), VaultError> {
        let mut noise = [0; NOISE_BYTES];
        rng.fill_bytes(&mut noise);
        let home = self.home.clone();
        drop(self);
        Ok(home.remove(&noise)?)
    }
}
