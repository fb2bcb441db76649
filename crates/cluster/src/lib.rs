//! What several machines of one ledger or one relay share: PostgreSQL, where entries get their order and mailboxes their locks, and
//! an object store, where complete tiles and the parts of shares are kept. Here are only bytes and numbers; what they mean is the
//! ledger's and the relay's.
//!
//! [`Database`] connects; [`Fronting`], [`Following`], [`Sequencing`], [`Looking`] and [`Beside`] are the things that a connection
//! is used for by a ledger, [`Rows`] and [`Hearing`] by a relay, [`Tokens`] by whoever lets in by token. [`Objects`] is the store. Who may
//! write is decided twice: each commit moves the head in PostgreSQL only from the size and within the epoch that the sequencer knows, and
//! the checkpoint in the store is replaced only where it is still the one that was read.

mod database;
mod error;
mod objects;
mod tls;

pub use database::{
    APART_S, Agreement, Answer, Beside, Commit, Database, Elected, Event, Facts, Following,
    Fronting, Head, Hearing, LEASE, Looking, News, OpenRoot, Plan, Put, Revocations, RowChanges,
    Rows, Sequencing, Tokens, Told, Waiting,
};
pub use error::ClusterError;
pub use objects::{Objects, Seen, Version};
