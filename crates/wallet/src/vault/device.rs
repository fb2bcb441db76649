//! The device's own key store as a second way in: a secret that the system keeps behind its own lock, a fingerprint or a
//! login, opens the vault without the passphrase. The shell makes it and talks to the system; here it is used and forgotten.

use std::path::Path;

use keepwell_crypto::{secret::Secret32, stack};
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
        let data_key = Slots::read(&home.slots())?.open_by_device(secret);
        stack::sweep();
        Self::open(home, data_key?)
    }

    /// From now on this secret opens the vault, and no earlier one. The caller gives it to the system's key store first, so
    /// that nothing opens the vault that nobody keeps.
    ///
    /// # Errors
    /// [`VaultError`] when the key file cannot be replaced; then nothing changed.
    pub fn add_device(
        &self,
        secret: &Secret32,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), VaultError> {
        self.change_slots(|slots| Ok(slots.with_device(&self.data_key, Some(secret), rng)))
    }

    /// From now on no device's secret opens this vault.
    ///
    /// # Errors
    /// [`VaultError`] when the key file cannot be replaced; then the secret is still good.
    pub fn remove_device(&self, rng: &mut dyn CryptoRngCore) -> Result<(), VaultError> {
        self.change_slots(|slots| Ok(slots.with_device(&self.data_key, None, rng)))
    }
}
