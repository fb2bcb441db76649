//! npm's `@sd-jwt/jwt-status-list`, written by others from the same draft, reads the bits of our status lists, and ours reads
//! what it packs.

use std::fs;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    status::{Bitmap, SHARD_BITS, StatusList, StatusRoot, pack},
    time::Timestamp,
};
use serde_json::{Value, json};

use crate::{
    node,
    program::{argument, output},
};

const PACKAGE: &str = "@sd-jwt/jwt-status-list@0.19.0";
const ORIGIN: &str = "ledger.example/log";

#[test]
fn jwt_status_list_reads_our_bits_and_packs_what_we_read() {
    let Some(node) = node::install(&[PACKAGE]) else {
        return;
    };
    let shards: [&[u64]; 4] = [&[], &[0], &[7, 8, 300_001, SHARD_BITS - 1], &[2, 5]];
    let bitmaps = shards.map(|targets| {
        let mut bitmap = Bitmap::default();
        bitmap.grow(SHARD_BITS, targets.iter().copied());
        bitmap
    });
    let packed = bitmaps
        .each_ref()
        .map(|bitmap| pack(bitmap.shard(0).unwrap()));
    let file = tempfile::NamedTempFile::new().unwrap();
    let asked = packed
        .each_ref()
        .map(|packed| URL_SAFE_NO_PAD.encode(packed));
    fs::write(file.path(), json!(asked).to_string()).unwrap();
    let told = output(node.run("status.mjs", &[argument(file.path())]));
    let answers: Vec<Value> = serde_json::from_slice(&told).unwrap();
    assert_eq!(answers.len(), shards.len());
    for ((targets, bitmap), answer) in shards.iter().zip(&bitmaps).zip(&answers) {
        assert_eq!(answer["set"], json!(targets));
        let theirs = URL_SAFE_NO_PAD.decode(answer["made"].as_str().unwrap());
        assert_eq!(
            open(bitmap, &theirs.unwrap()).shard(),
            bitmap.shard(0).unwrap()
        );
    }
}

/// The list of the first shard, with these packed bits in it.
fn open(bitmap: &Bitmap, packed: &[u8]) -> StatusList {
    let key = SigningKey::from_seed(&[1; 32]);
    let root = StatusRoot {
        origin: ORIGIN.to_owned(),
        size: bitmap.size(),
        root: bitmap.root(),
        time: Timestamp::from_seconds(1_795_000_000),
        notices: None,
    };
    let logged = (&root.sign(&key), &root);
    let list = StatusList::sign(bitmap, (0, packed), logged, &key).unwrap();
    StatusList::open(&list, 0, ORIGIN, &key.verifying_key()).unwrap()
}
