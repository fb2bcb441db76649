//! Copies of a ledger's folder: made while the ledger runs, and put back. A copy is always older than the ledger, and a ledger
//! that went on from an older state would sign a second history. So a copy does not open, until it has been compared with the
//! newest checkpoint that anybody has: one that is larger than the copy means that the ledger's key must not sign again.

use std::fs;
use std::io;
use std::path::Path;

use zeroize::Zeroizing;

use crate::disk::{self, Writes};
use crate::error::LedgerOpenError;
use crate::home::{COPY, EARLIER, Home, KEY, NEXT_KEY, PRUNED};
use crate::limits::Limits;
use crate::restore::{Depth, restore as read_back};
use crate::wal;

/// What is copied as it stands, and in this order: the log read later holds at least what the checkpoint says.
const FIRST: [&str; 2] = ["ledger.json", "checkpoint"];
/// What is there only where the ledger has witnesses.
const WITNESSED: &str = "witnessed";
/// What is written once, and what statements are to be erased. It is copied after the write-ahead log: a segment that was dropped meanwhile
/// left everything here.
const CHUNKS: [&str; 5] = ["tile", "signers", "statements", "heads", "erase"];
/// In the folder `index`.
const SECRET: &str = "secret";
/// How often the write-ahead log is tried: segments are dropped while they are copied.
const TRIES: u32 = 100;

/// Copies the ledger in `dir`, which may be running, into the new folder `to`. Blocks for as long as the disk takes.
///
/// # Errors
/// [`LedgerOpenError::NoLedger`], and then there is no new folder; another [`LedgerOpenError`], and what was copied does not open.
pub fn back_up(dir: &Path, to: &Path) -> Result<(), LedgerOpenError> {
    if !Home::at(dir).is_made() {
        return Err(LedgerOpenError::NoLedger(dir.to_owned()));
    }
    begin(to)?;
    copy_all(dir, to).map_err(LedgerOpenError::disk(dir))
}

/// Puts the copy `from` back into the new folder `dir`, when `newest`, a signed checkpoint of the ledger and the newest that
/// anybody has, is of its history. Gives the number of entries.
///
/// # Errors
/// [`LedgerOpenError::RolledBack`] when entries are missing that were published; [`LedgerOpenError`] when the copy is damaged or
/// `newest` is of another ledger. There is no new folder then.
pub fn put_back(from: &Path, dir: &Path, newest: &[u8]) -> Result<u64, LedgerOpenError> {
    begin(dir)?;
    let copied = copy_all(from, dir).map_err(LedgerOpenError::disk(from));
    let compared = copied.and_then(|()| compare(dir, newest));
    match compared {
        Ok(_) => {
            let path = dir.join(COPY);
            let remove = || {
                fs::remove_file(&path)?;
                disk::flush_folder(dir)
            };
            remove().map_err(LedgerOpenError::disk(&path))?;
        }
        Err(_) => fs::remove_dir_all(dir).map_err(LedgerOpenError::disk(dir))?,
    }
    compared
}

/// The new folder, with the mark that it is a copy.
fn begin(to: &Path) -> Result<(), LedgerOpenError> {
    if to.exists() {
        return Err(LedgerOpenError::InTheWay(to.to_owned()));
    }
    disk::write(&to.join(COPY), b"").map_err(LedgerOpenError::disk(to))
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    let mut writes = Writes::default();
    for name in FIRST {
        let bytes = fs::read(from.join(name))?;
        writes.put(&to.join(name), &bytes)?;
    }
    if let Some(bytes) = disk::read(&from.join(WITNESSED))? {
        writes.put(&to.join(WITNESSED), &bytes)?;
    }
    copy_wal(&from.join("wal"), &to.join("wal"))?;
    for name in CHUNKS {
        copy_tree(&from.join(name), &to.join(name), &mut writes)?;
    }
    copy_index(from, to, &mut writes)?;
    // After the rest: whatever was removed while the rest was copied stands in it.
    if let Some(bytes) = disk::read(&from.join(PRUNED))? {
        writes.put(&to.join(PRUNED), &bytes)?;
    }
    copy_keys(from, to, &mut writes)?;
    writes.finish()
}

/// What pruned entries are found by cannot be made again, and says nothing without its secret.
fn copy_index(from: &Path, to: &Path, writes: &mut Writes) -> io::Result<()> {
    let (from, to) = (from.join("index"), to.join("index"));
    copy_tree(&from, &to, writes)?;
    match disk::read(&from.join(SECRET))?.map(Zeroizing::new) {
        Some(secret) => writes.put(&to.join(SECRET), &secret),
        None => Ok(()),
    }
}

/// The ledger's keys as they are at one time: the key may be changed meanwhile. Last, so that they are those of the log.
fn copy_keys(from: &Path, to: &Path, writes: &mut Writes) -> io::Result<()> {
    for _ in 0..TRIES {
        let key = Zeroizing::new(fs::read(from.join(KEY))?);
        for name in [NEXT_KEY, EARLIER] {
            match disk::read(&from.join(name))?.map(Zeroizing::new) {
                Some(bytes) => writes.put(&to.join(name), &bytes)?,
                None => forget(&to.join(name))?,
            }
        }
        writes.put(&to.join(KEY), &key)?;
        if *Zeroizing::new(fs::read(from.join(KEY))?) == *key {
            return Ok(());
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

/// Removes what an earlier try copied.
fn forget(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// All segments that are there at one time, from the oldest on.
fn copy_wal(from: &Path, to: &Path) -> io::Result<()> {
    for _ in 0..TRIES {
        let mut writes = Writes::default();
        writes.make_folder(to)?;
        let segments = wal::segments(from)?.ok_or(io::ErrorKind::InvalidData)?;
        let mut copied = segments.iter().map(|segment| {
            let name = segment.path.file_name().unwrap_or_default();
            let bytes = fs::read(&segment.path)?;
            writes.put(&to.join(name), &bytes)
        });
        match copied.try_for_each(|one| one) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::remove_dir_all(to)?,
            Err(error) => return Err(error),
            Ok(()) => return writes.finish(),
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

/// Every file in `from` but those that are being written, and the secret, of which no copy is to be left in memory.
fn copy_tree(from: &Path, to: &Path, writes: &mut Writes) -> io::Result<()> {
    let entries = match fs::read_dir(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        if path.is_dir() {
            copy_tree(&path, &to.join(name), writes)?;
        } else if name != SECRET && path.extension().is_none_or(|ending| ending != "tmp") {
            writes.put(&to.join(name), &fs::read(&path)?)?;
        }
    }
    Ok(())
}

/// Reads all of the copy, and looks whether the newest checkpoint is one of its own.
fn compare(dir: &Path, newest: &[u8]) -> Result<u64, LedgerOpenError> {
    let held = Home::hold_copy(dir)?;
    let newest = held
        .key
        .open_head(newest)
        .map_err(|_| LedgerOpenError::ForeignCheckpoint)?;
    let keys = (&held.key, &held.tags);
    let segment_bytes = Limits::default().segment_bytes;
    let restored = read_back(&held.home, keys, segment_bytes, Depth::Whole)?;
    let (found, published) = (restored.log.size(), newest.checkpoint().size());
    if published > found {
        return Err(LedgerOpenError::RolledBack { found, published });
    }
    let head = restored.head_at(&held.home, published)?;
    let head = head.and_then(|head| held.key.open_head(head.note.as_bytes()).ok());
    match head {
        Some(head) if head.checkpoint() == newest.checkpoint() => Ok(found),
        _ => Err(LedgerOpenError::ForeignCheckpoint),
    }
}
