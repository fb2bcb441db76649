//! Opening where it must not succeed, and taking all rows elsewhere.

use super::*;

#[test]
fn a_second_opening_is_refused_until_the_first_is_closed() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_whole(dir.path());
    assert!(matches!(open(dir.path()), Err(StoreError::InUse)));
    drop(store);
    open_whole(dir.path());
}

#[test]
fn another_key_opens_nothing_and_harms_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (store, expected) = filled(dir.path());
    drop(store);
    let wrong = Store::open_with(dir.path(), &key(2), JOURNAL_MIN);
    assert!(matches!(wrong, Err(StoreError::WrongKey)));
    assert_eq!(rows(&open_whole(dir.path())), expected);
}

#[test]
fn a_newer_version_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path()));
    let sealer = crate::sealer::Sealer::new(&key(1));
    let check = sealer.opaque("store/format", &[2]);
    let hex: String = check[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let format = dir.path().join("store-format");
    fs::write(&format, format!("keepwell-store 2 {hex}\n")).unwrap();
    assert!(matches!(open(dir.path()), Err(StoreError::NewerVersion)));
}

#[test]
fn a_place_that_cannot_be_a_folder_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, b"in the way").unwrap();
    assert!(open(&file.join("store")).is_err());
    assert!(open(&file).is_err());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt as _;

    let dir = tempfile::tempdir().unwrap();
    let locked = dir.path().join("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(locked.join("probe"), b"").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    assert!(matches!(open(&locked), Err(StoreError::ReadOnly)));
    assert!(matches!(
        open(&locked.join("store")),
        Err(StoreError::ReadOnly)
    ));
}

#[test]
fn what_was_exported_is_imported_whole_or_refused() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, expected) = filled(from.path());
    let mut export = Vec::new();
    let count = store.export(&mut export, |_| true).unwrap();
    assert_eq!(count, expected.len() as u64);
    let target = Store::open_with(to.path(), &key(2), JOURNAL_MIN)
        .unwrap()
        .store;
    assert_eq!(target.import(&mut export.as_slice()).unwrap(), count);
    assert_eq!(rows(&target), expected);
    let cut = export.len() - 1;
    for bad in [&export[..cut], b"not an export"] {
        let imported = target.import(&mut &*bad);
        assert!(matches!(imported, Err(StoreError::BadExport)));
    }
}

#[test]
fn an_export_leaves_out_the_tables_it_is_told_to() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, expected) = filled(from.path());
    let mut export = Vec::new();
    store
        .export(&mut export, |table| table != RECORDS.name())
        .unwrap();
    let target = open_whole(to.path());
    target.import(&mut export.as_slice()).unwrap();
    assert_eq!(target.count(RECORDS).unwrap(), 0);
    assert!(
        rows(&target)
            .iter()
            .all(|(key, value)| expected[key] == *value)
    );
    assert!(target.count(GRANTS).unwrap() > 0);
}

#[test]
fn a_row_named_twice_in_an_export_is_one_row() {
    let dir = tempfile::tempdir().unwrap();
    let mut export = Vec::new();
    let mut writer = crate::stream::RowWriter::new(&mut export).unwrap();
    for value in [&b"first"[..], b"second"] {
        let (table, key) = ("records", &b"k"[..]);
        writer
            .row(crate::row::RowRef { table, key, value })
            .unwrap();
    }
    writer.finish().unwrap();
    let store = open_whole(dir.path());
    store.import(&mut export.as_slice()).unwrap();
    drop(store);
    let store = open_whole(dir.path());
    assert_eq!(get(&store, RECORDS, b"k").unwrap(), b"second");
    assert_eq!(store.count(RECORDS).unwrap(), 1);
}
