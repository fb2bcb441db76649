//! Arguments of `keepwell ledger`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
Examples:
  keepwell ledger erase --data /srv/keepwell 41b0…     have a statement erased; its entry stays
  keepwell ledger erase --data /srv/keepwell           what was asked for and is not done yet
  keepwell ledger erase --postgres-file /etc/keepwell/postgres 41b0…     the same where several machines are the ledger";

/// What an operator does with a ledger's folder, while the server runs or not
#[derive(Debug, Subcommand)]
#[command(after_help = EXAMPLES)]
pub(crate) enum LedgerCommand {
    /// Have statements of grants or revocations erased; lists what is not done yet
    #[command(after_help = EXAMPLES)]
    Erase {
        /// The server's folder
        #[arg(long, value_name = "DIR", required_unless_present = "postgres_file")]
        data: Option<PathBuf>,
        /// Where several machines are the ledger: a file with the connection string
        #[arg(long, value_name = "FILE", conflicts_with = "data")]
        postgres_file: Option<PathBuf>,
        /// Digests of the statements, 64 hexadecimal digits each
        #[arg(value_name = "DIGEST", value_parser = digest)]
        statements: Vec<[u8; 32]>,
    },
    /// Make a secret for several machines: a ledger's key or its next one, a relay's secret, or what tokens are made with
    #[command(
        after_help = "Examples:\n  keepwell ledger new-key /etc/keepwell/ledger.key\n  keepwell ledger new-key /etc/keepwell/relay.secret\n\nThe same file goes to each machine: whoever has it can sign as the ledger, or read what the relay keeps to itself."
    )]
    NewKey {
        /// A file that is not there yet
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Copy a ledger, also while its server runs
    #[command(
        after_help = "Examples:\n  keepwell ledger backup --data /srv/keepwell --to /backup/2026-11-29"
    )]
    Backup(BackUpLedger),
    /// Put a copy back, unless it lacks something that was published
    #[command(after_help = "\
Examples:
  keepwell ledger restore --from /backup/2026-11-29 --data /srv/keepwell --newest checkpoint.txt

The newest checkpoint is the newest that anybody has: a witness, a monitor, a wallet, or what the server last answered at
/checkpoint. A ledger that goes on from an older state signs a second history, which everybody will notice.")]
    Restore(RestoreLedger),
    /// Give a ledger whose server was stopped another key
    #[command(after_help = "\
Examples:
  keepwell ledger rotate --data /srv/keepwell
  keepwell ledger rotate --postgres-file /etc/keepwell/postgres --store s3://keepwell-ledger/2026 \\
      --ledger-key /etc/keepwell/ledger.key --next-key /etc/keepwell/next.key

The old key hands over to the new one on the log itself, so wallets, clinics, monitors and witnesses go on by themselves. After a key was
stolen this is not enough: begin a new ledger under another name (docs/OPERATIONS.md).")]
    Rotate(RotateLedger),
    /// Read all of a ledger whose server was stopped, and tell what is damaged
    #[command(after_help = "Examples:\n  keepwell ledger check --data /srv/keepwell")]
    Check {
        /// The server's folder
        #[arg(long, value_name = "DIR", required_unless_present = "postgres_file")]
        data: Option<PathBuf>,
        /// Where several machines are the ledger there is no folder to read: this says what to do
        #[arg(long, value_name = "FILE", conflicts_with = "data", hide = true)]
        postgres_file: Option<PathBuf>,
    },
}

/// Which ledger gets another key.
#[derive(Args, Debug)]
pub(crate) struct RotateLedger {
    /// The server's folder
    #[arg(long, value_name = "DIR", required_unless_present = "postgres_file")]
    pub data: Option<PathBuf>,
    /// Where several machines are the ledger, all of them stopped: a file with the connection string
    #[arg(long, value_name = "FILE", conflicts_with = "data", requires_all = ["store", "ledger_key", "next_key"])]
    pub postgres_file: Option<PathBuf>,
    /// Their object store; credentials come from the environment
    #[arg(long, value_name = "s3://BUCKET/FOLDER", requires = "postgres_file")]
    pub store: Option<String>,
    /// The key until now
    #[arg(long, value_name = "SECRET-FILE", requires = "postgres_file")]
    pub ledger_key: Option<PathBuf>,
    /// The key from now on, made by `keepwell ledger new-key`: the machines are started with it then
    #[arg(long, value_name = "SECRET-FILE", requires = "postgres_file")]
    pub next_key: Option<PathBuf>,
}

/// What to copy, and where to.
#[derive(Args, Debug)]
pub(crate) struct BackUpLedger {
    /// The server's folder
    #[arg(long, value_name = "DIR", required_unless_present = "postgres_file")]
    pub data: Option<PathBuf>,
    /// Where several machines are the ledger there is no folder to copy: this says what to do
    #[arg(long, value_name = "FILE", conflicts_with = "data", hide = true)]
    pub postgres_file: Option<PathBuf>,
    /// A folder that is not there yet; it will hold the ledger's key
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

/// What to put back, and what to compare it with.
#[derive(Args, Debug)]
pub(crate) struct RestoreLedger {
    /// A copy made by `keepwell ledger backup`
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// The server's folder, without a ledger in it
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The newest checkpoint of this ledger that anybody has
    #[arg(long, value_name = "FILE")]
    pub newest: PathBuf,
}

fn digest(text: &str) -> Result<[u8; 32], String> {
    keepwell_protocol::hexadecimal::from_hex(text)
        .ok_or_else(|| "a digest has 64 hexadecimal digits in lower case".to_owned())
}
