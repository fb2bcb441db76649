//! What is to be done next for the roots of a relay with several front ends, from what stands in PostgreSQL alone: whichever of them
//! looks goes on where the last one was, wherever that was killed.

use keepwell_cluster::OpenRoot;
use keepwell_protocol::access_root::INTERVAL_S;

use super::{Head, close::MANY};
use crate::refusal::Fault;

/// The next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing: the minute is not over.
    Wait,
    /// Close the open root to events.
    Close,
    /// No event comes under it any more: sign what it says.
    Sign,
    /// Put what was signed on the ledger.
    Post,
}

/// The next step where `head` is what was signed last and `open` is open to events. `count` gives how many events wait, asked only
/// where it matters.
///
/// # Errors
/// [`Fault::Row`] where the two do not belong together, and that of `count`.
pub(super) fn next(
    head: &Head,
    open: &OpenRoot,
    count: impl FnOnce() -> Result<u64, Fault>,
) -> Result<Step, Fault> {
    let minute = |seconds: u64| seconds / INTERVAL_S;
    if open.number == Some(head.number.saturating_add(1)) {
        return Ok(Step::Sign);
    }
    if open.number != Some(head.number) {
        return Err(Fault::Row);
    }
    if head
        .newest
        .as_ref()
        .is_some_and(|newest| newest.index.is_none())
    {
        return Ok(Step::Post);
    }
    // Also where the clock was set back: roots do not wait until it is where it was.
    let is_due = minute(open.now) != minute(open.since) || count()? >= MANY;
    Ok(if is_due { Step::Close } else { Step::Wait })
}

#[cfg(test)]
mod tests {
    use super::super::{FIRST, Newest};
    use super::*;
    use keepwell_protocol::access_root::StatementText;

    fn head(number: u64, index: Option<u64>) -> Head {
        Head {
            number,
            newest: Some(Newest {
                statement: StatementText(Vec::new()),
                index,
            }),
            ..FIRST
        }
    }

    fn open(number: u64, since: u64, now: u64) -> OpenRoot {
        OpenRoot {
            number: Some(number),
            since,
            now,
        }
    }

    fn step(head: &Head, open: &OpenRoot, count: u64) -> Option<Step> {
        next(head, open, || Ok(count)).ok()
    }

    #[test]
    fn a_root_is_closed_once_a_minute_and_when_it_is_full() {
        let posted = head(7, Some(9));
        assert_eq!(step(&posted, &open(7, 600, 659), 0), Some(Step::Wait));
        assert_eq!(step(&posted, &open(7, 600, 660), 0), Some(Step::Close));
        assert_eq!(
            step(&posted, &open(7, 600, 599), 0),
            Some(Step::Close),
            "set back"
        );
        assert_eq!(step(&posted, &open(7, 600, 601), MANY), Some(Step::Close));
        assert_eq!(
            step(&posted, &open(7, 600, 601), MANY - 1),
            Some(Step::Wait)
        );
        assert_eq!(
            step(&FIRST, &open(0, 0, 660), 0),
            Some(Step::Close),
            "the first"
        );
    }

    #[test]
    fn whoever_looks_goes_on_where_the_last_one_was_killed() {
        assert_eq!(
            step(&head(7, Some(9)), &open(8, 660, 661), 0),
            Some(Step::Sign)
        );
        assert_eq!(
            step(&head(7, Some(9)), &open(8, 660, 9999), 0),
            Some(Step::Sign)
        );
        assert_eq!(
            step(&head(8, None), &open(8, 660, 661), 0),
            Some(Step::Post)
        );
        // The ledger comes first, however long it was away.
        assert_eq!(
            step(&head(8, None), &open(8, 660, 9999), MANY),
            Some(Step::Post)
        );
    }

    #[test]
    fn what_does_not_belong_together_is_left_alone() {
        for number in [Some(6), Some(9), None] {
            let open = OpenRoot {
                number,
                ..open(0, 600, 660)
            };
            assert!(matches!(
                next(&head(7, Some(9)), &open, || Ok(0)),
                Err(Fault::Row)
            ));
        }
    }
}
