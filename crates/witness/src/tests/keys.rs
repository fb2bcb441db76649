//! A log whose key is handed over while a witness follows it, or that only says so.

use keepwell_protocol::{
    entry::{Entry, EntryType},
    key_set::KeySet,
    rotation::Rotation,
    statement::Statement,
};
use keepwell_tlog::{
    note::Signer,
    proof::{ConsistencyProof, InclusionProof},
    tlog_proof::TlogProof,
    witness::AddCheckpoint,
};

use super::*;

/// The log of this key after one leaf and the statement: two entries, signed by these.
fn last(statement: &Statement, signers: &[u8]) -> (SignedCheckpoint, Vec<u8>) {
    let entry = Entry {
        kind: EntryType::KeySet,
        target: 0,
        statement: statement.digest(),
    };
    let own = Hash::of_leaf(&entry.to_bytes());
    let root = Hash::of_children(&leaf(0, 9), &own);
    let checkpoint = Checkpoint::new(name("log.example"), 2, root).expect("a state");
    let sign = |signer: &Signer| SignedCheckpoint::sign(checkpoint.clone(), signer);
    let mut all = signers
        .iter()
        .map(|seed| sign(&log(*seed)).expect("signed"));
    let mut signed = all.next().expect("one");
    for one in all {
        signed
            .add(one.note().signatures()[0].clone())
            .expect("room");
    }
    let inclusion = InclusionProof::new(1, 2, vec![leaf(0, 9)]).expect("a proof");
    let proof = TlogProof::new(inclusion, &signed).expect("a proof");
    let carried = Rotation::carry(statement.as_bytes(), proof).expect("it fits");
    (signed, carried.into_bytes())
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn handed(old: u8, new: u8) -> Statement {
    KeySet::hand_over((&key(old), &key(new)), Vec::new(), 0)
}

/// A witness of the log of key 1 that has cosigned its first entry.
fn begun() -> (TempDir, Witness) {
    let folder = tempfile::tempdir().expect("a folder");
    let witness = open(&folder);
    let first = request(0, &state(1, 9), 9);
    assert_eq!(
        witness
            .add_checkpoint(&first, NOW_S)
            .expect("its disk")
            .status,
        200
    );
    (folder, witness)
}

/// From one entry to two.
fn grow(signed: &SignedCheckpoint, statement: &Statement) -> Vec<u8> {
    let entry = Entry {
        kind: EntryType::KeySet,
        target: 0,
        statement: statement.digest(),
    };
    let path = vec![Hash::of_leaf(&entry.to_bytes())];
    let proof = ConsistencyProof::new(1, 2, path).expect("a proof");
    let request = AddCheckpoint::new(&proof, signed).expect("fits");
    request.to_string().into_bytes()
}

fn status(answer: Result<Answer, WitnessError>) -> u16 {
    answer.expect("its disk").status
}

#[test]
fn a_key_that_was_handed_over_is_followed_and_remembered() {
    let (folder, witness) = begun();
    let statement = handed(1, 2);
    let (signed, rotation) = last(&statement, &[1, 2]);
    // Not before the state in which it happened was cosigned.
    let early = witness.add_key(&rotation).expect("its disk");
    assert_eq!((early.status, early.body.as_str()), (409, "1\n"));
    assert_eq!(
        status(witness.add_checkpoint(&grow(&signed, &statement), NOW_S)),
        200
    );
    assert_eq!(status(witness.add_key(&rotation)), 200);
    assert_eq!(status(witness.add_key(&rotation)), 200, "once more");
    assert_eq!(witness.logs(), [log(2).verifier_key().clone()]);
    drop(witness);

    // Also as the next process, which is given the old key still.
    let witness = open(&folder);
    assert_eq!(witness.logs(), [log(2).verifier_key().clone()]);
    let same = |signer: u8| {
        let checkpoint = signed.checkpoint().clone();
        let alone = SignedCheckpoint::sign(checkpoint, &log(signer)).expect("signed");
        let proof = ConsistencyProof::new(2, 2, Vec::new()).expect("a proof");
        let request = AddCheckpoint::new(&proof, &alone).expect("fits");
        status(witness.add_checkpoint(request.to_string().as_bytes(), NOW_S))
    };
    assert_eq!((same(2), same(1), same(3)), (200, 403, 403));
}

#[test]
fn a_key_that_nobody_handed_over_is_refused() {
    let (_folder, witness) = begun();
    let statement = handed(1, 2);
    let (signed, good) = last(&statement, &[1, 2]);
    assert_eq!(
        status(witness.add_checkpoint(&grow(&signed, &statement), NOW_S)),
        200
    );
    // The old key alone, the new one alone, a stranger's log and key, another history, and no proof at all.
    let other = handed(1, 3);
    for (forged, expected) in [
        (last(&statement, &[1]).1, 400),
        (last(&statement, &[2]).1, 400),
        (last(&handed(5, 2), &[5, 2]).1, 403),
        (last(&other, &[1, 3]).1, 409),
        (Vec::new(), 400),
    ] {
        assert_eq!(status(witness.add_key(&forged)), expected);
        assert_eq!(witness.logs(), [log(1).verifier_key().clone()]);
    }
    let text = String::from_utf8(good).expect("text");
    let elsewhere = text.replace("log.example", "other.example");
    assert_eq!(status(witness.add_key(elsewhere.as_bytes())), 400);
    assert_eq!(status(witness.add_key(text.as_bytes())), 200);
}

/// Whoever hands in the state that both keys signed can leave out the new one's line, or write another one in its place.
#[test]
fn a_line_that_was_left_out_or_forged_does_not_lock_the_new_key_out() {
    let statement = handed(1, 2);
    let (signed, rotation) = last(&statement, &[1, 2]);
    let whole = String::from_utf8(grow(&signed, &statement)).expect("text");
    let line = signed.note().signatures()[1].to_string();
    let mut forged = line.clone();
    let at = line.len() - 20;
    let other = if line.as_bytes()[at] == b'A' {
        "B"
    } else {
        "A"
    };
    forged.replace_range(at..=at, other);
    for changed in [
        whole.clone(),
        whole.replace(&format!("{line}\n"), ""),
        whole.replace(&line, &forged),
    ] {
        let (folder, witness) = begun();
        let cosigned = witness.add_checkpoint(changed.as_bytes(), NOW_S);
        assert_eq!(status(cosigned), 200);
        let about = folder.path().join("about");
        let before = fs::read(&about).expect("it");
        assert_eq!(status(witness.add_key(&rotation)), 200);
        drop(witness);

        // As if it had been stopped before the new key was on the disk.
        fs::write(&about, before).expect("written");
        let witness = open(&folder);
        assert_eq!(witness.logs(), [log(1).verifier_key().clone()]);
        assert_eq!(status(witness.add_key(&rotation)), 200);
        assert_eq!(witness.logs(), [log(2).verifier_key().clone()]);
        assert!(witness.metrics().is_ok());
        drop(witness);
        let proof = ConsistencyProof::new(2, 2, Vec::new()).expect("a proof");
        let again = AddCheckpoint::new(&proof, &signed).expect("fits");
        let again = again.to_string();
        let goes_on = open(&folder).add_checkpoint(again.as_bytes(), NOW_S);
        assert_eq!(status(goes_on), 200);
    }
}
