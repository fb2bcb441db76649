//! Goes on from PostgreSQL and the store: the right edge from the settled tiles, the rest from the records. What comes out is
//! compared with the head in PostgreSQL and with the checkpoint in the store, so that neither can be put back to an older state
//! and be written on.

use std::io;
use std::sync::Arc;

use keepwell_cluster::{Following, Head, Seen};
use keepwell_protocol::entry::{Entry, EntryType};

use super::tail::{Appended, Tail};
use super::{BrokeOff, Cluster, Stored, notices, settled};
use crate::chunk::{self, StoredHead, chunk_of};
use crate::files::Files;
use crate::key::LogKey;
use crate::register::Register;

/// How often it is tried again when records are dropped while they are read.
const TRIES: u32 = 5;
/// Blocks of 8 KiB, of some hundred revocations each, that are read at a time.
const BLOCKS: u32 = 1024;

/// The log as it is committed, and the checkpoint that was in the store before it was read. What the status lists need is
/// noted in `register`, for whoever follows; who gives entries their order needs none of it.
pub(super) fn load(
    cluster: &Arc<Cluster>,
    following: &Following,
    key: &LogKey,
    mut register: Option<&mut Register>,
) -> Result<(Tail, Option<Seen>), BrokeOff> {
    for _ in 0..TRIES {
        let seen = cluster.wait(cluster.objects.checkpoint())?;
        // Before the head: a newer one is among the records then.
        let policy = cluster.wait(following.policy())?;
        let head = cluster.wait(following.head())?;
        let mut tail = Tail::new(settled::edge(cluster, head.settled)?);
        if let Some(register) = register.as_deref_mut() {
            recall(cluster, following, (&head, policy), register)?;
        }
        let note = |first, entries: &[Entry]| {
            if let Some(register) = register.as_deref_mut() {
                register.follow_all(first, entries);
            }
        };
        if catch_up(cluster, following, &mut tail, head.size, note)? {
            if tail.log.size() > 0 {
                tail.resume_head(&head.note, key)?;
                tail.signed(key)?;
            }
            compare_with_head(&tail, &head)?;
            if let Some(seen) = &seen {
                compare_with_published(cluster, &tail, seen, key)?;
            }
            return Ok((tail, seen));
        }
    }
    Err(BrokeOff::Damaged(
        "the row of records in PostgreSQL".to_owned(),
    ))
}

/// Reads records until the log has `size` entries, and gives `note` the new ones with the index of the first; `false` when some
/// are missing.
pub(super) fn catch_up(
    cluster: &Cluster,
    following: &Following,
    tail: &mut Tail,
    size: u64,
    mut note: impl FnMut(u64, &[Entry]),
) -> Result<bool, BrokeOff> {
    while tail.log.size() < size {
        let records = cluster.wait(following.commits(tail.log.size()))?;
        if records.is_empty() {
            return Ok(false);
        }
        for record in records {
            match tail.append(&record)? {
                Appended::Gap => return Ok(false),
                Appended::New(first, entries) => note(first, &entries),
            }
        }
    }
    Ok(true)
}

/// The head of the same size is the same head.
pub(super) fn compare_with_head(tail: &Tail, head: &Head) -> Result<(), BrokeOff> {
    let own = tail.head.as_ref().filter(|own| own.size == head.size);
    match own {
        Some(own) if *own.note != *head.note => {
            Err(BrokeOff::Damaged("the head in PostgreSQL".to_owned()))
        }
        _ => Ok(()),
    }
}

/// The checkpoint in the store must be one of this log's: else PostgreSQL, or the store, is an older copy.
fn compare_with_published(
    cluster: &Arc<Cluster>,
    tail: &Tail,
    seen: &Seen,
    key: &LogKey,
) -> Result<(), BrokeOff> {
    let damaged = || BrokeOff::Damaged("the checkpoint in the object store".to_owned());
    let published = key.open_head(&seen.note).map_err(|_| damaged())?;
    let (found, size) = (tail.log.size(), published.checkpoint().size());
    if size > found {
        return Err(BrokeOff::RolledBack {
            found,
            published: size,
        });
    }
    let head = head_of(&Stored(cluster.clone()), tail, size)?;
    let is_own = head.is_some_and(|head| head.note.as_bytes() == seen.note);
    is_own.then_some(()).ok_or_else(damaged)
}

/// The log that was read anew must go on from the head that this machine has shown last, `shown`: else PostgreSQL and the store were
/// both put back meanwhile, and somebody went on otherwise. A head that was pruned since tells nothing.
pub(super) fn compare_with_shown(
    cluster: &Cluster,
    following: &Following,
    tail: &Tail,
    shown: &StoredHead,
) -> Result<(), BrokeOff> {
    let Some(found) = head_of(&There(cluster), tail, shown.size)? else {
        return match cluster.wait(following.policy())? {
            Some(_) => Ok(()),
            None => Err(other_history()),
        };
    };
    (found == *shown).then_some(()).ok_or_else(other_history)
}

fn other_history() -> BrokeOff {
    BrokeOff::Damaged("the log, which was away,".to_owned())
}

/// The head of this size in a log; `None` where it has none.
fn head_of(files: &dyn Files, tail: &Tail, size: u64) -> io::Result<Option<StoredHead>> {
    let at_hand = tail.chunks.iter().map(AsRef::as_ref);
    let mut at_hand = at_hand.chain([tail.log.open()]);
    if let Some(head) = at_hand.find_map(|chunk| chunk.head(size)) {
        return Ok(Some(head.clone()));
    }
    let heads = chunk::read_heads(files, chunk_of(size.saturating_sub(1)))?;
    Ok(heads.and_then(|heads| heads.into_iter().find(|head| head.size == size)))
}

/// What stands in the store, whatever else is known of it.
struct There<'c>(&'c Cluster);

impl Files for There<'_> {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.0.wait(self.0.objects.read(path))?)
    }
}

/// What the status lists need of the settled entries, and where the newest key set and the newest policy are.
fn recall(
    cluster: &Cluster,
    following: &Following,
    (head, policy): (&Head, Option<u64>),
    register: &mut Register,
) -> Result<(), BrokeOff> {
    *register = Register::recalled(register.ledger());
    let entry = |kind| Entry {
        kind,
        target: 0,
        statement: [0; 32],
    };
    let settled = head.settled;
    let mut reading = cluster.wait(following.revocations(settled, BLOCKS))?;
    while let Some(some) = cluster.wait(reading.next())? {
        register.recall_ended(settled, some);
    }
    if !notices::recall(cluster, register, head.settled)? {
        register.miss_notices();
        if let Some(set) = head.key_set.filter(|set| *set < head.settled) {
            register.follow_all(set, &[entry(EntryType::KeySet)]);
        }
        if let Some(policy) = policy.filter(|policy| *policy < head.settled) {
            register.follow_all(policy, &[entry(EntryType::Policy)]);
        }
    }
    if let Some(last) = head.settled.checked_sub(1) {
        // Whether the last of them changed anything is not known: the next list is due.
        register.follow_all(last, &[entry(EntryType::Grant)]);
    }
    if let Some(root) = head.status_root.filter(|root| *root < head.settled) {
        register.follow_all(root, &[entry(EntryType::StatusRoot)]);
    }
    Ok(())
}
