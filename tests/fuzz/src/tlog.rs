//! Targets over `keepwell-tlog`: what a ledger serves. Every one of its formats has one spelling, so whatever parses is
//! written again exactly as it came.

use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::{
    bundle::{self, BundleId},
    checkpoint::{Checkpoint, SignedCheckpoint},
    cosignature::WitnessKey,
    hash::Hash,
    note::{Name, Note, Signer, VerifierKey},
    policy::Policy,
    tile::{Tile, TileId},
    tlog_proof::TlogProof,
    witness::AddCheckpoint,
};

use super::signed::LEDGER_SEED;

const ORIGIN: &str = "ledger.example/2026";

fn ledger() -> Signer {
    let name = Name::parse(ORIGIN).expect("a name");
    Signer::new(name, SigningKey::from_seed(&LEDGER_SEED))
}

/// A signed note.
pub fn note(data: &[u8]) {
    if let Ok(note) = Note::parse(data) {
        assert_eq!(note.to_string().as_bytes(), data);
        let _ = note.verify(&[ledger().verifier_key().clone()]);
    }
}

/// A note key, of a log or of a witness.
pub fn note_key(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(key) = VerifierKey::parse(&text) {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(key) = WitnessKey::parse(&text) {
        assert_eq!(key.to_string(), text);
    }
}

/// A checkpoint's note; then the text of a checkpoint, which the ledger has signed.
pub fn checkpoint(data: &[u8]) {
    let keys = [ledger().verifier_key().clone()];
    let _ = SignedCheckpoint::open(data, &keys);
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let checkpoint = Checkpoint::parse(text);
    if let Some(checkpoint) = &checkpoint {
        assert_eq!(checkpoint.to_string(), text);
    }
    if let Ok(note) = Note::sign(text.to_owned(), &ledger()) {
        let of_ledger = checkpoint.is_some_and(|it| it.origin().as_str() == ORIGIN);
        assert_eq!(SignedCheckpoint::from_note(note, &keys).is_ok(), of_ledger);
    }
}

/// A proof to carry away.
pub fn tlog_proof(data: &[u8]) {
    if let Ok(proof) = TlogProof::parse(data) {
        assert_eq!(proof.to_string().as_bytes(), data);
        assert!(proof.index() < proof.inclusion().size());
        let keys = [ledger().verifier_key().clone()];
        let _ = proof.verify(&Hash::of_leaf(b"entry"), &keys);
    }
}

/// The path of a tile or a bundle.
pub fn tile_path(data: &[u8]) {
    let Ok(path) = std::str::from_utf8(data) else {
        return;
    };
    if let Some(id) = TileId::parse(path) {
        assert_eq!(id.path(), path);
        assert!(!id.is_in(0));
    }
    if let Some(id) = BundleId::parse(path) {
        assert_eq!(id.path(), path);
        assert_eq!(id.to_full().first_entry(), id.first_entry());
        assert!(!id.is_in(0));
    }
}

/// A tile: a byte of width less one, then its bytes.
pub fn tile(data: &[u8]) {
    let Some((width, bytes)) = data.split_first() else {
        return;
    };
    let id = TileId::new(0, 0, u16::from(*width) + 1).expect("widths go to 256");
    if let Some(tile) = Tile::parse(id, bytes) {
        assert_eq!(tile.to_bytes(), bytes);
        let half = tile.narrow(id.width() / 2);
        assert_eq!(half.is_some(), id.width() > 1);
    }
}

/// An entry bundle: a byte of width less one, then its bytes.
pub fn bundle(data: &[u8]) {
    let Some((width, bytes)) = data.split_first() else {
        return;
    };
    let id = BundleId::new(0, u16::from(*width) + 1).expect("widths go to 256");
    if let Ok(entries) = bundle::parse(id, bytes) {
        assert_eq!(bundle::encode(&entries).as_deref(), Ok(bytes));
        entries.into_iter().for_each(super::protocol::entry);
    }
}

/// A policy: what is written of it means the same.
pub fn policy(data: &[u8]) {
    if let Ok(policy) = Policy::parse(data) {
        assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy));
    }
}

/// A checkpoint handed in to a witness that knows the ledger and has cosigned nothing yet.
pub fn add_checkpoint(data: &[u8]) {
    if let Ok(request) = AddCheckpoint::parse(data) {
        assert_eq!(request.to_string().as_bytes(), data);
        let keys = [ledger().verifier_key().clone()];
        if let Ok(signed) = request.judge(&keys, None) {
            assert_eq!(request.old_size(), 0);
            let again = request.judge(&keys, Some(&signed));
            assert_eq!(again.is_ok(), signed.checkpoint().size() == 0);
        }
    }
}
