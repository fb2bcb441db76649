//! What can be changed of a vault: its passphrase and its servers. A new passphrase re-wraps the data key; the record is
//! not encrypted again.

use std::sync::PoisonError;

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
        self.change_slots(|slots| slots.with_passphrase(&self.data_key, passphrase, cost, rng))
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

    /// Replaces the key file, one at a time: of two who change it at once neither brings back what the other took away.
    pub(super) fn change_slots(
        &self,
        change: impl FnOnce(&Slots) -> Result<Slots, VaultError>,
    ) -> Result<(), VaultError> {
        let _alone = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.home.slots();
        change(&Slots::read(&path)?)?.write(&path)
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
