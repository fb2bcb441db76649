//! Closes the open root: what it is over is fixed from then on, and the next one begins. When it is due is judged by the relay's
//! clock, whichever way that steps.

use std::sync::PoisonError;

use keepwell_protocol::{
    access_root::{AccessRoot, INTERVAL_S, StatementText},
    time::Timestamp,
};
use keepwell_tlog::{hash::Hash, leaves::Leaves};

use super::{Closed, Gathered, Head, Newest, Open, Roots};
use crate::{
    limits::{FARTHEST_START_S, KEEP_EVENTS_S, LONGEST_LEASE_S},
    refusal::Fault,
    rows::{Changes, Rows},
    state::State,
};

/// A root with so many leaves is closed before its minute is over.
const MANY: usize = 65_536;
/// How long the leaves of a root are kept: as long as any event under it may be, and a day.
const KEEP_S: u64 = FARTHEST_START_S + LONGEST_LEASE_S + KEEP_EVENTS_S + 24 * 60 * 60;
/// How many old roots are forgotten when one is closed.
const FORGET: u64 = 8;

impl Roots {
    /// Whether the open root is to be closed at `now`.
    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let minute = |time: Timestamp| time.seconds() / INTERVAL_S;
        let gathered = &open.gathered;
        let gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
        // Also where the clock was set back: roots do not wait until it is where it was.
        minute(now) != minute(open.head.since) || gathered.len() >= MANY
    }
}

impl State {
    /// Closes the open root; durable on return. Events wait meanwhile.
    pub(super) fn close_root(&self, now: Timestamp) -> Result<(), Fault> {
        let roots = &self.roots;
        let mut open = roots.open.write().unwrap_or_else(PoisonError::into_inner);
        let gathered = open.gathered.get_mut();
        let gathered: &[Gathered] = gathered.unwrap_or_else(PoisonError::into_inner);
        let mut leaves: Vec<Hash> = gathered.iter().map(|one| one.leaf).collect();
        leaves.sort_unstable();
        // Never before what is under it.
        let until = gathered.iter().map(|one| one.time).fold(now, Ord::max);
        let mut changes = Changes::default();
        for one in gathered {
            changes.delete_leaf(&one.mailbox, one.number);
        }
        let before = &open.head;
        let root = AccessRoot {
            relay: self.origin.clone(),
            number: before.number,
            since: before.since,
            until,
            root: Leaves(&leaves).root(),
        };
        let statement = StatementText(root.sign(&roots.key).as_bytes().to_vec());
        if !leaves.is_empty() {
            let closed = Closed::new(statement.clone(), until, &leaves);
            changes.put_closed(root.number, &closed)?;
        }
        let head = Head {
            number: root.number.saturating_add(1),
            since: until,
            newest: Some(Newest {
                statement,
                is_posted: false,
            }),
            oldest: forget(&self.rows, before, now, &mut changes)?,
        };
        changes.put_roots_head(&head)?;
        self.rows.write(&changes)?;
        *open = Open::new(head, Vec::new());
        Ok(())
    }
}

/// Forgets roots that are older than any event which is still kept; gives the oldest that may be there.
fn forget(rows: &Rows, head: &Head, now: Timestamp, changes: &mut Changes) -> Result<u64, Fault> {
    let last = head.number.min(head.oldest.saturating_add(FORGET));
    for number in head.oldest..last {
        match rows.closed(number)? {
            Some(closed) if now < closed.until.plus(KEEP_S) => return Ok(number),
            Some(_) => changes.delete_closed(number),
            None => {}
        }
    }
    Ok(last)
}
