//! Arguments of `keepwell wallet link …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// A link in place of a clinic's card.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  keepwell wallet link make --shape travel --for 10d --passcode-file code.txt --qr summary.png
  keepwell wallet link make --shape clinic-us --for 15m --qr desk.png
  keepwell wallet link opened 4F7A0C21
  keepwell wallet link stop 4F7A0C21")]
pub(crate) enum LinkCommand {
    /// Make a link that opens your summary for whoever has it
    Make(MakeLink),
    /// List links
    #[command(after_help = "Examples:\n  keepwell wallet link list --json")]
    List,
    /// Show a link's code again
    #[command(after_help = "Examples:\n  keepwell wallet link code 4F7A0C21 --qr summary.png")]
    Code {
        /// The link
        #[arg(value_name = "LINK")]
        link: String,
        /// Write the code as a picture
        #[arg(long, value_name = "FILE.png")]
        qr: Option<PathBuf>,
    },
    /// Open it for nobody for now
    #[command(after_help = "Examples:\n  keepwell wallet link pause 4F7A0C21")]
    Pause {
        /// The link
        #[arg(value_name = "LINK")]
        link: String,
    },
    /// Open it again after a pause
    #[command(after_help = "Examples:\n  keepwell wallet link resume 4F7A0C21")]
    Resume {
        /// The paused link
        #[arg(value_name = "LINK")]
        link: String,
    },
    /// Give it a new end, also after the old one; the code stays
    #[command(
        after_help = "Examples:\n  keepwell wallet link rearm 4F7A0C21 --for 7d --openings 3"
    )]
    Rearm {
        /// The link
        #[arg(value_name = "LINK")]
        link: String,
        /// For how long from now: 30m, 2h, 3d; at most 30 days
        #[arg(long = "for", value_name = "DURATION")]
        lasts: String,
        /// How many times it may be opened from now on [default: no limit]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        openings: Option<u32>,
    },
    /// Put the summary of today behind it
    #[command(after_help = "Examples:\n  keepwell wallet link update 4F7A0C21")]
    Update {
        /// The link
        #[arg(value_name = "LINK")]
        link: String,
    },
    /// End it for ever
    #[command(after_help = "Examples:\n  keepwell wallet link stop 4F7A0C21")]
    Stop {
        /// The link
        #[arg(value_name = "LINK")]
        link: String,
    },
    /// Who opened it, as they called themselves
    #[command(after_help = "Examples:\n  keepwell wallet link opened 4F7A0C21")]
    Opened {
        /// The link
        #[arg(value_name = "LINK")]
        link: String,
    },
}

/// Makes a link.
#[derive(Args, Debug)]
#[command(after_help = "\
Whoever has a link has your summary: it is weaker than a share with a clinic's card.

Examples:
  keepwell wallet link make --shape travel --for 10d --passcode-file code.txt --qr summary.png
  keepwell wallet link make --shape clinic-us --for 15m --openings 1 --qr desk.png")]
pub(crate) struct MakeLink {
    /// travel (a patient summary for any reader) or clinic-us (a file with its PDF, as clinics in the USA take it)
    #[arg(long, value_name = "SHAPE")]
    pub shape: String,
    /// For how long: 30m, 2h, 3d; at most 30 days
    #[arg(long = "for", value_name = "DURATION")]
    pub lasts: String,
    /// From when [default: now]
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Ask whoever opens it for a passcode, which is typed at a prompt
    #[arg(long)]
    pub passcode: bool,
    /// The same, with the passcode from a file
    #[arg(long, value_name = "FILE")]
    pub passcode_file: Option<PathBuf>,
    /// How often the passcode may be wrong in all
    #[arg(long, value_name = "N", default_value_t = keepwell_wallet::links::ATTEMPTS)]
    pub attempts: u32,
    /// How many times it may be opened [default: no limit]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub openings: Option<u32>,
    /// What it says it is, in at most 80 characters
    #[arg(long, value_name = "TEXT", default_value = "Patient summary")]
    pub label: String,
    /// Leave out mental, sexual, genetic, substance, violence: some of them, all or none [default: none]
    #[arg(long, value_name = "GROUP,…", value_delimiter = ',')]
    pub hold_back: Vec<String>,
    /// The language of the PDF, such as pt
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// Write the code as a picture
    #[arg(long, value_name = "FILE.png")]
    pub qr: Option<PathBuf>,
}
