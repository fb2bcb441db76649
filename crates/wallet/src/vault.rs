//! An unlocked wallet: its home, its keys and its sealed store. Made from a passphrase or the recovery words; dropped, it
//! is locked again and its keys are wiped. What is done with the record is in other modules, which borrow the vault.

mod change;
mod create;
mod device;
mod erase;
mod slots;
mod unlock;

use std::sync::{Mutex, MutexGuard, PoisonError};

use keepwell_crypto::{keys::WalletKeys, seal::DataKey, slot::SlotError, stack};
use keepwell_protocol::FormatError;
use keepwell_store::{Store, StoreError, Table};
use thiserror::Error;

use crate::{
    home::{Home, HomeError},
    records::HeldCatalogue,
    settings::Settings,
};

pub use create::NewVault;

/// The vault's own rows.
pub(crate) const TABLE: Table = Table::new("vault");
const KEYS: &[u8] = b"keys";
const SETTINGS: &[u8] = b"settings";
/// The randomness of the recovery words.
pub(crate) const WORDS: &[u8] = b"words";
/// What is known of backups.
pub(crate) const BACKUP: &[u8] = b"backup";

/// Why a vault cannot be made, opened or changed.
#[derive(Debug, Error)]
pub enum VaultError {
    /// The vault's own values make no sense, though they are authentic.
    #[error(
        "this wallet's own settings are damaged: restore from your words and a backup into another folder"
    )]
    Damaged,
    /// No passphrase at all.
    #[error("the passphrase is empty: choose one that only you know")]
    EmptyPassphrase,
    /// The folder.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// Too little memory for what a guess of the passphrase costs.
    #[error(
        "there is not enough free memory to check the passphrase: close other programs and try again"
    )]
    NoMemory,
    /// A wallet from before the words were kept.
    #[error("this wallet does not keep its words: look at the paper you wrote them on")]
    NoWords,
    /// The file of unlock slots is cut or changed.
    #[error(
        "the key file of this wallet is damaged: restore from your words and a backup into another folder"
    )]
    SlotsDamaged,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The device's secret opens nothing here: it was turned off, or belongs to another wallet.
    #[error("this device's key does not open this wallet: use your passphrase")]
    WrongDevice,
    /// Not the passphrase.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// Valid words, of another wallet.
    #[error("these recovery words belong to another wallet")]
    WrongPhrase,
}

impl From<SlotError> for VaultError {
    fn from(error: SlotError) -> Self {
        match error {
            SlotError::WrongPassphrase => Self::WrongPassphrase,
            SlotError::Damaged => Self::SlotsDamaged,
            SlotError::NoMemory => Self::NoMemory,
        }
    }
}

impl From<FormatError> for VaultError {
    fn from(error: FormatError) -> Self {
        match error {
            FormatError::UnknownVersion { .. } => HomeError::NewerVersion.into(),
            _ => Self::Damaged,
        }
    }
}

/// An unlocked wallet. One at a time per home; locked and wiped when dropped.
pub struct Vault {
    home: Home,
    data_key: DataKey,
    keys: WalletKeys,
    settings: Settings,
    store: Store,
    was_rebuilt: bool,
    /// Held while records are read, changed and written back, so that no two imports number or merge them at once.
    records: Mutex<()>,
    /// Held while the key file is read, changed and written back.
    slots: Mutex<()>,
    catalogue: HeldCatalogue,
}

impl Vault {
    /// The folder it lives in.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The keys that the recovery words stand for.
    pub fn keys(&self) -> &WalletKeys {
        &self.keys
    }

    /// The key under which everything in the home is sealed.
    pub fn data_key(&self) -> &DataKey {
        &self.data_key
    }

    /// The servers this wallet was set up with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The sealed store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Whether the store was found damaged at unlocking and was rebuilt from its copy. Nothing was lost; the disk may
    /// be failing.
    pub fn was_rebuilt(&self) -> bool {
        self.was_rebuilt
    }

    /// Where the catalogue of the records is while the wallet is open.
    pub(crate) fn held_catalogue(&self) -> &HeldCatalogue {
        &self.catalogue
    }

    /// Keeps others from changing records meanwhile.
    pub(crate) fn lock_records(&self) -> MutexGuard<'_, ()> {
        // Nothing is guarded but the order of work, which a panic elsewhere does not spoil.
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        // The keys themselves are wiped by their types; what was computed with them may have left copies.
        stack::sweep();
    }
}

fn require_passphrase(passphrase: &str) -> Result<(), VaultError> {
    if passphrase.is_empty() {
        Err(VaultError::EmptyPassphrase)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
