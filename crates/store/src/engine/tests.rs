//! The engine alone: what is applied is read back, in pages too, and an engine that lost or kept an old row is refused.

use keepwell_crypto::{seal::DataKey, secret::Secret32};
use tempfile::TempDir;

use super::*;
use crate::{journal::Change, row::RowRef};

struct Fixture {
    folder: TempDir,
    sealer: Arc<Sealer>,
}

impl Fixture {
    fn new() -> Self {
        let key = DataKey::from_secret(Secret32::from_bytes([1; 32]));
        Self {
            folder: tempfile::tempdir().unwrap(),
            sealer: Arc::new(Sealer::new(&key)),
        }
    }

    fn create(&self) -> Engine {
        Engine::create(self.folder.path(), self.sealer.clone()).unwrap()
    }

    fn open(&self) -> Result<(Engine, Head), Fault> {
        Engine::open(self.folder.path(), self.sealer.clone())
    }

    fn put(&self, key: u16, value: &[u8]) -> Change {
        let key = &key.to_be_bytes();
        let table = "records";
        let (name, sealed) = self.sealer.seal_row(RowRef { table, key, value });
        Change {
            name,
            sealed: Some(sealed),
        }
    }
}

#[test]
fn rows_of_every_size_come_back_in_pages_and_after_reopening() {
    let fixture = Fixture::new();
    let mut head = Head::default();
    let value = |key: u16| vec![1; usize::from(key) * 37];
    let changes: Vec<Change> = (0..600).map(|key| fixture.put(key, &value(key))).collect();
    let engine = fixture.create();
    engine.apply(&changes, &mut head).unwrap();
    engine.flush().unwrap();
    drop(engine);
    let (engine, read) = fixture.open().unwrap();
    assert_eq!(read, head);
    let tag = fixture.sealer.table_tag("records");
    let (mut after, mut seen) = (None, 0);
    loop {
        let prefix = &tag[..];
        let page = engine.page(Range { prefix, after }).unwrap();
        let Some((last, _)) = page.last() else { break };
        after = Some(*last);
        for (name, row) in &page {
            let key = u16::from_be_bytes(row.key.as_slice().try_into().unwrap());
            assert_eq!(*row.value, value(key));
            assert!(engine.row(name).unwrap().is_some());
            seen += 1;
        }
    }
    assert_eq!((seen, engine.count(&tag).unwrap()), (600, 600));
    assert_eq!(
        engine.count(&fixture.sealer.table_tag("grants")).unwrap(),
        0
    );
}

#[test]
fn no_value_is_large_enough_for_a_file_that_sled_does_not_sync() {
    let fixture = Fixture::new();
    let engine = fixture.create();
    let mut head = Head::default();
    for key in 0..40 {
        let change = fixture.put(key, &vec![2; 100_000]);
        engine.apply(&[change], &mut head).unwrap();
    }
    engine.flush().unwrap();
    let blobs = std::fs::read_dir(fixture.folder.path().join("blobs")).unwrap();
    assert_eq!(blobs.count(), 0);
}

#[test]
fn a_shorter_value_and_a_removal_leave_no_pieces() {
    let fixture = Fixture::new();
    let engine = fixture.create();
    let mut head = Head::default();
    engine
        .apply(&[fixture.put(1, &[3; 50_000])], &mut head)
        .unwrap();
    engine
        .apply(&[fixture.put(1, b"short")], &mut head)
        .unwrap();
    let name = fixture.sealer.name("records", &[0, 1]);
    assert_eq!(
        engine.row(&name).unwrap().unwrap().value.as_slice(),
        b"short"
    );
    let removal = Change { name, sealed: None };
    engine.apply(&[removal], &mut head).unwrap();
    assert!(!engine.contains(&name).unwrap());
    assert_eq!(head.tally, Tally::default());
    assert!(engine.page(Range::default()).unwrap().is_empty());
}

#[test]
fn a_row_that_is_missing_or_old_is_noticed_on_opening() {
    for lose in [true, false] {
        let fixture = Fixture::new();
        let engine = fixture.create();
        let mut head = Head::default();
        let old = fixture.put(1, b"old");
        engine.apply(std::slice::from_ref(&old), &mut head).unwrap();
        engine.apply(&[fixture.put(1, b"new")], &mut head).unwrap();
        let (name, piece) = piece::split(&old.name, &old.sealed.unwrap()).remove(0);
        let db = engine.db.as_ref().unwrap();
        if lose {
            db.remove(name).unwrap();
        } else {
            db.insert(name, piece).unwrap();
        }
        engine.flush().unwrap();
        drop(engine);
        assert!(matches!(fixture.open(), Err(Fault::Damaged)));
    }
}
