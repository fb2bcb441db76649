//! The ways into a wallet and out of it for good: made new, restored, unlocked by its passphrase or by the system's key
//! store, erased.

use std::{
    path::Path,
    sync::{RwLockWriteGuard, atomic::Ordering},
};

use keepwell_wallet::{
    backup,
    edge::{Cost, Phrase, Secret32, WordCount},
    emergency::locked,
    index,
    preferences::Preferences,
    records,
    settings::{Settings, pin},
    sync,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;

use super::Session;
use crate::{
    clock, desk::PATIENCE, failure::Failure, key_store, shown::wallet::Restored, told::Change,
};

impl Session {
    /// Makes a wallet, leaves it open and gives its recovery words.
    ///
    /// # Errors
    /// When the server or the folder cannot be used; then there is no wallet.
    pub(crate) fn create(
        &self,
        server: &str,
        passphrase: &str,
    ) -> Result<Vec<&'static str>, Failure> {
        let settings = self.ask(server)?;
        let (vault, phrase) = Vault::create(
            &self.new_vault(passphrase, &settings),
            WordCount::Twelve,
            &mut OsRng,
        )?;
        self.enter(vault);
        Ok(phrase.words().collect())
    }

    /// Makes a wallet from recovery words, and from a backup if there is one.
    ///
    /// # Errors
    /// When words, backup, server or folder cannot be used; then there is no wallet.
    pub(crate) fn restore(
        &self,
        server: &str,
        words: &str,
        passphrase: &str,
        backup: Option<&Path>,
    ) -> Result<Restored, Failure> {
        let phrase = Phrase::parse(words)?;
        let settings = self.ask(server)?;
        let new = self.new_vault(passphrase, &settings);
        let vault = backup::restore(&new, &phrase, backup, clock::now(), &mut OsRng)?;
        // What the relay does not tell now, the next round asks again.
        let told = index::restore(&vault, &self.transport.within(PATIENCE), clock::now());
        let restored = Restored {
            records: records::count(&vault)?,
            grants: told.map_or(0, |restored| restored.grants as u64),
        };
        self.enter(vault);
        Ok(restored)
    }

    /// Opens the wallet by its passphrase. One that is open already stays so.
    ///
    /// # Errors
    /// When the passphrase is wrong or the folder cannot be used.
    pub(crate) fn unlock(&self, passphrase: &str) -> Result<(), Failure> {
        if !self.is_open() {
            self.enter(Vault::unlock(&self.folder, passphrase)?);
        }
        Ok(())
    }

    /// Opens the wallet by the secret in the system's key store. One that is open already stays so. The system may ask the
    /// person first; what they answer after the wallet was opened or locked in another way opens nothing.
    ///
    /// # Errors
    /// When the system gives no secret, or it is not this wallet's.
    pub(crate) fn unlock_with_key_store(&self) -> Result<(), Failure> {
        let turn = self.turns.load(Ordering::Relaxed);
        if self.is_open() {
            return Ok(());
        }
        let secret = key_store::fetch(&self.folder)?;
        let vault = self.turn();
        if vault.is_some() {
            return Ok(());
        }
        if self.turns.load(Ordering::Relaxed) != turn + 1 {
            return Err(Failure::late());
        }
        let opened = Vault::unlock_with_device(&self.folder, &secret)?;
        self.enter_by(vault, opened);
        Ok(())
    }

    /// Lets the system's key store open the wallet too. The system may ask the person first; the wallet can be used and
    /// locked meanwhile.
    ///
    /// # Errors
    /// When the wallet is locked, or the system does not take the secret; then no secret opens the wallet that did not
    /// open it before.
    pub(crate) fn turn_key_store_on(&self) -> Result<(), Failure> {
        self.with_vault(|_| Ok(()))?;
        let secret = Secret32::generate(&mut OsRng);
        key_store::keep(&self.folder, &secret)?;
        let added = self.with_vault(|vault| Ok(vault.add_device(&secret, &mut OsRng)?));
        if added.is_err() {
            key_store::forget(&self.folder);
        }
        added
    }

    /// From now on only the passphrase opens the wallet, whether the system answers or not.
    ///
    /// # Errors
    /// When the wallet is locked or its folder cannot be written.
    pub(crate) fn turn_key_store_off(&self) -> Result<(), Failure> {
        self.with_vault(|vault| Ok(vault.remove_device(&mut OsRng)?))?;
        key_store::forget(&self.folder);
        Ok(())
    }

    /// Opens the wallet by its recovery words and sets a new passphrase, for whoever forgot the old one. The record stays
    /// as it is.
    ///
    /// # Errors
    /// When the words are not this wallet's, and the old passphrase stays; or when the folder cannot be used.
    pub(crate) fn unlock_with_words(&self, words: &str, passphrase: &str) -> Result<(), Failure> {
        if !self.is_open() {
            let phrase = Phrase::parse(words)?;
            let cost = Cost::STANDARD;
            let vault = Vault::recover(&self.folder, &phrase, passphrase, cost, &mut OsRng)?;
            self.enter(vault);
        }
        Ok(())
    }

    /// Uses another server from now on. Old shares stay where they are.
    ///
    /// # Errors
    /// When the passphrase is wrong, the server cannot be used, or the one in use shows another ledger key than before.
    pub(crate) fn use_server(
        &self,
        server: &str,
        witnesses: Option<&str>,
        passphrase: &str,
    ) -> Result<(), Failure> {
        self.with_vault(|vault| Ok(vault.confirm(passphrase)?))?;
        let mut settings = self.ask(server)?;
        if let Some(policy) = witnesses {
            settings = settings.with_policy(policy)?;
        }
        let mut vault = self.turn();
        let open = vault.as_mut().ok_or_else(Failure::locked)?;
        let settings = settings.after(open.settings(), &sync::ledger_keys(open)?)?;
        open.set_settings(settings)?;
        drop(vault);
        self.bell.ring();
        Ok(())
    }

    /// Deletes everything on this device.
    ///
    /// # Errors
    /// When the passphrase is wrong, and nothing is deleted; or when the disk fails.
    pub(crate) fn erase(&self, passphrase: &str) -> Result<(), Failure> {
        let mut vault = self.turn();
        let open = vault.as_ref().ok_or_else(Failure::locked)?;
        open.confirm(passphrase)?;
        self.forget();
        if let Some(vault) = vault.take() {
            vault.erase(&mut OsRng)?;
        }
        drop(vault);
        key_store::forget(&self.folder);
        Preferences::erase(&self.folder)?;
        self.told.tell(Change::Locked);
        Ok(())
    }

    fn ask(&self, server: &str) -> Result<Settings, Failure> {
        let transport = self.transport.within(PATIENCE);
        Ok(pin(&transport, server.trim().parse()?, None)?)
    }

    fn new_vault<'a>(&'a self, passphrase: &'a str, settings: &'a Settings) -> NewVault<'a> {
        NewVault {
            root: &self.folder,
            passphrase,
            cost: Cost::STANDARD,
            settings,
        }
    }

    fn enter(&self, opened: Vault) {
        self.enter_by(self.turn(), opened);
    }

    fn enter_by(&self, mut vault: RwLockWriteGuard<'_, Option<Vault>>, opened: Vault) {
        self.awake();
        self.leave_behind();
        // Before anybody can lock it again: the card that a locked wallet shows is never older than the last unlock. One that cannot
        // be made is gone, and keeps nobody out of their record.
        let _ = locked::renew(&opened, clock::now(), &mut OsRng);
        *vault = Some(opened);
        drop(vault);
        self.bell.ring();
    }
}
