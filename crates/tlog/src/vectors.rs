//! The vectors in `tests/vectors/tlog`, which other implementations check too. They are made here from fixed keys and
//! entries and compared with the files; `KEEPWELL_WRITE_VECTORS=1` writes the files anew, and the difference is read.

use std::path::Path;

use keepwell_crypto::sign::SigningKey;
use serde_json::{Value, json};

use crate::bundle::{self, BundleId, new_bundles};
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::cosignature::{Cosigner, WitnessKey};
use crate::hash::Hash;
use crate::note::{Name, Note, Signer, VerifierKey};
use crate::proof::{ConsistencyProof, InclusionProof};
use crate::testing::{NaiveLog, leaves};
use crate::tile::{TileHashes, TileId, new_tiles};
use crate::tlog_proof::TlogProof;
use crate::tree::{Frontier, MAX_SIZE};

const LOG_SEED: [u8; 32] = [1; 32];
const WITNESS_SEED: [u8; 32] = [2; 32];
const TIME_S: u64 = 1_793_491_200;

/// Compares `made` with the file of this name, or writes it when told so.
fn check(file: &str, made: &Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/tlog");
    let path = folder.join(file);
    let text = format!("{made:#}\n");
    if std::env::var_os("KEEPWELL_WRITE_VECTORS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap();
    assert!(
        stored == text,
        "{file} is not what the code makes; see the head of vectors.rs"
    );
}

fn texts(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(Hash::to_string).collect()
}

fn log() -> Signer {
    Signer::new(
        Name::parse("ledger.example/2026").unwrap(),
        SigningKey::from_seed(&LOG_SEED),
    )
}

fn witness() -> Cosigner {
    Cosigner::new(
        Name::parse("witness.example").unwrap(),
        SigningKey::from_seed(&WITNESS_SEED),
    )
}

fn root(size: u64) -> Hash {
    let mut frontier = Frontier::new();
    leaves(size)
        .into_iter()
        .for_each(|leaf| frontier.push(leaf).unwrap());
    frontier.root()
}

fn signed(size: u64) -> SignedCheckpoint {
    let origin = log().verifier_key().name().clone();
    let checkpoint = Checkpoint::new(origin, size, root(size)).unwrap();
    SignedCheckpoint::sign(checkpoint, &log()).unwrap()
}

#[test]
fn tree() {
    let source = NaiveLog(leaves(9));
    let sizes: Vec<_> = (0..=9).collect();
    let inclusion = |(index, size)| {
        let proof = InclusionProof::make(&source, index, size).unwrap();
        json!({"index": index, "size": size, "path": texts(proof.path())})
    };
    let consistency = |(old, new)| {
        let proof = ConsistencyProof::make(&source, old, new).unwrap();
        json!({"old_size": old, "new_size": new, "path": texts(proof.path())})
    };
    let inclusions = [(0, 1), (0, 8), (5, 8), (6, 7), (8, 9), (3, 9)];
    let consistencies = [(0, 9), (1, 8), (3, 7), (4, 9), (6, 8), (8, 9), (9, 9)];
    check(
        "tree.json",
        &json!({
            "about": "Entry i is the decimal text of i. Hashes are Base64.",
            "leaves": texts(&source.0),
            "roots": sizes.iter().map(|size| root(*size).to_string()).collect::<Vec<_>>(),
            "inclusion": inclusions.map(inclusion),
            "consistency": consistencies.map(consistency),
        }),
    );
}

#[test]
fn tile() {
    let names = [
        (0, 0, 256),
        (0, 1_234_067, 256),
        (1, 999, 255),
        (2, 1000, 1),
        (63, u64::MAX, 17),
    ];
    let paths = names.map(|(level, index, width)| {
        let id = TileId::new(level, index, width).unwrap();
        // As text, because the index can be beyond what a JSON reader keeps exactly.
        json!({"level": level, "index": index.to_string(), "width": width, "path": id.path()})
    });
    let refused = [
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x001//000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/../000",
    ];
    assert!(refused.iter().all(|path| TileId::parse(path).is_none()));
    let growth = [(0, 1), (0, 256), (255, 257), (69_999, 70_000), (256, 256)].map(|(old, new)| {
        json!({
            "old_size": old,
            "new_size": new,
            "tiles": new_tiles(old, new).map(|id| id.path()).collect::<Vec<_>>(),
            "bundles": new_bundles(old, new).map(|id| id.path()).collect::<Vec<_>>(),
        })
    });
    let entries = ["", "a", "forty-one bytes would be usual"];
    let bytes = bundle::encode(&entries).unwrap();
    assert_eq!(
        bundle::parse(BundleId::new(0, 3).unwrap(), &bytes).unwrap(),
        entries.map(str::as_bytes)
    );
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    check(
        "tile.json",
        &json!({"paths": paths, "refused": refused, "growth": growth, "bundle": {"entries": entries, "hex": hex}}),
    );
}

#[test]
fn checkpoint() {
    let mut cosigned = signed(300);
    cosigned
        .add(witness().cosign(cosigned.checkpoint(), TIME_S))
        .unwrap();
    let note = cosigned.note().to_string();
    let altered = |name: &str, from: &str, to: &str| {
        let note = note.replacen(from, to, 1);
        let opened = SignedCheckpoint::open(note.as_bytes(), &[log().verifier_key().clone()]);
        json!({"name": name, "note": note, "refused": format!("{:?}", opened.unwrap_err())})
    };
    let signed_malformed = |name: &str, from: &str, to: &str| {
        let text = cosigned.checkpoint().to_string().replacen(from, to, 1);
        let note = Note::sign(text, &log()).unwrap().to_string();
        let opened = SignedCheckpoint::open(note.as_bytes(), &[log().verifier_key().clone()]);
        json!({"name": name, "note": note, "refused": format!("{:?}", opened.unwrap_err())})
    };
    let none = Hash::of_empty_tree().to_string();
    check(
        "checkpoint.json",
        &json!({
            "log_seed": "01".repeat(32),
            "witness_seed": "02".repeat(32),
            "log_key": log().verifier_key().to_string(),
            "witness_key": witness().witness_key().to_string(),
            "time_s": TIME_S,
            "max_size": MAX_SIZE.to_string(),
            "note": note,
            "empty": signed(0).note().to_string(),
            "refused": [
                altered("another size", "\n300\n", "\n301\n"),
                altered("another root", &root(300).to_string(), &none),
                altered("another origin", "ledger.example/2026\n", "ledger.example/2027\n"),
                altered("another key id", "2026 UiSYW", "2026 UiSYX"),
                altered("no signature by the log", "\u{2014} ledger", "\u{2014} other"),
                signed_malformed("leading zero", "\n300\n", "\n0300\n"),
                signed_malformed("no size", "\n300\n", "\n"),
                signed_malformed("empty extension line", "=\n", "=\n\nmore\n"),
                altered("carriage return", "\n300\n", "\r\n300\r\n"),
                altered("no empty line", "\n\n", "\n"),
            ],
        }),
    );
    let keys = [VerifierKey::parse(&log().verifier_key().to_string()).unwrap()];
    let opened = SignedCheckpoint::open(note.as_bytes(), &keys).unwrap();
    let witnesses = [WitnessKey::parse(&witness().witness_key().to_string()).unwrap()];
    assert_eq!(opened.cosignatures(&witnesses).unwrap()[0].time_s, TIME_S);
}

#[test]
fn tlog_proof() {
    let source = NaiveLog(leaves(300));
    let inclusion = InclusionProof::make(&TileHashes::new(&source, 300), 258, 300).unwrap();
    let first_sibling = inclusion.path()[0].to_string();
    let proof = TlogProof::new(inclusion, &signed(300)).unwrap();
    let text = proof.to_string();
    let extra = proof
        .clone()
        .with_extra(b"anything".to_vec())
        .unwrap()
        .to_string();
    let single = InclusionProof::make(&source, 0, 1).unwrap();
    let keys = [log().verifier_key().clone()];
    let altered = |name: &str, from: &str, to: &str| {
        let text = text.replacen(from, to, 1);
        let verified = TlogProof::parse(text.as_bytes())
            .and_then(|proof| proof.verify(&Hash::of_leaf(b"258"), &keys).map(drop));
        json!({"name": name, "proof": text, "refused": format!("{:?}", verified.unwrap_err())})
    };
    proof.verify(&Hash::of_leaf(b"258"), &keys).unwrap();
    check(
        "tlog-proof.json",
        &json!({
            "log_key": log().verifier_key().to_string(),
            "entry": "258",
            "proof": text,
            "with_extra": extra,
            "of_a_single_entry": TlogProof::new(single, &signed(1)).unwrap().to_string(),
            "refused": [
                altered("another index", "index 258", "index 259"),
                altered("another hash", &first_sibling, &Hash::of_empty_tree().to_string()),
                altered("a hash too many", &first_sibling, &format!("{first_sibling}\n{first_sibling}")),
                altered("a hash too few", &format!("{first_sibling}\n"), ""),
                altered("another size", "\n300\n", "\n301\n"),
                altered("another version", "proof@v1", "proof@v2"),
                altered("empty extra data", "index", "extra \nindex"),
            ],
        }),
    );
}
