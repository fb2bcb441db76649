//! The wallet while the app runs: locked or unlocked, and who may use it when. Once locking has returned, the keys are
//! wiped and nothing works with the wallet any more.

mod enter;
mod idle;
mod lock;
mod parting;

use std::{
    path::PathBuf,
    sync::{
        Mutex, PoisonError, RwLock,
        atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use keepwell_wallet::{
    edge::{HttpOptions, HttpTransport},
    emergency::locked,
    home::{Home, HomeError},
    outbox::Parting,
    preferences::Preferences,
    vault::Vault,
    words::Question,
};
use rand_core::OsRng;

use crate::{
    bell::Bell,
    clock,
    failure::Failure,
    following::Following,
    meetings::Meetings,
    shown::wallet::State,
    told::{Change, Told},
};
use idle::Idle;

/// One per running app.
pub(crate) struct Session {
    pub(crate) folder: PathBuf,
    /// The server that a new wallet is offered.
    server: Option<String>,
    pub(crate) transport: HttpTransport,
    /// `None` is locked. Held for reading by whoever uses the wallet, for writing by whoever locks or unlocks it.
    vault: RwLock<Option<Vault>>,
    /// Counts openings and lockings, so that an answer that comes late opens nothing.
    turns: AtomicU64,
    /// Held by whoever makes or sends grants, before the vault, so that no two send the same.
    pub(crate) desk: Mutex<()>,
    /// How many wait for desk or vault because a person asked for something; the background gives way to them.
    pub(crate) waiting: AtomicUsize,
    /// Wakes the background.
    pub(crate) bell: Bell,
    pub(crate) following: Following,
    /// Stops that go on being sent while the wallet is locked.
    parting: Mutex<Parting>,
    idle: Idle,
    pub(crate) told: Told,
    /// Of how many openings of shares the person was told while the wallet was open.
    announced: AtomicU32,
    /// Meetings with clinics that are under way.
    pub(crate) meetings: Meetings,
    /// What was asked about the recovery words and is not answered yet.
    pub(crate) asked: Mutex<Vec<Question>>,
}

impl Session {
    /// A session of the wallet that is, or will be, in `folder`.
    pub(crate) fn new(folder: PathBuf, server: Option<String>) -> Self {
        let preferences = Preferences::load(&folder);
        Self {
            folder,
            server,
            transport: HttpTransport::new(HttpOptions::default()),
            vault: RwLock::new(None),
            turns: AtomicU64::new(0),
            desk: Mutex::new(()),
            waiting: AtomicUsize::new(0),
            bell: Bell::default(),
            following: Following::default(),
            parting: Mutex::default(),
            idle: Idle::new(clock::now(), Instant::now(), lock_after(&preferences)),
            told: Told::default(),
            announced: AtomicU32::new(0),
            meetings: Meetings::default(),
            asked: Mutex::default(),
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

    /// Somebody is there.
    pub(crate) fn awake(&self) {
        self.idle.awake(Instant::now());
    }

    /// A code waits on the screen to be scanned from now on, or no longer.
    pub(crate) fn wait(&self, is_waiting: bool) {
        self.idle.wait(is_waiting, Instant::now());
    }

    /// Whether the person was not told yet of so many openings of shares. From now on they were.
    pub(crate) fn is_news(&self, openings: u32) -> bool {
        self.announced.fetch_max(openings, Ordering::Relaxed) < openings
    }

    /// What the person set.
    pub(crate) fn preferences(&self) -> Preferences {
        Preferences::load(&self.folder)
    }

    /// The language to speak to the person: theirs, or the system's.
    pub(crate) fn language(&self) -> Option<String> {
        self.preferences().language.or_else(sys_locale::get_locale)
    }

    /// Takes over what of the person's preferences is the shell's to do.
    pub(crate) fn obey(&self, preferences: &Preferences) {
        self.idle.set_limit(lock_after(preferences));
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

    /// Works with the open wallet on something that changes its record: the emergency card that is shown while the wallet is locked
    /// follows, and the page is told.
    ///
    /// # Errors
    /// When it is locked, or those of `work`.
    pub(crate) fn change_records<T>(
        &self,
        work: impl FnOnce(&Vault) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.with_vault(|vault| {
            let done = work(vault);
            // Also where it failed: some of it may have been stored. A card that cannot be made is gone, and tried again at the
            // next change or unlock.
            let _ = locked::renew(vault, clock::now(), &mut OsRng);
            self.told.tell(Change::Records);
            done
        })
    }

    fn is_open(&self) -> bool {
        let vault = self.vault.read().unwrap_or_else(PoisonError::into_inner);
        vault.is_some()
    }
}

fn lock_after(preferences: &Preferences) -> Duration {
    Duration::from_secs(60 * u64::from(preferences.lock_after_min))
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
        assert!(session.unlock_with_key_store().is_err());
        assert_eq!(
            told(&session.erase("open sesame").unwrap_err())["code"],
            "locked"
        );
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
