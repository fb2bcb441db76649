//! Arguments of `keepwell monitor`.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

/// A monitor: follows a ledger, checks every entry and tile, and keeps the evidence when the ledger lies.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  keepwell monitor --data ./monitor --url https://keepwell.example --log LEDGERKEY --once
  keepwell monitor --data ./monitor --url https://keepwell.example --log LEDGERKEY \\
      --witness-policy witnesses.txt --metrics-listen 127.0.0.1:9187
  keepwell monitor --data ./monitor --url https://keepwell.example --log LEDGERKEY --metrics-file ./ledger.prom

With --once: 0 for fine; 3 for false_roots, false_status, key_not_proven, lied, not_anchored and not_witnessed; 4 for altered,
neglected, overdue and unreachable (it or the chain). What each one means: docs/OPERATIONS.md. A ledger that lied once stays told
until somebody has taken the evidence out of the folder.")]
pub(crate) struct Monitor {
    /// Where it remembers what the ledger has shown, and keeps evidence
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// Where the ledger is
    #[arg(long)]
    pub url: String,
    /// The ledger's key, from somewhere better than the ledger
    #[arg(long, value_name = "LEDGERKEY")]
    pub log: String,
    /// Ask for a quorum of these witnesses (C2SP tlog-policy)
    #[arg(long, value_name = "FILE")]
    pub witness_policy: Option<PathBuf>,
    /// Compare with the checkpoint in this contract on a chain, see `keepwell anchor`
    #[arg(long, value_name = "ADDRESS", requires = "node")]
    pub anchor: Option<String>,
    /// A node of that chain: the address of its JSON-RPC
    #[arg(
        long,
        value_name = "URL",
        env = "KEEPWELL_NODE",
        hide_env_values = true
    )]
    pub node: Option<String>,
    /// How old the quorum's word may be
    #[arg(long, value_name = "DURATION", default_value = "15m")]
    pub max_age: String,
    /// Look once, and end
    #[arg(long, conflicts_with_all = ["every", "metrics_listen"])]
    pub once: bool,
    /// How long to wait between two looks
    #[arg(long, value_name = "DURATION", default_value = "60s")]
    pub every: String,
    /// Serve metrics for Prometheus at this address, under /metrics; port 0 picks a free one
    #[arg(long, value_name = "ADDR")]
    pub metrics_listen: Option<SocketAddr>,
    /// Write metrics for Prometheus into this file after each look
    #[arg(long, value_name = "FILE")]
    pub metrics_file: Option<PathBuf>,
}
