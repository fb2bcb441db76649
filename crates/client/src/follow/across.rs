//! Crosses what is new without its entries where that is much (docs/formats/tile.md): hashes of tiles prove that the log only grew,
//! up to where its newest status list covers it; from there on every entry is read. What lies between is known by that list, which
//! the ledger logged: the grants that were revoked by its bits, and what concerns every reader by its notices.

use std::cell::{Cell, RefCell};

use keepwell_protocol::entry::Entry;
use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    tile::{ReadTilesError, TileHashes},
    tree::{Frontier, HashSource as _, cover},
};

use crate::{
    error::ClientError,
    follow::{
        ATTEMPTS, ENTRIES, Evidence, Lie, LogView, accused, newest,
        read::{Read, Take, read_on},
        read_to, settle,
    },
    ledger::{Ledger, Listed, Tiles},
};

/// What is begun with, and what is done with each entry.
type Gathering<'t, T> = (&'t dyn Fn() -> T, &'t dyn Fn(&mut T, u64, Entry));

/// Up to so many new entries are read rather than passed over: 16 bundles, 176 KB.
pub const NEAR: u64 = 4096;
/// The most entries that are read behind a status list: five minutes of a busy country.
const MOST_BEHIND: u64 = 131_072;

/// As [`super::follow`], but where more than [`NEAR`] entries are new, those before the ledger's newest status list are passed over, all
/// but the notices among them, and [`LogView::unread_before`] says so. Whoever needs to know of more asks the list. A ledger that gives
/// no notices is read whole.
///
/// # Errors
/// As [`super::follow`].
pub fn follow_across<T>(
    ledger: &Ledger<'_>,
    view: &mut LogView,
    fresh: &dyn Fn() -> T,
    take: &dyn Fn(&mut T, u64, Entry),
) -> Result<T, ClientError> {
    let mut signed = newest(ledger, view)?;
    if signed.checkpoint().size().saturating_sub(view.size()) > NEAR
        && let Some(listed) = ledger.notices(view.notices().cloned().unwrap_or_default())?
    {
        // Once more, so that it covers the list.
        signed = newest(ledger, view)?;
        let size = signed.checkpoint().size();
        let behind = size.checked_sub(listed.size);
        if listed.size > view.size() && behind.is_some_and(|behind| behind <= MOST_BEHIND) {
            let crossed = cross(ledger, view, (&signed, &listed), (fresh, take))?;
            if let Some(taken) = crossed {
                return Ok(taken);
            }
        }
    }
    read_to(ledger, view, &signed, (fresh, take, &|_, _, _| ()))
}

/// The entries of `view` from `from` on, once more or after they were passed over.
///
/// # Errors
/// [`ClientError::Altered`] when what came, twice, does not lead to what `view` knows; [`ClientError::Nonsense`] when some of them were
/// pruned.
pub fn read_again<T>(
    ledger: &Ledger<'_>,
    view: &LogView,
    from: u64,
    fresh: &dyn Fn() -> T,
    take: &dyn Fn(&mut T, u64, Entry),
) -> Result<T, ClientError> {
    for _ in 0..ATTEMPTS {
        let (_, begun) = grown(ledger, 0, (from, view.size()))?;
        let taken = RefCell::new(fresh());
        let mut taking = Take {
            entry: &mut |index, entry| take(&mut taken.borrow_mut(), index, entry),
            gone: &mut |_, _| (),
        };
        let begun = Read {
            unread: from,
            frontier: begun,
            notices: None,
        };
        let read = read_on(ledger, &begun, view.size(), &mut taking)?;
        let read = read.filter(|read| read.unread == from);
        let read = read.ok_or(ClientError::Nonsense(ENTRIES))?;
        if read.frontier.root() == view.root() {
            return Ok(taken.into_inner());
        }
    }
    Err(ClientError::Altered)
}

/// `None` where it has to be read whole.
fn cross<T>(
    ledger: &Ledger<'_>,
    view: &mut LogView,
    (signed, listed): (&SignedCheckpoint, &Listed),
    (fresh, take): Gathering<'_, T>,
) -> Result<Option<T>, ClientError> {
    let checkpoint = signed.checkpoint();
    for _ in 0..ATTEMPTS {
        let (known, begun) = grown(ledger, view.size(), (listed.size, checkpoint.size()))?;
        let taken = RefCell::new(fresh());
        // Whoever kept nothing of notices has read all of those before.
        for (index, entry) in &listed.fresh {
            if *index >= view.size() {
                take(&mut taken.borrow_mut(), *index, *entry);
            }
        }
        let is_logged = Cell::new(false);
        let mut taking = Take {
            entry: &mut |index, entry| {
                is_logged.set(is_logged.get() || entry == listed.entry);
                take(&mut taken.borrow_mut(), index, entry);
            },
            gone: &mut |_, _| (),
        };
        let begun = Read {
            unread: begun.size(),
            frontier: begun,
            notices: Some(listed.notices.clone()),
        };
        let Some(read) = read_on(ledger, &begun, checkpoint.size(), &mut taking)? else {
            return Ok(None);
        };
        if read.frontier.root() != *checkpoint.root() {
            continue;
        }
        // These lead to a root that the ledger signed, so its log begins with them.
        if known.is_some_and(|known| known.root() != view.root()) {
            return Err(Evidence::against(Lie::Rewritten, view.signed(), signed).into());
        }
        if !is_logged.get() {
            return Err(ClientError::Nonsense(ENTRIES));
        }
        settle(ledger, view, read, signed)?;
        return Ok(Some(taken.into_inner()));
    }
    Err(accused(ledger, view, (view.size(), view.root()), signed)?)
}

/// What the tiles of the log of `size` entries have for its first `old` entries, and for its first `from`, unproved. `None` for the
/// former where its hashes were pruned: nothing is left that leads from the one to the other.
fn grown(
    ledger: &Ledger<'_>,
    old: u64,
    (from, size): (u64, u64),
) -> Result<(Option<Frontier>, Frontier), ClientError> {
    let tiles = Tiles(ledger);
    let hashes = TileHashes::new(&tiles, size);
    let nonsense = || ClientError::Nonsense(ENTRIES);
    let read = |nodes: &[_]| match hashes.hashes(nodes) {
        Ok(hashes) => Ok(hashes),
        Err(ReadTilesError::Source(error)) => Err(error),
        Err(_) => Err(nonsense()),
    };
    let peaks: Vec<_> = cover(0, old).collect();
    let rest: Vec<_> = cover(old, from).collect();
    let mut found = match read(&[peaks.as_slice(), &rest].concat()) {
        Ok(found) => found.into_iter(),
        Err(error) if error.is_pruned() && old > 0 => {
            return Ok((None, grown(ledger, 0, (from, size))?.1));
        }
        Err(error) => return Err(error),
    };
    let peaks = found.by_ref().take(peaks.len()).collect();
    let known = Frontier::from_peaks(old, peaks).map_err(|_| nonsense())?;
    let mut begun = known.clone();
    for (node, hash) in rest.iter().zip(found) {
        let pushed = begun.push_subtree(node.level(), hash);
        pushed.map_err(|_| nonsense())?;
    }
    Ok((Some(known), begun))
}
