//! What several machines of one ledger share: PostgreSQL, where entries get their order and wait for nobody's memory, and an
//! object store, where complete tiles and all that stands beside them are kept. Here are only bytes and numbers; what they mean
//! is the ledger's.
//!
//! [`Database`] connects; [`Fronting`], [`Following`], [`Sequencing`] and [`Looking`] are the four things that a connection is
//! used for. [`Objects`] is the store. Who may write is decided twice: each commit moves the head in PostgreSQL only from the
//! size and within the epoch that the sequencer knows, and the checkpoint in the store is replaced only where it is still the
//! one that was read.

mod database;
mod error;
mod objects;
mod tls;

pub use database::{
    Answer, Commit, Database, Elected, Facts, Following, Fronting, Head, LEASE, Looking, News,
    Sequencing, Waiting,
};
pub use error::ClusterError;
pub use objects::{Objects, Seen};
