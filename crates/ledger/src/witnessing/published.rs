//! The newest head that enough witnesses have cosigned: what readers are shown. Kept where a restart finds it, and before it is
//! shown, so that a restart never shows less than was shown before.

use std::io;

use keepwell_tlog::checkpoint::SignedCheckpoint;

use crate::disk::{self, Writes};
use crate::error::LedgerOpenError;
use crate::home::Home;
use crate::state::State;

/// Where it is kept: in a file of its own, or where several machines find it.
pub(crate) trait Kept: Send + Sync {
    /// A note; `None` where nothing is kept. Blocks.
    fn read(&self) -> io::Result<Option<Vec<u8>>>;

    /// Keeps it, durably.
    fn write(&self, head: &SignedCheckpoint) -> io::Result<()>;

    /// Forgets what was kept, durably: whoever runs the ledger without witnesses shows newer heads, and what was published must
    /// not come back after them.
    fn forget(&self) -> io::Result<()>;

    /// That what is kept is not of this log.
    fn damaged(&self) -> LedgerOpenError;

    /// That it cannot be read or written.
    fn failed(&self, error: io::Error) -> LedgerOpenError;
}

/// Why a note is no head of this log that it may show.
pub(super) enum Foreign {
    /// The log cannot be read.
    Unread(io::Error),
    /// It is another log's.
    Another,
    /// It has so many entries, more than there are.
    Larger(u64),
}

/// What was published last; `None` when nothing was. It must be a head of this very log.
///
/// # Errors
/// [`LedgerOpenError::RolledBack`] when the log is shorter, and that of `kept` when it is another one.
pub(super) fn load(
    kept: &dyn Kept,
    state: &State,
) -> Result<Option<SignedCheckpoint>, LedgerOpenError> {
    let Some(bytes) = kept.read().map_err(|error| kept.failed(error))? else {
        return Ok(None);
    };
    own(state, &bytes)
        .map(Some)
        .map_err(|foreign| match foreign {
            Foreign::Unread(error) => kept.failed(error),
            Foreign::Another => kept.damaged(),
            Foreign::Larger(published) => LedgerOpenError::RolledBack {
                found: state.view().size(),
                published,
            },
        })
}

/// The head of this log in a note.
pub(super) fn own(state: &State, note: &[u8]) -> Result<SignedCheckpoint, Foreign> {
    let head = state.key.open_head(note).map_err(|_| Foreign::Another)?;
    let (size, view) = (head.checkpoint().size(), state.view());
    if size > view.size() {
        return Err(Foreign::Larger(size));
    }
    let note = view.note(size).map_err(Foreign::Unread)?;
    let own = note.and_then(|note| state.key.open_head(note.as_bytes()).ok());
    if own.is_none_or(|own| own.checkpoint() != head.checkpoint()) {
        return Err(Foreign::Another);
    }
    Ok(head)
}

impl Kept for Home {
    fn read(&self) -> io::Result<Option<Vec<u8>>> {
        disk::read(&self.witnessed())
    }

    fn write(&self, head: &SignedCheckpoint) -> io::Result<()> {
        disk::write(&self.witnessed(), head.note().to_string().as_bytes())
    }

    fn forget(&self) -> io::Result<()> {
        let path = self.witnessed();
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(()) => {
                let mut writes = Writes::default();
                writes.touch(&path);
                writes.finish()
            }
        }
    }

    fn damaged(&self) -> LedgerOpenError {
        LedgerOpenError::Damaged(self.witnessed())
    }

    fn failed(&self, error: io::Error) -> LedgerOpenError {
        LedgerOpenError::disk(self.witnessed())(error)
    }
}
