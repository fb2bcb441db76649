//! The wallet while the app runs: locked or unlocked, and who may use it when. Once locking has returned, the keys are
//! wiped and nothing works with the wallet any more.

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError, RwLock, atomic::AtomicUsize},
};

use keepwell_wallet::{
    edge::{Cost, HttpOptions, HttpTransport, WordCount},
    home::{Home, HomeError},
    settings::pin,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;

use crate::{
    desk::{PATIENCE, Waiting},
    failure::Failure,
};

/// One per running app.
pub(crate) struct Session {
    folder: PathBuf,
    /// The server that a new wallet is offered.
    server: Option<String>,
    pub(crate) transport: HttpTransport,
    /// `None` is locked. Held for reading by whoever uses the wallet, for writing by whoever locks or unlocks it.
    vault: RwLock<Option<Vault>>,
    /// Held by whoever makes or sends grants, before the vault, so that no two send the same.
    pub(crate) desk: Mutex<()>,
    /// How many wait for desk or vault because a person asked for something; the background gives way to them.
    pub(crate) waiting: AtomicUsize,
}

/// Where the wallet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// There is none on this device.
    None,
    /// There is one; its passphrase opens it.
    Locked,
    /// It is in use.
    Open,
}

impl Session {
    /// A session of the wallet that is, or will be, in `folder`.
    pub(crate) fn new(folder: PathBuf, server: Option<String>) -> Self {
        Self {
            folder,
            server,
            transport: HttpTransport::new(HttpOptions::default()),
            vault: RwLock::new(None),
            desk: Mutex::new(()),
            waiting: AtomicUsize::new(0),
        }
    }

    /// Where the wallet stands, and the server it uses or is offered.
    ///
    /// # Errors
    /// When its folder cannot be used.
    pub(crate) fn status(&self) -> Result<(State, Option<String>), Failure> {
        let vault = self.vault.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(vault) = &*vault {
            return Ok((State::Open, Some(vault.settings().server.to_string())));
        }
        let state = match Home::open(&self.folder) {
            Ok(_) => State::Locked,
            Err(HomeError::Missing) => State::None,
            Err(error) => return Err(error.into()),
        };
        Ok((state, self.server.clone()))
    }

    /// Makes a wallet, leaves it open and gives its recovery words.
    ///
    /// # Errors
    /// When the server or the folder cannot be used; then there is no wallet.
    pub(crate) fn create(
        &self,
        server: &str,
        passphrase: &str,
    ) -> Result<Vec<&'static str>, Failure> {
        let settings = pin(
            &self.transport.within(PATIENCE),
            server.trim().parse()?,
            None,
        )?;
        let mut vault = self.vault.write().unwrap_or_else(PoisonError::into_inner);
        let new = NewVault {
            root: &self.folder,
            passphrase,
            cost: Cost::STANDARD,
            settings: &settings,
        };
        let (made, phrase) = Vault::create(&new, WordCount::Twelve, &mut OsRng)?;
        *vault = Some(made);
        Ok(phrase.words().collect())
    }

    /// Opens the wallet. One that is open already stays so.
    ///
    /// # Errors
    /// When the passphrase is wrong or the folder cannot be used.
    pub(crate) fn unlock(&self, passphrase: &str) -> Result<(), Failure> {
        let mut vault = self.vault.write().unwrap_or_else(PoisonError::into_inner);
        if vault.is_none() {
            *vault = Some(Vault::unlock(&self.folder, passphrase)?);
        }
        Ok(())
    }

    /// Wipes the keys from memory.
    pub(crate) fn lock(&self) {
        let _waiting = Waiting::begin(&self.waiting);
        *self.vault.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Works with the open wallet.
    ///
    /// # Errors
    /// When it is locked, or those of `work`.
    pub(crate) fn with_vault<T>(
        &self,
        work: impl FnOnce(&Vault) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let vault = self.vault.read().unwrap_or_else(PoisonError::into_inner);
        work(vault.as_ref().ok_or_else(Failure::locked)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> (tempfile::TempDir, Session) {
        let folder = tempfile::TempDir::new().unwrap();
        let home = folder.path().join("wallet");
        (
            folder,
            Session::new(home, Some("https://keepwell.example".to_owned())),
        )
    }

    fn told(failure: &Failure) -> serde_json::Value {
        serde_json::to_value(failure).unwrap()
    }

    #[test]
    fn where_there_is_no_wallet_one_is_offered_and_nothing_else_works() {
        let (_folder, session) = session();
        let (state, server) = session.status().unwrap();
        assert_eq!(state, State::None);
        assert_eq!(server.as_deref(), Some("https://keepwell.example"));
        let refused = session.with_vault(|_| Ok(())).unwrap_err();
        assert_eq!(told(&refused)["code"], "locked");
        assert_eq!(told(&session.make_round().unwrap_err())["code"], "locked");
        assert!(session.unlock("open sesame").is_err());
        session.lock();
        assert_eq!(session.status().unwrap().0, State::None);
    }

    #[test]
    fn a_wallet_of_a_newer_version_is_named_as_such() {
        let (folder, session) = session();
        let home = folder.path().join("wallet");
        std::fs::create_dir(&home).unwrap();
        std::fs::write(home.join("format"), "keepwell wallet 999\n").unwrap();
        let failure = session.status().unwrap_err();
        let sentence = told(&failure)["message"].as_str().unwrap().to_owned();
        assert!(sentence.contains("newer version"), "{sentence}");
    }
}
