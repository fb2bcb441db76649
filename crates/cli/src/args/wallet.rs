//! Arguments of `keepwell wallet …`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{AddRecord, FollowedCommand, LinkCommand, MakeEmergencyCard, Pins, PrepareTrip};

/// A patient's side.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  keepwell wallet init --server http://127.0.0.1:8787
  keepwell wallet import summary.json scan.pdf
  keepwell wallet grant --to desk.png --for 2h --qr code.png
  keepwell wallet activity
  keepwell wallet revoke --all")]
pub(crate) enum WalletCommand {
    /// Make a new wallet and show its recovery words, once
    Init(WalletInit),
    /// Bring a wallet back from its words, and its record from a backup
    Restore(RestoreWallet),
    /// Write the whole wallet into one encrypted file
    Backup(BackupWallet),
    /// Add records from files, or the built-in sample
    Import(ImportRecords),
    /// Add an allergy, a medicine or who you are by hand
    Add(AddRecord),
    /// List records
    Records(ListRecords),
    /// Show one record
    Show(ShowRecord),
    /// Remove records from this wallet
    #[command(
        after_help = "Examples:\n  keepwell wallet remove 7KQ2M9XA\n  keepwell wallet remove --sample"
    )]
    Remove {
        /// The records' ids
        #[arg(
            value_name = "ID",
            required_unless_present = "sample",
            conflicts_with = "sample"
        )]
        ids: Vec<String>,
        /// Remove the built-in sample, and nothing else
        #[arg(long)]
        sample: bool,
    },
    /// Write everything into a folder: a FHIR bundle and the original files
    Export(ExportRecords),
    /// Make a card that anybody can read in an emergency, as text and as a code
    Emergency(MakeEmergencyCard),
    /// Share records with a clinic for a while
    Grant(MakeGrant),
    /// Show a share as an animated code to a clinic's camera, where there is no network
    #[command(
        after_help = "Examples:\n  keepwell wallet grant --to desk.png --for 2h --animated frames.png\n  keepwell wallet grant --words --for 2h --animated frames.png\n  keepwell wallet hand-over 4F7A0C21 --out frames.png"
    )]
    HandOver {
        /// The share, made with --animated
        #[arg(value_name = "GRANT")]
        grant: String,
        /// Write the code as an animated picture
        #[arg(long, value_name = "FILE.png")]
        out: PathBuf,
    },
    /// List shares
    #[command(after_help = "Examples:\n  keepwell wallet grants --json")]
    Grants,
    /// Stop shares
    Revoke(RevokeGrant),
    /// Give a clinic more time, or share the same with it again; the old share is stopped
    #[command(after_help = "Examples:\n  keepwell wallet again 4F7A0C21 --for 2h --qr code.png")]
    Again {
        /// The share to repeat
        #[arg(value_name = "GRANT")]
        grant: String,
        /// For how long: 30m, 2h, 3d; at most 30 days
        #[arg(long = "for", value_name = "DURATION")]
        lasts: String,
        /// Write the new code as a picture
        #[arg(long, value_name = "FILE.png")]
        qr: Option<PathBuf>,
    },
    /// Refuse a clinic for now; it can be let in again
    #[command(after_help = "Examples:\n  keepwell wallet pause 4F7A0C21")]
    Pause {
        /// The share to pause
        #[arg(value_name = "GRANT")]
        grant: String,
    },
    /// Let a clinic in again after a pause
    #[command(after_help = "Examples:\n  keepwell wallet resume 4F7A0C21")]
    Resume {
        /// The paused share
        #[arg(value_name = "GRANT")]
        grant: String,
    },
    /// Open the summary to whoever has a link, such as clinics abroad
    #[command(subcommand)]
    Link(LinkCommand),
    /// What is ready for a trip, and the link for it
    Trip(PrepareTrip),
    /// Links of others whose content may change
    #[command(subcommand)]
    Followed(FollowedCommand),
    /// Who looked
    #[command(after_help = "Examples:\n  keepwell wallet activity")]
    Activity,
    /// Write the log's proof of a share into a file that other programs can check
    #[command(after_help = "Examples:\n  keepwell wallet proof 4F7A0C21 --out proof.json")]
    Proof {
        /// The share
        #[arg(value_name = "GRANT")]
        grant: String,
        /// Where to write it
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Send what waits and learn what happened
    #[command(after_help = "Examples:\n  keepwell wallet sync")]
    Sync,
    /// Check the wallet, its receipts and the ledger
    #[command(after_help = "Examples:\n  keepwell wallet check")]
    Check,
    /// Use an invitation to a server that takes new shares only from who was invited
    #[command(after_help = "Examples:\n  keepwell wallet invitation invitation.txt")]
    Invitation {
        /// A file with the invitation alone
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// SMART Health Cards and health certificates
    #[command(subcommand)]
    Card(CardCommand),
    /// Clinics this wallet has met
    #[command(
        after_help = "Examples:\n  keepwell wallet cards\n  keepwell wallet cards --forget 'Harbour Clinic'"
    )]
    Cards {
        /// Forget this clinic, when it truly has a new key
        #[arg(long, value_name = "NAME")]
        forget: Option<String>,
    },
    /// Use another server from now on
    #[command(after_help = "Examples:\n  keepwell wallet server https://keepwell.example")]
    Server {
        /// Its address
        url: String,
        /// What you know of the server from somewhere better
        #[command(flatten)]
        pins: Pins,
    },
    /// Change the passphrase
    #[command(
        after_help = "Examples:\n  keepwell wallet passphrase\n  keepwell wallet passphrase --passphrase-file old --new-passphrase-file new"
    )]
    Passphrase {
        /// Read the new passphrase from the first line of this file
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Show the recovery words again, or compare them with your paper
    Words(ShowWords),
    /// Delete this wallet from this device
    #[command(after_help = "Examples:\n  keepwell wallet erase --yes")]
    Erase {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// Makes a wallet.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell wallet init --server http://127.0.0.1:8787\n  keepwell wallet init --server https://keepwell.example --words 24"
)]
pub(crate) struct WalletInit {
    /// The server that passes shares on and keeps the ledger
    #[arg(long, value_name = "URL")]
    pub server: String,
    /// How many recovery words
    #[arg(long, default_value = "12", value_parser = ["12", "24"])]
    pub words: String,
    /// What you know of the server from somewhere better
    #[command(flatten)]
    pub pins: Pins,
}

/// Restores a wallet.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell wallet restore --server http://127.0.0.1:8787 --phrase-file words.txt --backup mine.keepwell"
)]
pub(crate) struct RestoreWallet {
    /// The server that passes shares on and keeps the ledger
    #[arg(long, value_name = "URL")]
    pub server: String,
    /// A file with the recovery words [default: ask for them]
    #[arg(long, value_name = "FILE")]
    pub phrase_file: Option<PathBuf>,
    /// A backup; without one only keys and shares come back, no records
    #[arg(long, value_name = "FILE")]
    pub backup: Option<PathBuf>,
    /// What you know of the server from somewhere better
    #[command(flatten)]
    pub pins: Pins,
}

/// Shows or compares the words.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell wallet words\n  keepwell wallet words --check\n  keepwell wallet words --phrase-file words.txt"
)]
pub(crate) struct ShowWords {
    /// Ask for the words and say whether they are this wallet's
    #[arg(long)]
    pub check: bool,
    /// The same with the words in this file
    #[arg(long, value_name = "FILE")]
    pub phrase_file: Option<PathBuf>,
}

/// Writes a backup.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell wallet backup --out mine.keepwell\n  keepwell wallet backup --status"
)]
pub(crate) struct BackupWallet {
    /// The backup file; only your words open it
    #[arg(long, value_name = "FILE", required_unless_present = "status")]
    pub out: Option<PathBuf>,
    /// Only say whether words and file would bring everything back
    #[arg(long, conflicts_with = "out")]
    pub status: bool,
}

/// Imports files.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  keepwell wallet import summary.json results.ndjson letter.pdf xray.png
  keepwell wallet import vaccination.smart-health-card photo-of-a-code.jpg
  keepwell wallet import link.txt --passcode-file passcode.txt
  keepwell wallet import --sample
  keepwell wallet import child.json --person other")]
pub(crate) struct ImportRecords {
    /// FHIR R4 JSON or NDJSON, a SMART Health Card, PDF, JPEG, PNG or text, a ZIP of these; a SMART Health Link as a text, in a
    /// file, or as a picture of its code (a link typed here can be seen by others who use this computer)
    #[arg(
        value_name = "FILE",
        required_unless_present = "sample",
        conflicts_with = "sample"
    )]
    pub files: Vec<PathBuf>,
    /// Whose record it is, when it names another person than this wallet's
    #[arg(long)]
    pub person: Option<PersonChoice>,
    /// A file with the passcode of a link [default: ask for it]
    #[arg(long, value_name = "FILE", conflicts_with = "sample")]
    pub passcode_file: Option<PathBuf>,
    /// Import the built-in sample record, into an empty wallet
    #[arg(long)]
    pub sample: bool,
}

/// Whose record a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PersonChoice {
    /// This wallet's person, under another name or birth date
    Same,
    /// Somebody else: kept apart, never in a summary
    Other,
}

/// Cards and certificates.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Examples:\n  keepwell wallet card check\n  keepwell wallet card check --trust did.json"
)]
pub(crate) enum CardCommand {
    /// Say who signed cards and certificates, and whether somebody vouches for them
    Check(CheckCards),
}

/// Checks cards.
#[derive(Args, Debug)]
#[command(
    after_help = "The issuers of cards are asked for their keys and learn that somebody checks; nobody is asked about certificates.\n\nExamples:\n  keepwell wallet card check\n  keepwell wallet card check 7KQ2M9XA --trust vci-issuers.json\n  keepwell wallet card check --trust did.json"
)]
pub(crate) struct CheckCards {
    /// The documents with the cards [default: all that there are]
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// Whom you trust: a trust list of certificates (DID document) or a directory of card issuers (VCI)
    #[arg(long, value_name = "FILE")]
    pub trust: Vec<PathBuf>,
}

/// Lists records.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell wallet records\n  keepwell wallet records --category allergies\n  keepwell wallet records --search penicillin"
)]
pub(crate) struct ListRecords {
    /// allergies, medicines, problems, immunizations, results, procedures, documents or other
    #[arg(long, value_name = "NAME")]
    pub category: Option<String>,
    /// Only records with this text in them
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
}

/// Shows a record.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell wallet show 7KQ2M9XA\n  keepwell wallet show 7KQ2M9XA --raw > resource.json"
)]
pub(crate) struct ShowRecord {
    /// The record's id
    pub id: String,
    /// The resource or file byte for byte as it was imported
    #[arg(long)]
    pub raw: bool,
}

/// Exports everything.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  keepwell wallet export --out ./my-record")]
pub(crate) struct ExportRecords {
    /// A new or empty folder
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Makes a grant.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  keepwell wallet grant --to desk.png --for 2h --qr code.png
  keepwell wallet grant --to first --for 2h --qr show.png
  keepwell wallet grant --words --for 2h --animated frames.png
  keepwell wallet grant --to harbour.card --for 3d --share category:allergies,medicines --openings 1
  keepwell wallet grant --to harbour.card --for 30m --share id:7KQ2M9XA --purpose ETREAT --offline-ok
  keepwell wallet grant --to insurer.card --preset insurance_claim --share claim:7KQ2M9XA
  keepwell wallet grant --to harbour.card --for 2h --share all --hold-back mental,sexual")]
pub(crate) struct MakeGrant {
    /// The clinic's card, or the code on its screen: file, link or QR picture; or "first", whoever scans this wallet's code
    /// first
    #[arg(long, value_name = "CARD|first", required_unless_present = "words")]
    pub to: Option<String>,
    /// For a desk that has no code to show: an animated code that opens with six words, which are shown here to be said there
    #[arg(long, requires = "animated", conflicts_with_all = ["to", "qr", "svg"])]
    pub words: bool,
    /// With "first": how long to wait for somebody
    #[arg(long, default_value = "30m", value_name = "DURATION")]
    pub wait: String,
    /// For how long: 30m, 2h, 3d; at most 30 days
    #[arg(
        long = "for",
        value_name = "DURATION",
        required_unless_present = "preset"
    )]
    pub lasts: Option<String>,
    /// From when [default: now]
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// summary, all, category:NAME,…, id:ID,…, deidentified or claim:ID,… [default: summary]
    #[arg(long, value_name = "WHAT")]
    pub share: Option<String>,
    /// TREAT, ETREAT, HPAYMT, HRESCH, PUBHLTH or FAMRQT [default: TREAT]
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: Option<String>,
    #[arg(
        long,
        value_name = "NAME",
        help = "Fill in the rest as for gp_visit, emergency, dentist, pharmacy, second_opinion, insurance_claim, research or \
                public_health; holds sensitive groups back"
    )]
    pub preset: Option<String>,
    /// Leave out mental, sexual, genetic, substance, violence: some of them, all or none [default: none, or all with --preset]
    #[arg(long, value_name = "GROUP,…", value_delimiter = ',')]
    pub hold_back: Vec<String>,
    /// The language of the PDF, such as pt
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// How many times it may be opened [default: no limit]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub openings: Option<u32>,
    /// The clinic may open while the ledger cannot be reached
    #[arg(long)]
    pub offline_ok: bool,
    /// Write the code as a picture
    #[arg(long, value_name = "FILE.png")]
    pub qr: Option<PathBuf>,
    /// Make it an animated code that needs no network, of the records alone, and write it; allows to open while the ledger
    /// cannot be reached
    #[arg(long, value_name = "FILE.png")]
    pub animated: Option<PathBuf>,
    /// Write the code as a drawing
    #[arg(long, value_name = "FILE.svg")]
    pub svg: Option<PathBuf>,
}

/// Revokes grants.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  keepwell wallet revoke 4F7A0C21\n  keepwell wallet revoke --all"
)]
pub(crate) struct RevokeGrant {
    /// The share to stop
    #[arg(
        value_name = "GRANT",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    pub grant: Option<String>,
    /// Stop every share
    #[arg(long)]
    pub all: bool,
}
