//! Access roots: a relay in a ledger's key set, an empty minute, and one with three events, each with what leads to its root.

use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::leaves::Leaves;
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
    let salts = [0x20, 0x21, 0x22].map(|byte| [byte; 32]);
    let opened: Vec<_> = (0..)
        .zip(EVENTS)
        .zip(&salts)
        .map(|((number, event), salt)| Opened {
            salt,
            mailbox: &MAILBOX,
            number,
            event: event.as_bytes(),
        })
        .collect();
    let mut leaves: Vec<_> = opened.iter().map(leaf).collect();
    leaves.sort_unstable();
    let empty = root(6, TIME.minus(60), &[]).sign(&key);
    let full = root(7, TIME, &leaves).sign(&key);
    let proof = |one: &Opened<'_>| {
        let proof = EventProof::make(one, &leaves, full.as_bytes()).unwrap();
        let (_, _, root) = proof.check(&MAILBOX).unwrap();
        assert_eq!(root.number, 7);
        json!({
            "leaf": to_hex(leaf(one).as_bytes()),
            "proof": serde_json::to_value(&proof).unwrap(),
        })
    };
    let proofs: Vec<_> = opened.iter().map(proof).collect();
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
