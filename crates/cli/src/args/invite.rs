//! Arguments of `keepwell invite`.

use std::path::PathBuf;

use clap::Args;
use keepwell_server::MAX_TOKENS;

/// An invitation for somebody who may share over a server that asks for tokens.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  keepwell invite --data /srv/keepwell
  keepwell invite --data /srv/keepwell --tokens 20 --json
  keepwell invite --postgres-file /etc/keepwell/postgres")]
pub(crate) struct Invite {
    /// The server's data folder; the server may be running
    #[arg(long, value_name = "DIR", required_unless_present = "postgres_file")]
    pub data: Option<PathBuf>,
    /// Where it is on several machines: a file with the connection string
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    pub postgres_file: Option<PathBuf>,
    /// For how many new mailboxes and grants; a share takes two
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_TOKENS)))]
    pub tokens: u32,
}
