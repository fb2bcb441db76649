//! Damage of one kind each, set up by hand: which part is rebuilt, and what the report says.

use super::*;
use crate::{Rebuilt, journal::OPENING_LEN};

fn journal(dir: &Path) -> PathBuf {
    named(dir, "journal-")
}

fn named(dir: &Path, kind: &str) -> PathBuf {
    let mut found = files(dir);
    found.retain(|path| {
        path.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with(kind)
    });
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn rebuilt(dir: &Path, expected: &Rows) -> Option<(Rebuilt, bool)> {
    let opened = open(dir).unwrap();
    assert_eq!(rows(&opened.store), *expected);
    drop(opened.store);
    assert_eq!(rows(&open_whole(dir)), *expected);
    opened.rebuilt.map(|report| {
        assert_eq!(report.rows, expected.len() as u64);
        (report.part, report.last_write_unsure)
    })
}

#[test]
fn a_lost_database_is_rebuilt_from_the_copy() {
    let dir = tempfile::tempdir().unwrap();
    let (store, expected) = filled(dir.path());
    drop(store);
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    assert_eq!(
        rebuilt(dir.path(), &expected),
        Some((Rebuilt::Database, false))
    );
}

#[test]
fn a_lost_copy_is_written_anew_from_the_database() {
    for lost in [
        &["journal-"][..],
        &["snapshot-"],
        &["journal-", "snapshot-"],
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (store, expected) = filled(dir.path());
        drop(store);
        lost.iter()
            .for_each(|kind| fs::remove_file(named(dir.path(), kind)).unwrap());
        assert_eq!(rebuilt(dir.path(), &expected), Some((Rebuilt::Copy, false)));
        fs::remove_dir_all(dir.path().join("sled")).unwrap();
        assert_eq!(
            rebuilt(dir.path(), &expected),
            Some((Rebuilt::Database, false))
        );
    }
}

#[test]
fn an_older_database_in_the_place_of_the_present_one_is_brought_up_to_date() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = filled(&dir.path().join("store"));
    store.snapshot().unwrap();
    drop(store);
    copy_dir(&dir.path().join("store/sled"), &dir.path().join("old"));
    let store = open_whole(&dir.path().join("store"));
    for key in 0..9 {
        put(&store, RECORDS, &[key], b"later");
    }
    let expected = rows(&store);
    drop(store);
    fs::remove_dir_all(dir.path().join("store/sled")).unwrap();
    copy_dir(&dir.path().join("old"), &dir.path().join("store/sled"));
    assert_eq!(rebuilt(&dir.path().join("store"), &expected), None);
}

#[test]
fn a_database_older_than_the_snapshot_is_rebuilt() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = filled(&dir.path().join("store"));
    drop(store);
    copy_dir(&dir.path().join("store/sled"), &dir.path().join("old"));
    let store = open_whole(&dir.path().join("store"));
    put(&store, RECORDS, b"later", b"later");
    store.snapshot().unwrap();
    let expected = rows(&store);
    drop(store);
    fs::remove_dir_all(dir.path().join("store/sled")).unwrap();
    copy_dir(&dir.path().join("old"), &dir.path().join("store/sled"));
    let healed = rebuilt(&dir.path().join("store"), &expected);
    assert_eq!(healed, Some((Rebuilt::Database, false)));
}

#[test]
fn an_unfinished_write_is_cut_off_and_told_only_when_it_could_have_been_more() {
    for lose_database in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let (store, expected) = filled(dir.path());
        drop(store);
        let path = journal(dir.path());
        let whole = fs::read(&path).unwrap();
        let opening = usize::try_from(OPENING_LEN).unwrap();
        let unfinished = [&whole[..], &whole[..opening - 5]].concat();
        fs::write(&path, unfinished).unwrap();
        let report = lose_database.then(|| {
            fs::remove_dir_all(dir.path().join("sled")).unwrap();
            (Rebuilt::Database, true)
        });
        assert_eq!(rebuilt(dir.path(), &expected), report);
        assert_eq!(fs::metadata(&path).unwrap().len(), whole.len() as u64);
    }
}

#[test]
fn a_write_in_the_journal_that_the_database_never_saw_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_whole(&dir.path().join("store"));
    put(&store, RECORDS, b"a", b"1");
    drop(store);
    copy_dir(&dir.path().join("store/sled"), &dir.path().join("before"));
    let store = open_whole(&dir.path().join("store"));
    put(&store, RECORDS, b"a", b"2");
    let expected = rows(&store);
    drop(store);
    fs::remove_dir_all(dir.path().join("store/sled")).unwrap();
    copy_dir(&dir.path().join("before"), &dir.path().join("store/sled"));
    assert_eq!(rebuilt(&dir.path().join("store"), &expected), None);
}

#[test]
fn a_making_that_was_interrupted_is_begun_again() {
    let dir = tempfile::tempdir().unwrap();
    drop(open_whole(dir.path()));
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    fs::remove_file(dir.path().join("store-format")).unwrap();
    for step in ["snapshot-1", "journal-1"] {
        let store = open_whole(dir.path());
        assert_eq!(rows(&store), Rows::new());
        drop(store);
        fs::remove_dir_all(dir.path().join("sled")).unwrap();
        fs::remove_file(dir.path().join("store-format")).unwrap();
        fs::remove_file(dir.path().join(step)).unwrap();
    }
    open_whole(dir.path());
}

#[test]
fn a_damaged_database_in_use_is_mended_without_a_word() {
    let dir = tempfile::tempdir().unwrap();
    let (store, expected) = filled(dir.path());
    store.spoil(RECORDS, &39_u32.to_be_bytes());
    assert_eq!(rows(&store), expected);
    let report = store.take_rebuild_report().unwrap();
    assert_eq!(
        (report.part, report.rows),
        (Rebuilt::Database, expected.len() as u64)
    );
    put(&store, RECORDS, b"later", b"later");
    assert_eq!(store.take_rebuild_report(), None);
    drop(store);
    assert_eq!(
        get(&open_whole(dir.path()), RECORDS, b"later").unwrap(),
        b"later"
    );
}

#[test]
fn writing_goes_on_after_the_journal_or_the_database_failed() {
    let dir = tempfile::tempdir().unwrap();
    let (store, mut expected) = filled(dir.path());
    store.lose_journal();
    put(&store, RECORDS, b"a", b"1");
    store.lose_engine();
    put(&store, RECORDS, b"b", b"2");
    store.lose_engine();
    assert_eq!(get(&store, RECORDS, b"a").unwrap(), b"1");
    expected.insert((RECORDS, b"a".to_vec()), b"1".to_vec());
    expected.insert((RECORDS, b"b".to_vec()), b"2".to_vec());
    drop(store);
    assert_eq!(rows(&open_whole(dir.path())), expected);
}

#[test]
fn scrubbing_finds_what_opening_does_not_look_at() {
    let dir = tempfile::tempdir().unwrap();
    let (store, expected) = filled(dir.path());
    assert_eq!(store.scrub().unwrap(), None);
    for kind in ["snapshot-", "journal-"] {
        let path = named(dir.path(), kind);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert_eq!(store.scrub().unwrap(), Some(Rebuilt::Copy));
    }
    store.spoil(RECORDS, &39_u32.to_be_bytes());
    assert_eq!(store.scrub().unwrap(), Some(Rebuilt::Database));
    assert_eq!(store.scrub().unwrap(), None);
    assert_eq!(rows(&store), expected);
}

#[test]
fn the_journal_is_rolled_and_old_generations_go() {
    let dir = tempfile::tempdir().unwrap();
    let (store, expected) = filled(dir.path());
    assert!(store.generation() > 2);
    store.snapshot().unwrap();
    assert_eq!(
        fs::metadata(journal(dir.path())).unwrap().len(),
        OPENING_LEN
    );
    named(dir.path(), "snapshot-");
    drop(store);
    assert_eq!(rows(&open_whole(dir.path())), expected);
}

#[test]
fn a_crash_between_snapshot_and_head_costs_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (store, expected) = filled(&dir.path().join("store"));
    drop(store);
    copy_dir(&dir.path().join("store/sled"), &dir.path().join("before"));
    let store = open_whole(&dir.path().join("store"));
    store.snapshot().unwrap();
    drop(store);
    fs::remove_dir_all(dir.path().join("store/sled")).unwrap();
    copy_dir(&dir.path().join("before"), &dir.path().join("store/sled"));
    assert_eq!(rebuilt(&dir.path().join("store"), &expected), None);
}
