//! A ledger's key that is handed over: the key set that both sign, the proof that it is the last entry of a log of four, and the list
//! of keys that the ledger serves from then on.

use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::{
    checkpoint::{Checkpoint, SignedCheckpoint},
    hash::Hash,
    note::{Name, Signer},
    proof::InclusionProof,
    tlog_proof::TlogProof,
};
use serde_json::json;

use super::{LEDGER, LEDGER_SEED, check};
use crate::{
    entry::{Entry, EntryType},
    hexadecimal::to_hex,
    key_set::{HandedOver, KeySet, ListedKey},
    rotation::Rotation,
};

const NEXT_SEED: [u8; 32] = [12; 32];

#[test]
fn rotation() {
    let (old, new) = (
        SigningKey::from_seed(&LEDGER_SEED),
        SigningKey::from_seed(&NEXT_SEED),
    );
    let statement = KeySet::hand_over((&old, &new), Vec::new(), 1);
    let entry = Entry {
        kind: EntryType::KeySet,
        target: 0,
        statement: statement.digest(),
    };
    let leaf = |text: &str| Hash::of_leaf(text.as_bytes());
    let (first, third) = (Hash::of_children(&leaf("0"), &leaf("1")), leaf("2"));
    let own = Hash::of_leaf(&entry.to_bytes());
    let root = Hash::of_children(&first, &Hash::of_children(&third, &own));
    let name = Name::parse(LEDGER).unwrap();
    let sign = |key: &SigningKey| {
        let checkpoint = Checkpoint::new(name.clone(), 4, root).unwrap();
        SignedCheckpoint::sign(checkpoint, &Signer::new(name.clone(), key.clone())).unwrap()
    };
    let mut signed = sign(&old);
    let line = sign(&new).note().signatures()[0].clone();
    signed.add(line).unwrap();
    let inclusion = InclusionProof::new(3, 4, vec![third, first]).unwrap();
    let proof = TlogProof::new(inclusion, &signed).unwrap();
    let plain = proof.to_string();
    let carried = Rotation::carry(statement.as_bytes(), proof).unwrap();
    let rotation = Rotation::parse(carried.as_bytes()).unwrap();
    let ended = ListedKey {
        key: old.verifying_key(),
        handed_over: Some(HandedOver {
            until: rotation.until(),
            statement: statement.digest(),
        }),
    };
    let now = ListedKey {
        key: new.verifying_key(),
        handed_over: None,
    };
    check(
        "rotation.json",
        &json!({
            "ledger": LEDGER,
            "old_seed": to_hex(&LEDGER_SEED),
            "new_seed": to_hex(&NEXT_SEED),
            "old_key": rotation.old.to_string(),
            "new_key": rotation.new.to_string(),
            "statement": to_hex(statement.as_bytes()),
            "entry": to_hex(&entry.to_bytes()),
            "until": rotation.until(),
            "proof": plain,
            "carried": carried,
            "listed": to_hex(&ListedKey::encode(&[now, ended])),
        }),
    );
}
