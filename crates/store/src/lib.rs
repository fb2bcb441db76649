//! Sealed tables on this device's disk that survive power cuts, crashes and damaged sectors. Every value is sealed under
//! the vault's data key before it leaves memory; what a write acknowledged is on the disk twice, in `sled` and in a copy
//! (a snapshot with a journal of what came after) from which `sled` is rebuilt when it is damaged.
//!
//! Which call for which need:
//! - open or create: [`Store::open`]; [`Opened::rebuilt`] tells when damage was found and repaired
//! - read: [`Store::get`], [`Store::contains`], [`Store::count`], [`Store::keys`], [`Store::scan`]
//! - write: collect a [`Batch`], then [`Store::write`]: all or nothing, on the disk when it returns
//! - change only what nobody else changed: [`Batch::expect_value`], [`Batch::expect_absent`]
//! - a backup: [`Store::export`], and back: [`Store::import`]
//! - look for damage before it matters: [`Store::scrub`]
//!
//! Not promised: a rollback of the whole folder to an older state of itself is not noticed, and who reads the disk
//! learns how many rows and tables there are, how large, and which were changed.

mod batch;
mod engine;
mod error;
mod folder;
mod journal;
mod row;
mod sealer;
mod snapshot;
mod store;
mod stream;
mod table;
#[cfg(test)]
mod tests;

pub use batch::{BATCH_MAX, Batch, KEY_MAX, VALUE_MAX};
pub use error::StoreError;
pub use store::{Opened, RebuildReport, Rebuilt, Scan, Store};
pub use table::{TABLE_MAX, Table};
