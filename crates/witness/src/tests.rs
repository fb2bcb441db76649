//! A witness beside a log that grows, forks, rolls back or lies, and beside a folder that lost something.

use std::{fs, sync::Arc, thread};

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::{
    checkpoint::{Checkpoint, SignedCheckpoint},
    hash::Hash,
    note::{Signature, Signer},
    proof::ConsistencyProof,
    tree::Frontier,
};
use rand_core::OsRng;
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::*;

mod damage;
mod evidence;
mod keys;

const NOW_S: u64 = 1_764_374_400;

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

fn log(seed: u8) -> Signer {
    Signer::new(name("log.example"), SigningKey::from_seed(&[seed; 32]))
}

/// The leaves of the log; from `other` on, different ones.
fn leaf(number: u64, other: u64) -> Hash {
    let tag = if number < other { "leaf" } else { "other" };
    Hash::of_leaf(format!("{tag} {number}").as_bytes())
}

/// The log's state after `size` leaves, from `other` on different ones.
fn state(size: u64, other: u64) -> SignedCheckpoint {
    let root = root(0..size, other);
    let checkpoint = Checkpoint::new(name("log.example"), size, root);
    SignedCheckpoint::sign(checkpoint.expect("a state"), &log(1)).expect("signed")
}

/// The root over some of the leaves.
fn root(numbers: std::ops::Range<u64>, other: u64) -> Hash {
    let mut frontier = Frontier::default();
    for number in numbers {
        frontier.push(leaf(number, other)).expect("room");
    }
    frontier.root()
}

/// SUBPROOF of RFC 9162 §2.1.4.1, for the first `old` of some of the leaves.
fn path(old: u64, all: std::ops::Range<u64>, is_known: bool, other: u64) -> Vec<Hash> {
    let size = all.end - all.start;
    if old == size {
        return if is_known {
            Vec::new()
        } else {
            vec![root(all, other)]
        };
    }
    let middle = size.next_power_of_two() / 2;
    let (left, right) = (all.start..all.start + middle, all.start + middle..all.end);
    let (mut path, beside) = if old <= middle {
        (path(old, left, is_known, other), right)
    } else {
        (path(old - middle, right, false, other), left)
    };
    path.push(root(beside, other));
    path
}

/// Hands `new` in to who cosigned `old` leaves, with the proof of its own history.
fn request(old: u64, new: &SignedCheckpoint, other: u64) -> Vec<u8> {
    let size = new.checkpoint().size();
    let path = if old == 0 {
        Vec::new()
    } else {
        path(old, 0..size, true, other)
    };
    let proof = ConsistencyProof::new(old, size, path).expect("a proof");
    let request = AddCheckpoint::new(&proof, new).expect("fits");
    request.to_string().into_bytes()
}

const ALL: u64 = u64::MAX;

fn open(folder: &TempDir) -> Witness {
    let logs = vec![log(1).verifier_key().clone()];
    Witness::open(folder.path(), &name("w.example"), logs, &mut OsRng).expect("a witness")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn status(witness: &Witness, body: &[u8]) -> u16 {
    witness
        .add_checkpoint(body, NOW_S)
        .expect("an answer")
        .status
}

#[test]
fn a_log_that_grows_is_cosigned_and_the_cosignature_counts() {
    let folder = folder();
    let witness = open(&folder);
    for (old, new) in [(0, 2), (2, 4), (4, 8), (8, 8)] {
        let mut signed = state(new, ALL);
        let answer = witness
            .add_checkpoint(&request(old, &signed, ALL), NOW_S)
            .expect("an answer");
        assert_eq!((answer.status, answer.content_type), (200, TEXT));
        let line = answer.body.strip_suffix('\n').expect("a line");
        signed
            .add(Signature::parse(line).expect("a signature"))
            .expect("room");
        let said = signed
            .cosignatures(&[witness.key().clone()])
            .expect("right");
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].time_s, NOW_S);
    }
    assert!(evidence::kept(&folder).is_empty());
}

#[test]
fn what_was_cosigned_is_remembered_by_the_next_process() {
    let folder = folder();
    let first = open(&folder);
    let key = first.key().clone();
    assert_eq!(status(&first, &request(0, &state(4, ALL), ALL)), 200);
    drop(first);
    let second = open(&folder);
    assert_eq!(second.key(), &key);
    let answer = second
        .add_checkpoint(&request(0, &state(2, ALL), ALL), NOW_S)
        .expect("an answer");
    assert_eq!((answer.status, answer.body.as_str()), (409, "4\n"));
    assert_eq!(answer.content_type, "text/x.tlog.size");
    assert_eq!(status(&second, &request(4, &state(4, 2), 2)), 409);
}

#[test]
fn a_smaller_checkpoint_never_takes_a_larger_ones_place() {
    let folder = folder();
    let witness = Arc::new(open(&folder));
    let run = |new: u64| {
        let witness = Arc::clone(&witness);
        thread::spawn(move || status(&witness, &request(0, &state(new, ALL), ALL)))
    };
    let all: Vec<_> = (1..=24).map(run).collect();
    let granted = all.into_iter().map(|one| one.join().expect("an answer"));
    assert_eq!(granted.filter(|status| *status == 200).count(), 1);
}

#[test]
fn a_folder_that_forgot_is_not_used() {
    let logs = || vec![log(1).verifier_key().clone()];
    let open_again = |folder: &TempDir, who: &str| {
        Witness::open(folder.path(), &name(who), logs(), &mut OsRng).map(|_| ())
    };
    let signed_once = || {
        let folder = folder();
        assert_eq!(
            status(&open(&folder), &request(0, &state(4, ALL), ALL)),
            200
        );
        folder
    };
    for lost in ["key", "about", "seen"] {
        let folder = signed_once();
        let path = folder.path().join(lost);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("removed");
        } else {
            fs::remove_file(path).expect("removed");
        }
        let error = open_again(&folder, "w.example").expect_err("refused");
        assert!(matches!(error, WitnessError::Damaged(_)), "{lost}: {error}");
    }
    let folder = signed_once();
    let entry = fs::read_dir(folder.path().join("seen")).expect("it").next();
    let seen = entry.expect("one").expect("one").path();
    let good = fs::read(&seen).expect("the note");
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        fs::write(&seen, &bytes).expect("written");
        assert!(open_again(&folder, "w.example").is_err(), "byte {at}");
    }
    fs::write(&seen, &good).expect("written");
    let error = open_again(&folder, "other.example").expect_err("refused");
    assert!(matches!(error, WitnessError::OtherName(who) if who == "w.example"));
    let held = open(&folder);
    let error = open_again(&folder, "w.example").expect_err("refused");
    assert!(matches!(error, WitnessError::Busy));
    drop(held);
}

/// The only file in `seen`.
fn seen(folder: &TempDir) -> std::path::PathBuf {
    let entry = fs::read_dir(folder.path().join("seen")).expect("it").next();
    entry.expect("one").expect("one").path()
}

#[test]
fn a_single_lost_file_is_noticed_by_a_new_process_and_by_the_running_one() {
    let folder = folder();
    let witness = open(&folder);
    assert_eq!(status(&witness, &request(0, &state(4, ALL), ALL)), 200);
    let note = fs::read(seen(&folder)).expect("the note");
    let path = seen(&folder);
    fs::remove_file(&path).expect("removed");
    // The second history that the witness would have been led to.
    let other = witness.add_checkpoint(&request(0, &state(4, 2), 2), NOW_S);
    assert!(matches!(other, Err(WitnessError::Damaged(_))));
    drop(witness);
    let logs = vec![log(1).verifier_key().clone()];
    let again = Witness::open(folder.path(), &name("w.example"), logs, &mut OsRng);
    assert!(matches!(again.err(), Some(WitnessError::Damaged(lost)) if lost == path));
    fs::write(&path, note).expect("written");
    assert_eq!(
        status(&open(&folder), &request(4, &state(8, ALL), ALL)),
        200
    );
}

#[test]
fn a_folder_of_the_first_version_lists_its_files_from_now_on() {
    let folder = folder();
    assert_eq!(
        status(&open(&folder), &request(0, &state(4, ALL), ALL)),
        200
    );
    let about = folder.path().join("about");
    fs::write(&about, "keepwell witness 1\nw.example\n").expect("written");
    drop(open(&folder));
    let text = fs::read_to_string(&about).expect("text");
    let file = seen(&folder);
    let file = file.file_name().expect("a name").to_string_lossy();
    assert_eq!(text, format!("keepwell witness 2\nw.example\n{file}\n"));
}

#[test]
fn a_making_that_was_broken_off_is_begun_again() {
    let folder = folder();
    fs::create_dir(folder.path().join("seen")).expect("made");
    fs::write(folder.path().join("key"), [1; 32]).expect("written");
    assert_eq!(
        status(&open(&folder), &request(0, &state(4, ALL), ALL)),
        200
    );
}

#[tokio::test]
async fn it_is_asked_by_http() {
    let folder = folder();
    let router = router(Arc::new(open(&folder)), Arc::new(|| NOW_S));
    let ask = |request: Request<Body>| {
        let router = router.clone();
        async move {
            let answer = router.oneshot(request).await.expect("an answer");
            let status = answer.status().as_u16();
            let body = to_bytes(answer.into_body(), 4096).await.expect("a body");
            (status, String::from_utf8(body.to_vec()).expect("text"))
        }
    };
    let post = |body: Vec<u8>| {
        Request::post("/add-checkpoint")
            .body(Body::from(body))
            .expect("one")
    };
    let (status, body) = ask(post(request(0, &state(4, ALL), ALL))).await;
    assert!(
        status == 200 && body.starts_with("\u{2014} w.example "),
        "{body}"
    );
    // What it cosigned last, as the log signed it, where its page says.
    let (_, about) = ask(Request::get("/").body(Body::empty()).expect("one")).await;
    let path = about.split_once("# cosigned last: ").expect("a path").1;
    let get = |path: &str| Request::get(path).body(Body::empty()).expect("one");
    let (status, last) = ask(get(path.trim())).await;
    assert_eq!((status, last), (200, state(4, ALL).note().to_string()));
    for none in ["/checkpoint/00", "/checkpoint/log.example", "/checkpoint/"] {
        assert_eq!(ask(get(none)).await.0, 404, "{none}");
    }
    assert_eq!(ask(post(b"old 0\n".to_vec())).await.0, 400);
    assert_eq!(ask(post(vec![b'a'; 300 * 1024])).await.0, 413);
    let (_, about) = ask(Request::get("/").body(Body::empty()).expect("one")).await;
    assert!(about.contains("witness w.example w.example+") && about.contains("log log.example+"));
}
