//! What can be typed after `keepwell`: the fixed contract that programs outside this project rely on. One file per
//! side; clap makes the help, the completions and the man page from it.

mod add;
mod anchor;
mod clinic;
mod emergency;
mod invite;
mod ledger;
mod link;
mod monitor;
mod pins;
mod serve;
mod trip;
mod wallet;
mod witness;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use add::{AddRecord, ByHand};
pub(crate) use anchor::{Anchor, Chain as AnchorChain, Place as AnchorPlace};
pub(crate) use clinic::{ClinicCommand, ClinicInit, ClinicOpen, ClinicScreen, ClinicWait};
pub(crate) use emergency::{CardPaper, MakeEmergencyCard, ReadEmergencyCard, WhenLocked};
pub(crate) use invite::Invite;
pub(crate) use ledger::{BackUpLedger, LedgerCommand, RestoreLedger, RotateLedger};
pub(crate) use link::{LinkCommand, MakeLink};
pub(crate) use monitor::Monitor;
pub(crate) use pins::Pins;
pub(crate) use serve::{Admission, Role, Serve};
pub(crate) use trip::{FollowedCommand, PrepareTrip};
pub(crate) use wallet::{
    BackupWallet, CardCommand, CheckCards, ExportRecords, ImportRecords, ListRecords, MakeGrant,
    PersonChoice, RestoreWallet, RevokeGrant, ShowRecord, ShowWords, WalletCommand, WalletInit,
};
pub(crate) use witness::Witness;

const EXAMPLES: &str = "\
Examples:
  keepwell demo                                          see the whole story on a sample record
  keepwell serve --data ./server                         run a server on this machine
  keepwell wallet init --server http://127.0.0.1:8787    make a wallet
  keepwell clinic open code.png --out ./visit            open what a patient shared

Passphrases come from a prompt, from --passphrase-file or from KEEPWELL_PASSPHRASE, never as an argument.";

/// Your medical record in your own hands: keep it, share it with a clinic for a while, take the share back.
#[derive(Debug, Parser)]
#[command(name = "keepwell", version, after_help = EXAMPLES, propagate_version = true)]
pub(crate) struct Arguments {
    /// Print one JSON object on standard output, and errors as JSON on standard error
    #[arg(long, global = true)]
    pub json: bool,
    /// The folder of this wallet or clinic [default: a folder of the platform's own]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "KEEPWELL_HOME",
        hide_env_values = true
    )]
    pub home: Option<PathBuf>,
    /// Read the passphrase from the first line of this file
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A patient's side: keep a record, share it, take the share back
    #[command(subcommand)]
    Wallet(Box<WalletCommand>),
    /// A clinic's side: show who you are, open what a patient shared
    #[command(subcommand)]
    Clinic(ClinicCommand),
    /// Run a server: ledger, relay and page
    Serve(Box<Serve>),
    /// Invite somebody to a server that asks for tokens
    Invite(Invite),
    /// Run a witness: cosign the states of other people's ledgers
    Witness(Witness),
    /// Copy a server's ledger, put a copy back, and have its statements erased
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// Put a ledger's checkpoints on an EVM chain, and compare it with what is there
    #[command(subcommand)]
    Anchor(Anchor),
    /// Run a monitor: notice when somebody else's ledger lies
    Monitor(Monitor),
    /// Tell the whole story on a real server and a sample record
    #[command(after_help = "Examples:\n  keepwell demo\n  keepwell demo --out ./story")]
    Demo {
        /// Keep the pictures and opened files here [default: a temporary folder that stays]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Print a completion script for your shell
    #[command(
        after_help = "Examples:\n  keepwell completions bash > ~/.local/share/bash-completion/completions/keepwell"
    )]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Examples:\n  keepwell man > keepwell.1")]
    Man,
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::{CommandFactory as _, Parser as _};

    #[test]
    fn the_arguments_make_sense() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_level_of_help_has_an_example() {
        fn check(command: &clap::Command) {
            let help = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(
                help.contains("Example"),
                "{} has no example",
                command.get_name()
            );
            command
                .get_subcommands()
                .filter(|sub| sub.get_name() != "help")
                .for_each(check);
        }
        check(&Arguments::command());
    }

    #[test]
    fn json_and_home_work_after_any_argument() {
        for line in [
            "keepwell --json --home /h wallet records",
            "keepwell wallet --json records --home /h",
            "keepwell wallet records --search x --json --home /h",
            "keepwell clinic card --home /h --json",
        ] {
            let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
            assert!(arguments.json && arguments.home.is_some(), "{line}");
        }
    }
}
