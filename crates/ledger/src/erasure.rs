//! Erasing statements, which stand beside the log so that they can be: by an operator's request, a file named after the statement's
//! digest, and of themselves after the time that the operator keeps them. Only grants and revocations are erased, and only once
//! no copy is left in the write-ahead log; entries, signers, tiles and everybody's proofs stay as they are.

mod age;

use std::fs;
use std::io;
use std::path::Path;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::hexadecimal::{from_hex, to_hex};

use crate::chunk::{self, CHUNK, Part, chunk_of};
use crate::disk::Writes;
use crate::home::Home;
use crate::ledger::Clock;
use crate::state::State;
use crate::wal;
use age::Ages;

/// Chunks of which old statements are erased at a time, so that the log is not kept waiting.
const CHUNKS_AT_A_TIME: u64 = 64;

/// Asks the ledger in `dir`, running or not, to erase the statement with this digest. It does so once the statement stands in no
/// segment of its write-ahead log any more; then it removes the request.
///
/// # Errors
/// When there is no ledger in `dir`, or the request cannot be written.
pub fn ask_to_erase(dir: &Path, statement: &Digest) -> io::Result<()> {
    let home = made(dir)?;
    let mut writes = Writes::default();
    writes.put(&home.requests().join(to_hex(statement)), b"")?;
    writes.finish()
}

/// The digests that the ledger in `dir` was asked to erase and has not erased yet.
///
/// # Errors
/// When there is no ledger in `dir`, or its folder cannot be read.
pub fn asked_to_erase(dir: &Path) -> io::Result<Vec<Digest>> {
    requests(&made(dir)?)
}

fn made(dir: &Path) -> io::Result<Home> {
    let home = Home::at(dir);
    if home.is_made() {
        Ok(home)
    } else {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// What erases, for the thread that writes beside the log.
pub(crate) struct Erasure {
    home: Home,
    clock: Clock,
    ages: Option<Ages>,
}

impl Erasure {
    /// Erases by request, and what is older than `keep_s` seconds where that is given.
    pub(crate) fn open(home: Home, clock: Clock, keep_s: Option<u64>) -> io::Result<Self> {
        let ages = keep_s.map(|keep_s| Ages::open(&home, keep_s)).transpose()?;
        Ok(Self { home, clock, ages })
    }

    /// Erases what can be erased now.
    pub(crate) fn run(&mut self, state: &State) -> io::Result<()> {
        let Some(kept) = oldest_in_wal(&self.home)? else {
            return Ok(());
        };
        erase_requested(&self.home, state, kept)?;
        let Some(ages) = &mut self.ages else {
            return Ok(());
        };
        ages.note((self.clock)().seconds(), state.view().size())?;
        let due = ages.due((self.clock)().seconds()).min(kept);
        let from = chunk_of(ages.erased());
        let to = chunk_of(due).min(from.saturating_add(CHUNKS_AT_A_TIME));
        if to > from {
            (from..to).try_for_each(|index| erase(&self.home, index, |_| true))?;
            ages.set_erased(to.saturating_mul(CHUNK))?;
        }
        Ok(())
    }
}

/// The first entry that stands in the write-ahead log; all before it stand in complete chunks alone.
fn oldest_in_wal(home: &Home) -> io::Result<Option<u64>> {
    let segments = wal::segments(&home.wal())?;
    Ok(segments.and_then(|segments| segments.first().map(|oldest| oldest.first)))
}

fn erase_requested(home: &Home, state: &State, kept: u64) -> io::Result<()> {
    for digest in requests(home)? {
        match state.index_of(&digest)? {
            Some(index) if index >= kept => continue,
            Some(index) => {
                let at = index % CHUNK;
                erase(home, chunk_of(index), |place| place == at)?;
                tracing::info!(index, "a statement was erased");
            }
            None => tracing::warn!("the statement that was to be erased is not in this log"),
        }
        let path = home.requests().join(to_hex(&digest));
        fs::remove_file(&path)?;
        let mut writes = Writes::default();
        writes.touch(&path);
        writes.finish()?;
    }
    Ok(())
}

/// Empties the statements of complete chunk `index` whose places are `chosen`. What everybody needs, such as a card's
/// withdrawal, stays.
fn erase(home: &Home, index: u64, chosen: impl Fn(u64) -> bool) -> io::Result<()> {
    let (entries, statements) = (
        chunk::read_entries(home, index)?.ok_or(io::ErrorKind::InvalidData)?,
        chunk::read_statements(home, index)?.ok_or(io::ErrorKind::InvalidData)?,
    );
    let mut bytes = Vec::new();
    let mut is_changed = false;
    for (place, (entry, statement)) in (0..).zip(entries.iter().zip(&statements)) {
        let is_private = matches!(entry.kind, EntryType::Grant | EntryType::Revocation);
        let is_erased = is_private && !statement.is_empty() && chosen(place);
        is_changed |= is_erased;
        chunk::push_prefixed(&mut bytes, if is_erased { b"" } else { statement });
    }
    if !is_changed {
        return Ok(());
    }
    let mut writes = Writes::default();
    writes.put(&home.part(Part::Statements, index), &bytes)?;
    writes.finish()
}

/// The digests asked for; what else lies there is nobody's request.
fn requests(home: &Home) -> io::Result<Vec<Digest>> {
    let found = match fs::read_dir(home.requests()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut digests = Vec::new();
    for file in found {
        digests.extend(file?.file_name().to_str().and_then(from_hex::<32>));
    }
    Ok(digests)
}
