//! Arguments of `keepwell ledger`.

use std::path::PathBuf;

use clap::Subcommand;

const EXAMPLES: &str = "\
Examples:
  keepwell ledger erase --data /srv/keepwell 41b0…     have a statement erased; its entry stays
  keepwell ledger erase --data /srv/keepwell           what was asked for and is not done yet";

/// What an operator does with a ledger's folder, while the server runs or not
#[derive(Debug, Subcommand)]
#[command(after_help = EXAMPLES)]
pub(crate) enum LedgerCommand {
    /// Have statements of grants or revocations erased; lists what is not done yet
    #[command(after_help = EXAMPLES)]
    Erase {
        /// The server's folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Digests of the statements, 64 hexadecimal digits each
        #[arg(value_name = "DIGEST", value_parser = digest)]
        statements: Vec<[u8; 32]>,
    },
}

fn digest(text: &str) -> Result<[u8; 32], String> {
    keepwell_protocol::hexadecimal::from_hex(text)
        .ok_or_else(|| "a digest has 64 hexadecimal digits in lower case".to_owned())
}
