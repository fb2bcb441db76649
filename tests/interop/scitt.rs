//! Python's `scitt-cose`, written by others from the same RFCs, checks our statement and receipt, and refuses altered ones.
//! Those that a running ledger gives are in `live`.

mod live;

use std::{fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use keepwell_crypto::sign::VerifyingKey;
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    program::{argument, run, told},
    python,
    vector::Vector,
};

const PACKAGE: &str = "scitt-cose==0.5.0";
/// A `SubjectPublicKeyInfo` of Ed25519 up to the key itself (RFC 8410).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0];

#[test]
fn scitt_cose_checks_our_statement_and_receipt() {
    let Some(python) = python::install(PACKAGE) else {
        return;
    };
    let program = python.program("scitt-cose");
    let ledger = Vector::read("protocol/receipt");
    let case = Case::of(&Vector::read("protocol/grant"), &ledger);
    let report = case.check(&program).expect("all of it holds");
    assert_eq!(report["statement"]["signature_verified"], true);
    assert_eq!(report["receipt"]["ok"], true);
    assert_eq!(report["receipt"]["root"], ledger.text("root"));
    assert_eq!(report["receipt"]["leaf_index"], ledger.number("index"));
    assert_eq!(report["receipt"]["tree_size"], ledger.number("size"));

    let server = Vector::read("ledger/ledger");
    let report = Case::of(&server, &server).check(&program);
    assert_eq!(
        report.expect("a server's receipt holds")["receipt"]["leaf_index"],
        2
    );

    let last = |bytes: &[u8]| {
        let mut altered = bytes.to_vec();
        *altered.last_mut().unwrap() ^= 1;
        altered
    };
    let entry = case.entry.replacen("01", "02", 1);
    let refused = [
        Case {
            statement: last(&case.statement),
            ..case.clone()
        },
        Case {
            statement_key: case.receipt_key,
            ..case.clone()
        },
        Case {
            receipt: last(&case.receipt),
            ..case.clone()
        },
        Case {
            receipt_key: case.statement_key,
            ..case.clone()
        },
        Case {
            entry,
            ..case.clone()
        },
    ];
    for (number, case) in refused.iter().enumerate() {
        assert!(case.check(&program).is_none(), "altered case {number}");
    }
}

#[derive(Clone)]
struct Case {
    statement: Vec<u8>,
    statement_key: VerifyingKey,
    receipt: Vec<u8>,
    receipt_key: VerifyingKey,
    /// In hexadecimal.
    entry: String,
}

impl Case {
    fn of(grant: &Vector, ledger: &Vector) -> Self {
        Self {
            statement: grant.bytes("statement"),
            statement_key: grant.public("grant_seed"),
            receipt: ledger.bytes("receipt"),
            receipt_key: ledger.public("ledger_seed"),
            entry: ledger.text("entry").to_owned(),
        }
    }

    /// What the program reports when it accepts; `None` when it refuses.
    fn check(&self, program: &Path) -> Option<Value> {
        let folder = TempDir::new().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            argument(&path).to_owned()
        };
        let run = run(
            program,
            &[
                "--json".to_owned(),
                "--statement".to_owned(),
                file("statement.cose", &self.statement),
                "--statement-pubkey".to_owned(),
                file("statement.pem", pem(&self.statement_key).as_bytes()),
                "--receipt".to_owned(),
                file("receipt.cose", &self.receipt),
                "--receipt-log-pubkey".to_owned(),
                file("receipt.pem", pem(&self.receipt_key).as_bytes()),
                "--leaf-entry-hex".to_owned(),
                self.entry.clone(),
            ],
        );
        assert_ne!(run.status.code(), Some(2), "{}", told(&run));
        let accepted = run.status.success();
        accepted.then(|| serde_json::from_slice(&run.stdout).unwrap())
    }
}

fn pem(key: &VerifyingKey) -> String {
    let der = [SPKI.as_slice(), key.as_bytes()].concat();
    let text = STANDARD.encode(der);
    format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n")
}
