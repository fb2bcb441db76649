//! What a wallet or a clinic pins of a server besides its address. It comes from whoever runs the program, never from a
//! code, a share or the server.

use std::path::PathBuf;

use clap::Args;

/// A server's ledger, as far as it is known from somewhere better than the server.
#[derive(Args, Debug)]
pub(crate) struct Pins {
    /// The ledger's key, when you have it from somewhere better than the server itself
    #[arg(long, value_name = "LEDGERKEY")]
    pub ledger_key: Option<String>,
    /// Ask for these witnesses of the ledger (C2SP tlog-policy): a share waits until a quorum of them has seen it
    #[arg(long, value_name = "FILE")]
    pub witness_policy: Option<PathBuf>,
}
