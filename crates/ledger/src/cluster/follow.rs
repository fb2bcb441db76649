//! Follows the log as it is committed, shows it to readers, and answers those whose statements are in it: a thread that every
//! machine has, also the sequencer's.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use keepwell_cluster::{Following, Head};
use keepwell_protocol::entry::Entry;

use super::body::decode_outcomes;
use super::load::{catch_up, compare_with_head, compare_with_shown, load};
use super::tail::Tail;
use super::{BEHIND, BrokeOff, Cluster, PATIENCE, PAUSE, prune};
use crate::door::{NotRegistered, Outcome};
use crate::register::Register;
use crate::relays;
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::witnessing::Witnessing;

/// How often it is looked without being told.
const LOOK: Duration = Duration::from_secs(1);
/// How long the end waits for answers.
const END: Duration = Duration::from_secs(10);

/// After so many leases without a sequencer nothing more is taken in.
const UNLED: u32 = 3;

/// Whether the sequencer takes more: not where the store is too far behind.
fn has_room(head: &Head) -> bool {
    head.size.saturating_sub(head.settled) <= BEHIND
}

/// Since when nobody leads, as this machine has seen it.
#[derive(Default)]
struct Unled(Option<Instant>);

impl Unled {
    /// Whether somebody leads, or did until a short while ago.
    fn note(&mut self, is_led: bool, lease: Duration, now: Instant) -> bool {
        if is_led {
            self.0 = None;
        }
        let since = (!is_led).then(|| *self.0.get_or_insert(now));
        since.is_none_or(|since| now.duration_since(since) <= lease * UNLED)
    }
}

/// Follows.
pub(super) struct Follower {
    cluster: Arc<Cluster>,
    state: Arc<State>,
    witnessing: Option<Arc<Witnessing>>,
    tail: Tail,
    /// The indexes of the key set, and of the policy on what is pruned, that were taken up last.
    key_set: Option<u64>,
    policy: Option<u64>,
    unled: Unled,
    closing_since: Option<Instant>,
}

impl Follower {
    pub(super) fn new(
        cluster: Arc<Cluster>,
        state: Arc<State>,
        witnessing: Option<Arc<Witnessing>>,
        tail: Tail,
    ) -> Self {
        let register = state.register();
        let (key_set, policy) = (register.key_set(), register.policy());
        drop(register);
        Self {
            cluster,
            state,
            witnessing,
            tail,
            key_set,
            policy,
            unled: Unled::default(),
            closing_since: None,
        }
    }

    /// Follows until nothing more is handed in and everything was answered.
    pub(super) fn run(mut self) {
        while let Err(error) = self.follow() {
            self.cluster.set_followed(false);
            if !error.is_passing() {
                tracing::error!(%error, "the ledger takes no more statements until somebody has looked");
                self.state.stop();
                break;
            }
            if self.state.set_reachable(false) {
                tracing::warn!(%error, "the log cannot be followed: trying again");
            }
            self.cluster
                .give_up(|_, one| one.since.elapsed() > PATIENCE);
            if self.is_over() {
                break;
            }
            thread::sleep(PAUSE);
        }
        self.cluster.is_done.store(true, Ordering::Release);
        self.cluster.give_up(|_, _| true);
    }

    fn follow(&mut self) -> Result<(), BrokeOff> {
        let cluster = self.cluster.clone();
        let following = cluster.wait(Following::open(&cluster.database))?;
        loop {
            let news = cluster.wait(following.news(&cluster.front))?;
            self.catch_up(&following, &news.head)?;
            cluster.set_followed(true);
            self.state.note_followed();
            let lease = cluster.database.lease();
            let is_led = self.unled.note(news.head.is_led, lease, Instant::now());
            let has_room = has_room(&news.head);
            cluster.set_led(is_led);
            let takes_more = is_led && has_room;
            if self.state.set_reachable(takes_more) != takes_more {
                tracing::info!(is_led, has_room, "the log takes more again, or no more");
            }
            for (ticket, body) in news.answers {
                self.answer(ticket, &body);
            }
            cluster.give_up(|_, one| one.since.elapsed() > PATIENCE);
            if self.state.is_stopped() || self.is_over() {
                return Ok(());
            }
            cluster.wait(following.wait(if cluster.is_closing() { PAUSE } else { LOOK }))?;
        }
    }

    /// Shows readers the log of `head`, or a larger one.
    fn catch_up(&mut self, following: &Following, head: &Head) -> Result<(), BrokeOff> {
        let (cluster, state) = (self.cluster.clone(), self.state.clone());
        let size = self.tail.log.size();
        if head.size < size {
            return Err(BrokeOff::RolledBack {
                found: head.size,
                published: size,
            });
        }
        let note = |first, entries: &[Entry]| state.register_mut().follow_all(first, entries);
        if !catch_up(&cluster, following, &mut self.tail, head.size, note)? {
            // It was away for so long that records were dropped.
            let mut register = Register::recalled(state.register().ledger());
            let (tail, _) = load(&cluster, following, &state.key, Some(&mut register))?;
            if let Some(shown) = &self.tail.head {
                compare_with_shown(&cluster, following, &tail, shown)?;
            }
            self.tail = tail;
            let relays = state.register().relays().to_vec();
            register.set_relays(relays);
            *state.register_mut() = register;
        }
        compare_with_head(&self.tail, head)?;
        self.tail.settle(head.settled);
        state.settle(head.settled);
        if self.tail.log.size() > size {
            let signed = self.tail.signed(&state.key)?;
            let receipts = state.key.receipts(signed.checkpoint());
            let chunks = self.tail.chunks.clone();
            state.publish(Snapshot::new(signed, receipts, &self.tail.log, chunks));
        }
        // What cannot be read now is taken up the next time.
        let key_set = state.register().key_set();
        if key_set != self.key_set {
            let newest = relays::take_up(&state)?;
            if newest.is_some_and(|(_, set)| set.ledger != *state.key.public().key()) {
                return Err(BrokeOff::OtherKey);
            }
            self.key_set = key_set;
        }
        let policy = state.register().policy();
        if policy != self.policy {
            prune::take_up(&cluster, &state)?;
            self.policy = policy;
        }
        if let Some(witnessing) = &self.witnessing {
            witnessing.take_up(&head.witnessed)?;
        }
        Ok(())
    }

    /// Answers those whose statements were handed in under `ticket`.
    fn answer(&self, ticket: u64, body: &[u8]) {
        let Some(waiting) = self.cluster.outstanding().remove(&ticket) else {
            return;
        };
        let submissions = waiting.submissions;
        let many: usize = submissions.iter().map(|one| one.statements.len()).sum();
        let decoded = decode_outcomes(body).filter(|outcomes| outcomes.len() == many);
        let mut outcomes = decoded
            .unwrap_or_else(|| vec![Err(NotRegistered::Stopped); many])
            .into_iter();
        for submission in submissions {
            let own: Vec<Outcome> = outcomes
                .by_ref()
                .take(submission.statements.len())
                .collect();
            submission.reply.send(own);
        }
    }

    /// Whether nothing more comes in and everything was answered, or nobody waits any longer.
    fn is_over(&mut self) -> bool {
        if !self.cluster.is_closing() {
            return false;
        }
        let since = self.closing_since.get_or_insert_with(Instant::now);
        self.cluster.outstanding().is_empty() || since.elapsed() > END
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_nobody_leads_takes_no_more_after_three_leases_until_somebody_does() {
        let lease = Duration::from_secs(5);
        let (begun, mut unled) = (Instant::now(), Unled::default());
        let mut note = |second: u64, is_led| {
            let now = begun + Duration::from_secs(second);
            unled.note(is_led, lease, now)
        };
        assert!(note(0, true));
        assert!(note(100, false), "an election is on its way");
        assert!(note(115, false));
        assert!(!note(116, false) && !note(200, false));
        assert!(note(201, true));
        assert!(note(216, false) && note(231, false));
        assert!(!note(232, false));
    }

    #[test]
    fn a_log_whose_store_is_too_far_behind_takes_no_more_until_it_is_not() {
        let head = |size, settled| Head {
            size,
            settled,
            note: String::new(),
            status_root: None,
            key_set: None,
            witnessed: String::new(),
            is_led: true,
        };
        assert!(has_room(&head(0, 0)) && has_room(&head(BEHIND, 0)));
        assert!(!has_room(&head(BEHIND + 1, 0)));
        assert!(has_room(&head(BEHIND + 1, 256)));
    }
}
