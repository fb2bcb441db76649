//! Two devices of one wallet write the same index. What either of them knows of a grant holds: a stop is never undone, a
//! log index never forgotten; only what is over leaves the index.

use std::collections::BTreeMap;

use keepwell_protocol::time::Timestamp;

use crate::{grants::GrantId, index::content::IndexEntry};

/// How long an expired grant stays, in seconds: clocks of two devices differ.
const STAYS_S: u64 = 24 * 60 * 60;

/// The entries of both sides, in the order of their ids, without those that ended a day ago.
pub fn merge(mine: Vec<IndexEntry>, theirs: Vec<IndexEntry>, now: Timestamp) -> Vec<IndexEntry> {
    let mut merged: BTreeMap<GrantId, IndexEntry> = BTreeMap::new();
    for entry in mine.into_iter().chain(theirs) {
        let together = match merged.remove(&entry.id) {
            Some(known) => join(known, entry),
            None => entry,
        };
        merged.insert(together.id, together);
    }
    merged
        .into_values()
        .filter(|entry| now < entry.until.plus(STAYS_S))
        .collect()
}

/// What two sides know of one grant. Everything but these never changes once it is made; a link's end and openings are those of
/// the side with the later end.
fn join(one: IndexEntry, other: IndexEntry) -> IndexEntry {
    let stopped = [one.stopped, other.stopped].into_iter().flatten().min();
    let later = if other.until > one.until {
        &other
    } else {
        &one
    };
    let (until, openings) = (later.until, later.openings);
    IndexEntry {
        terms: one.terms.or(other.terms),
        log_index: one.log_index.or(other.log_index),
        stopped,
        // The later wish; of two at once the pause.
        pause: one.pause.max(other.pause),
        openings,
        until,
        ..one
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixtures::index_entry, grants::PauseWish};

    const NOW: Timestamp = Timestamp::from_seconds(2_000_000);

    #[test]
    fn what_either_side_knows_holds() {
        let mut mine = index_entry(1, NOW);
        mine.log_index = Some(7);
        mine.terms = None;
        let mut theirs = index_entry(1, NOW);
        theirs.stopped = Some(NOW);
        for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
            let merged = merge(vec![one.clone()], vec![other.clone()], NOW);
            let [entry] = merged.as_slice() else {
                panic!("one grant expected")
            };
            assert_eq!(entry.log_index, Some(7));
            assert_eq!(entry.stopped, Some(NOW));
            assert!(entry.terms.is_some());
        }
    }

    #[test]
    fn the_later_of_two_pauses_holds() {
        let wish = |after, paused| {
            let mut entry = index_entry(1, NOW);
            entry.pause = Some(PauseWish {
                asked: NOW.plus(after),
                paused,
            });
            entry
        };
        let first = |one: &IndexEntry, other: &IndexEntry| {
            let merged = merge(vec![one.clone()], vec![other.clone()], NOW);
            merged.first().and_then(|entry| entry.pause).unwrap()
        };
        let (paused, resumed) = (wish(0, true), wish(1, false));
        assert!(!first(&paused, &resumed).paused && !first(&resumed, &paused).paused);
        assert!(first(&paused, &wish(0, false)).paused);
        assert!(first(&index_entry(1, NOW), &paused).paused);
    }

    #[test]
    fn grants_of_both_sides_stay_until_a_day_after_their_end() {
        let (one, other) = (index_entry(2, NOW), index_entry(1, NOW));
        let until = one.until;
        let ids = |now| {
            let merged = merge(vec![one.clone()], vec![other.clone()], now);
            merged
                .iter()
                .map(|entry| entry.id.as_bytes()[0])
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(NOW), [1, 2]);
        assert_eq!(ids(until.plus(STAYS_S - 1)), [1, 2]);
        assert!(ids(until.plus(STAYS_S)).is_empty());
    }

    #[test]
    fn merging_twice_changes_nothing() {
        let once = merge(vec![index_entry(1, NOW)], vec![index_entry(2, NOW)], NOW);
        assert_eq!(merge(once.clone(), once.clone(), NOW), once);
    }
}
