//! Grants put together by somebody who has seen one from inside, served by a relay that obeys nobody: pieces altered and
//! encrypted anew, other content under a real grant, receipts of another place, and grants that no ledger has. Each is
//! caught by the check that should, and nothing is written.

use ciborium::Value;
use keepwell_crypto::{agree::AgreementSecret, secret::Secret32, sign::SigningKey};
use keepwell_protocol::{
    cbor,
    entry::{Entry, EntryType},
    link::GrantLink,
    manifest::{LedgerProof, Manifest},
    receipt::{Receipt, RootSignature},
    statement::Statement,
};
use keepwell_tlog::{
    checkpoint::{Checkpoint, SignedCheckpoint},
    hash::Hash,
    note::Signer,
    proof::InclusionProof,
    tlog_proof::TlogProof,
    tree::Frontier,
};

use crate::{
    forger::Forger,
    stage::Stage,
    wire::{altering, failing, is_download, is_for_ledger},
};

#[test]
fn every_altered_piece_of_a_manifest_is_caught_by_its_check() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let forger = Forger::of(&stage, &patient, &card, &grant);
    let whole = &forger.manifest;
    forger.serve(whole);
    clinic.opens(&stage, &grant.qr_text);

    let turn = |bytes: &mut [u8], at: usize| bytes[at] ^= 1;
    let mut altered: Vec<(Manifest, &str)> = Vec::new();
    for at in (0..whole.statement.len()).step_by(9) {
        altered.push((forger.with(|one| turn(&mut one.statement, at)), "digest"));
    }
    for at in (0..whole.terms.len()).step_by(9) {
        altered.push((forger.with(|one| turn(&mut one.terms, at)), "terms"));
    }
    for at in (0..whole.consent.len()).step_by(97) {
        altered.push((forger.with(|one| turn(&mut one.consent, at)), "terms"));
    }
    for at in [0, 31] {
        altered.push((forger.with(|one| turn(&mut one.salt, at)), "terms"));
    }
    for at in [0, 32, 63] {
        let signature = forger.with(|one| turn(&mut one.identity_signature, at));
        altered.push((signature, "statement"));
    }
    let stranger = SigningKey::from_seed(&[8; 32]).verifying_key();
    altered.push((forger.with(|one| one.identity = stranger), "statement"));
    for (manifest, check) in &altered {
        forger.serve(manifest);
        assert_eq!(clinic.refused(&stage, &grant.qr_text).check, *check);
    }
}

#[test]
fn an_altered_statement_is_caught_also_where_the_code_was_made_to_fit() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let forger = Forger::of(&stage, &patient, &card, &grant);
    let mut refusal_of = |statement: &[u8], change: &dyn Fn(&mut Manifest)| {
        let manifest = forger.with(|one| {
            one.statement = statement.to_vec();
            change(one);
        });
        forger.serve(&manifest);
        let link = GrantLink {
            statement: keepwell_crypto::hash::sha256(statement),
            ..forger.link.clone()
        };
        clinic.refusal(&stage, &link.to_text())
    };
    for at in (0..forger.manifest.statement.len()).step_by(7) {
        let mut statement = forger.manifest.statement.clone();
        statement[at] ^= 1;
        assert_eq!(refusal_of(&statement, &|_| {}).1, "statement", "byte {at}");
    }
    // A revocation in the place of a grant, and a grant by a key of the forger's own.
    let own = Statement::parse(&forger.manifest.statement).expect("a statement");
    let keys = patient.vault.keys().grant(grant.id.as_bytes());
    let revocation = own.revocation(&keys.signing);
    let refused = refusal_of(revocation.as_bytes(), &|_| {});
    assert_eq!(refused, ("not_a_grant", "statement"));
    let key = SigningKey::from_seed(&[8; 32]);
    let forged = Statement::grant(
        &[8; 16],
        &forger.manifest.salt,
        &forger.manifest.terms,
        &key,
    );
    assert_eq!(refusal_of(forged.as_bytes(), &|_| {}).1, "statement");
    // With an identity of the forger's too it is a grant, but none that is on the ledger.
    let refused = refusal_of(forged.as_bytes(), &|one| {
        one.identity = key.verifying_key();
        one.identity_signature = keepwell_protocol::manifest::sign_identity(&key, &forged.digest());
    });
    assert_eq!(refused.1, "terms");
}

#[test]
fn a_report_cannot_be_led_elsewhere() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let forger = Forger::of(&stage, &patient, &card, &grant);
    let own = AgreementSecret::from_secret(&Secret32::from_bytes([8; 32]));
    let sealed = forger.seal(&forger.with(|one| one.report_key = own.public()).encode());
    // This relay notes the opening as it should, and only exchanges what it sends.
    stage.wire.hold(altering(
        |request| is_download(request, "manifest"),
        move |body| body.clone_from(&sealed),
    ));
    assert_eq!(clinic.refused(&stage, &grant.qr_text).check, "terms");
}

#[test]
fn other_content_under_a_real_grant_is_caught() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let other = patient.grant(&stage, &stage.wish(&card));
    clinic.opens(&stage, &grant.qr_text);
    let bundle = std::fs::read(clinic.out().join("bundle.json")).expect("the record");
    let forger = Forger::of(&stage, &patient, &card, &grant);
    forger.serve_part("bundle", &bundle);
    clinic.opens(&stage, &grant.qr_text);

    let text = String::from_utf8(bundle.clone()).expect("UTF-8");
    let without_allergies = text.replacen("AllergyIntolerance", "Observation", 1);
    assert_ne!(without_allergies, text);
    for content in [
        without_allergies.as_bytes(),
        b"{\"resourceType\":\"Bundle\"}",
        b"",
        &[bundle.as_slice(), b" "].concat(),
        &bundle[..bundle.len() - 1],
    ] {
        forger.serve_part("bundle", content);
        assert_eq!(clinic.refusal(&stage, &grant.qr_text), ("altered", "parts"));
    }
    let others = Forger::of(&stage, &patient, &card, &other);
    forger.serve_sealed("bundle", others.sealed("bundle"));
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("altered", "parts"),
        "the record of another grant"
    );
    forger.serve_sealed("manifest", others.sealed("manifest"));
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("altered", "digest"),
        "the manifest of another grant"
    );
}

#[test]
fn every_altered_byte_of_receipt_and_proof_is_caught() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let forger = Forger::of(&stage, &patient, &card, &grant);
    let mut altered = Vec::new();
    for at in (0..forger.proof().receipt.len()).step_by(3) {
        let mut proof = forger.proof().clone();
        proof.receipt[at] ^= 1;
        altered.push(proof);
    }
    for at in (0..forger.proof().tlog_proof.len()).step_by(5) {
        let mut text = forger.proof().tlog_proof.clone().into_bytes();
        text[at] = if text[at] == b'A' { b'B' } else { b'A' };
        // The dash before a signature has several bytes.
        if let Ok(tlog_proof) = String::from_utf8(text) {
            let receipt = forger.proof().receipt.clone();
            altered.push(LedgerProof {
                receipt,
                tlog_proof,
            });
        }
    }
    for proof in altered {
        forger.serve(&forger.with(|one| one.proof = Some(proof)));
        assert_eq!(
            clinic.refusal(&stage, &grant.qr_text),
            ("altered", "receipt")
        );
    }
}

#[test]
fn a_receipt_replayed_at_another_place_is_caught() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let other = patient.grant(&stage, &stage.wish(&card));
    let forger = Forger::of(&stage, &patient, &card, &grant);
    let others = Forger::of(&stage, &patient, &card, &other);
    let mut refused = |proof: LedgerProof| {
        forger.serve(&forger.with(|one| one.proof = Some(proof)));
        clinic.refusal(&stage, &grant.qr_text) == ("altered", "receipt")
    };
    assert!(refused(others.proof().clone()), "of another grant");
    for (receipt, tlog_proof) in [(&forger, &others), (&others, &forger)] {
        let apart = LedgerProof {
            receipt: receipt.proof().receipt.clone(),
            tlog_proof: tlog_proof.proof().tlog_proof.clone(),
        };
        assert!(refused(apart), "of another state");
    }
    // The receipt's signature is over the root alone, and the same path leads to the same root from other places too.
    let leaf = Hash::of_leaf(&entry(&forger.manifest.statement).to_bytes());
    let honest = place(&forger.proof().receipt);
    assert_eq!((honest.index(), honest.size()), (3, 4));
    let mut same_root = 0;
    for size in 1..=9 {
        for index in (0..size).filter(|index| (*index, size) != (3, 4)) {
            let Ok(claimed) = InclusionProof::new(index, size, honest.path().to_vec()) else {
                continue;
            };
            same_root += usize::from(claimed.root(&leaf) == honest.root(&leaf));
            let proof = LedgerProof {
                receipt: moved(&forger.proof().receipt, &claimed),
                ..forger.proof().clone()
            };
            assert!(refused(proof), "at {index} of {size}");
        }
    }
    assert!(same_root > 0, "nothing to replay: this shows nothing");
}

#[test]
fn a_grant_that_the_ledger_never_saw_is_caught_whatever_proof_comes_with_it() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let recorded = patient.grant(&stage, &stage.wish(&card));
    stage.wire.hold(failing(is_for_ledger));
    let grant = patient.make(&stage, &stage.wish(&card));
    let lenient = patient.make(
        &stage,
        &stage.wish_with(&card, |choice| choice.offline_ok = true),
    );
    assert_eq!(patient.send(&stage).waiting, 2);
    stage.wire.release();
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("not_recorded", "receipt")
    );
    let opened = clinic.opens(&stage, &lenient.qr_text);
    assert!(
        opened
            .checks
            .iter()
            .any(|check| check.detail.starts_with("waiting"))
    );

    // A log of the forger's own, under the ledger's name, in which the grant stands; and the real receipt of another.
    for made in [&grant, &lenient] {
        let forger = Forger::of(&stage, &patient, &card, made);
        let real = Forger::of(&stage, &patient, &card, &recorded);
        let origin = patient.vault.settings().ledger.name().to_string();
        let forged = own_proof(&origin, &entry(&forger.manifest.statement));
        for proof in [forged, real.proof().clone()] {
            forger.serve(&forger.with(|one| one.proof = Some(proof)));
            assert_eq!(
                clinic.refusal(&stage, &made.qr_text),
                ("altered", "receipt")
            );
        }
    }
    stage.wire.release();
    assert_eq!(patient.send(&stage).sent, 2);
    clinic.opens(&stage, &grant.qr_text);
}

fn entry(statement: &[u8]) -> Entry {
    Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: keepwell_crypto::hash::sha256(statement),
    }
}

/// Proof of an entry in a log that has nothing else, signed by a key that nobody pinned.
fn own_proof(origin: &str, entry: &Entry) -> LedgerProof {
    let key = || SigningKey::from_seed(&[8; 32]);
    let mut frontier = Frontier::new();
    let leaf = Hash::of_leaf(&entry.to_bytes());
    frontier.push(leaf).expect("room");
    let inclusion = || InclusionProof::new(0, 1, Vec::new()).expect("a proof");
    let name = keepwell_tlog::note::Name::parse(origin).expect("a name");
    let root = frontier.root();
    let receipt = RootSignature::sign(origin, 1, &root, &key())
        .receipt(&inclusion())
        .expect("a receipt");
    assert!(Receipt::verify(&receipt, entry, origin, &key().verifying_key()).is_ok());
    let checkpoint = Checkpoint::new(name.clone(), 1, root).expect("a checkpoint");
    let signed = SignedCheckpoint::sign(checkpoint, &Signer::new(name, key())).expect("signed");
    let tlog_proof = TlogProof::new(inclusion(), &signed).expect("a proof");
    LedgerProof {
        receipt,
        tlog_proof: tlog_proof.to_string(),
    }
}

/// The place that a receipt claims, and its path.
fn place(receipt: &[u8]) -> InclusionProof {
    let mut document: Value = ciborium::from_reader(receipt).expect("CBOR");
    let claimed: Value = ciborium::from_reader(claim(&mut document).as_slice()).expect("CBOR");
    let claimed = claimed.into_array().expect("a proof");
    let number = |at: usize| claimed[at].as_integer().and_then(|it| it.try_into().ok());
    let path = claimed[2].as_array().expect("a path").iter();
    let hashes = path.map(|hash| {
        let bytes = hash.as_bytes().expect("a hash").as_slice();
        Hash::from_bytes(bytes.try_into().expect("32 bytes"))
    });
    InclusionProof::new(
        number(1).expect("an index"),
        number(0).expect("a size"),
        hashes.collect(),
    )
    .expect("a proof")
}

/// The receipt with another place in it; its signature and the rest stay.
fn moved(receipt: &[u8], to: &InclusionProof) -> Vec<u8> {
    let mut document: Value = ciborium::from_reader(receipt).expect("CBOR");
    let path = to.path().iter();
    let path = path.map(|hash| Value::Bytes(hash.as_bytes().to_vec()));
    *claim(&mut document) = cbor::encode(&Value::Array(vec![
        to.size().into(),
        to.index().into(),
        Value::Array(path.collect()),
    ]));
    cbor::encode(&document)
}

/// Where in a receipt (COSE_Sign1) its inclusion proof stands: the unprotected header's only proof.
fn claim(document: &mut Value) -> &mut Vec<u8> {
    let Value::Tag(_, sign1) = document else {
        panic!("a tagged COSE_Sign1");
    };
    let parts = sign1.as_array_mut().expect("four parts");
    let unprotected = parts[1].as_map_mut().expect("a header");
    let proofs = unprotected[0].1.as_map_mut().expect("proofs");
    let list = proofs[0].1.as_array_mut().expect("a list");
    list[0].as_bytes_mut().expect("bytes")
}
