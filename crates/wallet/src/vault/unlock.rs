//! The way in: by the passphrase, or by the recovery words when the passphrase is forgotten. The data key opens the store,
//! and the store holds the wallet's keys, so that no unlock needs the words.

use std::{path::Path, sync::Mutex};

use keepwell_crypto::{keys::WalletKeys, phrase::Phrase, seal::DataKey, slot::Cost, stack};
use keepwell_store::Store;
use rand_core::CryptoRngCore;

use super::{KEYS, SETTINGS, TABLE, Vault, VaultError, require_passphrase, slots::Slots};
use crate::{
    home::Home,
    outbox::files,
    records::{HeldCatalogue, sweep_files},
    settings::Settings,
};

impl Vault {
    /// Unlocks the wallet in `root`.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], or why the home or its store cannot be used.
    pub fn unlock(root: &Path, passphrase: &str) -> Result<Self, VaultError> {
        let home = Home::open(root)?;
        let data_key = Slots::read(&home.slots())?.open(passphrase);
        stack::sweep();
        Self::open(home, data_key?)
    }

    /// Unlocks the wallet in `root` by its recovery words and sets a new passphrase. The record stays as it is.
    ///
    /// # Errors
    /// [`VaultError::WrongPhrase`], or why the home or its store cannot be used; the old passphrase is then still good.
    pub fn recover(
        root: &Path,
        phrase: &Phrase,
        passphrase: &str,
        cost: Cost,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, VaultError> {
        require_passphrase(passphrase)?;
        let home = Home::open(root)?;
        let keys = WalletKeys::derive(phrase);
        let data_key = Slots::read(&home.slots())?.open_by_words(&keys);
        stack::sweep();
        let vault = Self::open(home, data_key?)?;
        vault.change_passphrase(passphrase, cost, rng)?;
        Ok(vault)
    }

    /// Asks for the passphrase once more before something that cannot be undone.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], or why the key file cannot be read.
    pub fn confirm(&self, passphrase: &str) -> Result<(), VaultError> {
        let data_key = Slots::read(&self.home.slots())?.open(passphrase)?;
        if data_key == self.data_key {
            Ok(())
        } else {
            Err(VaultError::SlotsDamaged)
        }
    }

    /// Opens the store of a home.
    ///
    /// # Errors
    /// [`VaultError`] when it is damaged beyond repair, in use, or of a newer version.
    pub(super) fn open(home: Home, data_key: DataKey) -> Result<Self, VaultError> {
        let opened = Store::open(&home.store(), &data_key)?;
        let store = opened.store;
        let keys = store.get(TABLE, KEYS)?.ok_or(VaultError::Damaged)?;
        let settings = store.get(TABLE, SETTINGS)?.ok_or(VaultError::Damaged)?;
        sweep_files(&home, &store)?;
        let vault = Self {
            keys: WalletKeys::from_bytes(&keys).ok_or(VaultError::Damaged)?,
            settings: Settings::parse(&settings)?,
            was_rebuilt: opened.rebuilt.is_some(),
            records: Mutex::new(()),
            slots: Mutex::default(),
            catalogue: HeldCatalogue::default(),
            home,
            data_key,
            store,
        };
        files::sweep(&vault);
        stack::sweep();
        Ok(vault)
    }
}
