//! Arguments of `keepwell wallet trip` and `keepwell wallet followed`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Prepares a trip.
#[derive(Args, Debug)]
#[command(after_help = "\
Without options it shows what is ready and what is not. Whoever has the link has your summary: it is weaker than a share with a
clinic's card. Its passcode is told apart from it.

Examples:
  keepwell wallet trip
  keepwell wallet trip --from 2026-12-01 --until 2026-12-20 --language pt --passcode-file code.txt --qr link.png
  keepwell wallet trip --card card.pdf --summary summary.pdf
  keepwell wallet trip --test")]
pub(crate) struct PrepareTrip {
    /// When the trip begins: a day, or a time
    #[arg(long, value_name = "DAY", requires = "until")]
    pub from: Option<String>,
    /// The last day of the trip, or a time; makes a link for it, or brings the one that is there up to date
    #[arg(long, value_name = "DAY", requires = "language")]
    pub until: Option<String>,
    /// What is spoken there: en, es, fr, de, pt, ar, zh, hi, ru or sw
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// Ask whoever opens the link for a passcode, which is typed at a prompt
    #[arg(long, requires = "until")]
    pub passcode: bool,
    /// The same, with the passcode from a file
    #[arg(long, value_name = "FILE", requires = "until")]
    pub passcode_file: Option<PathBuf>,
    /// What the link says it is, in at most 80 characters
    #[arg(long, value_name = "TEXT", default_value = "Patient summary")]
    pub label: String,
    /// Leave out mental, sexual, genetic, substance, violence: some of them, all or none
    #[arg(
        long,
        value_name = "GROUP,…",
        value_delimiter = ',',
        default_value = "all"
    )]
    pub hold_back: Vec<String>,
    /// Write the link's code as a picture
    #[arg(long, value_name = "FILE.png", requires = "until")]
    pub qr: Option<PathBuf>,
    /// Write the emergency card to print it
    #[arg(long, value_name = "FILE.pdf")]
    pub card: Option<PathBuf>,
    /// Write the summary to print it
    #[arg(long, value_name = "FILE.pdf")]
    pub summary: Option<PathBuf>,
    /// Without a network: make everything that you would show
    #[arg(long)]
    pub test: bool,
}

/// Links of others whose content may change.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  keepwell wallet followed list
  keepwell wallet followed update 4F7A0C21
  keepwell wallet followed stop 4F7A0C21")]
pub(crate) enum FollowedCommand {
    /// List them
    #[command(after_help = "Examples:\n  keepwell wallet followed list --json")]
    List,
    /// Take in what is behind one now
    #[command(
        after_help = "Examples:\n  keepwell wallet followed update 4F7A0C21\n  keepwell wallet followed update 4F7A0C21 --passcode-file code.txt"
    )]
    Update {
        /// The link
        #[arg(value_name = "LINK")]
        link: String,
        /// Its passcode, in a file
        #[arg(long, value_name = "FILE")]
        passcode_file: Option<PathBuf>,
    },
    /// Keep it no longer; what came from it stays
    #[command(after_help = "Examples:\n  keepwell wallet followed stop 4F7A0C21")]
    Stop {
        /// The link
        #[arg(value_name = "LINK")]
        link: String,
    },
}
