//! Lists of revoked grants that are not what the log says: an operator who has the ledger's key leaves a revocation out, or
//! invents one, and logs that; somebody between alters what is served.

use std::sync::{Arc, Mutex};

use keepwell_protocol::status::{Bitmap, Notices, StatusList, StatusRoot, pack};
use keepwell_tlog::hash::Hash;

use super::*;

/// A grant that is entry 3 and its revocation, which is entry 4: behind policy, keys and the first list.
const GRANT: u64 = 3;

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

/// A ledger with a revocation, and its operator's key.
fn revoked() -> (Scene, SigningKey) {
    let scene = Scene::new();
    let granted = Statement::grant(&[1; 16], &[2; 32], b"terms", &key(1));
    scene.line.post(&granted);
    scene.line.post(&granted.revocation(&key(1)));
    let seed = std::fs::read(scene.ledger.path().join("key")).unwrap();
    let seed: [u8; 32] = seed.try_into().unwrap();
    (scene, SigningKey::from_seed(&seed))
}

/// What the operator logs for a list of `size` entries in which these are revoked.
fn list(scene: &Scene, size: u64, revoked: &[u64]) -> StatusRoot {
    let mut bitmap = Bitmap::default();
    bitmap.grow(size, revoked.iter().copied());
    StatusRoot {
        origin: scene.line.key().origin().to_owned(),
        size,
        root: bitmap.root(),
        time: NOW,
        notices: None,
    }
}

#[test]
fn a_revocation_left_out_of_the_list_or_invented_is_caught() {
    for (false_list, size) in [(vec![], 5), (vec![GRANT, 2], 5), (vec![GRANT], 99)] {
        let (scene, operator) = revoked();
        let mut monitor = scene.monitor();
        let look = |monitor: &mut Monitor| monitor.look(&scene.line, NOW, None).unwrap();
        assert_eq!(look(&mut monitor).found, Found::Fine);
        scene
            .line
            .post(&list(&scene, size, &false_list).sign(&operator));
        let seen = look(&mut monitor);
        assert_eq!(seen.found, Found::FalseStatus, "{false_list:?} {size}");
        assert!(seen.words.contains("entry 5"), "{}", seen.words);
        // It stays on the log, and is told by the next process too, and by one that begins anew.
        scene.line.add(0..3);
        assert_eq!(look(&mut monitor).found, Found::FalseStatus);
        drop(monitor);
        assert_eq!(scene.found().found, Found::FalseStatus);
        let elsewhere = tempfile::tempdir().unwrap();
        let mut fresh = Monitor::open(elsewhere.path(), watched(&scene.line, false)).unwrap();
        assert_eq!(look(&mut fresh).found, Found::FalseStatus);
    }
}

#[test]
fn a_notice_left_out_is_caught() {
    let (scene, operator) = revoked();
    let mut monitor = scene.monitor();
    monitor.look(&scene.line, NOW, None).unwrap();
    // Policy and keys are there, and it says that there is nothing.
    let notices = Notices {
        count: 0,
        root: Hash::of_empty_tree(),
    };
    let root = StatusRoot {
        notices: Some(notices),
        ..list(&scene, 5, &[GRANT])
    };
    scene.line.post(&root.sign(&operator));
    let seen = monitor.look(&scene.line, NOW, None).unwrap();
    assert_eq!(seen.found, Found::FalseStatus, "{}", seen.words);
}

#[test]
fn an_honest_list_of_the_operator_s_is_fine() {
    let (scene, operator) = revoked();
    let mut monitor = scene.monitor();
    monitor.look(&scene.line, NOW, None).unwrap();
    scene.line.post(&list(&scene, 5, &[GRANT]).sign(&operator));
    let seen = monitor.look(&scene.line, NOW, None).unwrap();
    assert_eq!(seen.found, Found::Fine, "{}", seen.words);
}

#[test]
fn a_list_that_was_altered_or_is_kept_back_accuses_nobody() {
    let (scene, _) = revoked();
    scene.line.alter(|path, mut body| {
        if path == "/status/0" {
            *body.last_mut()? ^= 1;
        }
        Some(body)
    });
    let seen = scene.found();
    assert_eq!((seen.found, seen.evidence.len()), (Found::Altered, 0));
    assert!(seen.words.contains("list"), "{}", seen.words);
    scene.line.alter(|_, body| Some(body));
    assert_eq!(scene.found().found, Found::Fine);
}

#[test]
fn what_was_revoked_since_the_last_look_is_asked_for_and_held_against_the_log() {
    // What the ledger says of it: as it is, and altered.
    type Alter = fn(Vec<u8>) -> Option<Vec<u8>>;
    let cases: [(Alter, Found); 2] = [
        (Some, Found::Fine),
        (
            |mut body| {
                *body.last_mut()? ^= 1;
                Some(body)
            },
            Found::Altered,
        ),
    ];
    for (alter, found) in cases {
        let (scene, operator) = revoked();
        let mut monitor = scene.monitor();
        assert_eq!(
            monitor.look(&scene.line, NOW, None).unwrap().found,
            Found::Fine
        );
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = asked.clone();
        scene.line.alter(move |path, body| {
            if !path.starts_with("/status/delta/") {
                return Some(body);
            }
            noted.lock().unwrap().push(path.to_owned());
            alter(body)
        });
        scene.line.post(&list(&scene, 5, &[GRANT]).sign(&operator));
        let seen = monitor.look(&scene.line, NOW, None).unwrap();
        assert_eq!((seen.found, seen.evidence.len()), (found, 0));
        assert_eq!(*asked.lock().unwrap(), ["/status/delta/2-5"]);
    }
}

#[test]
fn what_a_list_covers_is_kept_as_bits_and_damage_to_them_is_noticed() {
    let (scene, operator) = revoked();
    let mut monitor = scene.monitor();
    for size in [5, 6] {
        scene
            .line
            .post(&list(&scene, size, &[GRANT]).sign(&operator));
        let seen = monitor.look(&scene.line, NOW, None).unwrap();
        assert_eq!(seen.found, Found::Fine, "{}", seen.words);
    }
    monitor.look(&scene.line, NOW, None).unwrap();
    drop(monitor);
    let state = std::fs::read(scene.folder.path().join("state.json")).unwrap();
    let state: serde_json::Value = serde_json::from_slice(&state).unwrap();
    assert_eq!(state["status"]["revocations"], serde_json::json!([]));
    assert_eq!(state["covered"], 6);
    let shards = scene.folder.path().join("shards");
    std::fs::write(shards.join("left over"), "from a crash").unwrap();
    // It goes on from them.
    scene.line.post(&list(&scene, 7, &[GRANT]).sign(&operator));
    assert_eq!(scene.found().found, Found::Fine);
    let files: Vec<_> = std::fs::read_dir(&shards).unwrap().collect();
    assert_eq!(files.len(), 1);
    let file = files.into_iter().next().unwrap().unwrap().path();
    let mut bits = std::fs::read(&file).unwrap();
    bits[9] ^= 1;
    let open = || Monitor::open(scene.folder.path(), watched(&scene.line, false)).err();
    let is_damaged = |error| matches!(error, Some(MonitorError::Damaged(named)) if named == file);
    std::fs::write(&file, bits).unwrap();
    assert!(is_damaged(open()));
    std::fs::remove_file(&file).unwrap();
    assert!(is_damaged(open()));
}

/// The ledger serves this list from now on.
fn serve(scene: &Scene, root: &StatusRoot, revoked: &[u64], operator: &SigningKey) {
    let mut bitmap = Bitmap::default();
    bitmap.grow(root.size, revoked.iter().copied());
    let packed = pack(bitmap.shard(0).unwrap());
    let statement = root.sign(operator);
    let list = StatusList::sign(&bitmap, (0, &packed), (&statement, root), operator).unwrap();
    scene.line.alter(move |path, body| {
        Some(if path == "/status/0" {
            list.clone()
        } else {
            body
        })
    });
}

#[test]
fn a_list_that_is_logged_while_a_look_goes_on_is_judged_in_the_next_one() {
    let (scene, operator) = revoked();
    let mut monitor = scene.monitor();
    let look = |monitor: &mut Monitor| monitor.look(&scene.line, NOW, None).unwrap().found;
    assert_eq!(look(&mut monitor), Found::Fine);
    let root = list(&scene, 5, &[GRANT]);
    serve(&scene, &root, &[GRANT], &operator);
    assert_eq!(look(&mut monitor), Found::Fine);
    scene.line.post(&root.sign(&operator));
    drop(monitor);
    assert_eq!(scene.found().found, Found::Fine);

    // One that is logged later, and is false.
    let mut monitor = scene.monitor();
    let root = list(&scene, 6, &[]);
    serve(&scene, &root, &[], &operator);
    assert_eq!(look(&mut monitor), Found::Fine);
    scene.line.post(&root.sign(&operator));
    assert_eq!(look(&mut monitor), Found::FalseStatus);
}

#[test]
fn a_list_that_is_never_logged_is_told_in_the_next_look_and_stays_told() {
    let (scene, operator) = revoked();
    serve(&scene, &list(&scene, 5, &[]), &[], &operator);
    assert_eq!(scene.found().found, Found::Fine);
    for number in 0..3 {
        assert_eq!(scene.found().found, Found::Altered);
        scene.line.add(number..number + 1);
    }
    scene.line.alter(|_, body| Some(body));
    assert_eq!(
        scene.found().found,
        Found::Altered,
        "the one that it showed"
    );
    assert_eq!(scene.found().found, Found::Fine);
    // One that covers less than what was logged is none that is logged later.
    scene.line.post(&list(&scene, 5, &[GRANT]).sign(&operator));
    serve(&scene, &list(&scene, 4, &[]), &[], &operator);
    assert_eq!(scene.found().found, Found::Altered);
}

#[test]
fn a_folder_from_before_lists_were_looked_at_reads_again() {
    let (scene, operator) = revoked();
    assert_eq!(scene.found().found, Found::Fine);
    let file = scene.folder.path().join("state.json");
    let mut state: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    state.as_object_mut().unwrap().remove("status").unwrap();
    std::fs::write(&file, state.to_string()).unwrap();
    scene.line.post(&list(&scene, 5, &[]).sign(&operator));
    assert_eq!(scene.found().found, Found::FalseStatus);
}
