//! Arguments of `keepwell serve`.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, ValueEnum};

/// A server: ledger, relay and page on one port, or the page on an address of its own.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  keepwell serve --data ./server
  keepwell serve --data ./server --listen 127.0.0.1:0 --json
  keepwell serve --data /srv/keepwell --listen 0.0.0.0:443 --public-url https://keepwell.example \\
      --tls-cert cert.pem --tls-key key.pem
  keepwell serve --data /srv/keepwell --admission work
  keepwell serve --data /srv/keepwell --admission token
  keepwell serve --data /srv/keepwell --prune 730
  keepwell serve --data /srv/keepwell --witness-policy /etc/keepwell/witnesses.txt
  keepwell serve --data /srv/keepwell --public-url https://keepwell.example --postgres-file /etc/keepwell/postgres \\
      --store s3://keepwell-ledger/2026 --ledger-key /etc/keepwell/ledger.key

SIGTERM drains and stops; the same data folder continues.")]
pub(crate) struct Serve {
    /// Where everything is kept
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// Address and port; port 0 picks a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8787")]
    pub listen: SocketAddr,
    /// How others reach this server, when that is not the listening address
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// What to run
    #[arg(long, value_delimiter = ',', default_value = "ledger,relay,page")]
    pub roles: Vec<Role>,
    /// Serve the page on an address of its own
    #[arg(long, value_name = "ADDR")]
    pub page_listen: Option<SocketAddr>,
    /// Give figures (/metrics), /health and /ready at an address of their own, without TLS: keep it inside
    #[arg(long, value_name = "ADDR")]
    pub watch_listen: Option<SocketAddr>,
    /// How others reach the page, when a reverse proxy serves it elsewhere, such as under a folder
    #[arg(long, value_name = "URL")]
    pub page_url: Option<String>,
    /// Let pages of this origin show the page inside themselves; may be given several times [default: nobody's]
    #[arg(long, value_name = "ORIGIN")]
    pub embed: Vec<String>,
    /// The files of the clinic's page, as `cargo xtask page` makes them [default: one page that says what this address is, and opens
    /// no shares]
    #[arg(long, value_name = "DIR")]
    pub page: Option<PathBuf>,
    /// Certificate chain (PEM); a renewed one is used within a minute
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Witnesses that the ledger hands its states to (C2SP tlog-policy); it then publishes what a quorum has cosigned
    #[arg(long, value_name = "FILE")]
    pub witness_policy: Option<PathBuf>,
    /// Erase the statements of grants and revocations after so many days, at least 31; their entries and everybody's proofs stay
    /// [default: never]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(31..))]
    pub keep_statements: Option<u32>,
    /// Remove entries after so many days, at least 90, by a policy on the log that everybody can read; everybody's later proofs stay. The
    /// same on all of several machines
    /// [default: never]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(90..=36_500))]
    pub prune: Option<u32>,
    /// What is asked of who brings a new mailbox or grant: nothing, proof of work that rises with the load, or a token. Stopping
    /// and closing are never asked anything
    #[arg(long, value_enum, default_value_t = Admission::Open)]
    pub admission: Admission,
    /// Keep the ledger, the relay or both in PostgreSQL, together with other machines: a file with the connection string
    #[arg(long, value_name = "FILE", requires = "store")]
    pub postgres_file: Option<PathBuf>,
    /// Where tiles and parts are kept then; credentials come from the environment, as for other S3 programs
    #[arg(long, value_name = "s3://BUCKET/FOLDER", requires = "postgres_file")]
    pub store: Option<String>,
    /// The ledger's key then, the same file on each machine: made by `keepwell ledger new-key`
    #[arg(long, value_name = "SECRET-FILE", requires = "postgres_file")]
    pub ledger_key: Option<PathBuf>,
    /// Keep the relay there too: its secret, the same file on each machine, made by `keepwell ledger new-key`
    #[arg(long, value_name = "SECRET-FILE", requires = "postgres_file")]
    pub relay_secret: Option<PathBuf>,
    /// What tokens are made with there: a secret, the same file on each machine, made by `keepwell ledger new-key`
    #[arg(long, value_name = "SECRET-FILE", requires = "postgres_file")]
    pub token_secret: Option<PathBuf>,
    /// Whether this machine may be the one that gives entries their order
    #[arg(long, value_name = "yes|no", requires = "postgres_file", default_value = "yes", value_parser = yes_or_no, action = clap::ArgAction::Set)]
    pub sequencer: bool,
    /// After how many seconds without a sign of life of the machine that does, another one is elected; the same on each
    #[arg(long, value_name = "SECONDS", requires = "postgres_file", default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=60))]
    pub lease: u8,
    /// Put an access root on the ledger each minute, so that wallets notice when the relay alters what happened; once on, leave it on
    #[arg(long)]
    pub access_roots: bool,
    /// A relay run apart whose access roots the ledger takes; may be given several times, at most 14 with the own one
    #[arg(long, value_name = "RELAY=KEY")]
    pub relay_key: Vec<String>,
    /// The ledger that a relay run apart puts its access roots on
    #[arg(long, value_name = "LEDGERKEY@URL")]
    pub roots_to: Option<String>,
    /// Another operator that the page may contact; may be given several times
    #[arg(long, value_name = "RELAY=LEDGERKEY[@LEDGERURL]")]
    pub allow: Vec<String>,
}

/// What is asked of who brings something new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Admission {
    /// Nothing: for one household
    Open,
    /// Proof of work
    Work,
    /// A token, for who was invited with `keepwell invite`
    Token,
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}

/// One role of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// The transparency log
    Ledger,
    /// The store of encrypted shares
    Relay,
    /// The clinic's page
    Page,
}
