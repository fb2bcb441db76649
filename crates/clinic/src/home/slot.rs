//! The file of a home's key slot. It has a checksum, so that a damaged file is not mistaken for a wrong passphrase.

use ciborium::Value;
use keepwell_crypto::{
    hash::sha256,
    slot::{Cost, PassphraseSlot},
};
use keepwell_protocol::cbor::{MapReader, MapWriter};

/// The largest file that is read, in bytes; ours have about 170.
pub(super) const MAX_BYTES: u64 = 4096;
const WHAT: &str = "clinic's key file";
const VERSION: u64 = 1;

/// Deterministic CBOR.
pub(super) fn encode(slot: &PassphraseSlot) -> Vec<u8> {
    fields(slot)
        .bytes(5, &sha256(&fields(slot).encode()))
        .encode()
}

/// Reads a slot; `None` when it is damaged.
pub(super) fn parse(bytes: &[u8]) -> Option<PassphraseSlot> {
    let limit = usize::try_from(MAX_BYTES).ok()?;
    let mut map = MapReader::parse(WHAT, bytes, limit).ok()?;
    map.version(VERSION).ok()?;
    let slot = PassphraseSlot {
        salt: map.array(1, "salt").ok()?,
        cost: Cost {
            memory_kib: map.uint(2, "memory").ok()?.try_into().ok()?,
            passes: map.uint(3, "passes").ok()?.try_into().ok()?,
        },
        wrapped: map.bytes(4, "wrapped key").ok()?,
    };
    let sum: [u8; 32] = map.array(5, "checksum").ok()?;
    map.finish().ok()?;
    (sha256(&fields(&slot).encode()) == sum).then_some(slot)
}

fn fields(slot: &PassphraseSlot) -> MapWriter {
    MapWriter::default()
        .put(0, Value::from(VERSION))
        .bytes(1, &slot.salt)
        .put(2, Value::from(slot.cost.memory_kib))
        .put(3, Value::from(slot.cost.passes))
        .bytes(4, &slot.wrapped)
}
