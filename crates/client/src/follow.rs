//! Holds a ledger to its word (protocol §9): reads every new entry, rebuilds the root from them and compares it with what
//! the ledger signed, so that entries and consistency are checked at once; or, where much is new, proves by hashes that the
//! log only grew, and reads the entries behind its newest status list alone. A ledger that rewrites, drops or shows two
//! histories is caught here, and what it signed is kept as evidence.

mod across;
mod begin;
mod evidence;
mod history;
mod judge;
mod read;
mod view;

pub use across::{NEAR, follow_across, read_again};
pub use begin::begins_with;
pub use evidence::{Evidence, Lie};
pub use history::check_history;
pub use view::LogView;

use std::{cell::RefCell, time::Duration};

use keepwell_protocol::{entry::Entry, time::Timestamp};
use keepwell_tlog::{checkpoint::SignedCheckpoint, hash::Hash};

use crate::{error::ClientError, ledger::Ledger};
use judge::{Verdict, judge};
use read::{Read, Take, read_on};

const ENTRIES: &str = "reading entries of the ledger";
/// How often what does not fit is fetched before anybody is suspected.
const ATTEMPTS: u32 = 2;
/// What passes each time before a checkpoint that is behind what is known is asked for again: of the machines of a ledger one may be a
/// second behind another.
const CATCHING_UP: [Duration; 3] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// Reads the newest checkpoint and every entry since `view`, and moves `view` there. `take` puts each new index and entry,
/// in order, into what `fresh` began; that is given back only once the root over the entries was compared. What does not
/// fit what the ledger signed is fetched once more, since anybody between may have altered it; after that the ledger is
/// accused only of what its own signatures prove.
///
/// What the ledger has pruned is passed over by its hashes, and [`LogView::unread_before`] says so. Where it has pruned what comes next
/// after `view`, it is read anew from its beginning, since nothing is left that leads from the one to the other.
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
    follow_over(ledger, view, fresh, take, &|_, _, _| ())
}

/// The same, and `gone` is told of each 256 entries that were pruned: the index of the first, and the root over them.
///
/// # Errors
/// As [`follow`].
pub fn follow_over<T>(
    ledger: &Ledger<'_>,
    view: &mut LogView,
    fresh: &dyn Fn() -> T,
    take: &dyn Fn(&mut T, u64, Entry),
    gone: &dyn Fn(&mut T, u64, Hash),
) -> Result<T, ClientError> {
    let signed = newest(ledger, view)?;
    read_to(ledger, view, &signed, (fresh, take, gone))
}

/// What is done with entries, and with those that are gone.
type Taking<'t, T> = (
    &'t dyn Fn() -> T,
    &'t dyn Fn(&mut T, u64, Entry),
    &'t dyn Fn(&mut T, u64, Hash),
);

/// Reads every entry since `view` up to `signed`.
fn read_to<T>(
    ledger: &Ledger<'_>,
    view: &mut LogView,
    signed: &SignedCheckpoint,
    (fresh, take, gone): Taking<'_, T>,
) -> Result<T, ClientError> {
    let checkpoint = signed.checkpoint();
    let mut begun = view.read();
    for _ in 0..ATTEMPTS {
        let read = |begun: &Read| {
            let taken = RefCell::new(fresh());
            let mut take = Take {
                entry: &mut |index, entry| take(&mut taken.borrow_mut(), index, entry),
                gone: &mut |first, root| gone(&mut taken.borrow_mut(), first, root),
            };
            let read = read_on(ledger, begun, checkpoint.size(), &mut take)?;
            Ok::<_, ClientError>(read.map(|read| (read, taken.into_inner())))
        };
        let (read, taken) = match read(&begun)? {
            Some(read) => read,
            None => {
                begun = Read::nothing();
                read(&begun)?.ok_or(ClientError::Nonsense(ENTRIES))?
            }
        };
        if read.frontier.root() == *checkpoint.root() {
            settle(ledger, view, read, signed)?;
            return Ok(taken);
        }
    }
    let known = (begun.frontier.size(), begun.frontier.root());
    Err(accused(ledger, view, known, signed)?)
}

/// Moves `view` to what was read, which leads to what the ledger signed.
fn settle(
    ledger: &Ledger<'_>,
    view: &mut LogView,
    read: Read,
    signed: &SignedCheckpoint,
) -> Result<(), ClientError> {
    // Last, so that what the ledger's own signatures prove against it is kept whoever has cosigned it.
    ledger.judge(signed, Timestamp::from_seconds(0))?;
    let moved = view.moved_to(read, signed, ledger.keys());
    // A key that was handed over in another history was handed over in none.
    let mut rotations = ledger.rotations().iter();
    rotations.try_for_each(|one| check_history(ledger, &moved, &one.signed))?;
    *view = moved;
    Ok(())
}

/// What it means that what came, twice, does not lead to what the ledger signed.
fn accused(
    ledger: &Ledger<'_>,
    view: &LogView,
    known: (u64, Hash),
    signed: &SignedCheckpoint,
) -> Result<ClientError, ClientError> {
    let checkpoint = signed.checkpoint();
    Ok(
        match judge(ledger, known, (checkpoint.size(), *checkpoint.root()))? {
            Verdict::Rewritten => Evidence::against(Lie::Rewritten, view.signed(), signed).into(),
            Verdict::Extends | Verdict::Open => ClientError::Altered,
        },
    )
}

/// The newest checkpoint, where it does not by itself contradict what is known.
fn newest(ledger: &Ledger<'_>, view: &LogView) -> Result<SignedCheckpoint, ClientError> {
    if view.signed().is_none() {
        // Whoever begins with a key meets what those before it signed.
        ledger.learns_something();
    }
    let mut signed = ledger.checkpoint()?;
    for time in CATCHING_UP {
        if signed.checkpoint().size() < view.size() {
            ledger.pause(time);
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
    Ok(signed)
}

#[cfg(test)]
mod tests;
