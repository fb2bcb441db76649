//! The entries of a log that concern every reader, apart from all others: policies, key sets and withdrawals of cards. There are
//! few of them, and whoever was away for long takes them instead of reading everything between. Their root stands in what the
//! ledger logs for each status list, so that one that is left out there is left out for good, and found by whoever reads the log.

use ciborium::Value;
use keepwell_tlog::{
    hash::Hash,
    tree::{Frontier, TreeFull},
};

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
    entry::{ENTRY_BYTES, Entry, EntryType},
    statement::Statement,
    status::StatusRoot,
};

/// The most notices in one answer; the next ones are asked for by their number.
pub const MAX_NOTICES: usize = 4096;
/// The largest answer in bytes.
pub const MAX_NOTICES_BYTES: usize = 256 * 1024;
/// Media type of an answer.
pub const NOTICES_TYPE: &str = "application/cbor";
/// Index and entry.
const RECORD_BYTES: usize = 8 + ENTRY_BYTES;
const WHAT: &str = "notices";
const VERSION: u64 = 1;

/// How many notices stand among the entries that a status list covers, and the root over them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notices {
    /// Their number.
    pub count: u64,
    /// RFC 9162 root over their records, in the order of the log.
    pub root: Hash,
}

impl Notices {
    /// What stands in a status root for notices that lead to this frontier.
    pub fn of(frontier: &Frontier) -> Self {
        Self {
            count: frontier.size(),
            root: frontier.root(),
        }
    }
}

/// Whether an entry concerns every reader.
pub fn is_notice(kind: EntryType) -> bool {
    match kind {
        EntryType::Policy | EntryType::KeySet | EntryType::CardWithdrawal => true,
        EntryType::Grant
        | EntryType::Revocation
        | EntryType::StatusRoot
        | EntryType::AccessRoot => false,
    }
}

/// Puts the entry at `index` behind the notices before it.
///
/// # Errors
/// [`TreeFull`].
pub fn push_notice(frontier: &mut Frontier, index: u64, entry: &Entry) -> Result<(), TreeFull> {
    frontier.push(Hash::of_leaf(&record(index, entry)))
}

/// `GET` gives the notices from number `from` on, with the newest status root.
pub fn notices_path(from: u64) -> String {
    format!("/notices/{from}")
}

/// Some of the notices of a ledger, as it gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticesPage {
    /// What the ledger logged for its newest status list; to be read with [`StatusRoot::read`].
    pub statement: Statement,
    /// Indexes and entries, ascending, at most [`MAX_NOTICES`].
    pub notices: Vec<(u64, Entry)>,
}

impl NoticesPage {
    /// The answer's bytes. Notices beyond [`MAX_NOTICES`] are left out.
    pub fn encode(statement: &Statement, notices: &[(u64, Entry)]) -> Vec<u8> {
        let records = notice_records(notices.iter().take(MAX_NOTICES).copied());
        MapWriter::default()
            .put(0, Value::from(VERSION))
            .bytes(1, statement.as_bytes())
            .bytes(2, &records)
            .encode()
    }

    /// Reads an answer. Nothing in it is proved: the notices must lead to the root in the statement.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_NOTICES_BYTES)?;
        map.version(VERSION)?;
        let statement = Statement::parse(&map.bytes(1, "statement")?)?;
        let records = map.bytes(2, "notices")?;
        map.finish()?;
        let notices = read_notice_records(&records);
        let notices = notices.ok_or(FormatError::malformed(WHAT, "notices"))?;
        Ok(Self { statement, notices })
    }
}

impl StatusRoot {
    /// The entry under which this statement stands on the log.
    pub fn entry_of(statement: &Statement) -> Entry {
        super::root::entry(statement)
    }
}

/// Notices as bytes: of each its index, big-endian, and its entry.
pub fn notice_records(notices: impl Iterator<Item = (u64, Entry)>) -> Vec<u8> {
    notices
        .flat_map(|(index, entry)| record(index, &entry))
        .collect()
}

fn record(index: u64, entry: &Entry) -> Vec<u8> {
    [&index.to_be_bytes()[..], &entry.to_bytes()].concat()
}

/// Reads [`notice_records`]: ascending, at most [`MAX_NOTICES`], and no other entries; `None` for anything else.
pub fn read_notice_records(bytes: &[u8]) -> Option<Vec<(u64, Entry)>> {
    let (records, rest) = bytes.as_chunks::<RECORD_BYTES>();
    if !rest.is_empty() || records.len() > MAX_NOTICES {
        return None;
    }
    let mut notices: Vec<(u64, Entry)> = Vec::with_capacity(records.len());
    for record in records {
        let (index, entry) = record.split_first_chunk::<8>()?;
        let (index, entry) = (u64::from_be_bytes(*index), Entry::parse(entry).ok()?);
        let ascends = notices.last().is_none_or(|(last, _)| *last < index);
        if !ascends || !is_notice(entry.kind) {
            return None;
        }
        notices.push((index, entry));
    }
    Some(notices)
}

#[cfg(test)]
mod tests {
    use keepwell_crypto::sign::SigningKey;

    use super::*;

    fn entry(kind: EntryType) -> Entry {
        Entry {
            kind,
            target: 0,
            statement: [kind as u8; 32],
        }
    }

    fn statement() -> Statement {
        let key = SigningKey::from_seed(&[1; 32]);
        Statement::withdrawal(&[7; 32], &key)
    }

    #[test]
    fn what_was_written_is_read_and_leads_to_its_root() {
        let all = [
            (0, entry(EntryType::Policy)),
            (1, entry(EntryType::KeySet)),
            (70_000, entry(EntryType::CardWithdrawal)),
        ];
        let bytes = NoticesPage::encode(&statement(), &all);
        let read = NoticesPage::parse(&bytes).unwrap();
        assert_eq!((read.statement, &read.notices[..]), (statement(), &all[..]));
        let mut frontier = Frontier::new();
        for (index, entry) in &all {
            push_notice(&mut frontier, *index, entry).unwrap();
        }
        assert_eq!(Notices::of(&frontier).count, 3);
        let mut moved = Frontier::new();
        for (index, entry) in &all {
            push_notice(&mut moved, index + 1, entry).unwrap();
        }
        assert_ne!(frontier.root(), moved.root(), "where it stands is bound");
        for length in 0..bytes.len() {
            assert!(NoticesPage::parse(&bytes[..length]).is_err());
        }
    }

    #[test]
    fn other_entries_a_wrong_order_and_too_many_are_refused() {
        let (policy, keys) = (entry(EntryType::Policy), entry(EntryType::KeySet));
        let refused = [
            vec![(0, entry(EntryType::Grant))],
            vec![(0, entry(EntryType::StatusRoot))],
            vec![(1, policy), (1, keys)],
            vec![(2, policy), (1, keys)],
        ];
        for records in refused {
            let bytes = NoticesPage::encode(&statement(), &records);
            assert!(NoticesPage::parse(&bytes).is_err(), "{records:?}");
        }
        let many: Vec<_> = (0..5000).map(|index| (index, policy)).collect();
        let read = NoticesPage::parse(&NoticesPage::encode(&statement(), &many)).unwrap();
        assert_eq!(read.notices.len(), MAX_NOTICES);
    }
}
