//! Access roots as the ledger's entries have them: each by a relay that a key set names, each with the next number and from where the
//! one before it ended. So a relay that leaves out a minute, or goes back on one, is noticed by whoever watches the ledger, also where
//! none of its patients looks.

use std::collections::BTreeMap;

use keepwell_client::{ClientError, ledger::Ledger};
use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    access_root::AccessRoot,
    entry::{Entry, EntryType},
    key_set::RelayKey,
    statement::Statement,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// How many roots are looked at in one look, the newest ones: those of a day of one relay.
const MAX_ROOTS: usize = 1440;
/// How old a relay's newest root may be, in seconds, before it is told: ten times the time between two.
pub(crate) const OVERDUE_S: u64 = 600;

/// What is known of the access roots, up to the entries that were read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Roots {
    /// How many entries were read.
    read: u64,
    /// Every relay that a key set named, as [`RelayKey`] is written.
    relays: Vec<String>,
    /// Those in the newest key set.
    present: Vec<String>,
    /// The newest root of each, likewise named.
    newest: BTreeMap<String, Newest>,
    /// Where the first root stands that is not right.
    wrong: Option<u64>,
    /// How many roots could not be read since the last that could: their statements are erased after a time.
    unread: u64,
    /// Whether some were never looked at, so that a relay's first one here may have any number.
    has_skipped: bool,
}

/// A relay's newest root.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Newest {
    number: u64,
    until: Timestamp,
}

/// What a look at new entries gathers, in the order of the log.
#[derive(Default)]
pub(crate) struct Fresh {
    entries: Vec<(u64, EntryType, Digest)>,
    /// Whether some were pruned.
    has_passed: bool,
}

/// What is wrong with the roots.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// The root at this entry is by nobody who may, or does not follow the one before it.
    Logged(u64),
    /// This relay's newest root is from then, and there should be others since.
    Overdue(String, Timestamp),
}

impl Fresh {
    /// Notes an entry.
    pub(crate) fn note(&mut self, index: u64, entry: &Entry) {
        if matches!(entry.kind, EntryType::AccessRoot | EntryType::KeySet) {
            self.entries.push((index, entry.kind, entry.statement));
        }
    }

    /// Some entries were pruned.
    pub(crate) fn pass(&mut self) {
        self.has_passed = true;
    }
}

impl Roots {
    /// Whether everything up to `size` entries was read.
    pub(crate) fn is_of(&self, size: u64) -> bool {
        self.read == size
    }

    /// Takes in what was read, in its order, and says what is wrong at `now` by this machine's clock.
    ///
    /// # Errors
    /// [`ClientError`] when something that is needed cannot be had; then nothing was taken in that is kept.
    pub(crate) fn hold(
        &mut self,
        ledger: &Ledger<'_>,
        (fresh, size): (Fresh, u64),
        now: Timestamp,
    ) -> Result<Option<Wrong>, ClientError> {
        let is_root = |(_, kind, _): &&(u64, EntryType, Digest)| *kind == EntryType::AccessRoot;
        let mut passed_over = fresh
            .entries
            .iter()
            .filter(is_root)
            .count()
            .saturating_sub(MAX_ROOTS);
        if passed_over > 0 || fresh.has_passed {
            // Where a long time was not looked at, each relay's row of roots begins anew.
            self.newest.clear();
            self.has_skipped = true;
        }
        for (index, kind, digest) in fresh.entries {
            if kind == EntryType::AccessRoot && passed_over > 0 {
                passed_over -= 1;
                continue;
            }
            let statement = ledger.statement(&digest)?;
            match (kind, statement) {
                (EntryType::KeySet, Some(statement)) => self.name(ledger, &statement),
                (EntryType::AccessRoot, Some(statement)) if self.follows(&statement) => {}
                (EntryType::AccessRoot, Some(_)) => {
                    self.wrong.get_or_insert(index);
                }
                (EntryType::AccessRoot, None) => self.unread = self.unread.saturating_add(1),
                _ => {}
            }
        }
        self.read = size;
        Ok(self.judge(now))
    }

    fn name(&mut self, ledger: &Ledger<'_>, statement: &Statement) {
        let Ok(set) = ledger.hold(|keys| keys.key_set(statement)) else {
            return;
        };
        self.present = set.relays.iter().map(RelayKey::to_string).collect();
        self.relays.extend(self.present.iter().cloned());
        self.relays.sort_unstable();
        self.relays.dedup();
    }

    /// Whether a root is by a relay that was named, and the next of that relay's; then it is the newest.
    fn follows(&mut self, statement: &Statement) -> bool {
        let Ok(root) = AccessRoot::read(statement) else {
            return false;
        };
        let relay = RelayKey {
            relay: root.relay.clone(),
            key: statement.signer(),
        };
        let name = relay.to_string();
        if !self.relays.contains(&name) {
            return false;
        }
        let gap = match self.newest.get(&name) {
            None if self.has_skipped => Some(0),
            None => Some(root.number),
            Some(last) => root.number.checked_sub(last.number + 1),
        };
        let continues = |last: &Newest| last.until == root.since;
        let is_next = match gap {
            None => false,
            Some(0) => self.newest.get(&name).is_none_or(continues),
            Some(gap) => gap <= self.unread,
        };
        self.unread = self.unread.saturating_sub(gap.unwrap_or_default());
        let newest = Newest {
            number: root.number,
            until: root.until,
        };
        self.newest.insert(name, newest);
        is_next
    }

    fn judge(&self, now: Timestamp) -> Option<Wrong> {
        if let Some(index) = self.wrong {
            return Some(Wrong::Logged(index));
        }
        let is_overdue =
            |last: &Newest| now.seconds() > last.until.seconds().saturating_add(OVERDUE_S);
        let mut overdue = self
            .newest
            .iter()
            .filter(|(name, last)| self.present.contains(name) && is_overdue(last));
        let (name, last) = overdue.next()?;
        let relay = RelayKey::parse(name).map_or(String::new(), |one| one.relay.to_string());
        Some(Wrong::Overdue(relay, last.until))
    }
}
