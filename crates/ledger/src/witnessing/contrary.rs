//! Whether a witness that knows another history of this ledger can prove it: it is asked for the checkpoint that it cosigned last,
//! which this ledger's own key must have signed and which must not be among what was signed here. A witness that only says so
//! proves nothing, and an honest one of another make can show no more than that.
//!
//! On several machines a witness may be ahead of one of them, and never of what is committed: that is looked up after it has answered.

use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::policy::Witness;
use keepwell_tlog::witness::last_path;

use super::Post;
use crate::chunk::chunk_of;
use crate::key::LogKey;
use crate::snapshot::View;
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
        let (head, url) = last_shown(&state.key, post, witness)?;
        let size = head.checkpoint().size();
        is_not_here(state, &head).then_some(Self { size, url })
    }

    /// For the operator: what it is, and what to do.
    pub(super) fn words(&self, witness: &str, state: &State) -> String {
        let Self { size, url } = self;
        let here = state.view().size();
        let found = format!(
            "{witness} has cosigned a state of {size} entries that this ledger's key signed and that is not in this ledger, which has {here}"
        );
        match state.is_shared() {
            true => format!(
                "{found}: PostgreSQL and the store were put back to an older state, or another ledger runs with its key. Stop all machines, keep what {url} shows, and put the newest state of PostgreSQL and the store back"
            ),
            false => format!(
                "{found}: it was put back from an older copy, or runs twice. Stop it, save {url} as a file, and put the newest copy of the folder back with keepwell ledger restore --newest FILE"
            ),
        }
    }
}

/// The checkpoint that a witness shows as the last that it cosigned for this key's log, and where it shows it; `None` where a key of
/// that log has not signed it.
pub(super) fn last_shown(
    key: &LogKey,
    post: &dyn Post,
    witness: &Witness,
) -> Option<(SignedCheckpoint, String)> {
    let url = std::str::from_utf8(&witness.url).ok()?;
    let path = last_path(key.public().name());
    let url = format!("{}/{path}", url.trim_end_matches('/'));
    let (status, note) = post.get(&url).ok()?;
    let head = (status == 200).then(|| key.open_head(&note).ok())??;
    Some((head, url))
}

/// Whether a checkpoint that was signed with a key of this ledger was not signed by this ledger, as far as it can tell.
fn is_not_here(state: &State, head: &SignedCheckpoint) -> bool {
    let size = head.checkpoint().size();
    let committed = match state.committed() {
        Ok(committed) => committed,
        Err(error) => {
            tracing::warn!(%error, "how much is committed could not be read");
            return false;
        }
    };
    if size > committed {
        return true;
    }
    let view = state.view();
    // What is committed and not read here yet is compared the next time.
    size <= view.size() && differs(state, &view, head).unwrap_or(false)
}

/// Whether what was signed here at that size is another state; `None` where nothing can tell.
fn differs(state: &State, view: &View<'_>, head: &SignedCheckpoint) -> Option<bool> {
    let size = head.checkpoint().size();
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
    Some(!is_own && !view.is_pruned(last))
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::Path;

    use keepwell_crypto::hash::Digest;
    use keepwell_tlog::hash::Hash;
    use rand_core::OsRng;

    use super::*;
    use crate::home::Home;
    use crate::restore::{Depth, restore};
    use crate::snapshot::Snapshot;
    use crate::state::Index;
    use crate::tests::fixture::{GENESIS, open};

    /// Several machines have committed so many entries.
    struct Committed(u64);

    impl Index for Committed {
        fn index_of(&self, _: &Digest) -> io::Result<Option<u64>> {
            Ok(None)
        }

        fn committed(&self) -> io::Result<u64> {
            match self.0 {
                0 => Err(io::ErrorKind::NotConnected.into()),
                committed => Ok(committed),
            }
        }
    }

    /// The state of the ledger in `dir`, which this machine has read, while so many are committed.
    fn state(dir: &Path, committed: u64) -> State {
        let held = Home::hold(dir, "ledger.example", &mut OsRng).unwrap();
        let restored = restore(&held.home, (&held.key, &held.tags), 1 << 20, Depth::Edge).unwrap();
        let log = restored.log;
        let head = held.key.sign_head(log.size(), log.root()).unwrap();
        let receipts = held.key.receipts(head.checkpoint());
        let snapshot = Snapshot::new(head, receipts, &log, Vec::new());
        let state = State::new(Box::new(held.home), held.key, restored.register, snapshot);
        state.shared(Box::new(Committed(committed)))
    }

    #[test]
    fn what_others_have_committed_and_this_machine_has_not_read_is_nothing_against_it() {
        let dir = tempfile::tempdir().unwrap();
        drop(open(dir.path()));
        let larger = GENESIS + 3;
        // How much is committed, whether a state of so many entries is another history then, and whether one of this size is.
        let cases = [
            (GENESIS, true, true),
            (larger - 1, true, true),
            (larger, false, true),
            // PostgreSQL does not answer.
            (0, false, false),
        ];
        for (committed, is_larger_contrary, is_other_contrary) in cases {
            let state = state(dir.path(), committed);
            let signed = |size| state.key.sign_head(size, Hash::of_leaf(b"other")).unwrap();
            assert_eq!(is_not_here(&state, &signed(larger)), is_larger_contrary);
            assert_eq!(is_not_here(&state, &signed(GENESIS)), is_other_contrary);
        }
    }
}
