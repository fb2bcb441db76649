//! Arguments of `keepwell anchor`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
Examples:
  keepwell anchor deploy --log LEDGERKEY --node https://node.example --account account.key
  keepwell anchor put    --log LEDGERKEY --node https://node.example --account account.key \\
      --ledger https://ledger.example --contract 0x…       once an hour, by the system's timer
  keepwell anchor check  --log LEDGERKEY --node https://node.example \\
      --ledger https://ledger.example --contract 0x…       anybody, at any time

A node's address with a token in it belongs into KEEPWELL_NODE: others on the machine can read arguments.";

/// A ledger's checkpoints on an EVM chain
#[derive(Debug, Subcommand)]
#[command(after_help = EXAMPLES)]
pub(crate) enum Anchor {
    /// Put a new contract for a ledger on the chain
    #[command(after_help = EXAMPLES)]
    Deploy {
        #[command(flatten)]
        chain: Chain,
        /// The file with the account's key, 64 hexadecimal digits: it owns the contract and pays
        #[arg(long, value_name = "FILE")]
        account: PathBuf,
    },
    /// Put the ledger's newest checkpoint on the chain, after comparing it with the last one there
    #[command(after_help = EXAMPLES)]
    Put {
        #[command(flatten)]
        place: Place,
        /// The file with the key of the account that owns the contract
        #[arg(long, value_name = "FILE")]
        account: PathBuf,
    },
    /// Compare the ledger with what is on the chain; ends with 3 where they do not go together
    #[command(after_help = EXAMPLES)]
    Check {
        #[command(flatten)]
        place: Place,
    },
}

/// A chain, and the log it is about.
#[derive(Args, Debug)]
pub(crate) struct Chain {
    /// The ledger's key, as its server prints it
    #[arg(long, value_name = "LEDGERKEY")]
    pub log: String,
    /// A node of the chain: the address of its JSON-RPC
    #[arg(
        long,
        value_name = "URL",
        env = "KEEPWELL_NODE",
        hide_env_values = true
    )]
    pub node: String,
}

/// A contract on it, and the ledger to compare with.
#[derive(Args, Debug)]
pub(crate) struct Place {
    #[command(flatten)]
    pub chain: Chain,
    /// The ledger's address
    #[arg(long, value_name = "URL")]
    pub ledger: String,
    /// The contract's address, as `deploy` printed it
    #[arg(long, value_name = "ADDRESS")]
    pub contract: String,
}
