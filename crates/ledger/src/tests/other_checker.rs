//! A verifier that somebody else wrote, `scitt-cose` (Python), accepts our statements and receipts and refuses altered
//! ones. Needs its command on the path, or its name in `KEEPWELL_SCITT_COSE`; skipped with a message where it is absent.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use data_encoding::BASE64;
use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::hexadecimal::to_hex;

use crate::tests::fixture::{grant, grant_entry, key, open};

#[test]
fn scitt_cose_verifies_a_statement_and_its_receipt() {
    let program = env::var("KEEPWELL_SCITT_COSE").unwrap_or_else(|_| "scitt-cose".to_owned());
    if Command::new(&program).arg("--help").output().is_err() {
        println!("skipped: no scitt-cose here; install it with pip to run this check");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let running = open(&dir.path().join("ledger"));
    let some: Vec<_> = (0..40).map(grant).collect();
    running.post_together(&some);
    let statement = grant(7);
    let receipt = running.post(&statement).body;
    let write = |name: &str, bytes: &[u8]| fs::write(dir.path().join(name), bytes).unwrap();
    write("statement.cose", statement.as_bytes());
    write("receipt.cose", &receipt);
    write("grant.pem", pem(&key(7).verifying_key()).as_bytes());
    write("log.pem", pem(&running.key()).as_bytes());
    let entry = to_hex(&grant_entry(&statement).to_bytes());
    let check = |entry: &str| check(&program, dir.path(), entry);
    assert!(check(&entry), "it refused a good receipt");
    assert!(
        !check(&entry.replacen("01", "02", 1)),
        "it took another entry"
    );
    let mut altered = receipt.clone();
    *altered.last_mut().unwrap() ^= 1;
    write("receipt.cose", &altered);
    assert!(!check(&entry), "it took an altered receipt");
}

fn check(program: &str, dir: &Path, entry: &str) -> bool {
    let output = Command::new(program)
        .current_dir(dir)
        .args([
            "--statement",
            "statement.cose",
            "--statement-pubkey",
            "grant.pem",
        ])
        .args([
            "--receipt",
            "receipt.cose",
            "--receipt-log-pubkey",
            "log.pem",
        ])
        .args(["--leaf-entry-hex", entry, "--json"])
        .output()
        .unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    output.status.success()
}

/// The `SubjectPublicKeyInfo` of an Ed25519 key (RFC 8410).
fn pem(key: &VerifyingKey) -> String {
    let prefix = [
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
    ];
    let der = [prefix.as_slice(), key.as_bytes()].concat();
    let base64 = BASE64.encode(&der);
    format!("-----BEGIN PUBLIC KEY-----\n{base64}\n-----END PUBLIC KEY-----\n")
}
