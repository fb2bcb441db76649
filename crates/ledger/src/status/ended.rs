//! What of the log's entries the status lists need: which grants were ended, where the last lists stand, and the few entries that concern
//! every reader. Of the newest revocations it is known where they were logged, 16 bytes each; of all older ones only the bit that a list
//! has for them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use keepwell_protocol::entry::{Entry, EntryType};
use keepwell_protocol::status::{MAX_TARGETS, SHARD_BYTES, is_notice, revoked, shard_of};

/// How many lists deltas lead to: one a minute for a day.
const KEPT: usize = 1440;
/// Of so many revocations at least it is kept where they stand: twice as many as a delta has room for.
const PLACED: usize = 2 * MAX_TARGETS;
/// Entries at the end of what is recalled of which the same is kept.
const PLACED_ENTRIES: u64 = 262_144;

/// Noted entry by entry. It may run ahead of what is committed: readers say up to which size they look.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    /// The bits of all grants that the first `folded` entries end, by shard, as a list has them.
    bits: BTreeMap<u64, Arc<Vec<u8>>>,
    folded: u64,
    /// The index of each later revocation, ascending, and the grant that it ends.
    revocations: VecDeque<(u64, u64)>,
    /// The indexes of the last status roots, ascending.
    roots: VecDeque<u64>,
    /// One more than the index of the last entry that is not the ledger's own about itself.
    changed: u64,
    /// The entries that concern every reader, with their indexes, ascending.
    notices: Vec<(u64, Entry)>,
    /// Older ones are on the log and not here.
    lacks_notices: bool,
}

impl Ended {
    /// Notes the next entry.
    pub(crate) fn note(&mut self, index: u64, entry: &Entry) {
        if let Some(target) = revoked(index, entry) {
            self.revocations.push_back((index, target));
            self.fold();
        }
        if is_notice(entry.kind) {
            self.notices.push((index, *entry));
        }
        match entry.kind {
            EntryType::StatusRoot => {
                if self.roots.len() >= KEPT {
                    self.roots.pop_front();
                }
                self.roots.push_back(index);
            }
            EntryType::AccessRoot => {}
            _ => self.changed = index.saturating_add(1),
        }
    }

    /// Notes revocations that are on the log, of its first `size` entries, in any order: each with its index and the grant that
    /// it ends, which the rules have looked at. Before any entry is noted.
    pub(crate) fn recall(&mut self, size: u64, some: impl IntoIterator<Item = (u64, u64)>) {
        self.folded = size.saturating_sub(PLACED_ENTRIES);
        for (index, grant) in some {
            if index < self.folded {
                self.set(grant);
            } else {
                self.revocations.push_back((index, grant));
            }
        }
        self.revocations.make_contiguous().sort_unstable();
    }

    /// Notes that there are grants up to this index; the entries between them that are none are noted by themselves.
    pub(crate) fn note_grants(&mut self, last: u64) {
        self.changed = self.changed.max(last.saturating_add(1));
    }

    /// The grants that the entries from `from` up to `to` end; `None` where memory does not go back so far.
    pub(crate) fn between(&self, from: u64, to: u64) -> Option<Vec<u64>> {
        let place = |size| self.revocations.partition_point(|(index, _)| *index < size);
        let found = place(from)..place(to).max(place(from));
        let grants = self.revocations.range(found).map(|(_, grant)| *grant);
        (from >= self.folded).then(|| grants.collect())
    }

    /// What the oldest list says that can be told, of how many entries, by shard.
    pub(crate) fn oldest(&self) -> (u64, BTreeMap<u64, Arc<Vec<u8>>>) {
        (self.folded, self.bits.clone())
    }

    /// Notes that older notices are not known: then nothing is said of any.
    pub(crate) fn miss_notices(&mut self) {
        self.lacks_notices = true;
    }

    /// The notices from number `from` on among the first `size` entries; `None` where older ones are not known.
    pub(crate) fn notices(&self, from: u64, size: u64) -> Option<&[(u64, Entry)]> {
        if self.lacks_notices {
            return None;
        }
        let until = self.notices.partition_point(|(index, _)| *index < size);
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(until);
        self.notices.get(from..until)
    }

    /// The index of the last status root.
    pub(crate) fn root(&self) -> Option<u64> {
        self.roots.back().copied()
    }

    /// The index of the only root that may be of the list that covers `size` entries: a list is logged at its size or behind
    /// it, and the next one covers that root. `None` for one that is older than those kept.
    pub(crate) fn root_of(&self, size: u64) -> Option<u64> {
        let at = self.roots.partition_point(|index| *index < size);
        self.roots.get(at).copied()
    }

    /// Whether a list of `size` entries no longer tells all.
    pub(crate) fn has_changed_since(&self, size: u64) -> bool {
        self.changed > size
    }

    /// Forgets where the older half of the revocations stand, once there are too many.
    fn fold(&mut self) {
        if self.revocations.len() < 2 * PLACED {
            return;
        }
        let older: Vec<_> = self.revocations.drain(..PLACED).collect();
        for (index, grant) in older {
            self.set(grant);
            self.folded = index.saturating_add(1);
        }
    }

    fn set(&mut self, grant: u64) {
        let (shard, bit) = shard_of(grant);
        let empty = || Arc::new(vec![0; SHARD_BYTES]);
        let bits = Arc::make_mut(self.bits.entry(shard).or_insert_with(empty));
        let at = usize::try_from(bit / 8).unwrap_or(usize::MAX);
        if let Some(byte) = bits.get_mut(at) {
            *byte |= 1 << (bit % 8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_protocol::status::Bitmap;

    #[test]
    fn only_the_roots_of_a_day_are_kept() {
        let mut ended = Ended::default();
        let root = Entry {
            kind: EntryType::StatusRoot,
            target: 0,
            statement: [0; 32],
        };
        let most = u64::try_from(KEPT).unwrap();
        (0..most + 2).for_each(|index| ended.note(index, &root));
        assert_eq!(ended.root_of(0), Some(2));
        assert_eq!(ended.root(), Some(most + 1));
    }

    #[test]
    fn notices_are_given_from_any_number_up_to_a_size() {
        let mut ended = Ended::default();
        for (index, kind) in (0..).zip([0, 4, 1, 6, 3, 5, 4]) {
            let kind = EntryType::from_number(kind).unwrap();
            let entry = Entry {
                kind,
                target: 0,
                statement: [0; 32],
            };
            ended.note(index, &entry);
        }
        let at = |from, size| {
            let found = ended.notices(from, size).unwrap().iter();
            found.map(|(index, _)| *index).collect::<Vec<_>>()
        };
        assert_eq!(at(0, 7), [0, 1, 3, 6]);
        assert_eq!(at(2, 6), [3]);
        assert_eq!(at(9, 7), [0_u64; 0]);
        ended.miss_notices();
        assert_eq!(ended.notices(0, 7), None);
    }

    #[test]
    fn revocations_are_found_by_where_they_stand() {
        let mut ended = Ended::default();
        let kinds = [(1, 0), (1, 0), (2, 1), (3, 0), (2, 0), (2, 99), (3, 0)];
        for (index, (kind, target)) in (0..).zip(kinds) {
            let kind = EntryType::from_number(kind).unwrap();
            let statement = [0; 32];
            ended.note(
                index,
                &Entry {
                    kind,
                    target,
                    statement,
                },
            );
        }
        let between = |from, to| ended.between(from, to).unwrap();
        assert_eq!(between(0, 7), [1, 0]);
        assert_eq!(between(0, 4), [1]);
        assert_eq!(between(3, 5), [0]);
        assert_eq!(between(5, 2), [0_u64; 0]);
        assert_eq!(ended.root(), Some(6));
        let of = [0, 3, 4, 6, 7].map(|size| ended.root_of(size));
        assert_eq!(of, [Some(3), Some(3), Some(6), Some(6), None]);
        assert!(ended.has_changed_since(5));
        assert!(!ended.has_changed_since(6), "only a status root came since");
    }

    fn entry(kind: EntryType, target: u64) -> Entry {
        Entry {
            kind,
            target,
            statement: [0; 32],
        }
    }

    /// The list of the first `size` entries, as far back as memory goes.
    fn list(ended: &Ended, size: u64) -> Bitmap {
        let (folded, shards) = ended.oldest();
        let mut bitmap = Bitmap::of_shards(folded, shards);
        bitmap.grow(size, ended.between(folded, size).unwrap());
        bitmap
    }

    /// Every other entry is a grant, which the next one ends.
    fn alternating(size: u64) -> impl Iterator<Item = (u64, Entry)> {
        (0..size).map(|index| match index % 2 {
            0 => (index, entry(EntryType::Grant, 0)),
            _ => (index, entry(EntryType::Revocation, index - 1)),
        })
    }

    #[test]
    fn of_older_revocations_only_the_bit_is_kept_and_lists_are_the_same() {
        let placed = u64::try_from(PLACED).unwrap();
        let size = 4 * placed + 10;
        let mut ended = Ended::default();
        for (index, entry) in alternating(size) {
            ended.note(index, &entry);
        }
        assert_eq!(ended.revocations.len(), PLACED + 5);
        let folded = 2 * placed;
        assert_eq!(ended.between(folded - 1, size), None, "only bits are left");
        assert_eq!(ended.between(folded, folded + 2), Some(vec![folded]));
        let entries: Vec<Entry> = alternating(size).map(|(_, entry)| entry).collect();
        assert_eq!(list(&ended, size), Bitmap::of(&entries));
    }

    #[test]
    fn what_is_recalled_in_any_order_is_what_was_noted() {
        let size = PLACED_ENTRIES + 3000;
        let mut noted = Ended::default();
        let mut all = Vec::new();
        for (index, entry) in alternating(size) {
            noted.note(index, &entry);
            all.extend(revoked(index, &entry).map(|grant| (index, grant)));
        }
        let mut recalled = Ended::default();
        all.reverse();
        for page in all.chunks(1000) {
            recalled.recall(size, page.iter().copied());
        }
        assert_eq!(recalled.between(2999, size), None);
        assert_eq!(recalled.between(3000, size), noted.between(3000, size));
        let more = entry(EntryType::Revocation, 0);
        for ended in [&mut recalled, &mut noted] {
            ended.note(size, &more);
        }
        assert_eq!(list(&recalled, size + 1), list(&noted, size + 1));
    }
}
