//! The store as its callers use it, and as crashes, damage and bad luck treat it.

mod copying;
mod crash;
mod damage;
mod healing;
mod model;
mod tables;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use keepwell_crypto::{seal::DataKey, secret::Secret32};

use crate::{Batch, Opened, Store, StoreError, Table};

const RECORDS: Table = Table::new("records");
const GRANTS: Table = Table::new("grants");
/// Short, so that the tests see the journal rolled.
const JOURNAL_MIN: u64 = 20_000;

type Rows = BTreeMap<(Table, Vec<u8>), Vec<u8>>;

fn key(byte: u8) -> DataKey {
    DataKey::from_secret(Secret32::from_bytes([byte; 32]))
}

fn open(dir: &Path) -> Result<Opened, StoreError> {
    Store::open_with(dir, &key(1), JOURNAL_MIN)
}

fn open_whole(dir: &Path) -> Store {
    let opened = open(dir).unwrap();
    assert_eq!(opened.rebuilt, None);
    opened.store
}

fn put(store: &Store, table: Table, key: &[u8], value: &[u8]) {
    let mut batch = Batch::new();
    batch.put(table, key, value);
    store.write(&batch).unwrap();
}

fn get(store: &Store, table: Table, key: &[u8]) -> Option<Vec<u8>> {
    store.get(table, key).unwrap().map(|value| value.to_vec())
}

fn rows(store: &Store) -> Rows {
    let of_table = |table| {
        store.scan(table).map(move |row| {
            let (key, value) = row.unwrap();
            ((table, key), value.to_vec())
        })
    };
    of_table(RECORDS).chain(of_table(GRANTS)).collect()
}

/// A value that tells of its key and version, of a length that varies from a few bytes to several pieces.
fn value(key: u32, version: u32) -> Vec<u8> {
    let length = usize::try_from((key * 131 + version * 37) % 97).unwrap();
    format!("penicillin {key} {version};")
        .repeat(1 + length * length / 40)
        .into_bytes()
}

/// A store with rows new, replaced and removed, in the snapshot, in the journal and in both.
fn filled(dir: &Path) -> (Store, Rows) {
    let store = open_whole(dir);
    for version in 0..3_u32 {
        for key in (version..40).step_by(2) {
            let mut batch = Batch::new();
            batch.put(RECORDS, &key.to_be_bytes(), value(key, version));
            batch.put(GRANTS, &key.to_be_bytes(), value(key, version));
            batch.delete(RECORDS, &(key / 3).to_be_bytes());
            store.write(&batch).unwrap();
        }
    }
    let rows = rows(&store);
    (store, rows)
}

/// Every file of a store that says anything, with its path.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.ends_with("lock") && !path.ends_with("reserve") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_dir(&entry.path(), &target);
        } else if entry.file_name() != "reserve" {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
