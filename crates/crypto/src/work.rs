//! Proof of work: finds a counter with which a labelled SHA-256 begins with so many zero bits, which costs about 2^bits
//! hashes, and checks one with a single hash. What stands before the counter says what the work was done for.

use sha2::{Digest as _, Sha256};

use crate::label::Label;

/// How many counters are tried between two questions whether to go on.
const STRETCH: u64 = 1 << 14;

/// A counter that solves `parts`, which have fixed lengths, under `label`. Asks `may_go_on` before each stretch of some ten
/// milliseconds; `None` when that says no, and after 64 times as many tries as are expected, which does not happen.
pub fn search(
    label: Label,
    parts: &[&[u8]],
    bits: u8,
    mut may_go_on: impl FnMut() -> bool,
) -> Option<u64> {
    let begun = begin(label, parts);
    let most = 1_u64.checked_shl(u32::from(bits).saturating_add(6))?;
    let mut from = 0;
    while from < most && may_go_on() {
        let mut stretch = from..from.saturating_add(STRETCH);
        if let Some(found) = stretch.find(|counter| zeros(&begun, *counter) >= u32::from(bits)) {
            return Some(found);
        }
        from = from.saturating_add(STRETCH);
    }
    None
}

/// Whether `counter` solves `parts` under `label`: one hash.
pub fn is_solved(label: Label, parts: &[&[u8]], bits: u8, counter: u64) -> bool {
    zeros(&begin(label, parts), counter) >= u32::from(bits)
}

fn begin(label: Label, parts: &[&[u8]]) -> Sha256 {
    let mut hasher = Sha256::new_with_prefix(label.prefix());
    parts.iter().for_each(|part| hasher.update(part));
    hasher
}

/// With how many zero bits the digest begins, as far as 64 of them tell.
fn zeros(begun: &Sha256, counter: u64) -> u32 {
    let digest = begun.clone().chain_update(counter.to_be_bytes()).finalize();
    let first = digest.first_chunk().copied().unwrap_or_default();
    u64::from_be_bytes(first).leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::sha256_labelled;

    const PARTS: [&[u8]; 2] = [b"challenge", b"subject"];

    fn solve(bits: u8) -> u64 {
        search(Label::WORK, &PARTS, bits, || true).unwrap()
    }

    #[test]
    fn what_is_found_begins_with_zeros_and_holds_for_nothing_else() {
        let counter = solve(12);
        assert!(is_solved(Label::WORK, &PARTS, 12, counter));
        let bytes = counter.to_be_bytes();
        let digest = sha256_labelled(Label::WORK, &[PARTS[0], PARTS[1], &bytes]);
        assert_eq!((digest[0], digest[1] >> 4), (0, 0));
        assert!(!is_solved(Label::WORK, &PARTS, 40, counter));
        let first = (0..).find(|one| is_solved(Label::WORK, &PARTS, 12, *one));
        assert_eq!(first, Some(counter), "the first one is found");
        let mut others = (0_u8..64).map(|n| is_solved(Label::WORK, &[PARTS[0], &[n]], 12, counter));
        assert!(
            !others.any(|is_solved| is_solved),
            "for something else it is worth nothing"
        );
    }

    #[test]
    fn no_zeros_are_no_work_and_who_may_not_go_on_stops() {
        assert_eq!(solve(0), 0);
        assert_eq!(search(Label::WORK, &PARTS, 50, || false), None);
        let mut stretches = 0;
        let stopped = search(Label::WORK, &PARTS, 50, || {
            stretches += 1;
            stretches < 4
        });
        assert_eq!((stopped, stretches), (None, 4));
    }
}
