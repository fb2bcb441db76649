//! Openings that a clinic began and could not finish, because the line went down or the disk was full. Who tries the same
//! code again soon goes on within the same opening, so that no second one is used up. Sealed like everything in the home.

use ciborium::Value;
use keepwell_protocol::{
    cbor::{MapReader, MapWriter},
    mailbox::{MailboxId, OpeningId},
    relay_api::OPENING_LASTS_S,
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::Desk;
use crate::home::HomeError;

const FILE: &str = "visits";
const WHAT: &str = "clinic's unfinished openings";
const VERSION: u64 = 1;
/// The largest file that is read, in bytes.
const MAX_BYTES: usize = 64 * 1024;
/// The most openings that are remembered; the oldest go first.
const MOST: usize = 100;

/// An opening that was not finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Visit {
    mailbox: MailboxId,
    opening: OpeningId,
    began: Timestamp,
}

impl Visit {
    /// Whether the relay lets it go on at `now`, as far as this machine's clock can tell.
    fn goes_on(&self, now: Timestamp) -> bool {
        let age = now.seconds().checked_sub(self.began.seconds());
        age.is_some_and(|age| age < OPENING_LASTS_S)
    }
}

impl Desk {
    /// The opening of this mailbox that can go on at `now`, and when it began; else a new one.
    ///
    /// # Errors
    /// [`HomeError`].
    pub(crate) fn visit(
        &self,
        mailbox: &MailboxId,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(OpeningId, Timestamp), HomeError> {
        let mut known = self.visits()?.into_iter();
        let known = known.find(|visit| visit.mailbox == *mailbox && visit.goes_on(now));
        Ok(known.map_or_else(
            || (OpeningId::generate(rng), now),
            |visit| (visit.opening, visit.began),
        ))
    }

    /// Keeps an opening that was not finished.
    ///
    /// # Errors
    /// [`HomeError`].
    pub(crate) fn keep_visit(
        &self,
        mailbox: &MailboxId,
        (opening, began): (OpeningId, Timestamp),
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), HomeError> {
        let visit = Visit {
            mailbox: *mailbox,
            opening,
            began,
        };
        self.change_visits(began, rng, |visits| {
            visits.retain(|one| one.mailbox != *mailbox);
            visits.insert(0, visit);
        })
    }

    /// Forgets an opening that is over.
    ///
    /// # Errors
    /// [`HomeError`].
    pub(crate) fn forget_visit(
        &self,
        mailbox: &MailboxId,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), HomeError> {
        if self.visits()?.iter().all(|visit| visit.mailbox != *mailbox) {
            return Ok(());
        }
        self.change_visits(now, rng, |visits| {
            visits.retain(|visit| visit.mailbox != *mailbox);
        })
    }

    fn change_visits(
        &self,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
        change: impl FnOnce(&mut Vec<Visit>),
    ) -> Result<(), HomeError> {
        let _lock = self.home().lock()?;
        let mut visits = self.visits()?;
        visits.retain(|visit| visit.goes_on(now));
        change(&mut visits);
        visits.truncate(MOST);
        self.home().write(FILE, &encode(&visits), rng)
    }

    /// A file that is damaged keeps nobody from opening: it is as if there were none, and is replaced.
    fn visits(&self) -> Result<Vec<Visit>, HomeError> {
        match self.home().read(FILE) {
            Ok(bytes) => Ok(bytes.and_then(|bytes| parse(&bytes)).unwrap_or_default()),
            Err(HomeError::Damaged) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

fn encode(visits: &[Visit]) -> Vec<u8> {
    let value = |visit: &Visit| {
        Value::Array(vec![
            Value::Bytes(visit.mailbox.as_bytes().to_vec()),
            Value::Bytes(visit.opening.as_bytes().to_vec()),
            Value::from(visit.began.seconds()),
        ])
    };
    let all = visits.iter().map(value).collect();
    let map = MapWriter::default().put(0, Value::from(VERSION));
    map.put(1, Value::Array(all)).encode()
}

fn parse(bytes: &[u8]) -> Option<Vec<Visit>> {
    let mut map = MapReader::parse(WHAT, bytes, MAX_BYTES).ok()?;
    map.version(VERSION).ok()?;
    let all = map.take(1, "visits").ok()?.into_array().ok()?;
    map.finish().ok()?;
    all.into_iter().map(visit).collect()
}

fn visit(value: Value) -> Option<Visit> {
    let [mailbox, opening, began] = value.into_array().ok()?.try_into().ok()?;
    Some(Visit {
        mailbox: MailboxId::from_bytes(mailbox.into_bytes().ok()?.try_into().ok()?),
        opening: OpeningId::from_bytes(opening.into_bytes().ok()?.try_into().ok()?),
        began: Timestamp::from_seconds(began.into_integer().ok()?.try_into().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_and_nothing_else_does() {
        let visit = |number, began| Visit {
            mailbox: MailboxId::from_bytes([number; 16]),
            opening: OpeningId::from_bytes([number + 1; 16]),
            began: Timestamp::from_seconds(began),
        };
        let visits = vec![visit(1, 1000), visit(3, 2000)];
        let bytes = encode(&visits);
        assert_eq!(parse(&bytes), Some(visits));
        assert_eq!(parse(&encode(&[])), Some(Vec::new()));
        for cut in 0..bytes.len() {
            assert_eq!(parse(&bytes[..cut]), None, "{cut}");
        }
    }

    #[test]
    fn an_opening_goes_on_for_fifteen_minutes() {
        let visit = Visit {
            mailbox: MailboxId::from_bytes([1; 16]),
            opening: OpeningId::from_bytes([2; 16]),
            began: Timestamp::from_seconds(1000),
        };
        for (now, goes_on) in [(999, false), (1000, true), (1899, true), (1900, false)] {
            assert_eq!(
                visit.goes_on(Timestamp::from_seconds(now)),
                goes_on,
                "{now}"
            );
        }
    }
}
