//! Whether a grant was revoked, asked of a shard of 2^20 that a clinic keeps, and what such a shard weighs with one grant in a
//! hundred revoked.

use std::{hint::black_box, time::Instant};

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    status::{Bitmap, SHARD_BITS, StatusList, StatusRoot, pack},
    time::Timestamp,
};

use crate::{
    median::median,
    row::{Row, Rows, Target},
    whole,
};

const ORIGIN: &str = "ledger.example/log";
const REVOKED: u64 = SHARD_BITS / 100;
const CHECKS: usize = 1_000_000;

pub(crate) fn rows() -> Rows {
    let key = SigningKey::from_seed(&[1; 32]);
    let mut state = 7;
    let mut bitmap = Bitmap::default();
    let mut targets = std::collections::BTreeSet::new();
    while (targets.len() as u64) < REVOKED {
        targets.insert(step(&mut state) % SHARD_BITS);
    }
    bitmap.grow(SHARD_BITS, targets);
    let root = StatusRoot {
        origin: ORIGIN.to_owned(),
        size: SHARD_BITS,
        root: bitmap.root(),
        time: Timestamp::from_seconds(1_795_000_000),
        notices: None,
    };
    let statement = root.sign(&key);
    let shard = bitmap.shard(0).expect("a shard");
    let signed = StatusList::sign(&bitmap, (0, &pack(shard)), (&statement, &root), &key);
    let signed = signed.expect("a list");
    let open = || StatusList::open(&signed, 0, ORIGIN, &key.verifying_key()).expect("our list");
    let opening = median(11, || drop(black_box(open())));
    let list = open();
    let began = Instant::now();
    let mut found = 0_usize;
    for _ in 0..CHECKS {
        let index = step(&mut state) % SHARD_BITS;
        found += usize::from(black_box(&list).is_revoked(black_box(index)) == Some(true));
    }
    let check = began.elapsed().as_secs_f64() / whole(CHECKS);
    assert!(found > 0, "one in a hundred is revoked");
    vec![
        Row::new(
            "status: one grant asked of a cached shard",
            check * 1e6,
            "µs",
        )
        .reach(Target::AtMost(1.0)),
        Row::new(
            "status: a shard is unpacked and verified",
            opening * 1e3,
            "ms",
        ),
        Row::new(
            "status: a shard of 2^20 with 1 % revoked",
            whole(signed.len()) / 1e3,
            "kB",
        )
        .reach(Target::AtMost(15.0)),
    ]
}

fn step(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}
