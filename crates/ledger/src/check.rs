//! Reads all of a ledger that is not running, as an operator may want after a disk has failed, and changes nothing: the whole
//! tree is computed from its entries and compared with what was signed, and what is derived from them with what stands there.

use std::path::{Path, PathBuf};

use crate::error::LedgerOpenError;
use crate::home::{Held, Home};
use crate::register::{RUN, Run};
use crate::restore::read_whole;

/// A ledger whose every entry leads to what was signed.
#[derive(Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its entries.
    pub entries: u64,
    /// Those before this one were pruned by the policy on the log, but for those that stay.
    pub pruned: u64,
    /// Files that are missing or wrong and can be made again from the entries: a start does that with those that it needs.
    pub made_again: Vec<PathBuf>,
}

/// Reads all of the ledger in `dir`. Takes some seconds for a million entries.
///
/// # Errors
/// [`LedgerOpenError`] names the file that is damaged, or says that the ledger is running or not there.
pub fn check(dir: &Path) -> Result<Checked, LedgerOpenError> {
    if !dir.is_dir() {
        return Err(LedgerOpenError::NoLedger(dir.to_owned()));
    }
    let Held {
        home,
        key,
        tags,
        lock: _lock,
    } = Home::hold_copy(dir)?;
    let whole = read_whole(&home, (&key, &tags))?;
    let mut made_again = whole.stale;
    for number in 0..whole.beside / RUN {
        let path = home.run(number);
        let there = Run::read(&home, &tags, number).map_err(LedgerOpenError::disk(&path))?;
        if number < home.pruned().minimum() / RUN {
            // It was compared with the tree above, and is not made again.
            continue;
        }
        let right = Run::make(&home, &tags, number).map_err(LedgerOpenError::disk(&path))?;
        if there.is_none() || there != right {
            made_again.push(path);
        }
    }
    Ok(Checked {
        entries: whole.entries,
        pruned: home.pruned().minimum(),
        made_again,
    })
}
