//! Pruning where several machines are one ledger. The sequencer commits each policy together with the list that it speaks of, within its
//! epoch; every machine takes both up as it follows the log, and shows nobody any more what they say is gone; a minute later the
//! sequencer's machine removes that from the store, and notes how far it is for whoever is elected next.

use std::io;
use std::sync::Arc;
use std::thread;

use keepwell_cluster::{Agreement, Plan};
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::retention::Kept;

use super::beside::Beside;
use super::lead::{Office, empty_register};
use super::tail::Tail;
use super::term::{Along, Term};
use super::{BrokeOff, Cluster, PAUSE, Stored};
use crate::chunk::{CHUNK, Part, parse_entries};
use crate::error::LedgerOpenError;
use crate::genesis;
use crate::key::LogKey;
use crate::pruning::{self, Announced, Prunable, Remover};
use crate::state::State;

/// What the log has to say next.
pub(super) struct Next {
    days: u32,
    kept: Kept,
}

/// Waits until it is known that all machines keep entries for so many `days`.
pub(super) fn agree(cluster: &Cluster, days: Option<u32>) -> Result<(), LedgerOpenError> {
    loop {
        match cluster.wait(cluster.database.agree(days))? {
            Agreement::Same => return Ok(()),
            Agreement::Other(there) => return Err(LedgerOpenError::OtherDays(there)),
            Agreement::Unknown(_) => thread::sleep(PAUSE),
        }
    }
}

/// Takes up the newest policy on the log, and what it says is gone: nobody is shown that any more.
pub(super) fn take_up(cluster: &Arc<Cluster>, state: &State) -> Result<(), BrokeOff> {
    let Some(index) = state.register().policy() else {
        return Ok(());
    };
    let statement = state.view().statement(index)?.ok_or_else(damaged)?;
    if state.key.read_retention(&statement).is_none() {
        // The one that says what may be registered.
        return Ok(());
    }
    let plan = Beside::new(cluster.clone()).plan()?;
    let announced = read(&state.key, &statement, plan.kept).ok_or_else(damaged)?;
    cluster.pruned.raise(announced.kept.clone());
    state.announce(announced);
    Ok(())
}

/// A policy and the list that it speaks of, of which there may be more by now.
fn read(key: &LogKey, statement: &[u8], kept: Vec<u8>) -> Option<Announced> {
    let (statement, policy) = key.read_retention(statement)?;
    let kept = Kept::parse(kept).ok()?.up_to(policy.minimum);
    let kept = Kept::of(&policy, kept.as_bytes().to_vec()).ok()?;
    Some(Announced {
        statement,
        policy,
        kept,
    })
}

fn damaged() -> BrokeOff {
    BrokeOff::Damaged("the list of what is pruned, in PostgreSQL,".to_owned())
}

/// What a sequencer goes on from.
#[derive(Default)]
pub(super) struct Said {
    /// For how many days all machines keep entries.
    pub(super) days: Option<u32>,
    /// The index of the last policy.
    policy: u64,
    last: Option<Announced>,
}

impl Said {
    /// What PostgreSQL and the log have of it.
    pub(super) fn load(office: &Office<'_>, tail: &Tail) -> Result<Self, BrokeOff> {
        let cluster = office.cluster;
        let plan = Beside::new(cluster.clone()).plan()?;
        let Plan { days, policy, kept } = plan;
        let Some(index) = policy else {
            return Ok(Self {
                days,
                ..Self::default()
            });
        };
        let one = tail.registration(&Stored(cluster.clone()), index)?;
        let last = one.and_then(|(_, statement)| read(office.key, &statement, kept));
        let last = last.ok_or_else(damaged)?;
        cluster.pruned.raise(last.kept.clone());
        Ok(Self {
            days,
            policy: index,
            last: Some(last),
        })
    }
}

impl Term<'_> {
    /// Puts on the log what is pruned next, unless it says so.
    pub(super) fn announce(&mut self, next: Next) -> Result<(), BrokeOff> {
        let Next { days, kept } = next;
        let minimum = kept.minimum();
        let last = self.said.last.as_ref();
        // Whoever found out what is next may have been told late of what is said.
        if last.is_some_and(|last| last.says(days, minimum) || last.policy.minimum > minimum) {
            return Ok(());
        }
        let (size, key) = (self.tail.log.size(), self.office.key);
        let next = Announced::next(key, days, kept, self.said.policy);
        let mut register = empty_register(key);
        let own = genesis::register_own(&mut register, size, &next.statement);
        let list = next.kept.as_bytes().to_vec();
        let own = own.into_iter().collect();
        self.commit((own, Vec::new()), Along::List(&list))?;
        tracing::info!(minimum, days, "what is pruned was put on the log");
        self.office.cluster.pruned.raise(next.kept.clone());
        self.said.policy = size;
        self.said.last = Some(next);
        Ok(())
    }
}

/// What a sequencer's machine does about it beside the log.
pub(super) struct Pruning {
    /// `None` where nothing more is to go.
    pub(super) days: Option<u32>,
    pub(super) is_witnessed: bool,
    pub(super) place: Beside,
    pub(super) remover: Remover,
}

impl Pruning {
    /// What the log has to say next; `None` where it says all, or what stays cannot be told.
    pub(super) fn next(&mut self, state: &State) -> io::Result<Option<Next>> {
        let Some(days) = self.days else {
            return Ok(None);
        };
        match self.find(state, days) {
            Err(error) if error.kind() != io::ErrorKind::NotConnected => {
                tracing::error!(%error, "what is to be pruned cannot be told: nothing is, look at the object store");
                self.days = None;
                Ok(None)
            }
            found => found,
        }
    }

    fn find(&self, state: &State, days: u32) -> io::Result<Option<Next>> {
        // Nothing that the shown checkpoint does not reach.
        let shown = if self.is_witnessed {
            state.shown().map(|head| head.checkpoint().size())
        } else {
            Some(state.view().size())
        };
        let pruned = &self.place.cluster.pruned;
        let shown = shown.unwrap_or_default();
        let Some(minimum) = pruning::due(state, days, shown, pruned.minimum()) else {
            return Ok(None);
        };
        let staying = |number| pruning::of_bundles(&self.place, number);
        let kept = pruning::kept_up_to(&pruned.kept(), minimum, staying)?;
        Ok(Some(Next { days, kept }))
    }

    /// Removes some of what can be removed, where the checkpoint in the store, of `published` entries, is beyond it: a start reads
    /// the head of that.
    pub(super) fn remove(&mut self, state: &State, published: u64) -> io::Result<()> {
        let announced = state.announced();
        if announced.is_none_or(|one| published <= one.policy.minimum) {
            return Ok(());
        }
        self.remover.run(&self.place, state)
    }
}

impl Beside {
    fn plan(&self) -> io::Result<Plan> {
        self.on(async |beside| beside.plan().await)
    }
}

impl Prunable for Beside {
    fn removable(&self, announced: &Kept) -> io::Result<Option<Kept>> {
        let digest = announced.digest();
        let is_known = self.on(async |beside| beside.is_known(self.epoch, &digest).await)?;
        Ok(is_known.then(|| announced.clone()))
    }

    fn removed(&self) -> io::Result<u64> {
        let entries = self.on(async |beside| beside.removed().await)?;
        Ok(entries / CHUNK)
    }

    fn set_removed(&self, chunk: u64) -> io::Result<()> {
        let entries = chunk.saturating_mul(CHUNK);
        self.on(async |beside| beside.set_removed(self.epoch, entries).await)
    }

    /// Of a grant only who signed it stays known, as in a folder: its bundle tells which rows go first.
    fn remove(&self, chunks: &[u64]) -> io::Result<u64> {
        let objects = &self.cluster.objects;
        let paths = |part: Part| chunks.iter().map(move |one| part.path(*one));
        let bundles: Vec<_> = paths(Part::Bundle).collect();
        let found = self.cluster.wait(objects.read_each(&bundles))?;
        let found: Vec<_> = chunks.iter().zip(found).collect();
        let entries = found.iter().filter_map(|(chunk, bundle)| {
            let bundle = bundle.as_ref()?;
            parse_entries(**chunk, bundle)
        });
        let grants = entries.flatten().filter(|one| one.kind == EntryType::Grant);
        let digests: Vec<_> = grants.map(|one| one.statement).collect();
        let digests: Vec<&[u8]> = digests.iter().map(|one| one.as_slice()).collect();
        self.on(async |beside| beside.forget(self.epoch, &digests).await)?;
        let beside: Vec<_> = paths(Part::Statements).chain(paths(Part::Heads)).collect();
        self.cluster.wait(objects.delete(&beside))?;
        self.cluster.wait(objects.delete(&bundles))?;
        let were_there = found.iter().filter(|(_, bundle)| bundle.is_some());
        Ok(u64::try_from(were_there.count()).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;
    use keepwell_tlog::note::Name;

    fn key(seed: u8) -> LogKey {
        let origin = Name::parse("ledger.example/ledger").unwrap();
        LogKey::new(origin, SigningKey::from_seed(&[seed; 32]))
    }

    fn kept(runs: &[u64]) -> Kept {
        let mut kept = Kept::default();
        runs.iter().for_each(|chunk| kept.push_run([*chunk]));
        kept
    }

    #[test]
    fn a_policy_is_read_with_its_own_list_and_one_that_goes_on_from_it() {
        let said = Announced::next(&key(1), 400, kept(&[0]), 0);
        let statement = said.statement.as_bytes();
        let read = |list: &Kept| read(&key(1), statement, list.as_bytes().to_vec());
        for list in [kept(&[0]), kept(&[0, 300])] {
            assert_eq!(read(&list).unwrap().kept, kept(&[0]));
        }
        for list in [kept(&[]), kept(&[1]), kept(&[1, 300])] {
            assert!(read(&list).is_none(), "{list:?}");
        }
        let list = kept(&[0]).as_bytes().to_vec();
        assert!(super::read(&key(2), statement, list.clone()).is_none());
        assert!(super::read(&key(1), &statement[1..], list).is_none());
    }
}
