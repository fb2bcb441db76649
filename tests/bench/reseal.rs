//! The record encrypted once more for one clinic: one age file for the whole of it, beside what `age` alone needs for one
//! file a record, and a large document beside `age`'s own stream.

use std::io::{Read as _, Write as _};

use keepwell_crypto::{
    recipient::Identity,
    seal::{DataKey, Place},
};
use rand_core::{OsRng, RngCore as _};

use crate::{
    median::median,
    row::{Row, Rows, Target},
    whole,
};

const RECORDS: usize = 2000;
const RECORD_BYTES: usize = 6 << 10;
const DOCUMENT_BYTES: u64 = 256 << 20;
const RUNS: usize = 5;

pub(crate) fn rows() -> Rows {
    let identity = Identity::generate(&mut OsRng);
    let recipient = identity.recipient();
    let other = age::x25519::Identity::generate();
    let ours = whole(RECORDS) / at_once(RECORDS);
    let each = whole(RECORDS) / one_by_one(RECORDS);
    let mut rows = vec![
        Row::new(
            "2,000 records of 6 KiB re-encrypted for a clinic",
            ours,
            "records/s",
        )
        .beside("age, one file a record", each)
        .reach(Target::AtLeast(50_000.0)),
        Row::new("the same, as a ratio to age", ours, "records/s")
            .beside("age, one file a record", each)
            .reach(Target::Times(12.0)),
    ];
    rows.push(document(&recipient, &other.to_public()));
    rows
}

/// Seconds to decrypt so many records from the vault and to encrypt them together, each as soon as it is decrypted: their
/// plaintext never stands in memory as a whole.
pub(crate) fn at_once(records: usize) -> f64 {
    let recipient = Identity::generate(&mut OsRng).recipient();
    let sealed = sealed_records(records);
    median(RUNS, || {
        let mut file = recipient.encrypt_to(std::io::sink()).expect("a share");
        for (number, record) in sealed.values.iter().enumerate() {
            let plaintext = sealed.key.open(place(&number.to_be_bytes()), record);
            file.write_all(&plaintext.expect("a record"))
                .expect("written");
        }
        file.finish().expect("a whole share");
    })
}

struct Sealed {
    key: DataKey,
    values: Vec<Vec<u8>>,
}

fn place(key: &[u8]) -> Place<'_> {
    Place {
        table: "bodies",
        key,
        version: 1,
    }
}

/// Records as the vault keeps them.
fn sealed_records(records: usize) -> Sealed {
    let key = DataKey::generate(&mut OsRng);
    let mut record = vec![0; RECORD_BYTES];
    OsRng.fill_bytes(&mut record);
    let seal = |number: usize| key.seal(place(&number.to_be_bytes()), &record, &mut OsRng);
    let values = (0..records).map(seal).collect();
    Sealed { key, values }
}

/// Seconds to decrypt and to encrypt each of so many records by itself, with `age` alone.
pub(crate) fn one_by_one(records: usize) -> f64 {
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public();
    let record = vec![7; RECORD_BYTES];
    let file = age::encrypt(&recipient, &record).expect("a file");
    // Because it is slow, at most two hundred of them; counted as all.
    let part = records.min(200);
    let taken = median(RUNS, || {
        for _ in 0..part {
            let plaintext = age::decrypt(&identity, &file).expect("a record");
            age::encrypt(&recipient, &plaintext).expect("a file");
        }
    });
    taken * whole(records) / whole(part)
}

fn document(
    recipient: &keepwell_crypto::recipient::Recipient,
    other: &age::x25519::Recipient,
) -> Row {
    let ours = median(RUNS, || {
        let mut file = recipient.encrypt_to(std::io::sink()).expect("a file");
        std::io::copy(&mut std::io::repeat(7).take(DOCUMENT_BYTES), &mut file).expect("written");
        file.finish().expect("a whole file");
    });
    let theirs = median(RUNS, || {
        let recipients = std::iter::once(other as &dyn age::Recipient);
        let age = age::Encryptor::with_recipients(recipients).expect("a recipient");
        let mut file = age.wrap_output(std::io::sink()).expect("a file");
        std::io::copy(&mut std::io::repeat(7).take(DOCUMENT_BYTES), &mut file).expect("written");
        file.flush().expect("written");
        file.finish().expect("a whole file");
    });
    let mib = whole(256);
    Row::new("a document of 256 MiB encrypted", mib / ours, "MiB/s")
        .beside("age's own stream", mib / theirs)
        .reach(Target::Times(0.9))
}
