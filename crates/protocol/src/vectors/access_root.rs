//! Access roots: a relay in a ledger's key set, an empty minute, and one with three events, each with what leads to its root.

use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::{leaves::Leaves, proof::InclusionProof};
use serde_json::json;

use super::{LEDGER_SEED, MAILBOX, TIME, check};
use crate::{
    access_root::{self, AccessRoot, EventProof, Opened, leaf},
    hexadecimal::to_hex,
    key_set::{KeySet, RelayKey},
    origin::Origin,
    time::Timestamp,
};

const RELAY_SEED: [u8; 32] = [11; 32];
/// Events need not be whole to be hashed: these have what a reader looks for.
const EVENTS: [&str; 3] = [
    r#"{"time":"2026-11-18T11:06:41Z","what":"opened","opening":"01010101010101010101010101010101","evidence":{"method":"GET","target_uri":"https://relay.example/","content_digest":"","opening":"01010101010101010101010101010101","signature_input":"","signature":""}}"#,
    r#"{"time":"2026-11-18T11:06:42Z","what":"refused","opening":"02020202020202020202020202020202","evidence":{"method":"GET","target_uri":"https://relay.example/","content_digest":"","opening":"02020202020202020202020202020202","signature_input":"","signature":""}}"#,
    r#"{"time":"2026-11-18T11:06:43Z","what":"opened","opening":"03030303030303030303030303030303","evidence":{"method":"GET","target_uri":"https://relay.example/","content_digest":"","opening":"03030303030303030303030303030303","signature_input":"","signature":""}}"#,
];

fn relay() -> Origin {
    Origin::parse("https://relay.example").unwrap()
}

fn root(number: u64, since: Timestamp, leaves: &[keepwell_tlog::hash::Hash]) -> AccessRoot {
    AccessRoot {
        relay: relay(),
        number,
        since,
        until: since.plus(60),
        root: Leaves(leaves).root(),
    }
}

#[test]
fn access_roots() {
    let key = SigningKey::from_seed(&RELAY_SEED);
    let ledger = SigningKey::from_seed(&LEDGER_SEED);
    let set = KeySet {
        ledger: ledger.verifying_key(),
        relays: vec![RelayKey {
            relay: relay(),
            key: key.verifying_key(),
        }],
        after: Some(1),
    };
    let salt = |number: u32| [u8::try_from(number).unwrap() + 0x20; 32];
    let leaf = |(number, event): (u32, &str)| {
        leaf(&Opened {
            salt: &salt(number),
            mailbox: &MAILBOX,
            number,
            event: event.as_bytes(),
        })
    };
    let mut leaves: Vec<_> = (0..).zip(EVENTS).map(leaf).collect();
    leaves.sort_unstable();
    let empty = root(6, TIME.minus(60), &[]).sign(&key);
    let full = root(7, TIME, &leaves).sign(&key);
    let proof = |(number, event): (u32, &str)| {
        let index = leaves.binary_search(&leaf((number, event))).unwrap() as u64;
        let path = InclusionProof::make(&Leaves(&leaves), index, 3).unwrap();
        let proof = EventProof {
            number,
            event: event.as_bytes().to_vec(),
            salt: salt(number),
            index,
            size: 3,
            path: path
                .path()
                .iter()
                .flat_map(|hash| *hash.as_bytes())
                .collect(),
            statement: full.as_bytes().to_vec(),
        };
        let (_, _, root) = proof.check(&MAILBOX).unwrap();
        assert_eq!(root.number, 7);
        json!({
            "leaf": to_hex(leaf((number, event)).as_bytes()),
            "proof": serde_json::to_value(&proof).unwrap(),
        })
    };
    let proofs: Vec<_> = (0..).zip(EVENTS).map(proof).collect();
    check(
        "access-root.json",
        &json!({
            "relay_seed": to_hex(&RELAY_SEED),
            "ledger_seed": to_hex(&LEDGER_SEED),
            "mailbox": MAILBOX.to_string(),
            "key_set": to_hex(set.sign(&ledger).as_bytes()),
            "empty": to_hex(empty.as_bytes()),
            "empty_root": to_hex(Leaves(&[]).root().as_bytes()),
            "statement": to_hex(full.as_bytes()),
            "entry": to_hex(&access_root::entry(&full).to_bytes()),
            "root": to_hex(Leaves(&leaves).root().as_bytes()),
            "events": proofs,
        }),
    );
}
