//! What of the log's entries the status lists need: the targets of revocations in the order in which they were logged, and
//! where the last list stands; and the few entries that concern every reader. 16 bytes for a revocation.

use std::collections::VecDeque;

use keepwell_protocol::entry::{Entry, EntryType};
use keepwell_protocol::status::{is_notice, revoked};

/// How many lists deltas lead to: one a minute for a day.
const KEPT: usize = 1440;

/// Noted entry by entry. It may run ahead of what is committed: readers say up to which size they look.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    /// The index of each revocation, ascending, and the grant that it ends.
    revocations: Vec<(u64, u64)>,
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
            self.revocations.push((index, target));
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

    /// Notes that there are grants up to this index; the entries between them that are none are noted by themselves.
    pub(crate) fn note_grants(&mut self, last: u64) {
        self.changed = self.changed.max(last.saturating_add(1));
    }

    /// The grants that the entries from `from` up to `to` end.
    pub(crate) fn between(&self, from: u64, to: u64) -> Vec<u64> {
        let place = |size| self.revocations.partition_point(|(index, _)| *index < size);
        let found = self.revocations.get(place(from)..place(to));
        found
            .unwrap_or_default()
            .iter()
            .map(|(_, grant)| *grant)
            .collect()
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
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(ended.between(0, 7), [1, 0]);
        assert_eq!(ended.between(0, 4), [1]);
        assert_eq!(ended.between(3, 5), [0]);
        assert_eq!(ended.between(5, 2), [0_u64; 0]);
        assert_eq!(ended.root(), Some(6));
        let of = [0, 3, 4, 6, 7].map(|size| ended.root_of(size));
        assert_eq!(of, [Some(3), Some(3), Some(6), Some(6), None]);
        assert!(ended.has_changed_since(5));
        assert!(!ended.has_changed_since(6), "only a status root came since");
    }
}
