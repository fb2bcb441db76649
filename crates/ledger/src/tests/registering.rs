//! Statements in: who may write what, once, and what they get for it.

use keepwell_protocol::cbor;
use keepwell_protocol::cose::{self, Header};
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::ledger_api::{RECEIPT_TYPE, entry_path, proof_path, statement_path};
use keepwell_protocol::statement::{ENTRY_TYPE, Statement, issuer};
use keepwell_tlog::hash::Hash;
use keepwell_tlog::tlog_proof::TlogProof;

use crate::tests::fixture::{Answer, GENESIS, Running, entry, grant, grant_entry, key, open};

fn title(answer: &Answer) -> String {
    let map = cbor::decode("problem", &answer.body, 1000)
        .unwrap()
        .into_map()
        .unwrap();
    let (label, title) = map[0].clone();
    assert_eq!(label, (-1).into());
    assert_eq!(
        answer.headers["content-type"],
        "application/concise-problem-details+cbor"
    );
    title.into_text().unwrap()
}

#[test]
fn a_new_log_begins_with_its_policy_and_keys() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    assert_eq!(running.size(), GENESIS);
    let info = running.ledger.info();
    assert_eq!(info.origin, "ledger.example/ledger");
    assert!(info.key.starts_with("ledger.example/ledger+"));
}

#[test]
fn a_grant_gets_a_receipt_that_verifies() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let statement = grant(1);
    let answer = running.post(&statement);
    assert_eq!(answer.status, 201);
    assert_eq!(answer.headers["content-type"], RECEIPT_TYPE);
    let path = entry_path(&statement.digest());
    assert_eq!(answer.headers["location"], path);
    let receipt = running.verify(&answer, &grant_entry(&statement));
    assert_eq!((receipt.index, receipt.size), (GENESIS, GENESIS + 1));
    assert_eq!(running.get(&path).body, answer.body);
}

#[test]
fn an_entry_is_found_by_its_index_too() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let answer = running.post(&grant(1));
    assert_eq!(running.get("/entries/2").body, answer.body);
    assert_eq!(running.get("/entries/0").status, 200);
    assert_eq!(running.get("/entries/2/proof?size=3").status, 200);
    for id in ["3", "02", "+2", "-1", "2a", "18446744073709551616", ""] {
        assert_eq!(running.get(&format!("/entries/{id}")).status, 404, "{id}");
    }
}

#[test]
fn the_same_statement_again_keeps_its_index() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let statement = grant(1);
    running.post(&statement);
    running.post(&grant(2));
    let again = running.post(&statement);
    assert_eq!(again.status, 200);
    let receipt = running.verify(&again, &grant_entry(&statement));
    assert_eq!((receipt.index, receipt.size), (GENESIS, GENESIS + 2));
    assert_eq!(running.size(), GENESIS + 2);
}

#[test]
fn many_at_once_share_commits_and_each_gets_its_own_receipt() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let mut statements: Vec<_> = (0..300).map(grant).collect();
    // One of them comes three times.
    statements.extend([grant(7), grant(7)]);
    let answers = running.post_together(&statements);
    let mut indexes: Vec<_> = statements
        .iter()
        .zip(&answers)
        .map(|(statement, answer)| running.verify(answer, &grant_entry(statement)).index)
        .collect();
    assert_eq!(indexes[7], indexes[300]);
    assert_eq!(indexes[7], indexes[301]);
    assert_eq!(
        answers.iter().filter(|answer| answer.status == 201).count(),
        300
    );
    indexes.sort_unstable();
    indexes.dedup();
    assert!(indexes.into_iter().eq(GENESIS..GENESIS + 300));
}

#[test]
fn a_revocation_names_its_grants_index() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    running.post(&grant(1));
    let granted = grant(2);
    running.post(&granted);
    let revocation = granted.revocation(&key(2));
    let revoked = entry(EntryType::Revocation, GENESIS + 1, revocation.digest());
    let answer = running.post(&revocation);
    assert_eq!(answer.status, 201);
    assert_eq!(running.verify(&answer, &revoked).index, GENESIS + 2);
    assert_eq!(running.post(&revocation).status, 200);
}

#[test]
fn what_the_rules_forbid_is_refused_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let granted = grant(1);
    let signed = |kind, payload: &[u8], n| Statement::sign(kind, "urn:test", payload, &key(n));
    let early = running.post(&granted.revocation(&key(1)));
    assert_eq!(
        (early.status, title(&early).as_str()),
        (409, "Unknown grant")
    );
    running.post(&granted);
    let revocation = granted.revocation(&key(1));
    running.post(&revocation);
    let cases = [
        (signed(EntryType::Policy, b"x", 1), 403, "Not allowed"),
        (signed(EntryType::StatusRoot, b"x", 1), 403, "Not allowed"),
        (signed(EntryType::KeySet, b"x", 1), 403, "Not allowed"),
        (signed(EntryType::AccessRoot, b"x", 1), 403, "Not allowed"),
        (signed(EntryType::Grant, &[3; 32], 1), 409, "Key used"),
        (
            signed(EntryType::Revocation, &granted.digest(), 2),
            403,
            "Not allowed",
        ),
        (
            signed(EntryType::Revocation, &granted.digest(), 1),
            409,
            "Already revoked",
        ),
    ];
    let size = running.size();
    for (statement, status, expected) in cases {
        let answer = running.post(&statement);
        assert_eq!((answer.status, title(&answer).as_str()), (status, expected));
        if expected == "Already revoked" {
            assert_eq!(answer.headers["location"], entry_path(&revocation.digest()));
        }
        assert_eq!(running.get(&entry_path(&statement.digest())).status, 404);
    }
    assert_eq!(running.size(), size);
    let unnamed = signed(EntryType::CardWithdrawal, &[9; 32], 3);
    assert_eq!(running.post(&unnamed).status, 400);
}

fn withdrawal(n: u64) -> Statement {
    Statement::withdrawal(&[7; 32], &key(n))
}

#[test]
fn everybody_may_read_a_withdrawal_and_nobody_a_grant() {
    let dir = tempfile::tempdir().unwrap();
    let (first, last) = (withdrawal(1), withdrawal(2));
    let running = open(dir.path());
    running.post(&first);
    let shown = |running: &Running, one: &Statement| running.get(&statement_path(&one.digest()));
    assert_eq!(shown(&running, &first).body, first.as_bytes());
    // Enough for the first one to stand in a complete chunk, and the last one behind it.
    let grants: Vec<_> = (0..300).map(grant).collect();
    running.post_together(&grants);
    running.post(&last);
    for one in [&first, &last] {
        assert_eq!(shown(&running, one).body, one.as_bytes());
    }
    assert_eq!(shown(&running, &grants[7]).status, 404);
    // The ledger's own policy concerns everybody.
    assert_eq!(running.get("/entries/0/statement").status, 200);
    drop(running);
    let running = open(dir.path());
    for one in [&first, &last] {
        assert_eq!(shown(&running, one).body, one.as_bytes());
    }
}

#[test]
fn a_grant_and_revocations_of_it_sent_together_never_disagree() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let pairs: Vec<_> = (0..50)
        .flat_map(|n| [grant(n).revocation(&key(n)), grant(n)])
        .collect();
    for (pair, answers) in pairs.chunks(2).zip(running.post_together(&pairs).chunks(2)) {
        assert_eq!(answers[1].status, 201);
        // The revocation came before its grant, in an earlier commit, or after it.
        if answers[0].status == 201 {
            let index = running.verify(&answers[1], &grant_entry(&pair[1])).index;
            let revoked = entry(EntryType::Revocation, index, pair[0].digest());
            assert!(running.verify(&answers[0], &revoked).index > index);
        } else {
            assert_eq!(title(&answers[0]), "Unknown grant");
        }
    }
}

#[test]
fn bad_signatures_and_other_bytes_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let mut altered = grant(1).as_bytes().to_vec();
    *altered.last_mut().unwrap() ^= 1;
    let answer = running.send(crate::tests::fixture::post(&altered));
    assert_eq!(
        (answer.status, title(&answer).as_str()),
        (400, "Bad signature")
    );
    let answer = running.send(crate::tests::fixture::post(b"no statement"));
    assert_eq!(
        (answer.status, title(&answer).as_str()),
        (400, "Bad statement")
    );
    assert_eq!(running.size(), GENESIS);
}

#[test]
fn what_scrapi_names_has_its_titles() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let refused = |bytes: &[u8]| title(&running.send(crate::tests::fixture::post(bytes)));
    // ES256, -7, where EdDSA, -8, was.
    let eddsa = [0x01, 0x27];
    let mut other = grant(1).as_bytes().to_vec();
    let at = other.windows(2).position(|two| two == eddsa).unwrap();
    other[at + 1] = 0x26;
    assert_eq!(refused(&other), "Bad Signature Algorithm");
    let header = Header::signed_by(&key(1).verifying_key())
        .with_claims(&issuer(&key(1).verifying_key()), "urn:test")
        .with(ENTRY_TYPE, 1.into());
    let bare = cose::sign(&header, Vec::new(), &[7; 32], true, &key(1));
    assert_eq!(refused(&bare), "Payload Missing");
    let answer = running.get("/.well-known/scitt-keys/AAAA");
    assert_eq!(
        (answer.status, title(&answer).as_str()),
        (404, "No such key")
    );
}

#[test]
fn a_carried_proof_is_given_where_a_commit_ended() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let first = grant(0);
    running.post(&first);
    let together: Vec<_> = (1..400).map(grant).collect();
    running.post_together(&together);
    let leaf = Hash::of_leaf(&grant_entry(&first).to_bytes());
    let mut ends = Vec::new();
    for size in 0..=running.size() + 1 {
        let answer = running.get(&proof_path(&first.digest(), size));
        if answer.status != 200 {
            assert_eq!(answer.status, 404);
            continue;
        }
        let proof = TlogProof::parse(&answer.body).unwrap();
        let head = proof.verify(&leaf, &[running.verifier()]).unwrap();
        assert_eq!((proof.index(), head.checkpoint().size()), (GENESIS, size));
        ends.push(size);
    }
    assert_eq!(ends.first(), Some(&(GENESIS + 1)));
    assert_eq!(ends.last(), Some(&running.size()));
    for query in ["?", "?size=", "?size=-1", "?size=03", "?size=3&x", "?x=3"] {
        let path = format!("{}/proof{query}", entry_path(&first.digest()));
        assert_eq!(running.get(&path).status, 400, "{query}");
    }
}

/// The receipt just received and its proof go together: same size, same root.
#[test]
fn the_proof_of_a_receipts_size_is_there_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    for n in 0..20 {
        let statement = grant(n);
        let receipt = running.verify(&running.post(&statement), &grant_entry(&statement));
        let answer = running.get(&proof_path(&statement.digest(), receipt.size));
        let proof = TlogProof::parse(&answer.body).unwrap();
        let leaf = Hash::of_leaf(&grant_entry(&statement).to_bytes());
        let head = proof.verify(&leaf, &[running.verifier()]).unwrap();
        assert_eq!(*head.checkpoint().root(), receipt.root);
        assert_eq!(proof.index(), receipt.index);
    }
}
