//! Erasing statements, which stand beside the log so that they can be: by an operator's request, a file named after the statement's
//! digest or a row in PostgreSQL, and of themselves after the time that the operator keeps them. Only grants and revocations are
//! erased, with time access roots too, and only once no copy is left in the log's own records; entries, signers, tiles and
//! everybody's proofs stay as they are.

mod age;
mod place;
mod requests;

use std::io;
use std::path::Path;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::hexadecimal::to_hex;

use crate::chunk::{self, CHUNK, Part, chunk_of};
use crate::disk::{self, Writes};
use crate::files::Files;
use crate::home::Home;
use crate::ledger::Clock;
use crate::state::State;
use age::Ages;
pub(crate) use place::Place;
use requests::Requests;

/// Chunks of which old statements are erased at a time, so that the log is not kept waiting.
const CHUNKS_AT_A_TIME: u64 = 64;

/// Asks the ledger in `dir`, running or not, to erase the statement with this digest. It does so once the statement stands in no
/// segment of its write-ahead log any more; then it removes the request. Whoever asks may be another user, such as root: the folder of
/// requests belongs to whom `dir` does.
///
/// # Errors
/// When there is no ledger in `dir`, or the request cannot be written.
pub fn ask_to_erase(dir: &Path, statement: &Digest) -> io::Result<()> {
    let home = made(dir)?;
    let mut writes = Writes::default();
    writes.make_folder(&home.requests())?;
    disk::give(&home.requests(), dir)?;
    writes.put(&home.requests().join(to_hex(statement)), b"")?;
    writes.finish()
}

/// The digests that the ledger in `dir` was asked to erase and has not erased yet.
///
/// # Errors
/// When there is no ledger in `dir`, or its folder cannot be read.
pub fn asked_to_erase(dir: &Path) -> io::Result<Vec<Digest>> {
    made(dir)?.requested()
}

fn made(dir: &Path) -> io::Result<Home> {
    let home = Home::at(dir);
    if home.is_made() {
        Ok(home)
    } else {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// For how many seconds what is kept; `None` for ever.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Terms {
    /// Statements that only their own people need.
    pub(crate) statements_s: Option<u64>,
    /// Entries.
    pub(crate) entries_s: Option<u64>,
}

/// What erases, for the thread that writes beside the log.
pub(crate) struct Erasure {
    place: Box<dyn Place>,
    clock: Clock,
    terms: Terms,
    ages: Option<Ages>,
    requests: Requests,
}

impl Erasure {
    /// Erases by request and, where `terms` say so, what is older.
    pub(crate) fn open(
        place: impl Place + 'static,
        clock: Clock,
        terms: Terms,
    ) -> io::Result<Self> {
        let has_terms = terms.statements_s.is_some() || terms.entries_s.is_some();
        let ages = has_terms.then(|| Ages::open(&place));
        Ok(Self {
            ages: ages.transpose()?,
            place: Box::new(place),
            clock,
            terms,
            requests: Requests::default(),
        })
    }

    /// Erases what can be erased now, and tells what can be pruned.
    pub(crate) fn run(&mut self, state: &State) -> io::Result<()> {
        let place = &*self.place;
        let Some(kept) = place.oldest_record()? else {
            return Ok(());
        };
        self.requests.run(place, state, kept)?;
        let Some(ages) = &mut self.ages else {
            return Ok(());
        };
        let now = (self.clock)().seconds();
        ages.note(place, now, state.view().size())?;
        let due = |ages: &Ages, keep_s: Option<u64>| keep_s.map(|keep_s| ages.due(now, keep_s));
        if let Some(prunable) = due(ages, self.terms.entries_s) {
            // The head of the log where its records begin is needed at the next start.
            state.set_prunable(prunable.min(kept.saturating_sub(1)));
        }
        let old = due(ages, self.terms.statements_s).unwrap_or_default();
        let from = chunk_of(ages.erased());
        let to = chunk_of(old.min(kept)).min(from.saturating_add(CHUNKS_AT_A_TIME));
        if to > from {
            (from..to).try_for_each(|index| erase_old(place, index).map(drop))?;
            ages.set_erased(place, to.saturating_mul(CHUNK))?;
        }
        let minimum = self.terms.entries_s.map(|_| place.minimum());
        let erased = self.terms.statements_s.map(|_| ages.erased());
        let behind = minimum.into_iter().chain(erased).min();
        ages.forget(place, behind.unwrap_or_default())
    }
}

/// Empties the statements in complete chunk `index` that only their own people need, unless it was pruned; whether there were any.
pub(crate) fn erase_old(place: &dyn Place, index: u64) -> io::Result<bool> {
    // By then nobody opens anything that happened under an access root; wallets have their own proofs of it.
    let is_old = |_, kind| is_private(kind) || kind == EntryType::AccessRoot;
    erase(place, index, is_old)
}

/// Empties the statements of complete chunk `index` whose places are `chosen`. What everybody needs, such as a card's
/// withdrawal, stays. A chunk that was pruned has none. Whether there were any.
fn erase(
    place: &dyn Place,
    index: u64,
    chosen: impl Fn(u64, EntryType) -> bool,
) -> io::Result<bool> {
    if place.is_pruned(index) {
        return Ok(false);
    }
    let files: &dyn Files = place;
    let (entries, statements) = (
        disk::patiently(|| chunk::read_entries(files, index))?,
        disk::patiently(|| chunk::read_statements(files, index))?,
    );
    let entries = entries.ok_or(io::ErrorKind::InvalidData)?;
    let statements = statements.ok_or(io::ErrorKind::InvalidData)?;
    let mut bytes = Vec::new();
    let mut is_changed = false;
    for (within, (entry, statement)) in (0..).zip(entries.iter().zip(&statements)) {
        let is_erased = !statement.is_empty() && chosen(within, entry.kind);
        is_changed |= is_erased;
        chunk::push_prefixed(&mut bytes, if is_erased { b"" } else { statement });
    }
    if is_changed {
        place.replace(&Part::Statements.path(index), &bytes)?;
    }
    Ok(is_changed)
}

/// Whether only its own people need a statement of this kind.
fn is_private(kind: EntryType) -> bool {
    matches!(kind, EntryType::Grant | EntryType::Revocation)
}
