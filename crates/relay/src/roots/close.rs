//! Closes the open root: what it is over is fixed from then on, and the next one begins. When it is due is judged by the relay's
//! clock, whichever way that steps. Where several front ends share it, PostgreSQL closes it to events first; then all that stands under
//! it is there to be signed, by whoever comes to it.

use std::sync::{PoisonError, RwLock};

use keepwell_cluster::OpenRoot;
use keepwell_protocol::{
    access_root::{AccessRoot, INTERVAL_S, StatementText},
    mailbox::MailboxId,
    time::Timestamp,
};
use keepwell_tlog::{hash::Hash, leaves::Leaves};

use super::{Closed, Gathered, Head, Newest, Open};
use crate::{
    limits::{FARTHEST_START_S, KEEP_EVENTS_S, LONGEST_LEASE_S},
    refusal::Fault,
    rows::{Changes, Rows},
    state::State,
};

/// A root with so many leaves is closed before its minute is over.
pub(super) const MANY: u64 = 65_536;
/// How long the leaves of a root are kept: as long as any event under it may be, and a day.
const KEEP_S: u64 = FARTHEST_START_S + LONGEST_LEASE_S + KEEP_EVENTS_S + 24 * 60 * 60;
/// How many old roots are forgotten when one is closed.
const FORGET: u64 = 8;
/// How many roots before the last one are kept at hand: of so many minutes, a little more than a reader takes for what witnesses have
/// cosigned lately.
const BEFORE: usize = 16;
/// How many leaves of a closed root are deleted together, where that goes over a network.
const TOGETHER: usize = 2000;

/// Whether the open root is to be closed at `now`, on one machine.
pub(super) fn is_due(open: &RwLock<Open>, now: Timestamp) -> bool {
    let open = open.read().unwrap_or_else(PoisonError::into_inner);
    let minute = |time: Timestamp| time.seconds() / INTERVAL_S;
    // Also where the clock was set back: roots do not wait until it is where it was.
    minute(now) != minute(open.head.since) || u64::try_from(open.count()).is_ok_and(|so| so >= MANY)
}

impl State {
    /// Closes the open root; durable on return. Events wait meanwhile.
    pub(super) fn close_root(&self, open: &RwLock<Open>, now: Timestamp) -> Result<(), Fault> {
        let mut open = open.write().unwrap_or_else(PoisonError::into_inner);
        let before = open.head.clone();
        let gathered = open.gathered();
        let mut changes = Changes::default();
        for one in gathered {
            changes.delete_leaf(&one.mailbox, one.number);
        }
        let head = self.seal(&before, gathered, now, &mut changes)?;
        self.rows.write(&changes)?;
        *open = Open::new(head, Vec::new());
        Ok(())
    }

    /// Signs what root `head.number` says, which several front ends share and PostgreSQL has closed; durable on return. All of them would
    /// sign the same.
    pub(super) fn sign_root(&self, head: &Head, open: &OpenRoot) -> Result<(), Fault> {
        let mut gathered = Vec::new();
        let mut gone: Vec<(MailboxId, u32)> = Vec::new();
        for row in self.rows.leaves() {
            let (mailbox, number, leaf) = row?;
            if leaf.root == head.number {
                gathered.push(leaf.gathered(mailbox, number));
            }
            // Also what is left of a root before, whose front end was killed below.
            if leaf.root <= head.number {
                gone.push((mailbox, number));
            }
        }
        let mut changes = Changes::default();
        let closed = Timestamp::from_seconds(open.since);
        self.seal(head, &gathered, closed, &mut changes)?;
        self.rows.write(&changes)?;
        for some in gone.chunks(TOGETHER) {
            let mut changes = Changes::default();
            for (mailbox, number) in some {
                changes.delete_leaf(mailbox, *number);
            }
            self.rows.write(&changes)?;
        }
        Ok(())
    }

    /// What the root that `before` left open says when it is closed at `now`, and where roots stand then, as changes to be written.
    fn seal(
        &self,
        before: &Head,
        gathered: &[Gathered],
        now: Timestamp,
        changes: &mut Changes,
    ) -> Result<Head, Fault> {
        let mut leaves: Vec<Hash> = gathered.iter().map(|one| one.leaf).collect();
        leaves.sort_unstable();
        // Never before what is under it.
        let until = gathered.iter().map(|one| one.time).fold(now, Ord::max);
        let root = AccessRoot {
            relay: self.origin.clone(),
            number: before.number,
            since: before.since,
            until,
            root: Leaves(&leaves).root(),
        };
        let statement = StatementText(root.sign(&self.roots.key).as_bytes().to_vec());
        if !leaves.is_empty() {
            let closed = Closed::new(statement.clone(), until, &leaves);
            changes.put_closed(root.number, &closed)?;
        }
        let head = Head {
            number: root.number.saturating_add(1),
            since: until,
            newest: Some(Newest {
                statement,
                index: None,
            }),
            before: before
                .newest
                .iter()
                .chain(&before.before)
                .take(BEFORE)
                .cloned()
                .collect(),
            awaited: before.awaited.clone(),
            oldest: forget(&self.rows, before, now, changes)?,
        };
        changes.put_roots_head(&head)?;
        Ok(head)
    }
}

/// Forgets roots that are older than any event which is still kept; gives the oldest that may be there.
fn forget(rows: &Rows, head: &Head, now: Timestamp, changes: &mut Changes) -> Result<u64, Fault> {
    let last = head.number.min(head.oldest.saturating_add(FORGET));
    for number in head.oldest..last {
        match rows.closed(number)? {
            Some(closed) if now < closed.until.plus(KEEP_S) => return Ok(number),
            Some(_) => {
                changes.delete_closed(number);
                changes.delete_standing(number);
            }
            None => {}
        }
    }
    Ok(last)
}
