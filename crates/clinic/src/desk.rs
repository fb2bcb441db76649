//! An unlocked clinic: the key that is its identity, the card keys of this month and of those before that a grant may
//! still be made for, the servers it is pinned to and those its operator allowed. Dropped, it is locked and wiped.

mod allow;
mod generation;
mod init;
mod ledger_record;
mod lists;
mod server;
mod state;
mod visits;

use std::{path::Path, sync::Arc};

use keepwell_client::{error::ClientError, servers::Servers};
use keepwell_crypto::sign::{SigningKey, VerifyingKey};
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::policy::Policy;
use rand_core::CryptoRngCore;
use thiserror::Error;

pub use allow::{NotAServer, parse_allowed};
pub(crate) use generation::Generation;
pub use init::NewClinic;
pub(crate) use ledger_record::LedgerRecord;
pub use server::NewServer;

use crate::{
    home::{Home, HomeError},
    kind::{self, Kind},
};
use state::State;

/// The sealed file of the clinic's keys and servers.
const STATE: &str = "state";

/// Why a clinic cannot be set up or changed.
#[derive(Debug, Error)]
pub enum DeskError {
    /// Not two letters.
    #[error("the country is not a two-letter code: write one like IE or DE")]
    BadCountry,
    /// Empty, too long, or with control characters.
    #[error("the clinic's name must be 1 to 120 bytes long, without line breaks")]
    BadName,
    /// The server.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The folder.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The witness policy names logs, and the server's ledger is none of them.
    #[error(
        "the witness policy is for other ledgers than this server's: ask whoever made it for one with the ledger's key"
    )]
    NotInPolicy,
    /// The server has another ledger key than the one that was given.
    #[error(
        "the server shows another ledger key than the one you gave: do not use it before you know why"
    )]
    OtherLedgerKey,
    /// Its own servers are not allowed or withdrawn one by one.
    #[error("this is the clinic's own server: it stays as it was pinned")]
    OwnServer,
}

impl DeskError {
    /// What kind of failure it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::BadCountry | Self::BadName | Self::NotInPolicy => Kind::Usage,
            Self::Client(error) => kind::of_client(error),
            Self::Home(error) => error.kind(),
            Self::OtherLedgerKey | Self::OwnServer => Kind::Refused,
        }
    }

    /// A code word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadCountry => "bad_country",
            Self::BadName => "bad_name",
            Self::Client(error) => kind::code_of_client(error),
            Self::Home(error) => error.code(),
            Self::NotInPolicy => "witness_policy",
            Self::OtherLedgerKey => "ledger_key_changed",
            Self::OwnServer => "own_server",
        }
    }
}

/// An unlocked clinic. Several programs may have the same one unlocked; what they write is merged.
pub struct Desk {
    home: Home,
    state: State,
}

impl Desk {
    /// Unlocks the clinic whose folder is `root`.
    ///
    /// # Errors
    /// [`HomeError`].
    pub fn unlock(root: &Path, passphrase: &str) -> Result<Self, HomeError> {
        let home = Home::unlock(root, passphrase)?;
        let state = load(&home)?;
        Ok(Self { home, state })
    }

    /// The clinic's name as patients know it.
    pub fn name(&self) -> &str {
        &self.state.name
    }

    /// The clinic's identity: what signs its cards.
    pub fn key(&self) -> VerifyingKey {
        self.state.signing.verifying_key()
    }

    /// The servers it was set up with.
    pub fn own_servers(&self) -> &Servers {
        &self.state.own
    }

    /// Every server it may contact: its own first, then those its operator allowed.
    pub fn servers(&self) -> impl Iterator<Item = &Servers> {
        std::iter::once(&self.state.own).chain(&self.state.allowed)
    }

    /// The witnesses of whom a quorum must have cosigned the states of every ledger it contacts.
    pub(crate) fn witnesses(&self) -> Option<Arc<Policy>> {
        self.state.witnesses.clone()
    }

    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    pub(crate) fn signing(&self) -> &SigningKey {
        &self.state.signing
    }

    /// The card keys that are not destroyed yet, the newest first.
    pub(crate) fn generations(&self) -> &[Generation] {
        &self.state.generations
    }

    /// Makes new card keys when the newest are older than a month, and destroys those that no grant can be alive for.
    ///
    /// # Errors
    /// [`HomeError`]; the keys are then the old ones.
    pub(crate) fn rotate(
        &mut self,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), HomeError> {
        self.change(rng, |state, rng| {
            let destroyed = state.destroy_over(now);
            state.rotate(now, rng) || destroyed
        })
    }

    /// Destroys the card keys that no grant can be alive for at `now`, a time that the ledger signed.
    ///
    /// # Errors
    /// [`HomeError`].
    pub(crate) fn destroy_over(
        &mut self,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), HomeError> {
        if self.generations().iter().any(|one| one.is_over(now)) {
            self.change(rng, |state, _| state.destroy_over(now))
        } else {
            Ok(())
        }
    }

    /// Applies `change` to what is on disk now, and writes it when `change` says that it did something.
    fn change(
        &mut self,
        rng: &mut dyn CryptoRngCore,
        change: impl FnOnce(&mut State, &mut dyn CryptoRngCore) -> bool,
    ) -> Result<(), HomeError> {
        let _lock = self.home.lock()?;
        let mut state = load(&self.home)?;
        if change(&mut state, rng) {
            self.home.write(STATE, &state.encode(), rng)?;
        }
        self.state = state;
        Ok(())
    }
}

fn load(home: &Home) -> Result<State, HomeError> {
    let bytes = home.read(STATE)?.ok_or(HomeError::Damaged)?;
    State::parse(&bytes).ok_or(HomeError::Damaged)
}

#[cfg(test)]
mod tests;
