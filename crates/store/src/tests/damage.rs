//! Every file of a store, damaged in every way at many places. One damaged file costs nothing that was acknowledged; two
//! may, and are then refused with [`StoreError::Damaged`]. A wrong or missing row is never given.

use super::*;

/// How a file is damaged, at a place given in 1/1000 of its length.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Flip,
    Zero,
    Cut,
    Remove,
}

const PLACES: [usize; 10] = [0, 1, 50, 130, 290, 410, 640, 850, 985, 999];

fn harm(path: &Path, harm: Harm, place: usize) {
    let Ok(mut bytes) = fs::read(path) else {
        return;
    };
    let at = bytes.len() * place / 1000;
    let page = at - at % 4096;
    let end = bytes.len().min(page + 4096);
    match harm {
        Harm::Flip => bytes
            .get_mut(at)
            .into_iter()
            .for_each(|byte| *byte ^= 1 << (place % 8)),
        Harm::Zero => bytes[page..end].fill(0),
        Harm::Cut => bytes.truncate(at),
        Harm::Remove => return fs::remove_file(path).unwrap(),
    }
    fs::write(path, bytes).unwrap();
}

fn check(dir: &Path, expected: &Rows, told: &str) -> bool {
    match open(dir) {
        Ok(opened) => {
            assert_eq!(rows(&opened.store), *expected, "{told}");
            put(&opened.store, GRANTS, b"after", b"repair");
            drop(opened);
            let store = open(dir).unwrap().store;
            assert_eq!(get(&store, GRANTS, b"after").unwrap(), b"repair", "{told}");
            true
        }
        Err(StoreError::Damaged) => false,
        Err(error) => panic!("{told}: {error}"),
    }
}

fn each_harm(mut test: impl FnMut(Harm, usize)) {
    for kind in [Harm::Flip, Harm::Zero, Harm::Cut] {
        PLACES.iter().for_each(|place| test(kind, *place));
    }
    test(Harm::Remove, 0);
}

#[test]
fn one_damaged_file_costs_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (store, expected) = filled(&dir.path().join("store"));
    drop(store);
    let scratch = dir.path().join("scratch");
    for file in files(&dir.path().join("store")) {
        let file = file.strip_prefix(dir.path().join("store")).unwrap();
        each_harm(|kind, place| {
            drop(fs::remove_dir_all(&scratch));
            copy_dir(&dir.path().join("store"), &scratch);
            harm(&scratch.join(file), kind, place);
            let told = format!("{kind:?} of {} at {place}", file.display());
            assert!(check(&scratch, &expected, &told), "{told}: not repaired");
        });
    }
}

#[test]
fn a_damaged_database_and_a_damaged_copy_are_refused_or_whole() {
    let dir = tempfile::tempdir().unwrap();
    let (store, expected) = filled(&dir.path().join("store"));
    drop(store);
    let scratch = dir.path().join("scratch");
    let mut refused = 0;
    for copy in ["journal-", "snapshot-"] {
        let found = files(&dir.path().join("store"));
        let file = found.iter().find(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with(copy)
        });
        let file = file
            .unwrap()
            .strip_prefix(dir.path().join("store"))
            .unwrap();
        for place in PLACES {
            drop(fs::remove_dir_all(&scratch));
            copy_dir(&dir.path().join("store"), &scratch);
            harm(&scratch.join(file), Harm::Flip, place);
            harm(&scratch.join("sled/db"), Harm::Zero, 0);
            let told = format!("database and {copy} at {place}");
            refused += usize::from(!check(&scratch, &expected, &told));
        }
    }
    assert!(refused >= PLACES.len(), "only {refused} refused");
}

#[test]
fn damage_beyond_repair_is_refused_again_and_again_and_nothing_is_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path()));
    for file in files(dir.path()) {
        if !file.ends_with("store-format") {
            harm(&file, Harm::Flip, 500);
            harm(&file, Harm::Zero, 0);
        }
    }
    for _ in 0..2 {
        assert!(matches!(open(dir.path()), Err(StoreError::Damaged)));
        assert!(dir.path().join("sled/db").exists());
    }
}
