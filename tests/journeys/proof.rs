//! The proof of a share as a file: checked by our own libraries and, where it is installed, by Python's `scitt-cose`, which
//! others wrote from the same RFCs.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use keepwell_tlog::{hash::Hash, note::VerifierKey, tlog_proof::TlogProof};
use serde_json::Value;

use crate::world::World;

/// A `SubjectPublicKeyInfo` of Ed25519 up to the key itself (RFC 8410).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0];

#[test]
fn a_saved_proof_is_checked_by_other_software() {
    let world = World::new();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    let path = world.path("proof.json");
    let told = world.wallet_ok(&["proof", &grant, "--out", &path]);
    assert_eq!(told["root_words"].as_array().unwrap().len(), 5);
    world.wallet_ok(&["revoke", &grant]);
    world.wallet_ok(&["proof", &grant, "--out", &path]);
    let bytes = std::fs::read(&path).unwrap();
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(file["grant"]["index"], told["entry"]);
    for half in ["grant", "stop"] {
        check_tlog_proof(&file["log"], &file[half]);
        check_with_python(&world, &file["log"], &file[half]);
    }
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains("Harbour") && !text.contains(&grant));
}

#[test]
fn there_is_no_proof_of_what_the_log_has_not_confirmed() {
    let mut world = World::new();
    world.stop();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    let refused = world.wallet(&["proof", &grant, "--out", &world.path("proof.json")]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    world.assert_nothing_at("proof.json");
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().expect(name)
}

fn entry(half: &Value) -> Vec<u8> {
    HEXLOWER.decode(text(half, "entry").as_bytes()).unwrap()
}

fn check_tlog_proof(log: &Value, half: &Value) {
    let key = VerifierKey::parse(text(log, "key")).unwrap();
    let proof = TlogProof::parse(text(half, "tlog_proof").as_bytes()).unwrap();
    let leaf = Hash::of_leaf(&entry(half));
    let signed = proof.verify(&leaf, std::slice::from_ref(&key)).unwrap();
    assert_eq!(signed.checkpoint().size(), half["size"]);
    assert_eq!(proof.index(), half["index"]);
    assert_eq!(signed.note().to_string(), text(half, "checkpoint"));
}

fn check_with_python(world: &World, log: &Value, half: &Value) {
    let Some(program) = scitt_cose() else {
        println!("proof: SKIPPED scitt-cose: not installed; the test binary formats installs it");
        return;
    };
    let cose = |name: &str| {
        let bytes = BASE64URL_NOPAD.decode(text(half, name).as_bytes());
        write(world, &format!("{name}.cose"), &bytes.unwrap())
    };
    let pem = |name: &str, key: &str| {
        let der = [SPKI.as_slice(), &HEXLOWER.decode(key.as_bytes()).unwrap()].concat();
        let pem = format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            BASE64.encode(&der)
        );
        write(world, &format!("{name}.pem"), pem.as_bytes())
    };
    let run = Command::new(program)
        .args(["--json", "--statement", &cose("statement")])
        .args([
            "--statement-pubkey",
            &pem("statement", text(half, "signer")),
        ])
        .args(["--receipt", &cose("receipt")])
        .args([
            "--receipt-log-pubkey",
            &pem("receipt", text(log, "public_key")),
        ])
        .args(["--leaf-entry-hex", text(half, "entry")])
        .output()
        .expect("scitt-cose runs");
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{told}");
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(report["statement"]["signature_verified"], true);
    assert_eq!(report["receipt"]["ok"], true);
    assert_eq!(report["receipt"]["leaf_index"], half["index"]);
    assert_eq!(report["receipt"]["root"], half["root"]);
}

fn write(world: &World, name: &str, bytes: &[u8]) -> String {
    let path = world.path(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The program, where the tests of formats have installed it.
fn scitt_cose() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scitt-cose==0.5.0");
    let program = folder.join("bin").join("scitt-cose");
    program.exists().then_some(program)
}
