//! The store against a map: any sequence of writes, closings, snapshots and losses of the database gives the same rows.

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Step {
    Write(Vec<(bool, u8, Option<u16>)>),
    Reopen,
    Snapshot,
    LoseDatabase,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let change = (any::<bool>(), 0..12_u8, proptest::option::of(0..9000_u16));
    let write = proptest::collection::vec(change, 0..6).prop_map(Step::Write);
    let step = prop_oneof![
        10 => write,
        1 => Just(Step::Reopen),
        1 => Just(Step::Snapshot),
        1 => Just(Step::LoseDatabase),
    ];
    proptest::collection::vec(step, 1..25)
}

fn write(store: &Store, model: &mut Rows, changes: &[(bool, u8, Option<u16>)]) {
    let mut batch = Batch::new();
    for (records, key, length) in changes {
        let table = if *records { RECORDS } else { GRANTS };
        let place = (table, vec![*key]);
        match length {
            Some(length) => {
                let value = vec![*key; usize::from(*length)];
                batch.put(table, &[*key], value.clone());
                model.insert(place, value);
            }
            None => {
                batch.delete(table, &[*key]);
                model.remove(&place);
            }
        }
    }
    store.write(&batch).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_store_is_a_map_that_survives(steps in steps()) {
        let dir = tempfile::tempdir().unwrap();
        let mut store = open_whole(dir.path());
        let mut model = Rows::new();
        for step in steps {
            match step {
                Step::Write(changes) => write(&store, &mut model, &changes),
                Step::Snapshot => store.snapshot().unwrap(),
                Step::Reopen => {
                    drop(store);
                    store = open_whole(dir.path());
                }
                Step::LoseDatabase => {
                    drop(store);
                    fs::remove_dir_all(dir.path().join("sled")).unwrap();
                    store = open(dir.path()).unwrap().store;
                }
            }
            prop_assert_eq!(&rows(&store), &model);
        }
    }
}
