//! Why a ledger could not be opened, for the operator: each sentence says what to do. A ledger that finds its own past
//! missing or altered must not sign anything, because two histories under one key are the one thing it may never make.

use std::io;
use std::path::PathBuf;

use keepwell_cluster::ClusterError;
use thiserror::Error;

/// Why a ledger did not open. Nothing was signed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LedgerOpenError {
    /// The authority cannot be part of an origin.
    #[error("{0:?} cannot name a ledger: give the host and port under which it is reached")]
    BadAuthority(String),
    /// The folder is a backup, or was being put back from one.
    #[error("the ledger in {} is a copy: put it back with keepwell ledger restore, which compares it with the newest checkpoint first", .0.display())]
    Copy(PathBuf),
    /// What was given as the newest checkpoint is none of this ledger.
    #[error(
        "the checkpoint given as the newest is not one of this ledger: take it from the ledger's address or from a witness"
    )]
    ForeignCheckpoint,
    /// There is something where a copy was to be made.
    #[error("{} is there already: choose a folder that is not", .0.display())]
    InTheWay(PathBuf),
    /// Something in the folder is missing or was altered.
    #[error("the ledger's folder is damaged at {}: put back an undamaged copy of the whole folder; the ledger signs nothing until then", .0.display())]
    Damaged(PathBuf),
    /// Reading or writing failed.
    #[error("the ledger could not use {} ({source}): check the disk, its space and its permissions", path.display())]
    Disk {
        /// What it was about.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The witness policy names logs, and this is none of them.
    #[error(
        "the witness policy names other ledgers than this one: add the line “log {0}”, or leave all log lines out"
    )]
    NotInPolicy(String),
    /// The witness policy asks for nobody.
    #[error(
        "the witness policy asks for no witness: name a quorum of them, or start without a policy"
    )]
    NoWitnesses,
    /// There is no ledger to read, to copy or to hand over.
    #[error("there is no ledger in {}: name the folder that `serve --data` has", .0.display())]
    NoLedger(PathBuf),
    /// It had as many keys as a ledger may have.
    #[error("this ledger has had as many keys as it may: begin a new one under another origin")]
    TooManyKeys,
    /// Another process has the folder open.
    #[error("another process is running the ledger in {}: stop it first", .0.display())]
    InUse(PathBuf),
    /// Made by a newer Keepwell.
    #[error("the ledger in {} was made by a newer Keepwell: install that version", .0.display())]
    NewerVersion(PathBuf),
    /// The write-ahead log is shorter than what was signed and published.
    #[error(
        "the ledger's log was rolled back: it has {found} entries, but {published} were published; put back the newest copy of the whole folder, or begin a new ledger under another origin"
    )]
    RolledBack {
        /// Entries in the log.
        found: u64,
        /// Entries in the last published checkpoint.
        published: u64,
    },
    /// PostgreSQL or the object store.
    #[error(transparent)]
    Shared(#[from] ClusterError),
    /// What several machines share is not what was signed.
    #[error(
        "{0} does not follow from what this ledger has signed: put back what PostgreSQL and the object store held last; nothing is signed until then"
    )]
    SharedDamaged(String),
    /// The ledger was given another key.
    #[error("this ledger has another key by now: start this machine with the new key's file")]
    OtherKey,
    /// The machines of one ledger keep entries for different times.
    #[error(
        "the other machines of this ledger were started {}: start this one likewise, or stop all of them for as long as three leases, then start each of them as this one", started_with(*.0)
    )]
    OtherDays(Option<u32>),
    /// A machine still gives entries their order.
    #[error("another machine is running this ledger: stop all of them first, then change the key")]
    StillRunning,
    /// The object store could not be read.
    #[error("the object store could not be read: {0}")]
    Store(#[source] io::Error),
    /// No machine gives entries their order.
    #[error(
        "this ledger has no entries and no sequencer: start another machine with --sequencer yes"
    )]
    NoSequencer,
    /// The system would not start another thread.
    #[error("the ledger could not start its threads: {0}")]
    Threads(#[source] io::Error),
}

impl LedgerOpenError {
    /// For `map_err` after an operation on `path`.
    pub(crate) fn disk(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Disk { path, source }
    }
}

/// How a machine is told for how many days entries are kept.
pub(crate) fn started_with(days: Option<u32>) -> String {
    days.map_or_else(
        || "without --prune".to_owned(),
        |days| format!("with --prune {days}"),
    )
}
