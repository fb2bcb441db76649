//! Status lists: a log of a few entries with its bits, its list and a delta, and a log whose bits fill more than a shard.

use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::tree::Frontier;
use serde_json::{Value, json};

use super::{LEDGER, LEDGER_SEED, TIME, check, stored};
use crate::{
    entry::{Entry, EntryType},
    hexadecimal::to_hex,
    statement::Statement,
    status::{
        Bitmap, Delta, Notices, NoticesPage, SHARD_BITS, StatusList, StatusRoot, is_notice, pack,
        push_notice,
    },
};

const FILE: &str = "status.json";

fn entries() -> Vec<Entry> {
    let kinds = [
        (0, 0),
        (4, 0),
        (1, 0),
        (1, 0),
        (2, 2),
        (1, 0),
        (2, 9),
        (2, 5),
    ];
    let entry = |(at, (kind, target)): (u8, (u8, u64))| Entry {
        kind: EntryType::from_number(kind).unwrap(),
        target,
        statement: [at; 32],
    };
    (0..).zip(kinds).map(entry).collect()
}

fn logged(bitmap: &Bitmap) -> (Statement, StatusRoot) {
    let root = StatusRoot {
        origin: LEDGER.to_owned(),
        size: bitmap.size(),
        root: bitmap.root(),
        time: TIME,
        notices: None,
    };
    (root.sign(&SigningKey::from_seed(&LEDGER_SEED)), root)
}

/// A signed list. Compressors differ, so the packed bits are taken as they are stored, unless they are written anew.
fn list(bitmap: &Bitmap, number: u64, name: &str) -> Value {
    let (statement, root) = logged(bitmap);
    let shard = bitmap.shard(number).unwrap();
    let packed = stored(FILE)
        .and_then(|vector| {
            data_encoding::HEXLOWER
                .decode(vector[name]["packed"].as_str()?.as_bytes())
                .ok()
        })
        .unwrap_or_else(|| pack(shard));
    let key = SigningKey::from_seed(&LEDGER_SEED);
    let list = StatusList::sign(bitmap, (number, &packed), (&statement, &root), &key).unwrap();
    let read = StatusList::open(&list, number, LEDGER, &key.verifying_key()).unwrap();
    assert_eq!(read.shard(), shard);
    json!({
        "size": root.size,
        "shard": number,
        "hash": to_hex(shard.hash().as_bytes()),
        "root": to_hex(root.root.as_bytes()),
        "statement": to_hex(statement.as_bytes()),
        "entry": to_hex(&read.entry().to_bytes()),
        "packed": to_hex(&packed),
        "list": to_hex(&list),
    })
}

#[test]
fn status() {
    let small = Bitmap::of(&entries());
    let mut large = Bitmap::default();
    large.grow(2 * SHARD_BITS + 3, [5, SHARD_BITS, 2 * SHARD_BITS + 2]);
    let delta = Delta::encode(5, &logged(&small).0, vec![5]).unwrap();
    let hexes: Vec<_> = entries()
        .iter()
        .map(|one| to_hex(&one.to_bytes()))
        .collect();
    check(
        FILE,
        &json!({
            "ledger": LEDGER,
            "ledger_seed": to_hex(&LEDGER_SEED),
            "time": TIME.to_string(),
            "entries": hexes,
            "revoked": [2, 5],
            "small": list(&small, 0, "small"),
            "large_revoked": [5, SHARD_BITS, 2 * SHARD_BITS + 2],
            "large": list(&large, 1, "large"),
            "delta": to_hex(&delta),
        }),
    );
}

#[test]
fn notices() {
    let notices: Vec<_> = (0_u64..)
        .zip(entries())
        .filter(|(_, entry)| is_notice(entry.kind))
        .collect();
    let mut frontier = Frontier::new();
    for (index, entry) in &notices {
        push_notice(&mut frontier, *index, entry).unwrap();
    }
    let bitmap = Bitmap::of(&entries());
    let root = StatusRoot {
        notices: Some(Notices::of(&frontier)),
        ..logged(&bitmap).1
    };
    let key = SigningKey::from_seed(&LEDGER_SEED);
    let statement = root.sign(&key);
    let read = StatusRoot::read(&statement, LEDGER, &key.verifying_key());
    assert_eq!(read.unwrap(), root);
    let indexes: Vec<_> = notices.iter().map(|(index, _)| *index).collect();
    check(
        "notices.json",
        &json!({
            "ledger": LEDGER,
            "ledger_seed": to_hex(&LEDGER_SEED),
            "size": root.size,
            "indexes": indexes,
            "root": to_hex(frontier.root().as_bytes()),
            "statement": to_hex(statement.as_bytes()),
            "entry": to_hex(&StatusRoot::entry_of(&statement).to_bytes()),
            "page": to_hex(&NoticesPage::encode(&statement, &notices)),
        }),
    );
}
