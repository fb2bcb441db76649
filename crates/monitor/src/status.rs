//! What the ledger's status lists and notices must say, computed from its entries by the rule that everybody knows, and held against what it
//! logs and serves. A list that the log does not lead to is a lie for good: its root stands on the log.

mod served;

use std::collections::BTreeSet;

use keepwell_client::{
    ClientError,
    ledger::Ledger,
    status::{ListError, fetch_list},
};
use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    entry::{ENTRY_BYTES, Entry, EntryType},
    hexadecimal::{from_hex, to_hex},
    status::{
        Bitmap, Notices, SHARD_BITS, StatusList, StatusRoot, is_notice, push_notice, revoked,
    },
};
use keepwell_tlog::tree::Frontier;
use serde::{Deserialize, Serialize};

/// How many roots are looked at in one look, the newest ones: those of a day.
const MAX_ROOTS: usize = 1440;
/// How many of the last roots a served list may be of.
const KEPT: usize = 4;
/// How often lists that do not go together are fetched.
const ATTEMPTS: u32 = 3;

/// What is known of a ledger's status lists, up to the entries that were read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Status {
    /// How many entries were read.
    read: u64,
    /// What the entries say that the newest right root covers; in files of its own.
    #[serde(skip)]
    bitmap: Bitmap,
    /// Every revocation that the root before the newest did not cover: where it stands and the grant that it ends, in the order of the log.
    revocations: Vec<(u64, u64)>,
    /// Every entry among them that concerns every reader, in hexadecimal; `None` in a folder from before they were looked at.
    #[serde(default)]
    notices: Option<Vec<(u64, String)>>,
    /// The last roots that are what the log says, the newest last.
    roots: Vec<Digest>,
    /// What was logged for lists that were served in the last look and are no older than the newest right root, but that look had not
    /// read: the ledger may have logged them while it went on. In this look they must stand among what was read.
    #[serde(default)]
    awaited: Vec<Digest>,
    /// The shard behind the first whose list is looked at next.
    #[serde(default)]
    turn: u64,
    /// Where the first root stands that is not.
    wrong: Option<u64>,
}

/// What a look at new entries gathers.
#[derive(Default)]
pub(crate) struct Fresh {
    revocations: Vec<(u64, u64)>,
    notices: Vec<(u64, String)>,
    roots: Vec<(u64, Digest)>,
    /// Whether some entries were pruned.
    has_passed: bool,
}

/// What is wrong with the lists.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// The root at this entry is not what the entries before it say.
    Logged(u64),
    /// What is served is not what was logged, or what was logged is not shown.
    Served,
}

impl Fresh {
    /// Notes an entry.
    pub(crate) fn note(&mut self, index: u64, entry: &Entry) {
        let target = revoked(index, entry);
        self.revocations
            .extend(target.map(|target| (index, target)));
        if is_notice(entry.kind) {
            self.notices.push((index, to_hex(&entry.to_bytes())));
        }
        if entry.kind == EntryType::StatusRoot {
            self.roots.push((index, entry.statement));
        }
    }

    /// Some entries were pruned.
    pub(crate) fn pass(&mut self) {
        self.has_passed = true;
    }
}

impl Status {
    /// Whether everything up to `size` entries was read.
    pub(crate) fn is_of(&self, size: u64) -> bool {
        self.read == size && (size == 0 || self.notices.is_some())
    }

    /// What the entries say that the newest right root covers.
    pub(crate) fn bitmap(&self) -> &Bitmap {
        &self.bitmap
    }

    /// With what [`Self::bitmap`] gave.
    pub(crate) fn with_bitmap(self, bitmap: Bitmap) -> Self {
        Self { bitmap, ..self }
    }

    /// Takes in what was read up to `size` entries, holds each new root against it, and then the lists that are served. Of entries
    /// before `unread` some were pruned: what they ended is taken from the lists that are served, and held to from there on.
    ///
    /// # Errors
    /// [`ClientError`] when something that is needed cannot be had.
    pub(crate) fn hold(
        &mut self,
        ledger: &Ledger<'_>,
        fresh: Fresh,
        (unread, size): (u64, u64),
    ) -> Result<Option<Wrong>, ClientError> {
        let Fresh {
            revocations,
            notices,
            roots,
            has_passed,
        } = fresh;
        let is_logged = |awaited: &Digest| roots.iter().any(|(_, root)| root == awaited);
        // What was pruned meanwhile cannot be looked for.
        let is_missing = !has_passed && !self.awaited.iter().all(is_logged);
        self.awaited.clear();
        let covered = self.bitmap.size();
        self.revocations.retain(|(index, _)| *index >= covered);
        self.revocations.extend(revocations);
        // What concerns every reader is never pruned.
        self.notices.get_or_insert_default().extend(notices);
        if has_passed {
            match self.pruned(ledger, unread)? {
                Some(ended) => self.revocations.extend(ended),
                None => return Ok(Some(Wrong::Served)),
            }
            self.revocations.sort_unstable();
        }
        let mut noticed = Frontier::new();
        let new = roots.len().saturating_sub(MAX_ROOTS);
        for (index, digest) in roots.into_iter().skip(new) {
            let statement = match ledger.statement(&digest) {
                Err(error) if error.is_pruned() => continue,
                statement => statement?,
            };
            let Some(statement) = statement else {
                return Ok(Some(Wrong::Served));
            };
            let root = ledger.hold(|keys| keys.status_root(&statement)).ok();
            if root.as_ref().is_some_and(|root| root.size < unread) {
                // It speaks of entries that were pruned.
                continue;
            }
            let right = root.filter(|root| root.size <= index && self.has_all(root, &mut noticed));
            match right.and_then(|root| self.leads_to(&root)) {
                Some(bitmap) => {
                    self.roots.push(digest);
                    self.bitmap = bitmap;
                }
                None => drop(self.wrong.get_or_insert(index)),
            }
        }
        // Last: where something could not be had, all is read again.
        self.read = size;
        let over = self.roots.len().saturating_sub(KEPT);
        self.roots.drain(..over);
        match self.wrong {
            Some(index) => Ok(Some(Wrong::Logged(index))),
            None => {
                let served = self.served(ledger, covered.max(unread))?;
                Ok(is_missing.then_some(Wrong::Served).or(served))
            }
        }
    }

    /// What the entries before `root.size` say, where that makes that root. A list never covers less than the one before it.
    fn leads_to(&self, root: &StatusRoot) -> Option<Bitmap> {
        let covered = self.bitmap.size();
        let new = (covered <= root.size).then(|| self.between(covered, root.size))?;
        let mut bitmap = self.bitmap.clone();
        bitmap.grow(root.size, new.iter().map(|(_, target)| *target));
        (bitmap.root() == root.root).then_some(bitmap)
    }

    /// The revocations among the entries from `from` up to `to`.
    fn between(&self, from: u64, to: u64) -> &[(u64, u64)] {
        let place = |size| self.revocations.partition_point(|(index, _)| *index < size);
        self.revocations
            .get(place(from)..place(to))
            .unwrap_or_default()
    }

    /// Whether the notices before `root.size` make what it says of them. `noticed` grows from root to root.
    fn has_all(&self, root: &StatusRoot, noticed: &mut Frontier) -> bool {
        let Some(said) = root.notices else {
            return true;
        };
        let all = self.notices.iter().flatten();
        let known = usize::try_from(noticed.size()).unwrap_or(usize::MAX);
        for (index, entry) in all.skip(known).take_while(|(index, _)| *index < root.size) {
            let entry =
                from_hex(entry).and_then(|bytes: [u8; ENTRY_BYTES]| Entry::parse(&bytes).ok());
            let pushed = entry.map(|entry| push_notice(noticed, *index, &entry));
            if !matches!(pushed, Some(Ok(()))) {
                return false;
            }
        }
        said == Notices::of(noticed)
    }

    /// The grants that only entries before `unread` can have ended, by the lists that are served now, each as if the last of those
    /// had. `None` where there are no such lists, or not of one root.
    fn pruned(
        &self,
        ledger: &Ledger<'_>,
        unread: u64,
    ) -> Result<Option<Vec<(u64, u64)>>, ClientError> {
        let read: BTreeSet<u64> = self.revocations.iter().map(|(_, target)| *target).collect();
        let Some(lists) = all_lists(ledger)? else {
            return Ok(None);
        };
        let ended = lists.iter().flat_map(|list| {
            let first = list.number().saturating_mul(SHARD_BITS);
            let set = (0..SHARD_BITS).filter(move |bit| list.shard().contains(*bit));
            set.map(move |bit| first.saturating_add(bit))
        });
        let is_read = |grant| self.bitmap.contains(grant) || read.contains(&grant);
        let pruned = ended.filter(|grant| *grant < unread && !is_read(*grant));
        let last = unread.saturating_sub(1);
        Ok(Some(pruned.map(|grant| (last, grant)).collect()))
    }
}

/// The list of every shard, all of one root; `None` where one is missing or is none, or others come between again and again.
fn all_lists(ledger: &Ledger<'_>) -> Result<Option<Vec<StatusList>>, ClientError> {
    let mut lists: Vec<StatusList> = Vec::new();
    let mut tries = 0;
    while tries < ATTEMPTS {
        let shard = u64::try_from(lists.len()).unwrap_or(u64::MAX);
        let list = match fetch_list(ledger, shard) {
            Ok(Some(fetched)) => fetched.list,
            Ok(None) | Err(ListError::Bad(_)) => return Ok(None),
            Err(ListError::Ask(error)) => return Err(error),
        };
        if lists.first().is_some_and(|first| first.root != list.root) {
            lists.clear();
            tries += 1;
            continue;
        }
        let is_last = shard.saturating_add(1) >= list.root.size.div_ceil(SHARD_BITS);
        lists.push(list);
        if is_last {
            return Ok(Some(lists));
        }
    }
    Ok(None)
}
