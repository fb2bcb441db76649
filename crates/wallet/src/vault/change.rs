//! What can be changed of a vault: its passphrase and its servers. A new passphrase re-wraps the data key; the record is
//! not encrypted again.

use keepwell_crypto::slot::Cost;
use keepwell_store::Batch;
use rand_core::CryptoRngCore;

use super::{SETTINGS, TABLE, Vault, VaultError, require_passphrase, slots::Slots};
use crate::{grants::GrantError, index, settings::Settings};

impl Vault {
    /// Sets another passphrase. The old one opens nothing any more once this returns, save a copy of the folder that was
    /// made before.
    ///
    /// # Errors
    /// [`VaultError`]; the old passphrase is then still good.
    pub fn change_passphrase(
        &self,
        passphrase: &str,
        cost: Cost,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), VaultError> {
        require_passphrase(passphrase)?;
        let path = self.home.slots();
        let slots = Slots::read(&path)?;
        slots
            .with_passphrase(&self.data_key, passphrase, cost, rng)?
            .write(&path)
    }

    /// Pins other servers. Shares stay where they are; their index is written to the new relay when things are sent next.
    ///
    /// # Errors
    /// [`VaultError`]; then the old ones stay.
    pub fn set_settings(&mut self, settings: Settings) -> Result<(), VaultError> {
        if settings.relay != self.settings.relay {
            index::forget(self)?;
        }
        let mut batch = Batch::new();
        batch.put(TABLE, SETTINGS, settings.encode());
        self.store.write(&batch)?;
        self.settings = settings;
        Ok(())
    }
}

impl From<GrantError> for VaultError {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::Store(error) => Self::Store(error),
            _ => Self::Damaged,
        }
    }
}
