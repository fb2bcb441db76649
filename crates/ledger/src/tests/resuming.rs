//! A long log goes on from its right edge: what is older is found as before, what is made from it is made again where it is
//! missing or damaged, and older entries that were altered are refused by name when somebody asks for them.

use std::fs;
use std::path::{Path, PathBuf};

use keepwell_protocol::entry::EntryType;
use keepwell_protocol::ledger_api::{CHECKPOINT_PATH, entry_path};
use keepwell_protocol::statement::Statement;

use crate::tests::filled::{digest, fill};
use crate::tests::fixture::{GENESIS, Running, entry, grant, grant_entry, key, open};
use crate::{LedgerOpenError, Limits, check};

/// A run and a bit.
const ENTRIES: u64 = 70_000;
/// Entries before the filler: two of the ledger's own, three grants and a revocation.
const REAL: u64 = GENESIS + 4;

/// A ledger with one run of which segments are gone; grant 1 is revoked.
fn long() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    for one in [grant(0), grant(1), grant(2), grant(1).revocation(&key(1))] {
        assert_eq!(running.post(&one).status, 201);
    }
    drop(running);
    // Long enough for segments to be full, so that most of it stands in files alone.
    fill(dir.path(), ENTRIES, 400);
    dir
}

fn run_file(dir: &Path) -> PathBuf {
    dir.join("index/000")
}

/// Everything that must be known of what is before the edge.
fn knows_all(running: &Running) {
    for (n, at) in [(0, 0), (17, 17), (40_000, 40_000)] {
        let old = entry(EntryType::Grant, 0, digest(n));
        assert_eq!(running.receipt(&old).index, REAL + at);
    }
    assert_eq!(running.receipt(&grant_entry(&grant(0))).index, GENESIS);
    assert_eq!(running.get(&entry_path(&digest(ENTRIES))).status, 404);
    assert_eq!(running.post(&grant(0)).status, 200);
    let second = Statement::grant(&[9; 16], &[2; 32], b"another", &key(0));
    assert_eq!(running.post(&second).status, 409);
    let foreign = grant(2).revocation(&key(0));
    assert_eq!(running.post(&foreign).status, 403);
    assert_eq!(running.post(&grant(1).revocation(&key(1))).status, 200);
    let another = Statement::sign(
        EntryType::Revocation,
        "urn:another",
        &grant(1).digest(),
        &key(1),
    );
    let refused = running.post(&another);
    assert_eq!(refused.status, 409);
    let first = entry_path(&grant(1).revocation(&key(1)).digest());
    assert_eq!(refused.headers["location"], first);
}

#[test]
fn a_long_log_goes_on_from_its_edge_and_knows_what_is_before() {
    let dir = long();
    assert!(run_file(dir.path()).is_file());
    assert!(!dir.path().join("wal/00000000000000000000.wal").exists());
    let running = open(dir.path());
    let size = running.size();
    assert_eq!(size, REAL + ENTRIES);
    knows_all(&running);
    assert_eq!(running.post(&grant(3)).status, 201);
    assert_eq!(running.post(&grant(2).revocation(&key(2))).status, 201);
    drop(running);
    let checked = check(dir.path()).unwrap();
    assert_eq!((checked.entries, checked.made_again), (size + 2, vec![]));
    assert_eq!(open(dir.path()).size(), size + 2);
}

#[test]
fn what_finds_entries_is_made_again_where_it_is_lost_or_damaged() {
    let dir = long();
    let file = run_file(dir.path());
    let good = fs::read(&file).unwrap();
    let middle = good.len() / 2;
    let mut altered = good.clone();
    altered[middle] ^= 1;
    for wrong in [altered.as_slice(), &good[..middle], b""] {
        fs::write(&file, wrong).unwrap();
        assert_eq!(
            check(dir.path()).unwrap().made_again,
            std::slice::from_ref(&file)
        );
        knows_all(&open(dir.path()));
        assert_eq!(fs::read(&file).unwrap(), good);
    }
    fs::remove_file(&file).unwrap();
    knows_all(&open(dir.path()));
    assert_eq!(fs::read(&file).unwrap(), good);
    // Without its secret all of it is another ledger's.
    fs::remove_dir_all(dir.path().join("index")).unwrap();
    knows_all(&open(dir.path()));
    let new = fs::read(&file).unwrap();
    assert!(new.len() == good.len() && new != good);
    fs::write(&file, &good).unwrap();
    knows_all(&open(dir.path()));
    assert_eq!(fs::read(&file).unwrap(), new);
}

#[test]
fn an_older_entry_that_was_altered_is_refused_when_asked_for_and_named_by_a_whole_reading() {
    let dir = long();
    let bundle = dir.path().join("tile/entries/007");
    let good = fs::read(&bundle).unwrap();
    let mut altered = good.clone();
    altered[5000] ^= 1;
    fs::write(&bundle, &altered).unwrap();
    let running = open(dir.path());
    let old = |n: u64| running.get(&format!("/entries/{n}")).status;
    assert_eq!((old(7 * 256 + 3), old(8 * 256 + 3)), (500, 200));
    // Its own statement is not taken for a new one because its entry cannot be read any more.
    let place = 5000 / 43;
    let lost = digest(7 * 256 + place - REAL);
    assert_eq!(running.get(&entry_path(&lost)).status, 500);
    assert_eq!(running.get(CHECKPOINT_PATH).status, 200);
    drop(running);
    assert!(matches!(
        check(dir.path()),
        Err(LedgerOpenError::Damaged(_))
    ));
    // Where what finds entries has to be made from it, it does not start either.
    fs::remove_file(run_file(dir.path())).unwrap();
    let opened = crate::tests::fixture::open_with(dir.path(), Limits::default());
    assert!(matches!(opened.err(), Some(LedgerOpenError::Damaged(_))));
    fs::write(&bundle, &good).unwrap();
    knows_all(&open(dir.path()));
}

#[test]
fn a_tile_that_is_missing_or_damaged_is_made_again() {
    let dir = long();
    let tile = dir.path().join("tile/1/000");
    let good = fs::read(&tile).unwrap();
    let mut altered = good.clone();
    altered[77] ^= 1;
    for wrong in [Some(altered), Some(Vec::new()), None] {
        match wrong {
            Some(bytes) => fs::write(&tile, bytes).unwrap(),
            None => fs::remove_file(&tile).unwrap(),
        }
        assert_eq!(
            check(dir.path()).unwrap().made_again,
            std::slice::from_ref(&tile)
        );
        drop(open(dir.path()));
        assert_eq!(fs::read(&tile).unwrap(), good);
    }
}
