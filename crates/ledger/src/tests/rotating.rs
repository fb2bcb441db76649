//! A ledger that gets another key: what was signed before holds with the old one, what comes after with the new one, the old one
//! signs for nothing later, and a rotation that was broken off anywhere is gone through with at the next start.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use keepwell_protocol::key_set::ListedKey;
use keepwell_protocol::ledger_api::{KEYS_PATH, entry_path, entry_path_at, proof_path};
use keepwell_protocol::receipt::Receipt;
use keepwell_protocol::rotation::Rotation;
use keepwell_protocol::statement::Statement;
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::checkpoint::{Checkpoint, SignedCheckpoint};
use keepwell_tlog::note::VerifierKey;
use keepwell_tlog::tlog_proof::TlogProof;
use rand_core::OsRng;

use crate::tests::fixture::{GENESIS, NOW_S, Running, entry, grant, grant_entry, open, quick};
use crate::{Clock, LedgerOpenError, Rotated, back_up, check, put_back, rotate};

pub(super) fn clock() -> Clock {
    Arc::new(|| Timestamp::from_seconds(NOW_S))
}

pub(super) fn turn(dir: &Path) -> Rotated {
    rotate(dir, &clock(), &mut OsRng).unwrap()
}

pub(super) fn verifier(text: &str) -> VerifierKey {
    VerifierKey::parse(text).unwrap()
}

pub(super) fn listed(running: &Running) -> Vec<ListedKey> {
    ListedKey::parse(&running.get(KEYS_PATH).body).unwrap()
}

/// What a reader fetches to follow the rotation of this key.
pub(super) fn proof(running: &Running, key: &ListedKey) -> Rotation {
    let ended = key.handed_over.unwrap();
    let statement = running.get(&format!("{}/statement", entry_path(&ended.statement)));
    let proof = running.get(&proof_path(&ended.statement, ended.until));
    assert_eq!((statement.status, proof.status), (200, 200));
    let proof = TlogProof::parse(&proof.body).unwrap();
    Rotation::verify(&statement.body, &proof).unwrap()
}

#[test]
fn what_was_signed_holds_with_the_old_key_and_what_comes_with_the_new_one() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let old = running.verifier();
    let first = grant(1);
    let before = running.post(&first);
    let (receipt, size) = (
        running.verify(&before, &grant_entry(&first)),
        running.size(),
    );
    let carried = running.get(&proof_path(&first.digest(), size)).body;
    drop(running);

    let rotated = turn(dir.path());
    assert_eq!(
        (verifier(&rotated.old), rotated.size),
        (old.clone(), size + 1)
    );
    let running = open(dir.path());
    let new = running.verifier();
    assert_eq!(new, verifier(&rotated.new));
    assert_ne!(new, old);

    // Both are listed, the old one with how far it goes and the proof that it handed over.
    let all = listed(&running);
    assert_eq!(
        all.iter().map(|one| one.key).collect::<Vec<_>>(),
        [*new.key(), *old.key()]
    );
    let rotation = proof(&running, &all[1]);
    assert_eq!(
        (&rotation.old, &rotation.new, rotation.until()),
        (&old, &new, size + 1)
    );

    // What somebody kept holds, byte for byte and under the old key.
    let again = running.get(&proof_path(&first.digest(), size)).body;
    assert_eq!(again, carried);
    let origin = running.ledger.info().origin;
    let kept = Receipt::verify(&before.body, &grant_entry(&first), &origin, old.key());
    assert_eq!(kept, Ok(receipt));

    // What comes after is by the new key alone.
    let second = grant(2);
    running.verify(&running.post(&second), &grant_entry(&second));
    let newest = running.checkpoint();
    let alone = SignedCheckpoint::open(
        newest.note().to_string().as_bytes(),
        std::slice::from_ref(&old),
    );
    assert!(alone.is_err());
    running.receipt(&grant_entry(&first));
    let older = running.get(&entry_path_at(&first.digest(), size));
    assert_eq!(running.verify(&older, &grant_entry(&first)).size, size);
    // Whoever granted before revokes after.
    let stop = first.revocation(&crate::tests::fixture::key(1));
    let revoked = running.post(&stop);
    running.verify(&revoked, &entry(stop.kind(), receipt.index, stop.digest()));
    drop(running);
    assert_eq!(
        check(dir.path()).unwrap().made_again,
        Vec::<std::path::PathBuf>::new()
    );
}

#[test]
fn a_key_is_handed_over_again_and_again() {
    let dir = tempfile::tempdir().unwrap();
    let first = open(dir.path()).verifier();
    for n in 0..3 {
        turn(dir.path());
        let running = open(dir.path());
        // Enough that the rotations stand in chunks of their own, from which they are read later.
        let many: Vec<Statement> = (0..300).map(|at| grant(n * 300 + at)).collect();
        let answers = running.post_together(&many);
        assert!(answers.iter().all(|answer| answer.status == 201));
    }
    let running = open(dir.path());
    let all = listed(&running);
    assert_eq!(all.len(), 4);
    let mut known = first;
    for one in all.iter().skip(1).rev() {
        let rotation = proof(&running, one);
        assert_eq!(rotation.old, known);
        known = rotation.new;
    }
    assert_eq!(known, running.verifier());
}

#[test]
fn a_rotation_that_was_broken_off_is_gone_through_with() {
    let dir = tempfile::tempdir().unwrap();
    let old = open(dir.path()).verifier();
    let key = fs::read(dir.path().join("key")).unwrap();
    // Broken off before anything was logged: only the new key is there.
    fs::write(dir.path().join("key.next"), [9; 32]).unwrap();
    let running = open(dir.path());
    let new = running.verifier();
    assert_ne!(new, old);
    assert_eq!(running.size(), GENESIS + 1);
    drop(running);
    assert!(!dir.path().join("key.next").exists());

    // Broken off after it was logged, and before the key was replaced; with and without the list of earlier keys.
    for forget in [false, true] {
        fs::write(dir.path().join("key"), &key).unwrap();
        fs::write(dir.path().join("key.next"), [9; 32]).unwrap();
        if forget {
            fs::remove_file(dir.path().join("earlier-keys.json")).unwrap();
        }
        let running = open(dir.path());
        assert_eq!(
            (running.verifier(), running.size()),
            (new.clone(), GENESIS + 1)
        );
        assert_eq!(listed(&running).len(), 2);
        let rotation = proof(&running, &listed(&running)[1]);
        assert_eq!((rotation.old, rotation.new), (old.clone(), new.clone()));
    }

    // The old key without the new one: whoever signed with it would be believed by nobody.
    fs::write(dir.path().join("key"), &key).unwrap();
    let refused = crate::tests::fixture::open_with(dir.path(), quick());
    assert!(matches!(refused.err(), Some(LedgerOpenError::Damaged(_))));
}

#[test]
fn a_key_is_not_changed_while_the_ledger_runs_nor_where_there_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = rotate(dir.path(), &clock(), &mut OsRng);
    assert!(matches!(nowhere, Err(LedgerOpenError::NoLedger(_))));
    let running = open(dir.path());
    let key = running.verifier();
    let refused = rotate(dir.path(), &clock(), &mut OsRng);
    assert!(matches!(refused, Err(LedgerOpenError::InUse(_))));
    drop(running);
    assert_eq!(open(dir.path()).verifier(), key);
}

#[test]
fn what_the_old_key_signs_later_is_not_the_ledger_s() {
    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path()));
    let stolen = fs::read(dir.path().join("key")).unwrap();
    let rotated = turn(dir.path());
    let running = open(dir.path());
    running.post(&grant(1));
    let newest = running.checkpoint();
    drop(running);
    // Whoever has the old key and the folder's place for the newest head cannot have the ledger take it for its own.
    let seed: [u8; 32] = stolen.try_into().unwrap();
    let old = keepwell_crypto::sign::SigningKey::from_seed(&seed);
    let name = verifier(&rotated.old).name().clone();
    let signer = keepwell_tlog::note::Signer::new(name.clone(), old);
    let (size, root) = (newest.checkpoint().size(), *newest.checkpoint().root());
    let forged = SignedCheckpoint::sign(Checkpoint::new(name, size, root).unwrap(), &signer);
    let note = forged.unwrap().note().to_string();
    fs::write(dir.path().join("checkpoint"), note).unwrap();
    let refused = crate::tests::fixture::open_with(dir.path(), quick());
    assert!(matches!(refused.err(), Some(LedgerOpenError::Damaged(_))));
}

#[test]
fn a_copy_has_its_keys_and_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    drop(open(&at("ledger")));
    turn(&at("ledger"));
    let running = open(&at("ledger"));
    running.post(&grant(1));
    back_up(&at("ledger"), &at("copy")).unwrap();
    let newest = running.checkpoint().note().to_string();
    let (key, all) = (running.verifier(), listed(&running));
    drop(running);
    put_back(&at("copy"), &at("back"), newest.as_bytes()).unwrap();
    let running = open(&at("back"));
    assert_eq!((running.verifier(), listed(&running)), (key, all));
}
