//! The device's own key store as a second way in: a secret that the system keeps behind its own lock, a fingerprint or a
//! login, opens the vault without the passphrase. The shell talks to the system; here the secret is made, used and
//! forgotten.

use std::path::Path;

use keepwell_crypto::secret::Secret32;
use rand_core::CryptoRngCore;

use super::{Vault, VaultError, slots::Slots};
use crate::home::Home;

impl Vault {
    /// Whether the wallet in `root` can be opened by a device's secret.
    ///
    /// # Errors
    /// [`VaultError`] when there is no wallet, or its key file cannot be read.
    pub fn has_device(root: &Path) -> Result<bool, VaultError> {
        Ok(Slots::read(&Home::open(root)?.slots())?.has_device())
    }

    /// Unlocks the wallet in `root` by the secret of [`Vault::add_device`].
    ///
    /// # Errors
    /// [`VaultError::WrongDevice`], or why the home or its store cannot be used.
    pub fn unlock_with_device(root: &Path, secret: &Secret32) -> Result<Self, VaultError> {
        let home = Home::open(root)?;
        let data_key = Slots::read(&home.slots())?.open_by_device(secret)?;
        Self::open(home, data_key)
    }

    /// Makes a secret that opens this vault, in place of an earlier one. The caller hands it to the system's key store,
    /// and calls [`Vault::remove_device`] when the system does not take it.
    ///
    /// # Errors
    /// [`VaultError`] when the key file cannot be replaced; then nothing changed.
    pub fn add_device(&self, rng: &mut dyn CryptoRngCore) -> Result<Secret32, VaultError> {
        let secret = Secret32::generate(rng);
        self.set_device(Some(&secret), rng)?;
        Ok(secret)
    }

    /// From now on no device's secret opens this vault.
    ///
    /// # Errors
    /// [`VaultError`] when the key file cannot be replaced; then the secret is still good.
    pub fn remove_device(&self, rng: &mut dyn CryptoRngCore) -> Result<(), VaultError> {
        self.set_device(None, rng)
    }

    fn set_device(
        &self,
        secret: Option<&Secret32>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), VaultError> {
        self.change_slots(|slots| Ok(slots.with_device(&self.data_key, secret, rng)))
    }
}
