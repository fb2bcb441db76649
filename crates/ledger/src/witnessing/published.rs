//! The newest head that enough witnesses have cosigned: what readers are shown. In a file of its own, written before it is
//! shown, so that a restart never shows less than was shown before.

use std::io;

use keepwell_tlog::checkpoint::SignedCheckpoint;

use crate::disk::{self, Writes};
use crate::error::LedgerOpenError;
use crate::home::Home;
use crate::state::State;

/// What was published last; `None` when nothing was. It must be a head of this very log.
///
/// # Errors
/// [`LedgerOpenError::RolledBack`] when the log is shorter, [`LedgerOpenError::Damaged`] when it is another one.
pub(super) fn load(
    home: &Home,
    state: &State,
) -> Result<Option<SignedCheckpoint>, LedgerOpenError> {
    let path = home.witnessed();
    let Some(bytes) = disk::read(&path).map_err(LedgerOpenError::disk(&path))? else {
        return Ok(None);
    };
    let damaged = || LedgerOpenError::Damaged(path.clone());
    let head = state.key.open_head(&bytes).map_err(|_| damaged())?;
    let (size, view) = (head.checkpoint().size(), state.view());
    if size > view.size() {
        return Err(LedgerOpenError::RolledBack {
            found: view.size(),
            published: size,
        });
    }
    let note = view.note(size).map_err(LedgerOpenError::disk(&path))?;
    let own = note.and_then(|note| state.key.open_head(note.as_bytes()).ok());
    if own.is_none_or(|own| own.checkpoint() != head.checkpoint()) {
        return Err(damaged());
    }
    Ok(Some(head))
}

/// Writes it, durably.
pub(super) fn store(home: &Home, head: &SignedCheckpoint) -> io::Result<()> {
    disk::write(&home.witnessed(), head.note().to_string().as_bytes())
}

/// Forgets what was published, durably: whoever runs the ledger without witnesses shows newer heads, and what was
/// published must not come back after them.
pub(crate) fn forget(home: &Home) -> io::Result<()> {
    let path = home.witnessed();
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
