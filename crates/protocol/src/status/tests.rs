//! A ledger's lists, made from a log's entries, read back, altered, and held against the log.

use std::io::Read as _;

use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::hash::Hash;
use proptest::prelude::*;

use super::*;
use crate::{
    FormatError,
    entry::{Entry, EntryType},
    statement::Statement,
    time::Timestamp,
};

const ORIGIN: &str = "ledger.example/log";
const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

fn key() -> SigningKey {
    SigningKey::from_seed(&[4; 32])
}

fn entry(kind: EntryType, target: u64) -> Entry {
    Entry {
        kind,
        target,
        statement: [1; 32],
    }
}

/// A bitmap of `size` entries with these revoked, and what the ledger logs for it.
fn logged(size: u64, targets: &[u64]) -> (Bitmap, StatusRoot, Statement) {
    let mut bitmap = Bitmap::default();
    bitmap.grow(size, targets.iter().copied());
    let root = StatusRoot {
        origin: ORIGIN.to_owned(),
        size,
        root: bitmap.root(),
        time: NOW,
        notices: None,
    };
    let statement = root.sign(&key());
    (bitmap, root, statement)
}

fn list(size: u64, targets: &[u64], number: u64) -> Vec<u8> {
    let (bitmap, root, statement) = logged(size, targets);
    sign(&bitmap, number, (&statement, &root)).unwrap()
}

fn sign(bitmap: &Bitmap, number: u64, logged: (&Statement, &StatusRoot)) -> Option<Vec<u8>> {
    let packed = bitmap.shard(number).map(pack).unwrap_or_default();
    StatusList::sign(bitmap, (number, &packed), logged, &key())
}

fn open(bytes: &[u8], number: u64) -> Result<StatusList, FormatError> {
    StatusList::open(bytes, number, ORIGIN, &key().verifying_key())
}

#[test]
fn the_bits_follow_from_the_entries_alone() {
    let entries = [
        entry(EntryType::Policy, 0),
        entry(EntryType::Grant, 0),
        entry(EntryType::Grant, 0),
        entry(EntryType::Revocation, 1),
        entry(EntryType::Revocation, 4),
        entry(EntryType::Revocation, 900),
    ];
    let bitmap = Bitmap::of(&entries);
    let held: Vec<u64> = (0..2000).filter(|index| bitmap.contains(*index)).collect();
    assert_eq!(
        held,
        [1],
        "a target that does not stand before its revocation is none"
    );
    assert_eq!((bitmap.size(), bitmap.shards()), (6, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn growing_in_steps_leads_to_the_same_root(
        targets in prop::collection::btree_set(0_u64..3 * SHARD_BITS, 1..20),
        cut in 0_usize..20,
    ) {
        let targets: Vec<u64> = targets.into_iter().collect();
        let size = 3 * SHARD_BITS;
        let (first, second) = targets.split_at(cut.min(targets.len()));
        let mut grown = Bitmap::default();
        grown.grow(SHARD_BITS / 2, []);
        grown.grow(size, first.iter().copied());
        grown.grow(size, second.iter().copied());
        let (whole, _, _) = logged(size, &targets);
        prop_assert_eq!(grown.root(), whole.root());
        for target in targets {
            prop_assert!(grown.contains(target));
            prop_assert!(!grown.contains(target + size));
        }
    }
}

#[test]
fn a_list_of_each_shard_is_under_the_same_root() {
    let size = 2 * SHARD_BITS + 5;
    let targets = [0, 7, SHARD_BITS - 1, SHARD_BITS, 2 * SHARD_BITS + 4];
    for number in 0..3 {
        let list = open(&list(size, &targets, number), number).unwrap();
        for index in [0, 1, 7, SHARD_BITS - 1, SHARD_BITS, 2 * SHARD_BITS + 4] {
            let expected = (index / SHARD_BITS == number).then(|| targets.contains(&index));
            assert_eq!(list.is_revoked(index), expected, "{index} in {number}");
        }
        assert_eq!(list.is_revoked(size), None, "beyond what it covers");
        assert_eq!(list.entry().kind, EntryType::StatusRoot);
        assert_eq!((list.root.time, list.number()), (NOW, number));
    }
    let (bitmap, root, statement) = logged(size, &targets);
    assert_eq!(sign(&bitmap, 3, (&statement, &root)), None);
}

#[test]
fn another_shard_ledger_or_key_is_refused() {
    let bytes = list(2 * SHARD_BITS, &[3], 0);
    let wrong = |field| Err(FormatError::malformed("status list", field));
    assert_eq!(open(&bytes, 1), wrong("shard number"));
    assert!(StatusList::open(&bytes, 0, "other/log", &key().verifying_key()).is_err());
    let other = SigningKey::from_seed(&[5; 32]).verifying_key();
    assert!(StatusList::open(&bytes, 0, ORIGIN, &other).is_err());
}

#[test]
fn one_bit_that_the_ledger_did_not_log_is_a_wrong_root() {
    let (_, root, statement) = logged(1000, &[7]);
    for targets in [&[][..], &[8][..], &[7, 8][..], &[7, 5000][..]] {
        let (mut other, _, _) = logged(SHARD_BITS, targets);
        other.grow(SHARD_BITS, []);
        let forged = sign(&other, 0, (&statement, &root)).unwrap();
        assert_eq!(
            open(&forged, 0),
            Err(FormatError::malformed("status list", "root")),
            "{targets:?}"
        );
    }
}

#[test]
fn every_changed_byte_of_a_list_is_noticed() {
    let bytes = list(1000, &[7], 0);
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(open(&changed, 0).is_err(), "byte {at}");
    }
    assert!(matches!(
        open(&vec![0; MAX_LIST_BYTES + 1], 0),
        Err(FormatError::TooLarge { .. })
    ));
}

#[test]
fn what_unpacks_to_more_or_less_than_a_shard_is_refused() {
    let (bitmap, root, statement) = logged(1000, &[7]);
    for length in [0, SHARD_BYTES - 1, SHARD_BYTES + 1, 1 << 23] {
        let mut packed = Vec::new();
        let zeros = std::io::repeat(0).take(u64::try_from(length).unwrap());
        flate2::read::ZlibEncoder::new(zeros, flate2::Compression::best())
            .read_to_end(&mut packed)
            .unwrap();
        let list = StatusList::sign(&bitmap, (0, &packed), (&statement, &root), &key());
        let wrong = Err(FormatError::malformed("status list", "list"));
        assert_eq!(open(&list.unwrap(), 0).map(drop), wrong, "{length}");
    }
}

/// The figure to reach: a shard of 2^20 with 1 % revoked in at most 15 KB.
#[test]
fn a_shard_with_one_in_a_hundred_revoked_is_small() {
    let mut state = 7_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut targets = std::collections::BTreeSet::new();
    while targets.len() < 10_485 {
        targets.insert(random() % SHARD_BITS);
    }
    let targets: Vec<u64> = targets.into_iter().collect();
    let bytes = list(SHARD_BITS, &targets, 0);
    println!("a shard of 2^20 with 10,485 revoked: {} bytes", bytes.len());
    assert!(bytes.len() <= 15_000, "{}", bytes.len());
    let list = open(&bytes, 0).unwrap();
    assert_eq!(
        (0..SHARD_BITS)
            .filter(|index| list.is_revoked(*index) == Some(true))
            .collect::<Vec<_>>(),
        targets
    );
}

#[test]
fn a_delta_leads_from_one_list_to_the_next() {
    let (old, _, _) = logged(SHARD_BITS - 1, &[1, 9]);
    let (new, root, statement) = logged(SHARD_BITS + 9, &[0, 1, 9, 70, SHARD_BITS + 3]);
    let targets = vec![70, 0, SHARD_BITS + 3, 70];
    let bytes = Delta::encode(old.size(), &statement, targets).unwrap();
    let public = key().verifying_key();
    let delta = Delta::open(&bytes, ORIGIN, &public).unwrap();
    assert_eq!(
        (delta.targets(), &delta.root),
        (&[0, 70, SHARD_BITS + 3][..], &root)
    );
    let mut bitmap = old.clone();
    delta.apply(&mut bitmap).unwrap();
    assert_eq!(bitmap, new);
    assert!(
        delta.apply(&mut bitmap).is_err(),
        "it goes on from another size"
    );
    let omitting = Delta::encode(old.size(), &statement, vec![0, 70]).unwrap();
    let mut bitmap = old.clone();
    let refused = Delta::open(&omitting, ORIGIN, &public)
        .unwrap()
        .apply(&mut bitmap);
    assert_eq!(refused, Err(FormatError::malformed("status delta", "root")));
    assert_eq!(bitmap, old);
}

#[test]
fn a_delta_that_leads_beyond_the_log_or_has_too_much_is_refused() {
    let (_, _, statement) = logged(100, &[]);
    let public = key().verifying_key();
    let open = |from, targets| {
        let bytes = Delta::encode(from, &statement, targets).unwrap();
        Delta::open(&bytes, ORIGIN, &public)
    };
    assert!(open(100, vec![99]).is_ok());
    assert!(open(100, vec![100]).is_err());
    assert!(open(100, vec![1, u64::MAX]).is_err());
    assert!(open(101, vec![]).is_err());
    let many = u64::try_from(MAX_TARGETS).unwrap();
    assert!(Delta::encode(0, &statement, (0..=many).collect()).is_none());
}

#[test]
fn only_the_ledger_s_own_type_3_statement_is_a_root() {
    let (_, root, statement) = logged(9, &[]);
    let public = key().verifying_key();
    assert_eq!(StatusRoot::read(&statement, ORIGIN, &public), Ok(root));
    let other = Statement::sign(
        EntryType::KeySet,
        statement.subject(),
        statement.payload(),
        &key(),
    );
    assert!(StatusRoot::read(&other, ORIGIN, &public).is_err());
    assert_eq!(
        logged(0, &[]).0.root(),
        Hash::of_empty_tree(),
        "nothing has no shards"
    );
}
