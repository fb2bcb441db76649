//! New vaults: from fresh words, or (for a restore) from words a person has. The home is built aside, filled, and only
//! then put in place, so that a failure leaves no half wallet.

use std::path::Path;

use keepwell_crypto::{
    keys::WalletKeys,
    phrase::{Phrase, WordCount},
    seal::DataKey,
    slot::Cost,
};
use keepwell_store::{Batch, Store};
use rand_core::CryptoRngCore;

use super::{KEYS, SETTINGS, TABLE, Vault, VaultError, WORDS, require_passphrase, slots::Slots};
use crate::{
    home::{Draft, Home},
    settings::Settings,
};

/// What a new vault is made of.
#[derive(Clone, Copy)]
pub struct NewVault<'a> {
    /// Where its home shall be: a folder that is new, or has no wallet in it.
    pub root: &'a Path,
    /// What shall unlock it.
    pub passphrase: &'a str,
    /// The cost of guessing the passphrase; programs pass [`Cost::STANDARD`].
    pub cost: Cost,
    /// The servers to pin.
    pub settings: &'a Settings,
}

impl Vault {
    /// Makes a wallet and gives it unlocked, with its recovery words to be shown once.
    ///
    /// # Errors
    /// [`VaultError`]; then there is no wallet. A home that is there is never touched.
    pub fn create(
        new: &NewVault<'_>,
        words: WordCount,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(Self, Phrase), VaultError> {
        let phrase = Phrase::generate(words, rng);
        let vault = new.build(&phrase, rng, |_, _, _| Ok::<_, VaultError>(()))?;
        Ok((vault, phrase))
    }
}

impl NewVault<'_> {
    /// Builds the vault of `phrase`; `fill` puts into its home and store what there is to restore.
    ///
    /// # Errors
    /// Those of `fill`, or [`VaultError`]; then there is no wallet.
    pub(crate) fn build<E: From<VaultError>>(
        &self,
        phrase: &Phrase,
        rng: &mut dyn CryptoRngCore,
        fill: impl FnOnce(&Home, &DataKey, &Store) -> Result<(), E>,
    ) -> Result<Vault, E> {
        require_passphrase(self.passphrase)?;
        let keys = WalletKeys::derive(phrase);
        let data_key = DataKey::generate(rng);
        let draft = Draft::start(self.root).map_err(VaultError::from)?;
        let slots = Slots::make(&data_key, self.passphrase, &keys, self.cost, rng)?;
        slots.write(&draft.home().slots())?;
        let store = open_store(draft.home(), &data_key)?;
        fill(draft.home(), &data_key, &store)?;
        self.seal_keys(phrase, &keys, &store)?;
        drop(store);
        let home = draft.finish().map_err(VaultError::from)?;
        Ok(Vault::open(home, data_key)?)
    }

    /// The words are kept beside the keys that come from them, so that a person can be asked for them later.
    fn seal_keys(
        &self,
        phrase: &Phrase,
        keys: &WalletKeys,
        store: &Store,
    ) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        batch.put(TABLE, WORDS, phrase.entropy().to_vec());
        batch.put(TABLE, KEYS, keys.to_bytes().to_vec());
        batch.put(TABLE, SETTINGS, self.settings.encode());
        Ok(store.write(&batch)?)
    }
}

fn open_store(home: &Home, data_key: &DataKey) -> Result<Store, VaultError> {
    Ok(Store::open(&home.store(), data_key)?.store)
}
