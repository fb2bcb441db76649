//! What a ledger signs: receipt, time, checkpoint with cosignature, carried proof; and what readers must refuse.

use keepwell_protocol::{
    entry::{Entry, EntryType},
    key_set::ListedKey,
    ledger_api::verify_time,
    receipt::Receipt,
    rotation::Rotation,
    statement::Statement,
    status::{Bitmap, Delta, StatusList},
};
use keepwell_tlog::{
    checkpoint::SignedCheckpoint, cosignature::WitnessKey, hash::Hash, note::VerifierKey,
    tlog_proof::TlogProof,
};

use crate::vector::{Vector, number, text, unhex};

#[test]
fn the_receipt_proves_the_stored_entry() {
    let vector = Vector::read("protocol/receipt");
    let entry = Entry::parse(&vector.bytes("entry")).unwrap();
    assert_eq!(entry.to_bytes(), *vector.bytes("entry"));
    assert_eq!(entry.kind, EntryType::Grant);
    assert_eq!(
        entry.statement,
        Vector::read("protocol/grant").array("digest")
    );
    let key = vector.public("ledger_seed");
    let receipt = Receipt::verify(
        &vector.bytes("receipt"),
        &entry,
        vector.text("ledger"),
        &key,
    );
    let receipt = receipt.unwrap();
    assert_eq!(receipt.index, vector.number("index"));
    assert_eq!(receipt.size, vector.number("size"));
    assert_eq!(receipt.root, Hash::from_bytes(vector.array("root")));
}

#[test]
fn the_signed_time_answers_the_stored_nonce() {
    let vector = Vector::read("protocol/receipt");
    let key = vector.public("ledger_seed");
    let time = verify_time(
        &vector.bytes("signed_time"),
        &vector.array("time_nonce"),
        &key,
    );
    assert_eq!(time.unwrap().to_string(), vector.text("time"));
}

#[test]
fn the_status_lists_follow_from_the_stored_entries() {
    let vector = Vector::read("protocol/status");
    let (key, origin) = (vector.public("ledger_seed"), vector.text("ledger"));
    let entries = vector.list("entries").iter();
    let entries = entries.map(|entry| Entry::parse(&unhex(text(entry))).unwrap());
    let entries: Vec<_> = entries.collect();
    let targets = vector.list("large_revoked").iter().map(number);
    let mut large = Bitmap::default();
    large.grow(number(&vector.value("large")["size"]), targets);
    for (bitmap, name) in [(Bitmap::of(&entries), "small"), (large, "large")] {
        let stored = vector.value(name);
        let bytes = unhex(text(&stored["list"]));
        let list = StatusList::open(&bytes, number(&stored["shard"]), origin, &key).unwrap();
        assert_eq!(Some(list.shard()), bitmap.shard(list.number()), "{name}");
        assert_eq!(list.root.root, bitmap.root());
        assert_eq!(list.root.size, bitmap.size());
        assert_eq!(list.root.time.to_string(), vector.text("time"));
        assert_eq!(
            list.entry().to_bytes().to_vec(),
            unhex(text(&stored["entry"]))
        );
    }
    let small = Bitmap::of(&entries);
    let revoked: Vec<_> = (0..9).filter(|index| small.contains(*index)).collect();
    let stored: Vec<_> = vector.list("revoked").iter().map(number).collect();
    assert_eq!(revoked, stored);
    let mut older = Bitmap::of(&entries[..5]);
    let delta = Delta::open(&vector.bytes("delta"), origin, &key).unwrap();
    delta.apply(&mut older).unwrap();
    assert_eq!(older, small);
}

#[test]
fn a_key_that_was_handed_over_is_proved_by_both() {
    let vector = Vector::read("protocol/rotation");
    let rotation = Rotation::parse(vector.text("carried").as_bytes()).unwrap();
    assert_eq!(rotation.old.to_string(), vector.text("old_key"));
    assert_eq!(rotation.new.to_string(), vector.text("new_key"));
    assert_eq!(*rotation.new.key(), vector.public("new_seed"));
    assert_eq!(rotation.until(), vector.number("until"));
    let apart = TlogProof::parse(vector.text("proof").as_bytes()).unwrap();
    let verified = Rotation::verify(&vector.bytes("statement"), &apart);
    assert_eq!(verified, Ok(rotation));
    let listed = ListedKey::parse(&vector.bytes("listed")).unwrap();
    let seeds = ["new_seed", "old_seed"].map(|seed| vector.public(seed));
    assert_eq!(listed.iter().map(|one| one.key).collect::<Vec<_>>(), seeds);
}

#[test]
fn the_checkpoint_is_signed_and_cosigned() {
    let vector = Vector::read("tlog/checkpoint");
    let key = VerifierKey::parse(vector.text("log_key")).unwrap();
    assert_eq!(key.to_string(), vector.text("log_key"));
    assert_eq!(*key.key(), vector.public("log_seed"));
    let witness = WitnessKey::parse(vector.text("witness_key")).unwrap();
    assert_eq!(*witness.key(), vector.public("witness_seed"));

    let keys = [key];
    let signed = SignedCheckpoint::open(vector.text("note").as_bytes(), &keys).unwrap();
    assert_eq!(signed.note().to_string(), vector.text("note"));
    assert_eq!(signed.checkpoint().origin(), keys[0].name());
    let cosignatures = signed.cosignatures(&[witness]).unwrap();
    assert_eq!(cosignatures.len(), 1);
    assert_eq!(cosignatures[0].time_s, vector.number("time_s"));

    let empty = SignedCheckpoint::open(vector.text("empty").as_bytes(), &keys).unwrap();
    assert_eq!(empty.checkpoint().size(), 0);
    for refused in vector.list("refused") {
        let opened = SignedCheckpoint::open(text(&refused["note"]).as_bytes(), &keys);
        let why = format!("{:?}", opened.unwrap_err());
        assert_eq!(why, text(&refused["refused"]), "{}", refused["name"]);
    }
}

#[test]
fn the_carried_proof_leads_to_its_checkpoint() {
    let vector = Vector::read("tlog/tlog-proof");
    let keys = [VerifierKey::parse(vector.text("log_key")).unwrap()];
    let leaf = Hash::of_leaf(vector.text("entry").as_bytes());
    let read = |text: &str| TlogProof::parse(text.as_bytes());
    for (member, extra) in [
        ("proof", None),
        ("with_extra", Some(b"anything".as_slice())),
    ] {
        let proof = read(vector.text(member)).unwrap();
        assert_eq!(proof.to_string(), vector.text(member));
        assert_eq!(proof.index().to_string(), vector.text("entry"));
        assert_eq!(proof.extra(), extra);
        let signed = proof.verify(&leaf, &keys).unwrap();
        assert_eq!(signed.checkpoint().size(), 300);
    }
    let single = read(vector.text("of_a_single_entry")).unwrap();
    assert!(single.verify(&Hash::of_leaf(b"0"), &keys).is_ok());
    for refused in vector.list("refused") {
        let verified =
            read(text(&refused["proof"])).and_then(|proof| proof.verify(&leaf, &keys).map(drop));
        let why = format!("{:?}", verified.unwrap_err());
        assert_eq!(why, text(&refused["refused"]), "{}", refused["name"]);
    }
}

/// A ledger's third entry, after its policy and its key set, as the server itself made it.
#[test]
fn a_registered_grant_is_proven_by_receipt_and_carried_proof() {
    let vector = Vector::read("ledger/ledger");
    let keys = [VerifierKey::parse(vector.text("ledger_key")).unwrap()];
    assert_eq!(*keys[0].key(), vector.public("ledger_seed"));
    let statement = Statement::parse(&vector.bytes("statement")).unwrap();
    assert_eq!(statement.signer(), vector.public("grant_seed"));
    assert!(statement.commits_to(&vector.array("salt"), &vector.bytes("terms")));
    let entry = Entry::parse(&vector.bytes("entry")).unwrap();
    assert_eq!(entry.statement, statement.digest());

    let (origin, key) = (keys[0].name().as_str(), keys[0].key());
    let receipt = Receipt::verify(&vector.bytes("receipt"), &entry, origin, key).unwrap();
    assert_eq!((receipt.index, receipt.size), (2, 3));
    let proof = TlogProof::parse(vector.text("tlog_proof").as_bytes()).unwrap();
    assert_eq!(proof.index(), receipt.index);
    let signed = proof
        .verify(&Hash::of_leaf(&entry.to_bytes()), &keys)
        .unwrap();
    assert_eq!(signed.checkpoint().size(), receipt.size);
    assert_eq!(*signed.checkpoint().root(), receipt.root);

    let first = vector.text("first_checkpoint").as_bytes();
    let first = SignedCheckpoint::open(first, &keys).unwrap();
    assert_eq!(first.checkpoint().size(), 2);
    // With an even number before it, the new entry's only sibling is the whole log before.
    assert_eq!(proof.inclusion().path(), [*first.checkpoint().root()]);
}
