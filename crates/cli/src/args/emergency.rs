//! Arguments of `keepwell wallet emergency` and `keepwell clinic emergency`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Makes an emergency card.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  keepwell wallet emergency
  keepwell wallet emergency --language es --qr card.png
  keepwell wallet emergency --ascii --svg card.svg
  keepwell wallet emergency --language ar --pdf card.pdf --paper page
  keepwell wallet emergency --lines name,allergies,medicines,blood
  keepwell wallet emergency --language es --when-locked on")]
pub(crate) struct MakeEmergencyCard {
    /// The language of whoever is to read it: en, es, fr, de, pt, ar, zh, hi, ru or sw
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub language: String,
    /// Which lines: name, allergies, medicines, conditions, implants, blood, contacts [default: all but blood]
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub lines: Vec<String>,
    /// In English and in letters that every keyboard has, for scanners that type what they read
    #[arg(long)]
    pub ascii: bool,
    /// Leave out mental, sexual, genetic, substance, violence: some of them, all or none
    #[arg(
        long,
        value_name = "GROUP,…",
        value_delimiter = ',',
        default_value = "all"
    )]
    pub hold_back: Vec<String>,
    /// Write the code as a picture
    #[arg(long, value_name = "FILE.png")]
    pub qr: Option<PathBuf>,
    /// Write the code as a drawing
    #[arg(long, value_name = "FILE.svg")]
    pub svg: Option<PathBuf>,
    /// Write the card to print it
    #[arg(long, value_name = "FILE.pdf")]
    pub pdf: Option<PathBuf>,
    /// With --pdf: to fold for a wallet, or a page to read from a step away
    #[arg(long, default_value = "wallet")]
    pub paper: CardPaper,
    /// Let the app show this card while the wallet is locked, or none; anybody who holds the device can then read it
    #[arg(
        long,
        value_name = "on|off",
        conflicts_with_all = ["hold_back", "qr", "svg", "pdf"]
    )]
    pub when_locked: Option<WhenLocked>,
}

/// Whether a locked wallet shows the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhenLocked {
    /// From now on, without private topics
    On,
    /// No longer
    Off,
}

/// How a card is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CardPaper {
    /// A strip to be folded to the size of a bank card
    Wallet,
    /// A whole page
    Page,
}

/// Reads an emergency card.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell clinic emergency card.png\n  keepwell clinic emergency card.txt --json"
)]
pub(crate) struct ReadEmergencyCard {
    /// A picture of its code, or a file with its text
    #[arg(value_name = "QR.png|FILE.txt")]
    pub card: PathBuf,
}
