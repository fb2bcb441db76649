//! Arguments of `keepwell witness`.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

/// A witness: cosigns the checkpoints of ledgers that only grew, and keeps the evidence when one did not.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  keepwell witness --data ./witness --name witness.example --log LEDGERKEY
  keepwell witness --data /srv/witness --name witness.example --log KEY1 --log KEY2 \\
      --listen 0.0.0.0:443 --tls-cert cert.pem --tls-key key.pem

The folder must never be brought back from an older copy: begin a new witness with a new name instead.
SIGTERM drains and stops; the same folder continues.")]
pub(crate) struct Witness {
    /// Where its key and what it has cosigned are kept
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The witness's own name, the same for ever: by custom a host of yours
    #[arg(long)]
    pub name: String,
    /// The key of a ledger to follow, as its server prints it; may be given several times
    #[arg(long, value_name = "LEDGERKEY", required = true)]
    pub log: Vec<String>,
    /// Address and port; port 0 picks a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8788")]
    pub listen: SocketAddr,
    /// Serve metrics for Prometheus at this address, under /metrics; port 0 picks a free one
    #[arg(long, value_name = "ADDR")]
    pub metrics_listen: Option<SocketAddr>,
    /// Certificate chain (PEM); a renewed one is used within a minute
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
}
