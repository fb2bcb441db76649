//! Removing where several machines are one ledger, with a store in memory: nothing goes before everybody may know, whoever is next goes
//! on where the last one was, and what is gone already is no error. Which chunks stay is the same by bundles as by a folder's runs.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use keepwell_crypto::hash::Digest;
use keepwell_protocol::retention::Kept;

use super::{RUN, aged, open_later, policy, prune};
use crate::chunk::{Part, read_statements};
use crate::erasure::Place;
use crate::files::Files;
use crate::home::Home;
use crate::pruning::{Prunable, Remover, of_bundles};
use crate::tests::fixture::Running;

const CHUNKS: u64 = RUN / 256;

/// A store.
#[derive(Default)]
struct Shelf {
    objects: Mutex<BTreeMap<String, Vec<u8>>>,
    is_known: AtomicBool,
    removed: AtomicU64,
    /// So many more removals, then the network is cut.
    left: AtomicU64,
}

impl Shelf {
    /// What a ledger's folder has of its first run.
    fn of(dir: &Path) -> Self {
        let home = Home::at(dir);
        let shelf = Self::default();
        shelf.left.store(u64::MAX, Ordering::Relaxed);
        let parts = [Part::Bundle, Part::Signers, Part::Statements, Part::Heads];
        let paths = (0..CHUNKS).flat_map(|chunk| parts.map(|part| part.path(chunk)));
        for path in paths.chain(["tile/1/000".to_owned()]) {
            let bytes = home.read(&path).unwrap().unwrap();
            shelf.objects.lock().unwrap().insert(path, bytes);
        }
        shelf
    }

    fn count(&self, begins: &str) -> usize {
        let objects = self.objects.lock().unwrap();
        objects
            .keys()
            .filter(|path| path.starts_with(begins))
            .count()
    }
}

impl Files for Shelf {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.objects.lock().unwrap().get(path).cloned())
    }
}

impl Place for Shelf {
    fn oldest_record(&self) -> io::Result<Option<u64>> {
        Ok(None)
    }

    fn requested(&self) -> io::Result<Vec<Digest>> {
        Ok(Vec::new())
    }

    fn erased(&self, _: &Digest) -> io::Result<()> {
        Ok(())
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut objects = self.objects.lock().unwrap();
        objects.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn ages(&self) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }

    fn set_ages(&self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

impl Prunable for Shelf {
    fn removable(&self, announced: &Kept) -> io::Result<Option<Kept>> {
        let is_known = self.is_known.load(Ordering::Relaxed);
        Ok(is_known.then(|| announced.clone()))
    }

    fn removed(&self) -> io::Result<u64> {
        Ok(self.removed.load(Ordering::Relaxed))
    }

    fn set_removed(&self, chunk: u64) -> io::Result<()> {
        self.removed.store(chunk, Ordering::Relaxed);
        Ok(())
    }

    /// Cut in the middle: some of it is gone, and nobody was told so.
    fn remove(&self, chunks: &[u64]) -> io::Result<u64> {
        let mut objects = self.objects.lock().unwrap();
        let mut removed = 0;
        for chunk in chunks {
            if self.left.fetch_sub(1, Ordering::Relaxed) == 0 {
                self.left.store(0, Ordering::Relaxed);
                return Err(io::ErrorKind::NotConnected.into());
            }
            let parts = [Part::Statements, Part::Heads, Part::Bundle];
            let gone = parts.map(|part| objects.remove(&part.path(*chunk)));
            removed += u64::from(gone.iter().any(Option::is_some));
        }
        Ok(removed)
    }
}

/// A ledger whose policy says that the first run is gone.
fn announcing(dir: &Path) -> Running {
    let running = open_later(dir);
    prune(&running, dir);
    assert_eq!(policy(&running).unwrap().minimum, RUN);
    running
}

#[test]
fn bundles_tell_what_stays_as_runs_do_and_only_right_ones() {
    let dir = aged();
    let shelf = Shelf::of(dir.path());
    let mut kept = Kept::default();
    kept.push_run(of_bundles(&shelf, 0).unwrap());
    let running = announcing(dir.path());
    let said = running.ledger.service().state.announced().unwrap();
    assert_eq!(kept, said.kept);
    let path = Part::Bundle.path(7);
    let good = shelf.read(&path).unwrap().unwrap();
    let mut altered = good.clone();
    *altered.last_mut().unwrap() ^= 1;
    shelf.replace(&path, &altered).unwrap();
    assert!(of_bundles(&shelf, 0).is_err());
    shelf.objects.lock().unwrap().remove(&path);
    assert!(of_bundles(&shelf, 0).is_err());
    shelf.replace(&path, &good).unwrap();
    assert!(of_bundles(&shelf, 0).is_ok() && of_bundles(&shelf, 1).is_err());
}

#[test]
fn whoever_is_next_goes_on_and_nothing_goes_before_everybody_may_know() {
    let dir = aged();
    let shelf = Shelf::of(dir.path());
    let running = announcing(dir.path());
    let state = &running.ledger.service().state;
    let all = shelf.count("");
    let mut first = Remover::default();
    first.run(&shelf, state).unwrap();
    assert_eq!(shelf.count(""), all, "somebody may not know it");

    shelf.is_known.store(true, Ordering::Relaxed);
    first.run(&shelf, state).unwrap();
    let removed = shelf.removed().unwrap();
    assert!((64..CHUNKS).contains(&removed), "some of it: {removed}");
    shelf.left.store(23, Ordering::Relaxed);
    assert!(first.run(&shelf, state).is_err());
    assert!(first.run(&shelf, state).is_err(), "it is cut");
    shelf.left.store(u64::MAX, Ordering::Relaxed);
    // By a mistake, or by whoever went on and was cut off in turn.
    shelf
        .objects
        .lock()
        .unwrap()
        .remove(&Part::Bundle.path(200));

    let mut next = Remover::default();
    for _ in 0..8 {
        next.run(&shelf, state).unwrap();
    }
    assert_eq!(shelf.removed().unwrap(), CHUNKS);
    // The first chunk and the one of the withdrawal.
    for part in ["tile/entries/", "statements/", "heads/"] {
        assert_eq!(shelf.count(part), 2, "{part}");
    }
    assert_eq!(shelf.count("signers/"), usize::try_from(CHUNKS).unwrap());
    assert_eq!(shelf.count("tile/1/"), 1);
    // People's statements go from a chunk that stays; those of the ledger do not.
    let statements = read_statements(&shelf, 0).unwrap().unwrap();
    let left = statements.iter().filter(|one| !one.is_empty()).count();
    assert_eq!(left, 2);
}
