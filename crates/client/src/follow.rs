//! Holds a ledger to its word (protocol §9): reads every new entry, rebuilds the root from them and compares it with what
//! the ledger signed, so that entries and consistency are checked at once. A ledger that rewrites, drops or shows two
//! histories is caught here, and what it signed is kept as evidence.

mod evidence;
mod history;
mod view;

pub use evidence::{Evidence, Lie};
pub use history::check_history;
pub use view::LogView;

use keepwell_protocol::entry::Entry;
use keepwell_tlog::{
    bundle::new_bundles, checkpoint::SignedCheckpoint, hash::Hash, tree::Frontier,
};

use crate::{error::ClientError, ledger::Ledger};

const ENTRIES: &str = "reading entries of the ledger";

/// Reads the newest checkpoint and every entry since `view`, and moves `view` there. `on_entry` gets each new index and
/// entry in order; it may act on them only once this function has returned `Ok`, since the root is compared last.
///
/// # Errors
/// [`ClientError::LedgerLies`] with the evidence; then `view` stays as it was, as after every other error.
pub fn follow(
    ledger: &Ledger<'_>,
    view: &mut LogView,
    on_entry: &mut dyn FnMut(u64, Entry),
) -> Result<SignedCheckpoint, ClientError> {
    let signed = ledger.checkpoint()?;
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
    let frontier = read_on(ledger, view.frontier(), checkpoint.size(), on_entry)?;
    if frontier.root() != *checkpoint.root() {
        return Err(Evidence::against(Lie::Rewritten, view.signed(), &signed).into());
    }
    view.move_to(frontier, &signed);
    Ok(signed)
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
