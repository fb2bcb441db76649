//! One term of a sequencer: it takes what waits in PostgreSQL, applies the rules, and commits all of it at once, answers included.
//! A commit that PostgreSQL does not confirm ends the term; nobody asks whether it happened but whoever is elected next.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use keepwell_cluster::{Answer, Commit, Sequencing, Waiting};
use keepwell_protocol::entry::{Entry, EntryType};
use keepwell_protocol::key_set::{HandedOver, RelayKey};

use super::body::{decode_offers, encode_outcomes};
use super::keep::{Job, Told};
use super::lead::{Office, empty_register};
use super::prune::Said;
use super::tail::Tail;
use super::{BEHIND, BrokeOff};
use crate::chunk::{Registration, Signer, StoredHead, short};
use crate::door::{NotRegistered, Outcome, Reply, Submission};
use crate::genesis;
use crate::home::earlier;
use crate::key::{Earlier, LogKey};
use crate::register::Register;
use crate::relays::named_in;
use crate::sequencer::stage;
use crate::wal::record;

/// One term of a sequencer.
pub(super) struct Term<'t> {
    pub(super) office: &'t Office<'t>,
    pub(super) sequencing: Sequencing,
    pub(super) epoch: u64,
    pub(super) tail: Tail,
    /// Those of the newest key set.
    pub(super) relays: Vec<RelayKey>,
    /// What the log says is pruned.
    pub(super) said: Said,
    pub(super) told: &'t Told,
    pub(super) jobs: Sender<Job>,
    pub(super) renewed: Instant,
}

/// What is committed along with entries.
#[derive(Clone, Copy)]
pub(super) enum Along<'a> {
    Nothing,
    /// The key that the only entry hands over to, and what is noted of those before it.
    Key(&'a LogKey, &'a [u8]),
    /// The list of which the only entry, a policy on what is pruned, speaks.
    List(&'a [u8]),
}

impl<'a> Along<'a> {
    /// The new key, and what is noted of those before it.
    fn key(self) -> Option<(&'a LogKey, &'a [u8])> {
        match self {
            Self::Key(next, earlier) => Some((next, earlier)),
            Self::Nothing | Self::List(_) => None,
        }
    }

    fn list(self) -> Option<&'a [u8]> {
        match self {
            Self::List(kept) => Some(kept),
            Self::Nothing | Self::Key(..) => None,
        }
    }
}

impl Term<'_> {
    /// Commits what waits until `is_over`, and lets another one go on at once.
    pub(super) fn lead(mut self, is_over: impl Fn() -> bool) -> Result<(), BrokeOff> {
        self.set_leading(true);
        let led = self.work(is_over);
        self.set_leading(false);
        if led.is_ok() {
            self.office
                .cluster
                .wait(self.sequencing.resign(self.epoch))?;
        }
        led
    }

    fn set_leading(&self, is_leading: bool) {
        if let Some(state) = self.office.state {
            state.set_leading(is_leading);
        }
    }

    fn work(&mut self, is_over: impl Fn() -> bool) -> Result<(), BrokeOff> {
        self.hand_over();
        if self.tail.log.size() == 0 {
            self.begin()?;
        }
        while !is_over() {
            if self.told.has_failed.load(Ordering::Acquire) {
                return Err(BrokeOff::Fenced);
            }
            if let Some(next) = self.told.take_next() {
                self.announce(next)?;
            }
            let waiting = self.take()?;
            if waiting.is_empty() {
                self.renew()?;
            } else {
                self.process(&waiting)?;
            }
        }
        Ok(())
    }

    /// What waits; nothing when nothing came for a while, or the store is too far behind.
    fn take(&self) -> Result<Vec<Waiting>, BrokeOff> {
        let settled = self.told.settled.load(Ordering::Acquire);
        if self.tail.log.size().saturating_sub(settled) > BEHIND {
            thread::sleep(super::PAUSE);
            return Ok(Vec::new());
        }
        let most = u64::try_from(self.office.limits.batch).unwrap_or(u64::MAX);
        let waiting = self.office.cluster.wait(self.sequencing.take(most))?;
        if waiting.is_empty() {
            self.office
                .cluster
                .wait(self.sequencing.wait(self.idle()))?;
        }
        Ok(waiting)
    }

    /// How long without anything to commit before it says that it is still there.
    fn idle(&self) -> Duration {
        self.office.cluster.database.lease() / 5
    }

    fn renew(&mut self) -> Result<(), BrokeOff> {
        if self.renewed.elapsed() < self.idle() {
            return Ok(());
        }
        let is_ours = self
            .office
            .cluster
            .wait(self.sequencing.renew(self.epoch))?;
        self.renewed = Instant::now();
        is_ours.then_some(()).ok_or(BrokeOff::Fenced)
    }

    /// The first entries of a new log.
    fn begin(&mut self) -> Result<(), BrokeOff> {
        let mut register = empty_register(self.office.key);
        let own = genesis::registrations(self.office.key, &mut register);
        self.commit((own, Vec::new()), Along::Nothing)
    }

    /// Hands over to `next`, by an entry that follows the key set at index `after`, and lets machines with that key go on.
    pub(super) fn rotate(mut self, next: &LogKey, after: u64) -> Result<(), BrokeOff> {
        self.hand_over();
        let old = self.office.key;
        let statement = old.hand_over(next, &self.relays, after);
        let size = self.tail.log.size();
        let mut register = empty_register(old);
        let own = genesis::register_own(&mut register, size, &statement);
        let mut earlier = old.earlier().to_vec();
        earlier.push(Earlier {
            key: old.public().clone(),
            handed_over: HandedOver {
                until: size.saturating_add(1),
                statement: statement.digest(),
            },
        });
        let earlier = earlier::write(&earlier);
        let own = own.into_iter().collect();
        self.commit((own, Vec::new()), Along::Key(next, &earlier))?;
        let resigned = self.sequencing.resign(self.epoch);
        Ok(self.office.cluster.wait(resigned)?)
    }

    fn process(&mut self, waiting: &[Waiting]) -> Result<(), BrokeOff> {
        let mut batch: Vec<Submission> = waiting.iter().map(submission).collect();
        let mut outcomes: Vec<Vec<Outcome>> = batch
            .iter()
            .map(|one| vec![Err(NotRegistered::Stopped); one.statements.len()])
            .collect();
        let mut register = self.recall(&batch)?;
        let size = self.tail.log.size();
        let registrations = stage(&mut register, size, &mut batch, &mut outcomes);
        let answers = waiting.iter().zip(&outcomes).map(|(to, outcomes)| Answer {
            to,
            body: encode_outcomes(outcomes),
        });
        self.commit((registrations, answers.collect()), Along::Nothing)
    }

    /// A register of what the rules may ask for this batch.
    fn recall(&self, batch: &[Submission]) -> Result<Register, BrokeOff> {
        let candidates = || {
            batch
                .iter()
                .flat_map(|one| &one.statements)
                .map(|one| &one.candidate)
        };
        let targets: Vec<&[u8]> = candidates()
            .filter_map(|one| one.target.as_ref())
            .map(|one| one.as_slice())
            .collect();
        let mut statements: Vec<&[u8]> = candidates().map(|one| one.digest.as_slice()).collect();
        statements.extend(&targets);
        let is_by_grantor = |kind| matches!(kind, EntryType::Grant | EntryType::Revocation);
        let signers: Vec<Signer> = candidates()
            .filter(|one| is_by_grantor(one.kind))
            .map(|one| short(&one.signer))
            .collect();
        let signers: Vec<&[u8]> = signers.iter().map(|one| one.as_slice()).collect();
        let facts =
            self.office
                .cluster
                .wait(self.sequencing.facts(&statements, &signers, &targets))?;
        let mut register = empty_register(self.office.key);
        register.set_relays(self.relays.clone());
        let damaged = || BrokeOff::Damaged("the register in PostgreSQL".to_owned());
        let digest = |bytes: Vec<u8>| bytes.try_into().map_err(|_| damaged());
        let recalled = register.recall().ok_or_else(damaged)?;
        recalled.pruned(self.office.cluster.pruned.clone());
        for (statement, index) in facts.statements {
            recalled.statement(digest(statement)?, index);
        }
        for (signer, index) in facts.grants {
            recalled.grant(signer.try_into().map_err(|_| damaged())?, index);
        }
        for (target, by) in facts.revocations {
            recalled.revocation(target, digest(by)?);
        }
        Ok(register)
    }

    /// Commits what the rules have admitted, with the answers and what goes along, durably; where that hands the key over, under a head
    /// that both keys sign.
    pub(super) fn commit(
        &mut self,
        (registrations, answers): (Vec<Registration>, Vec<Answer<'_>>),
        along: Along<'_>,
    ) -> Result<(), BrokeOff> {
        let damaged = || BrokeOff::Damaged("a commit".to_owned());
        let first = self.tail.log.size();
        let encoded = record::encode_registrations(&registrations).ok_or_else(damaged)?;
        let own: Vec<_> = registrations
            .iter()
            .map(|one| (one.entry, short(&one.signer)))
            .collect();
        let mut sets = registrations
            .iter()
            .rev()
            .filter(|one| one.entry.kind == EntryType::KeySet);
        let relays = sets
            .next()
            .map(|one| named_in(self.office.key, &one.entry, &one.statement).ok_or_else(damaged))
            .transpose()?;
        let mut complete = self.tail.log.extend(registrations).map_err(|_| damaged())?;
        let size = self.tail.log.size();
        let is_new = size > first;
        let note = self.note(is_new, along).ok_or_else(damaged)?;
        let next = along
            .key()
            .map(|(next, earlier)| (next.public().to_string(), earlier));
        let record = record::encode(first, &note, &encoded)
            .filter(|_| is_new)
            .unwrap_or_default();
        let mut commit = Commit {
            sizes: (first, size),
            note: &note,
            record: &record,
            answers,
            other_key: next.as_ref().map(|(key, earlier)| (key.as_str(), *earlier)),
            kept: along.list(),
            ..Commit::default()
        };
        register(&mut commit, first, &own);
        let begun = Instant::now();
        if !self
            .office
            .cluster
            .wait(self.sequencing.commit(self.epoch, &commit))?
        {
            return Err(BrokeOff::Fenced);
        }
        self.renewed = Instant::now();
        if let Some(relays) = relays {
            self.relays = relays;
        }
        if is_new {
            if let Some(state) = self.office.state {
                state.work.committed(begun.elapsed());
            }
            self.tail
                .note_head(&mut complete, StoredHead { size, note });
            self.tail.chunks.extend(complete.into_iter().map(Arc::new));
            self.hand_over();
        }
        Ok(())
    }

    /// The note of the head that is committed. Where nothing is new it stays the one that stands in the last record: that of a key
    /// that handed over has two signatures, and nobody could make it again.
    fn note(&self, is_new: bool, along: Along<'_>) -> Option<Arc<str>> {
        if !is_new {
            return self.tail.head.as_ref().map(|head| head.note.clone());
        }
        let (key, log) = (self.office.key, &self.tail.log);
        let head = match along.key() {
            Some((next, _)) => key.sign_last_head(next, log.size(), log.root()),
            None => key.sign_head(log.size(), log.root()),
        };
        Some(head.ok()?.note().to_string().into())
    }

    /// Gives the keeper the newest head, and the chunks that it was not given yet.
    fn hand_over(&mut self) {
        let Some(head) = &self.tail.head else {
            return;
        };
        // A keeper that is gone has said so.
        let _ = self.jobs.send(Job {
            chunks: std::mem::take(&mut self.tail.chunks),
            note: head.note.clone(),
        });
    }
}

/// Puts what the rules look up of these entries into the commit.
fn register<'c>(commit: &mut Commit<'c>, first: u64, own: &'c [(Entry, Signer)]) {
    for (index, (entry, signer)) in (first..).zip(own) {
        commit.statements.push((&entry.statement, index));
        match entry.kind {
            EntryType::Grant => commit.grants.push((signer, index)),
            EntryType::Revocation => {
                commit
                    .revocations
                    .push((entry.target, index, &entry.statement))
            }
            EntryType::KeySet => commit.key_set = Some(index),
            EntryType::StatusRoot => commit.status_root = Some(index),
            _ => {}
        }
    }
}

fn submission(waiting: &Waiting) -> Submission {
    Submission {
        // What cannot be read gets an answer of no outcomes, and its front end says that it does not know.
        statements: decode_offers(&waiting.body).unwrap_or_default(),
        reply: Reply::Each(Vec::new()),
        places: Vec::new(),
    }
}
