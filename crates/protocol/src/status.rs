//! Which grants were revoked, as lists that a clinic can download without telling which grant it asks about. Bit `n` is
//! the grant that is entry `n` of the log; 2^20 neighbouring bits are a shard. What a list says follows from the log's
//! entries alone ([`Bitmap`]), so that anybody can compute it again and catch a ledger that says something else.
//!
//! The ledger logs the root over its shards ([`StatusRoot`], entry type 3) and hands out each shard as an IETF Token
//! Status List ([`StatusList`]) that carries that statement. See docs/formats/status.md.

mod bitmap;
mod delta;
mod list;
mod notices;
mod root;

pub use bitmap::{Bitmap, Shard, revoked, shard_of};
pub use delta::{Delta, MAX_DELTA_BYTES, MAX_TARGETS};
pub use list::{MAX_LIST_BYTES, StatusList, list_uri, pack};
pub use notices::{
    MAX_NOTICES, MAX_NOTICES_BYTES, NOTICES_TYPE, Notices, NoticesPage, is_notice, notice_records,
    notices_path, push_notice, read_notice_records,
};
pub use root::StatusRoot;

/// Bits in a shard.
pub const SHARD_BITS: u64 = 1 << 20;
/// Bytes of a shard's bits.
pub const SHARD_BYTES: usize = 1 << 17;
/// A ledger publishes a list at most this many seconds after a change.
pub const INTERVAL_S: u64 = 60;
/// A clinic does not rely on a list that is older than this many seconds.
pub const MAX_AGE_S: u64 = 15 * 60;
/// After so many seconds a list counts for nothing at all.
pub const EXPIRES_S: u64 = 24 * 60 * 60;
/// Media type of a list.
pub const LIST_TYPE: &str = "application/statuslist+cwt";
/// Media type of a delta.
pub const DELTA_TYPE: &str = "application/cbor";

/// `GET` gives the newest list of a shard.
pub fn list_path(shard: u64) -> String {
    format!("/status/{shard}")
}

/// `GET` gives what was revoked between the list that covers `from` entries and the one that covers `to`.
pub fn delta_path(from: u64, to: u64) -> String {
    format!("/status/delta/{from}-{to}")
}

#[cfg(test)]
mod tests;
