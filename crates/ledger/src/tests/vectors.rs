//! The vector in `tests/vectors/ledger`: a whole small ledger made from fixed keys, which also stands in docs/formats as
//! the worked example. `KEEPWELL_WRITE_VECTORS=1` writes it anew, and the difference is read.

use std::fs;
use std::path::Path;

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::hexadecimal::to_hex;
use keepwell_protocol::ledger_api::{CHECKPOINT_PATH, proof_path};
use keepwell_protocol::statement::Statement;
use serde_json::json;

use crate::tests::fixture::{Answer, grant_entry, open};

const LEDGER_SEED: [u8; 32] = [1; 32];
const GRANT_SEED: [u8; 32] = [2; 32];
const GRANT: [u8; 16] = [3; 16];
const SALT: [u8; 32] = [4; 32];
const TERMS: &[u8] = b"abc";

#[test]
fn a_small_ledger_is_made_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("key"), LEDGER_SEED).unwrap();
    let running = open(dir.path());
    let first_checkpoint = running.get(CHECKPOINT_PATH);
    let first_record = fs::read(dir.path().join("wal/00000000000000000000.wal")).unwrap();
    let key = SigningKey::from_seed(&GRANT_SEED);
    let statement = Statement::grant(&GRANT, &SALT, TERMS, &key);
    let receipt = running.post(&statement).body;
    let text = |answer: Answer| String::from_utf8(answer.body).unwrap();
    let made = json!({
        "ledger_seed": to_hex(&LEDGER_SEED),
        "ledger_key": running.ledger.info().key,
        "first_checkpoint": text(first_checkpoint),
        "first_record": to_hex(&first_record),
        "grant_seed": to_hex(&GRANT_SEED),
        "grant": to_hex(&GRANT),
        "salt": to_hex(&SALT),
        "terms": to_hex(TERMS),
        "statement": to_hex(statement.as_bytes()),
        "entry": to_hex(&grant_entry(&statement).to_bytes()),
        "receipt": to_hex(&receipt),
        "tlog_proof": text(running.get(&proof_path(&statement.digest(), 3))),
    });
    check("ledger.json", &made);
}

fn check(file: &str, made: &serde_json::Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/ledger");
    let text = format!("{made:#}\n");
    if std::env::var_os("KEEPWELL_WRITE_VECTORS").is_some_and(|value| value == "1") {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(file), &text).unwrap();
    }
    let stored = fs::read_to_string(folder.join(file)).unwrap();
    assert!(stored == text, "{file} is not what the code makes");
}
