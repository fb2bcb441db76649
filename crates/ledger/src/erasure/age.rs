//! How old entries are. The log itself has no times, so its size is noted once a day; what stood in it then is at least so
//! old. Kept in a small file or note, with how far old statements have been erased.

use std::io;

use serde::{Deserialize, Serialize};

use super::place::Place;
use crate::ledger::open::DAY_S;

/// What is known of the ages of entries.
pub(super) struct Ages {
    kept: Kept,
}

/// `ages.json`, or the note of that name.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// Old statements of entries before this one are erased.
    erased: u64,
    /// When the log was seen to have how many entries: (seconds since 1970, size), oldest first.
    seen: Vec<(u64, u64)>,
}

impl Ages {
    /// Reads what is known.
    pub(super) fn open(place: &dyn Place) -> io::Result<Self> {
        let kept = match place.ages()? {
            // Without it statements are kept for longer, which is no reason not to start.
            Some(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|_| {
                tracing::warn!("what was known of the ages of entries is damaged: it begins anew");
                Kept::default()
            }),
            None => Kept::default(),
        };
        Ok(Self { kept })
    }

    /// Notes the size of the log, once a day.
    pub(super) fn note(&mut self, place: &dyn Place, now: u64, size: u64) -> io::Result<()> {
        let last = self.kept.seen.last().map(|(time, _)| *time);
        if last.is_some_and(|last| now < last.saturating_add(DAY_S)) {
            return Ok(());
        }
        self.kept.seen.push((now, size));
        self.write(place)
    }

    /// Entries before this one are older than so many seconds.
    pub(super) fn due(&self, now: u64, keep_s: u64) -> u64 {
        let old = |time: u64| time.saturating_add(keep_s) <= now;
        let seen = self.kept.seen.iter().rev();
        seen.copied()
            .find(|(time, _)| old(*time))
            .map_or(0, |(_, size)| size)
    }

    /// Statements of entries before this one are erased.
    pub(super) fn erased(&self) -> u64 {
        self.kept.erased
    }

    /// Notes how far they are erased.
    pub(super) fn set_erased(&mut self, place: &dyn Place, entries: u64) -> io::Result<()> {
        self.kept.erased = entries;
        self.write(place)
    }

    /// Forgets the days on which the log had no more than so many entries: whatever is done by age is done with those.
    pub(super) fn forget(&mut self, place: &dyn Place, entries: u64) -> io::Result<()> {
        let before = self.kept.seen.len();
        self.kept.seen.retain(|(_, size)| *size > entries);
        if self.kept.seen.len() == before {
            return Ok(());
        }
        self.write(place)
    }

    fn write(&self, place: &dyn Place) -> io::Result<()> {
        place.set_ages(&serde_json::to_vec(&self.kept)?)
    }
}
