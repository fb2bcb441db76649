//! Arguments of `keepwell clinic …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Pins, ReadEmergencyCard};

/// A clinic's side.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  keepwell clinic init --name 'Harbour Clinic' --country IE --server http://127.0.0.1:8787
  keepwell clinic card --qr desk.png
  keepwell clinic open code.png --out ./visit
  keepwell clinic wait code.png --out ./visit
  keepwell clinic screen --qr screen.png --out ./visit")]
pub(crate) enum ClinicCommand {
    /// Make this clinic's keys
    Init(ClinicInit),
    /// Write this clinic's card, for patients to share with
    #[command(after_help = "Examples:\n  keepwell clinic card --out harbour.card --qr desk.png")]
    Card {
        /// Write the card to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Write its QR code as a picture
        #[arg(long, value_name = "FILE.png")]
        qr: Option<PathBuf>,
    },
    /// Move this clinic to another server; what was shared over the old one is opened as before
    #[command(
        after_help = "Examples:\n  keepwell clinic server https://2027.keepwell.example\n\nPrint the card anew afterwards: it names the new server."
    )]
    Server {
        /// The server its shares come from from now on
        #[arg(value_name = "URL")]
        url: String,
        /// What you know of the server from somewhere better
        #[command(flatten)]
        pins: Pins,
    },
    /// Open shares of another operator too
    #[command(
        after_help = "Examples:\n  keepwell clinic allow 'https://relay.example=ledger.example/ledger+1a2b3c4d+AQ…'\n  keepwell clinic allow --stop https://relay.example"
    )]
    Allow {
        /// The operator's relay and its ledger's key, as that operator gives them out
        #[arg(
            value_name = "RELAY=LEDGERKEY[@LEDGERURL]",
            required_unless_present = "stop"
        )]
        operator: Option<String>,
        /// Open no shares from this relay any more
        #[arg(long, value_name = "RELAY", conflicts_with = "operator")]
        stop: Option<String>,
    },
    /// Open what a patient shared, from a picture of the code or its text
    Open(ClinicOpen),
    /// Ask a patient who shows a code to whoever scans first, wait for the yes, and open what is shared
    Wait(ClinicWait),
    /// Show this clinic's code for a patient to scan, wait for the yes, and open what is shared
    Screen(ClinicScreen),
    /// Read an emergency card and check that nobody altered it; needs no clinic and no network
    Emergency(ReadEmergencyCard),
    /// Withdraw this clinic's card for ever, because somebody else may have its key
    #[command(after_help = "Examples:\n  keepwell clinic withdraw --yes")]
    Withdraw {
        /// Do it: it cannot be undone
        #[arg(long)]
        yes: bool,
    },
}

/// Claims a patient's code for whoever scans first.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell clinic wait code.png --out ./visit\n  keepwell clinic wait 'HTTPS://KEEPWELL.EXAMPLE/R#…' --out ./visit"
)]
pub(crate) struct ClinicWait {
    /// A picture of the patient's code, or its text
    #[arg(value_name = "QR.png|TEXT")]
    pub code: String,
    /// A new folder for the opened files
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Shows the clinic's own code.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell clinic screen --out ./visit\n  keepwell clinic screen --qr screen.png --out ./visit --wait 8h"
)]
pub(crate) struct ClinicScreen {
    /// Write the code as a picture, anew every two minutes
    #[arg(long, value_name = "FILE.png")]
    pub qr: Option<PathBuf>,
    /// A new folder for the opened files
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How long to wait for a patient
    #[arg(long, default_value = "30m", value_name = "DURATION")]
    pub wait: String,
}

/// Makes a clinic's keys.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell clinic init --name 'Harbour Clinic' --country IE --server https://keepwell.example"
)]
pub(crate) struct ClinicInit {
    /// The name patients know it by
    #[arg(long)]
    pub name: String,
    /// Two letters, such as IE
    #[arg(long, value_name = "CC")]
    pub country: String,
    /// The server its shares come from
    #[arg(long, value_name = "URL")]
    pub server: String,
    /// What you know of the server from somewhere better
    #[command(flatten)]
    pub pins: Pins,
}

/// Opens a share.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell clinic open code.png --out ./visit\n  keepwell clinic open 'HTTPS://KEEPWELL.EXAMPLE/G#…' --out ./visit --json\n  keepwell clinic open frames.png --out ./visit\n  keepwell clinic open frames.png --words-file words.txt --out ./visit"
)]
pub(crate) struct ClinicOpen {
    /// A picture of the code, or its text; of an animated code the animated picture, or a folder of pictures of it
    #[arg(value_name = "QR.png|TEXT|DIR")]
    pub code: String,
    /// A file with the six words that the patient says, where the animated code is under words [default: ask for them]
    #[arg(long, value_name = "FILE")]
    pub words_file: Option<PathBuf>,
    /// A new folder for the opened files
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}
