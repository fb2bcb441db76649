//! An unlocked wallet: its home, its keys and its sealed store. Made from a passphrase or the recovery words; dropped, it
//! is locked again and its keys are wiped. What is done with the record is in other modules, which borrow the vault.

mod slots;

use std::path::Path;

use keepwell_crypto::{
    keys::WalletKeys,
    phrase::{Phrase, WordCount},
    seal::DataKey,
    slot::{Cost, SlotError},
};
use rand_core::CryptoRngCore;
use thiserror::Error;

use crate::{
    home::{Draft, Home, HomeError},
    settings::Settings,
};
use slots::Slots;

/// Why a vault cannot be made, opened or changed.
#[derive(Debug, Error)]
pub enum VaultError {
    /// No passphrase at all.
    #[error("the passphrase is empty: choose one that only you know")]
    EmptyPassphrase,
    /// The folder.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The slots or a value of the vault itself are damaged.
    #[error(
        "the key file of this wallet is damaged: restore from your words and a backup into another folder"
    )]
    SlotsDamaged,
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
        }
    }
}

/// An unlocked wallet. One at a time per home; locked and wiped when dropped.
pub struct Vault {
    home: Home,
    data_key: DataKey,
    keys: WalletKeys,
    settings: Settings,
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
}
