//! Reading and writing as callers do.

use std::thread;

use keepwell_crypto::hash::sha256;

use super::*;
use crate::VALUE_MAX;

#[test]
fn rows_come_back_also_after_closing_and_opening() {
    let dir = tempfile::tempdir().unwrap();
    let (store, expected) = filled(dir.path());
    assert!(expected.len() > 40);
    drop(store);
    let store = open_whole(dir.path());
    assert_eq!(rows(&store), expected);
    for ((table, key), value) in &expected {
        assert_eq!(get(&store, *table, key).as_ref(), Some(value));
        assert!(store.contains(*table, key).unwrap());
    }
    let grants = expected
        .keys()
        .filter(|(table, _)| *table == GRANTS)
        .count();
    assert_eq!(store.count(GRANTS).unwrap(), grants as u64);
    assert_eq!(store.keys(GRANTS).count(), grants);
    assert_eq!(get(&store, RECORDS, b"never written"), None);
    assert_eq!(store.count(Table::new("empty")).unwrap(), 0);
}

#[test]
fn empty_keys_and_values_are_rows_too() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_whole(dir.path());
    put(&store, RECORDS, b"", b"");
    assert_eq!(get(&store, RECORDS, b""), Some(Vec::new()));
    assert_eq!(store.count(RECORDS).unwrap(), 1);
}

#[test]
fn a_value_of_many_pieces_comes_back_and_one_too_large_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_whole(dir.path());
    let large = [vec![7; 1 << 20], vec![8]].concat();
    put(&store, RECORDS, b"k", &large);
    let mut batch = Batch::new();
    batch.put(RECORDS, b"k", vec![0; VALUE_MAX + 1]);
    assert!(matches!(store.write(&batch), Err(StoreError::TooLarge)));
    drop(store);
    assert!(get(&open_whole(dir.path()), RECORDS, b"k").unwrap() == large);
}

#[test]
fn expectations_are_all_met_or_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_whole(dir.path());
    put(&store, RECORDS, b"a", b"1");
    let mut wrong = Batch::new();
    wrong.put(RECORDS, b"a", *b"2").put(RECORDS, b"b", *b"2");
    wrong.expect_value(RECORDS, b"a", sha256(b"1"));
    wrong.expect_absent(RECORDS, b"a");
    assert!(matches!(store.write(&wrong), Err(StoreError::Conflict)));
    assert_eq!(get(&store, RECORDS, b"a").unwrap(), b"1");
    assert_eq!(get(&store, RECORDS, b"b"), None);
    let mut right = Batch::new();
    right.put(RECORDS, b"a", *b"2").delete(RECORDS, b"c");
    right.expect_value(RECORDS, b"a", sha256(b"1"));
    right.expect_absent(RECORDS, b"b");
    store.write(&right).unwrap();
    assert_eq!(get(&store, RECORDS, b"a").unwrap(), b"2");
    assert!(matches!(store.write(&right), Err(StoreError::Conflict)));
    let mut missing = Batch::new();
    missing.expect_value(RECORDS, b"b", sha256(b""));
    assert!(matches!(store.write(&missing), Err(StoreError::Conflict)));
}

#[test]
fn writers_at_once_lose_no_count() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_whole(dir.path());
    put(&store, RECORDS, b"count", &0_u32.to_be_bytes());
    let increment = || {
        let old = get(&store, RECORDS, b"count").unwrap();
        let count = u32::from_be_bytes(old.as_slice().try_into().unwrap());
        let mut batch = Batch::new();
        batch.put(RECORDS, b"count", (count + 1).to_be_bytes());
        batch.expect_value(RECORDS, b"count", sha256(&old));
        store.write(&batch)
    };
    let increment_twenty_times = || (0..20).for_each(|_| while increment().is_err() {});
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(increment_twenty_times);
        }
    });
    assert_eq!(
        get(&store, RECORDS, b"count").unwrap(),
        80_u32.to_be_bytes()
    );
}

#[test]
fn a_reader_never_sees_half_a_batch() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_whole(dir.path());
    let write = |version: u8| {
        let mut batch = Batch::new();
        for key in 0..5 {
            batch.put(
                RECORDS,
                &[key],
                vec![version; 3000 * usize::from(version % 4)],
            );
        }
        store.write(&batch).unwrap();
    };
    write(0);
    thread::scope(|scope| {
        let writing = scope.spawn(|| (1..60).for_each(write));
        while !writing.is_finished() {
            let values: Vec<_> = store.scan(RECORDS).map(|row| row.unwrap().1).collect();
            assert_eq!(values.len(), 5);
            assert!(values.iter().all(|value| *value == values[0]));
        }
    });
    assert_eq!(store.take_rebuild_report(), None);
}

#[test]
fn nothing_on_the_disk_can_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let (store, rows) = filled(dir.path());
    assert!(rows.values().any(|value| value.starts_with(b"penicillin")));
    drop(store);
    for path in files(dir.path()) {
        let name = path
            .strip_prefix(dir.path())
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let bytes = [name.as_bytes(), &fs::read(&path).unwrap()].concat();
        for planted in [&b"penicillin"[..], b"records", b"grants"] {
            let found = bytes.windows(planted.len()).any(|window| window == planted);
            assert!(
                !found,
                "{name} tells of {}",
                String::from_utf8_lossy(planted)
            );
        }
    }
}
