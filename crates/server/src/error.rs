//! Why a server does not start, one sentence for its operator each.

use std::{io, net::SocketAddr, path::PathBuf};

use keepwell_ledger::{ClusterError, LedgerOpenError, NotTaken};
use keepwell_relay::RelayOpenError;
use thiserror::Error;

/// Why a server does not start.
#[derive(Debug, Error)]
pub enum ServeError {
    /// `--allow` makes no sense.
    #[error(
        "write another operator as RELAY=LEDGERKEY, for example https://relay.example=ledger.example/ledger+0123abcd+AQ…, \
         with @ and the ledger's address behind it where that is another one"
    )]
    BadAllowed,
    /// The certificate or its key cannot be used.
    #[error(
        "{} cannot be used for TLS, {why}: give PEM files, the chain with the server's own certificate first",
        file.display()
    )]
    BadCertificate {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The data folder.
    #[error("the data folder cannot be used ({0}): check the disk, its space and its permissions")]
    Folder(#[source] io::Error),
    /// The data folder is a wallet's, a clinic's, or damaged.
    #[error("the data folder belongs to something else, or is damaged: choose another with --data")]
    ForeignFolder,
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerOpenError),
    /// The page's folder.
    #[error("the page in {} cannot be used ({source}): name the folder of a built page with --page", folder.display())]
    Page {
        /// Where it was to be.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A newer program made the data folder.
    #[error("this data folder was made by a newer version of Keepwell: update this program")]
    NewerVersion,
    /// The ledger could not note whose access roots it takes.
    #[error("the relays could not be named to the ledger: {0}")]
    NotNamed(#[from] NotTaken),
    /// No role at all.
    #[error("there is nothing to run: name at least one of ledger, relay and page")]
    NoRole,
    /// The page may contact a ledger of whose witnesses the policy says nothing.
    #[error(
        "the witness policy names ledgers, but not {0}: add the line “log {0}”, or leave all log lines out"
    )]
    NotInPolicy(String),
    /// Others cannot be told how to reach it.
    #[error(
        "others cannot reach this server safely at {0}: use --tls-cert and --tls-key, or --public-url with the https address of a reverse proxy"
    )]
    NoPublicUrl(SocketAddr),
    /// Somebody else listens there.
    #[error("port {} is in use: choose another with --listen, or stop the program that uses it", .0.port())]
    PortInUse(SocketAddr),
    /// Listening failed for another reason.
    #[error("this server cannot listen at {address} ({source}): choose another with --listen")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// Several machines are to let in by token, and this one has no secret for it.
    #[error(
        "name the secret of the tokens with --token-secret, the same file on each machine; keepwell ledger new-key makes one"
    )]
    NoTokenSecret,
    /// A secret for tokens, where nobody is asked for one.
    #[error("--token-secret is for --admission token: without it nobody is asked for a token")]
    UnusedTokenSecret,
    /// PostgreSQL, where tokens are kept on several machines.
    #[error(transparent)]
    Tokens(#[from] ClusterError),
    /// The relay.
    #[error(transparent)]
    Relay(#[from] RelayOpenError),
    /// The system gave no threads, or a listener failed while running.
    #[error(
        "the server stopped by itself ({0}): start it again, and report it where it happens again"
    )]
    Runtime(#[source] io::Error),
}

impl ServeError {
    /// Whether it was asked for in a way that cannot be done, rather than failing.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::BadAllowed
                | Self::NoRole
                | Self::NotNamed(NotTaken::TooManyRelays)
                | Self::NotInPolicy(_)
                | Self::NoPublicUrl(_)
                | Self::NoTokenSecret
                | Self::UnusedTokenSecret
                | Self::Tokens(ClusterError::ForeignTokens)
                | Self::Ledger(
                    LedgerOpenError::BadAuthority(_)
                        | LedgerOpenError::NotInPolicy(_)
                        | LedgerOpenError::NoWitnesses
                        | LedgerOpenError::OtherDays(_)
                )
        )
    }

    /// Whether a file that was given, or what the server has kept, is damaged or unreadable.
    pub fn is_damaged(&self) -> bool {
        matches!(
            self,
            Self::BadCertificate { .. }
                | Self::ForeignFolder
                | Self::Page { .. }
                | Self::Ledger(
                    LedgerOpenError::Damaged(_)
                        | LedgerOpenError::RolledBack { .. }
                        | LedgerOpenError::SharedDamaged(_)
                )
                | Self::Relay(RelayOpenError::KeyDamaged | RelayOpenError::Rows)
        )
    }
}
