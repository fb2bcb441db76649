//! What a witness keeps against a log, and what it does not take for anything against it.

use super::*;

/// What is in the folder `evidence`.
pub(super) fn kept(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path().join("evidence")).expect("the folder");
    entries
        .map(|entry| fs::read_to_string(entry.expect("one").path()).expect("text"))
        .collect()
}

#[test]
fn a_fork_is_refused_and_the_evidence_kept_once() {
    let folder = folder();
    let witness = open(&folder);
    assert_eq!(status(&witness, &request(0, &state(6, ALL), ALL)), 200);
    let forked = state(6, 2);
    for _ in 0..3 {
        assert_eq!(status(&witness, &request(6, &forked, 2)), 409);
    }
    assert_eq!(kept(&folder).len(), 1);
    let rewritten = state(8, 2);
    assert_eq!(status(&witness, &request(6, &rewritten, 2)), 422);
    let both = kept(&folder);
    assert_eq!(both.len(), 2);
    for text in both {
        // Both of what the log signed, readable by anybody with its key.
        assert!(text.starts_with(&state(6, ALL).note().to_string()));
        let (_, later) = text
            .split_once("--- handed in later ---\n\n")
            .expect("both");
        let later = AddCheckpoint::parse(later.as_bytes()).expect("the request");
        assert!(
            later
                .note()
                .verify(&[log(1).verifier_key().clone()])
                .is_ok()
        );
    }
    assert_eq!(status(&witness, &request(6, &state(8, ALL), ALL)), 200);
}

/// Proofs are signed by nobody: anybody can hand in what a log signed with a wrong one.
#[test]
fn a_proof_that_does_not_fit_is_no_evidence_and_takes_no_room_from_it() {
    let folder = folder();
    let witness = open(&folder);
    assert_eq!(status(&witness, &request(0, &state(6, ALL), ALL)), 200);
    let honest = String::from_utf8(request(6, &state(8, ALL), ALL)).expect("text");
    let first = honest.lines().nth(1).expect("a hash").to_owned();
    for number in 0..20 {
        let wrong = honest.replacen(&first, &leaf(number, 0).to_string(), 1);
        assert_eq!(status(&witness, wrong.as_bytes()), 422);
    }
    assert!(kept(&folder).is_empty());
    assert_eq!(status(&witness, &request(6, &state(6, 2), 2)), 409);
    assert_eq!(kept(&folder).len(), 1);
    assert_eq!(status(&witness, honest.as_bytes()), 200);
}

#[test]
fn evidence_does_not_fill_the_disk() {
    let folder = folder();
    let witness = open(&folder);
    assert_eq!(status(&witness, &request(0, &state(64, ALL), ALL)), 200);
    for other in 0..40 {
        assert_eq!(
            status(&witness, &request(64, &state(64, other), other)),
            409
        );
    }
    assert_eq!(kept(&folder).len(), 16);
}
