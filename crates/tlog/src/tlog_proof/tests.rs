//! Carried proofs: round trip, every altered byte, and everything a proof file must not be.

use keepwell_crypto::sign::SigningKey;

use super::*;
use crate::cosignature::Cosigner;
use crate::note::{Name, Signer};
use crate::testing::{NaiveLog, leaves, naive_root};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn signer() -> Signer {
    Signer::new(name("log.example"), SigningKey::from_seed(&[1; 32]))
}

fn proof(index: u64, size: u64) -> TlogProof {
    let log = NaiveLog(leaves(size));
    let checkpoint = Checkpoint::new(name("log.example"), size, naive_root(&log.0)).unwrap();
    let signed = SignedCheckpoint::sign(checkpoint, &signer()).unwrap();
    TlogProof::new(InclusionProof::make(&log, index, size).unwrap(), &signed).unwrap()
}

fn parse(text: &str) -> Result<TlogProof, TlogProofError> {
    TlogProof::parse(text.as_bytes())
}

fn check(proof: &TlogProof, entry: u64) -> Result<SignedCheckpoint, TlogProofError> {
    let leaf = Hash::of_leaf(entry.to_string().as_bytes());
    proof.verify(&leaf, &[signer().verifier_key().clone()])
}

#[test]
fn every_proof_comes_back_and_verifies() {
    for size in 1..=20 {
        for index in 0..size {
            let proof = proof(index, size);
            let parsed = parse(&proof.to_string()).unwrap();
            assert_eq!(parsed, proof);
            assert_eq!(check(&parsed, index).unwrap().checkpoint().size(), size);
            assert!(check(&parsed, index + 1).is_err());
        }
    }
}

#[test]
fn the_text_is_that_of_the_standard() {
    let proof = proof(2, 3).with_extra(b"any".to_vec()).unwrap();
    let text = proof.to_string();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines[..3],
        ["c2sp.org/tlog-proof@v1", "extra YW55", "index 2"]
    );
    assert_eq!(lines[3], proof.inclusion().path()[0].to_string());
    assert_eq!(lines[4..7], ["", "log.example", "3"]);
    assert!(text.ends_with(&format!("\n\n{}", proof.note())));
    assert_eq!(parse(&text).unwrap().extra(), Some(b"any".as_slice()));
}

#[test]
fn cosignatures_travel_with_it() {
    let witness = Cosigner::new(name("witness.example"), SigningKey::from_seed(&[2; 32]));
    let bare = proof(2, 5);
    let mut signed = check(&bare, 2).unwrap();
    signed.add(witness.cosign(signed.checkpoint(), 7)).unwrap();
    let proof = TlogProof::new(bare.inclusion().clone(), &signed).unwrap();
    let opened = check(&parse(&proof.to_string()).unwrap(), 2).unwrap();
    let seen = opened
        .cosignatures(&[witness.witness_key().clone()])
        .unwrap();
    assert_eq!((seen.len(), seen[0].time_s), (1, 7));
}

#[test]
fn every_altered_byte_is_refused() {
    let text = proof(4, 7).to_string();
    for at in 0..text.len() {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] ^= 1;
        let outcome = TlogProof::parse(&bytes).and_then(|proof| check(&proof, 4));
        assert!(outcome.is_err(), "byte {at}");
    }
    for length in 0..text.len() {
        assert!(
            TlogProof::parse(&text.as_bytes()[..length]).is_err(),
            "length {length}"
        );
    }
}

#[test]
fn what_is_no_proof_is_refused() {
    let text = proof(4, 7).to_string();
    let hash = proof(4, 7).inclusion().path()[0].to_string();
    for altered in [
        text.replace("tlog-proof@v1", "tlog-proof@v2"),
        text.replace("index 4\n", ""),
        text.replace("index 4", "index 04"),
        text.replace("index 4", "index  4"),
        text.replace("index 4", "Index 4"),
        text.replace("index 4", "extra \nindex 4"),
        text.replace("index 4", "extra YW5\nindex 4"),
        text.replace("index 4", "extra YW55\nextra YW55\nindex 4"),
        text.replace("index 4", "index 4\nindex 4"),
        text.replace(&hash, "AAAA"),
        format!("\n{text}"),
    ] {
        assert_ne!(altered, text);
        assert_eq!(parse(&altered), Err(TlogProofError::Malformed), "{altered}");
    }
    let too_long = text.replace(&hash, &format!("{hash}\n{hash}"));
    assert_eq!(parse(&too_long), Err(ProofError::Length.into()));
    let beyond = text.replace("index 4", "index 7");
    assert_eq!(parse(&beyond), Err(ProofError::Range.into()));
    let large = text.replace(
        "index 4",
        &format!("extra {}\nindex 4", "AAAA".repeat(5462)),
    );
    assert_eq!(parse(&large), Err(TlogProofError::TooLarge));
    assert_eq!(
        TlogProof::parse(&vec![b'a'; MAX_PROOF_BYTES + 1]),
        Err(TlogProofError::TooLarge)
    );
}

/// The proof of one entry, and a checkpoint of another size, do not go together.
#[test]
fn a_checkpoint_of_another_size_is_refused() {
    let (small, large) = (proof(2, 5), proof(2, 6));
    let signed = check(&large, 2).unwrap();
    assert_eq!(
        TlogProof::new(small.inclusion().clone(), &signed),
        Err(ProofError::Range)
    );
    let mixed = small
        .to_string()
        .replace(&small.note().to_string(), &large.note().to_string());
    assert!(parse(&mixed).and_then(|proof| check(&proof, 2)).is_err());
}
