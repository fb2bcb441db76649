//! The relays whose access roots the ledger takes (entry type 5). They stand in the newest key set on the log, so everybody knows
//! them; the operator names them, and a relay of the same server hands its roots in without a network.

use std::io;

use keepwell_protocol::entry::Entry;
use keepwell_protocol::key_set::{KeySet, MOST_RELAYS, RelayKey};
use keepwell_protocol::statement::Statement;
use keepwell_tlog::tile::{TileId, TileSource as _};
use thiserror::Error;

use crate::chunk::{Part, chunk_of};
use crate::door::NotRegistered;
use crate::error::LedgerOpenError;
use crate::home::Home;
use crate::key::LogKey;
use crate::ledger::Ledger;
use crate::state::State;

/// Why the ledger did not take something from its own server.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotTaken {
    /// The rules give it to somebody else.
    #[error("the ledger's rules do not allow it: name the relay and its key to the ledger")]
    NotAllowed,
    /// It is closing, its disk failed, or too much waits.
    #[error("the ledger takes no statements now: look at its log")]
    NotNow,
    /// More relays than a key set holds.
    #[error("a ledger knows at most {MOST_RELAYS} relays: run another ledger for further ones")]
    TooManyRelays,
}

impl Ledger {
    /// Takes access roots of these relays from now on, and of no others. Logs another key set where that is a change. Blocks until it
    /// is on the disk; not to be called where a runtime's tasks run.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub fn name_relays(&self, relays: &[RelayKey]) -> Result<(), NotTaken> {
        if relays.len() > MOST_RELAYS {
            return Err(NotTaken::TooManyRelays);
        }
        let state = &self.service().state;
        if state.register().relays() == relays {
            return Ok(());
        }
        // A set that was on the log before would have its old index: the last one counts, so each is another statement.
        let after = state.register().key_set();
        let statement = state.key.key_set_statement(relays, after);
        self.register(&statement)?;
        state.register_mut().set_relays(relays.to_vec());
        Ok(())
    }

    /// Registers a statement of this server's own; it is on the disk when this returns. The same again is a success. Blocks likewise.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub fn register(&self, statement: &Statement) -> Result<u64, NotTaken> {
        let outcome = self.service().door.register_blocking(statement.clone());
        outcome
            .map(|registered| registered.index)
            .map_err(|reason| match reason {
                NotRegistered::Refused(_) | NotRegistered::Wrong(_) => NotTaken::NotAllowed,
                NotRegistered::Busy | NotRegistered::Stopped => NotTaken::NotNow,
            })
    }

    /// The bytes of tiles, in the same order. Blocks likewise.
    ///
    /// # Errors
    /// When one could not be read; `NotFound` where the log has no such tile, as far as this machine knows.
    pub fn tiles(&self, ids: &[TileId]) -> io::Result<Vec<Vec<u8>>> {
        self.service().state.view().tiles(ids)
    }
}

/// Takes up the relays of the newest key set on the log, and gives the set with its place.
pub(crate) fn restore(
    home: &Home,
    state: &State,
) -> Result<Option<(u64, KeySet)>, LedgerOpenError> {
    let index = state.register().key_set().unwrap_or_default();
    let path = home.part(Part::Statements, chunk_of(index));
    take_up(state).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => LedgerOpenError::Damaged(path),
        _ => LedgerOpenError::disk(path)(error),
    })
}

/// The same, wherever the log is kept.
pub(crate) fn take_up(state: &State) -> io::Result<Option<(u64, KeySet)>> {
    let Some(index) = state.register().key_set() else {
        return Ok(None);
    };
    let view = state.view();
    let (entry, bytes) = (view.entry(index)?, view.statement(index)?);
    let both = entry.zip(bytes);
    let set = both.and_then(|(entry, bytes)| set_in(&state.key, &entry, &bytes));
    let set = set.ok_or(io::ErrorKind::InvalidData)?;
    state.register_mut().set_relays(set.relays.clone());
    Ok(Some((index, set)))
}

/// The relays in a key set on the log.
pub(crate) fn named_in(key: &LogKey, entry: &Entry, statement: &[u8]) -> Option<Vec<RelayKey>> {
    set_in(key, entry, statement).map(|set| set.relays)
}

fn set_in(key: &LogKey, entry: &Entry, statement: &[u8]) -> Option<KeySet> {
    let statement = Statement::parse(statement).ok()?;
    let set = key.read_key_set(&statement)?;
    (entry.statement == statement.digest()).then_some(set)
}
