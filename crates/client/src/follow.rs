//! Holds a ledger to its word (protocol §9): reads every new entry, rebuilds the root from them and compares it with what
//! the ledger signed, so that entries and consistency are checked at once. A ledger that rewrites, drops or shows two
//! histories is caught here, and what it signed is kept as evidence.

mod begin;
mod evidence;
mod history;
mod judge;
mod view;

pub use begin::begins_with;
pub use evidence::{Evidence, Lie};
pub use history::check_history;
pub use view::LogView;

use keepwell_protocol::{entry::Entry, time::Timestamp};
use keepwell_tlog::{bundle::new_bundles, hash::Hash, tree::Frontier};

use crate::{error::ClientError, ledger::Ledger};
use judge::{Verdict, judge};

const ENTRIES: &str = "reading entries of the ledger";
/// How often what does not fit is fetched before anybody is suspected.
const ATTEMPTS: u32 = 2;

/// Reads the newest checkpoint and every entry since `view`, and moves `view` there. `take` puts each new index and entry,
/// in order, into what `fresh` began; that is given back only once the root over the entries was compared. What does not
/// fit what the ledger signed is fetched once more, since anybody between may have altered it; after that the ledger is
/// accused only of what its own signatures prove.
///
/// Where witnesses are asked for, `view` moves only to a state that enough of them have cosigned. Where the ledger's key was handed
/// over, that must have been in this history, and `view` keeps it.
///
/// # Errors
/// [`ClientError::LedgerLies`] with the evidence, [`ClientError::Altered`] when nothing is proved,
/// [`ClientError::NotWitnessed`]; then `view` stays as it was, as after every other error.
pub fn follow<T>(
    ledger: &Ledger<'_>,
    view: &mut LogView,
    fresh: &dyn Fn() -> T,
    take: &dyn Fn(&mut T, u64, Entry),
) -> Result<T, ClientError> {
    if view.signed().is_none() {
        // Whoever begins with a key meets what those before it signed.
        ledger.learns_something();
    }
    let mut signed = ledger.checkpoint()?;
    for _ in 1..ATTEMPTS {
        if signed.checkpoint().size() < view.size() {
            signed = ledger.checkpoint()?;
        }
    }
    let checkpoint = signed.checkpoint();
    if checkpoint.origin().as_str() != view.origin() {
        return Err(ClientError::Nonsense(ENTRIES));
    }
    if checkpoint.size() < view.size() {
        return Err(Evidence::against(Lie::Shrunk, view.signed(), &signed).into());
    }
    if checkpoint.size() == view.size() && *checkpoint.root() != view.root() {
        return Err(Evidence::against(Lie::Forked, view.signed(), &signed).into());
    }
    for _ in 0..ATTEMPTS {
        let mut taken = fresh();
        let mut take = |index, entry| take(&mut taken, index, entry);
        let frontier = read_on(ledger, view.frontier(), checkpoint.size(), &mut take)?;
        if frontier.root() == *checkpoint.root() {
            // Last, so that what the ledger's own signatures prove against it is kept whoever has cosigned it.
            ledger.judge(&signed, Timestamp::from_seconds(0))?;
            let moved = view.moved_to(frontier, &signed, ledger.keys());
            // A key that was handed over in another history was handed over in none.
            let mut rotations = ledger.rotations().iter();
            rotations.try_for_each(|one| check_history(ledger, &moved, &one.signed))?;
            *view = moved;
            return Ok(taken);
        }
    }
    let known = (view.size(), view.root());
    match judge(ledger, known, (checkpoint.size(), *checkpoint.root()))? {
        Verdict::Rewritten => Err(Evidence::against(Lie::Rewritten, view.signed(), &signed).into()),
        Verdict::Extends | Verdict::Open => Err(ClientError::Altered),
    }
}

/// The frontier after every entry up to `size`.
fn read_on(
    ledger: &Ledger<'_>,
    known: &Frontier,
    size: u64,
    on_entry: &mut dyn FnMut(u64, Entry),
) -> Result<Frontier, ClientError> {
    let mut frontier = known.clone();
    for id in new_bundles(known.size(), size) {
        let first = id.first_entry().ok_or(ClientError::Nonsense(ENTRIES))?;
        for (index, bytes) in (first..).zip(ledger.bundle(id)?) {
            // The first bundle may begin with entries that are known already.
            if index < frontier.size() {
                continue;
            }
            let entry = Entry::parse(&bytes).map_err(|_| ClientError::Nonsense(ENTRIES))?;
            frontier
                .push(Hash::of_leaf(&bytes))
                .map_err(|_| ClientError::Nonsense(ENTRIES))?;
            on_entry(index, entry);
        }
    }
    Ok(frontier)
}

#[cfg(test)]
mod tests;
