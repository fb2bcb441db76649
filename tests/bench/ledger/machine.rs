//! What the machine itself can do, measured in the same run: hashing, checking signatures one by one and together, and flushing.

use std::{fs::OpenOptions, io::Write as _, path::Path, thread};

use keepwell_crypto::{
    hash::sha256,
    sign::{Signed, SigningKey, verify_all},
};
use rand_chacha::ChaCha20Rng;
use rand_core::{OsRng, SeedableRng as _};

use crate::{
    median::{median, middle, seconds},
    whole,
};

/// What one commit of 64 statements writes, about.
const COMMIT_BYTES: usize = 24 << 10;
const FLUSHES: usize = 101;
const VERIFICATIONS: usize = 2000;
/// Signatures that are checked together.
const TOGETHER: usize = 512;
/// The length of what a statement's signature is over, about.
const MESSAGE_BYTES: usize = 240;

/// Milliseconds to append what a commit has and to flush it, where the ledger's files are.
pub(crate) fn flush_ms(folder: &Path) -> f64 {
    let mut options = OpenOptions::new();
    let file = options.append(true).create(true);
    let mut file = file.open(folder.join("flushed")).expect("a file");
    let commit = vec![7; COMMIT_BYTES];
    let flush = |_| {
        let (taken, ()) = seconds(|| {
            file.write_all(&commit).expect("written");
            file.sync_data().expect("flushed");
        });
        taken * 1000.0
    };
    middle((0..FLUSHES).map(flush).collect())
}

/// Microseconds of one verification on one core.
pub(crate) fn verification_us() -> f64 {
    let key = SigningKey::generate(&mut OsRng);
    let message = [7; MESSAGE_BYTES];
    let (signature, public) = (key.sign(&message), key.verifying_key());
    let all = median(5, || {
        for _ in 0..VERIFICATIONS {
            public.verify(&message, &signature).expect("a signature");
        }
    });
    all * 1e6 / whole(VERIFICATIONS)
}

/// Signatures a second that all cores check together, by keys of their own, which is how statements come.
pub(crate) fn verified_together() -> f64 {
    const ROUNDS: usize = 8;
    let messages: Vec<_> = (0..TOGETHER)
        .map(|at| [at.to_be_bytes().to_vec(), vec![7; MESSAGE_BYTES]].concat())
        .collect();
    let one = |message: &Vec<u8>| {
        let key = SigningKey::generate(&mut OsRng);
        (key.verifying_key(), key.sign(message))
    };
    let signatures: Vec<_> = messages.iter().map(one).collect();
    let signed = messages.iter().zip(&signatures);
    let signed: Vec<_> = signed
        .map(|(message, (key, signature))| Signed {
            key: *key.as_bytes(),
            message,
            signature: *signature,
        })
        .collect();
    let work = || {
        // As the ledger has it: a generator of its own for each batch.
        for _ in 0..ROUNDS {
            let mut rng = ChaCha20Rng::from_rng(OsRng).expect("a seed");
            assert!(verify_all(&signed, &mut rng).iter().all(Result::is_ok));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let took = median(5, || {
        thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work))));
    });
    whole(cores * ROUNDS * TOGETHER) / took
}

/// SHA-256 a second of what a node of the tree has, on one core.
pub(crate) fn hashes() -> f64 {
    const COUNT: usize = 200_000;
    let mut node = [7_u8; 65];
    let took = median(5, || {
        for _ in 0..COUNT {
            let digest = sha256(&node);
            node.iter_mut()
                .zip(digest)
                .for_each(|(to, from)| *to = from);
        }
    });
    whole(COUNT) / took
}
