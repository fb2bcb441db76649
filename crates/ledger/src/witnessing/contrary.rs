//! Whether a witness that knows another history of this ledger can prove it: it is asked for the checkpoint that it cosigned last,
//! which this ledger's own key must have signed and which must not be among what was signed here. A witness that only says so
//! proves nothing, and an honest one of another make can show no more than that.

use keepwell_tlog::policy::Witness;
use keepwell_tlog::witness::last_path;

use super::Post;
use crate::chunk::chunk_of;
use crate::state::State;

/// A checkpoint that this ledger's key signed and that is not of its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contrary {
    /// Its entries.
    pub(super) size: u64,
    /// Where the witness shows it.
    pub(super) url: String,
}

impl Contrary {
    /// Asks `witness` for the checkpoint that it cosigned last; `None` where that says nothing against this ledger.
    pub(super) fn of(state: &State, post: &dyn Post, witness: &Witness) -> Option<Self> {
        let url = std::str::from_utf8(&witness.url).ok()?;
        let path = last_path(state.key.public().name());
        let url = format!("{}/{path}", url.trim_end_matches('/'));
        let (status, note) = post.get(&url).ok()?;
        let size = (status == 200).then(|| size_not_here(state, &note))??;
        Some(Self { size, url })
    }

    /// For the operator: what it is, and what to do.
    pub(super) fn words(&self, witness: &str, here: u64) -> String {
        let Self { size, url } = self;
        format!(
            "{witness} has cosigned a state of {size} entries that this ledger's key signed and that is not in this ledger, which has {here}: it was put back from an older copy, or runs twice. Stop it, save {url} as a file, and put the newest copy of the folder back with keepwell ledger restore --newest FILE"
        )
    }
}

/// The size of a checkpoint that was signed with a key of this ledger and not by this ledger, as far as it can tell.
fn size_not_here(state: &State, note: &[u8]) -> Option<u64> {
    let head = state.key.open_head(note).ok()?;
    let (size, view) = (head.checkpoint().size(), state.view());
    if size > view.size() {
        return Some(size);
    }
    // What was signed in a pruned part is gone, and so is what it could be compared with.
    let last = size.checked_sub(1).filter(|last| !view.is_pruned(*last))?;
    let own = match view.note(size) {
        Ok(note) => note,
        Err(error) => {
            tracing::warn!(%error, chunk = chunk_of(last), "what was signed could not be read");
            return None;
        }
    };
    let own = own.and_then(|note| state.key.open_head(note.as_bytes()).ok());
    let is_own = own.is_some_and(|own| own.checkpoint() == head.checkpoint());
    // Looked at last: it may have been pruned meanwhile.
    (!is_own && !view.is_pruned(last)).then_some(size)
}
