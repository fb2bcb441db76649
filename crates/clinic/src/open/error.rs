//! Why a grant was not opened. Each cause belongs to one check and to one kind; what a relay refuses stays
//! `not_available` whatever the reason was, for it does not say.

use std::{io, path::PathBuf};

use keepwell_client::{error::ClientError, ledger::ProofError};
use keepwell_crypto::spoken::NoMemory;
use keepwell_protocol::{
    FormatError, consent::ConsentError, link::LinkError, origin::Origin, time::Timestamp,
};
use keepwell_qr::read::ReadError;
use keepwell_tlog::policy::NotWitnessed;
use thiserror::Error;

use super::{CheckName, OutputError};
use crate::{
    home::HomeError,
    kind::{self, Kind},
};

/// Why a grant was not opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// What an animated code gave is no parcel.
    #[error(transparent)]
    BadParcel(FormatError),
    /// The receipt or the proof beside it is not accepted.
    #[error("the ledger's receipt for this grant is not accepted: {0}")]
    BadReceipt(#[from] ProofError),
    /// The statement is damaged or its signature does not match.
    #[error(transparent)]
    BadStatement(FormatError),
    /// The ledger's status list is not the one that it logged.
    #[error("the ledger's list of what was taken back is not accepted: {0}")]
    BadStatus(FormatError),
    /// The terms cannot be read.
    #[error(transparent)]
    BadTerms(FormatError),
    /// The consent cannot be read or contradicts itself.
    #[error(transparent)]
    Consent(#[from] ConsentError),
    /// Altered or cut on the way, or made by something else.
    #[error("what the relay sent is damaged or was altered: ask the patient for a new code")]
    Damaged,
    /// The window is over.
    #[error("the patient's consent ended at {0}: ask for a new code")]
    Expired(Timestamp),
    /// The clinic's folder.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The wallet's identity key did not sign this grant.
    #[error("the patient's wallet did not sign this grant: it was put together by somebody else")]
    Identity,
    /// The ledger cannot be reached, and the terms do not allow to open without it.
    #[error(
        "this grant cannot be checked with the ledger, and the patient did not allow to open without it ({reason})"
    )]
    LedgerAway {
        /// What went wrong with the ledger, in a sentence.
        reason: String,
    },
    /// The ledger broke its word.
    #[error("{what}; the evidence is in {}", evidence.display())]
    LedgerLies {
        /// What it did.
        what: String,
        /// The file that proves it.
        evidence: PathBuf,
    },
    /// The code is not a patient's.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The parcel is under words, and none were given.
    #[error("this animated code is under six words: ask the patient for them, and give them too")]
    NeedsWords,
    /// The clinic's cards are so old that no grant to them can be alive.
    #[error(
        "this clinic's card has expired long ago: make a new one with `keepwell clinic card`, and show it to patients"
    )]
    NoLiveCard,
    /// The relay has nothing for this clinic.
    #[error(
        "this share is not available: it is over, has not begun, was taken back, or is meant for somebody else"
    )]
    NotAvailable(CheckName),
    /// Encrypted for another key.
    #[error("this share was encrypted for somebody else")]
    NotForUs,
    /// Six words, but not those that the share is under.
    #[error("these are not the words: ask the patient to say them once more")]
    NotTheWords,
    /// Words were given for a parcel that is for a clinic's card.
    #[error("this animated code is not under words: open it without them")]
    NotUnderWords,
    /// An animated code of which too few frames were read.
    #[error(
        "{have} of {needed} pictures of the animated code were read: let the camera look longer, with the whole code in view"
    )]
    NotWhole {
        /// How many different ones.
        have: usize,
        /// How many it takes at least; 0 where there was none at all.
        needed: usize,
    },
    /// The statement is not a grant.
    #[error("the code does not lead to a grant: ask the patient for a new code")]
    NotAGrant,
    /// The terms are not those that the statement commits to.
    #[error("the terms are not the ones that the patient signed: they were altered")]
    NotCommitted,
    /// The ledger does not know the grant, and the terms do not allow to open without it.
    #[error(
        "this grant is not on the ledger yet, and the patient did not allow to open without it: let their wallet connect, then try again"
    )]
    NotRecorded,
    /// The share names another statement than the code.
    #[error("the share is not the one that the code names: it was exchanged")]
    OtherStatement,
    /// The terms speak of something else; the text says of what.
    #[error("the grant is for another {0}: ask the patient for a new code")]
    OtherTerms(&'static str),
    /// The newest status list is too old, or there is none, and the terms do not allow to open without.
    #[error("{}, and the patient did not allow to open without: try again in a minute", old_status(*.age))]
    OldStatus {
        /// How old the list is, in seconds; `None` where there is none.
        age: Option<u64>,
    },
    /// The folder to write to.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A part is not the one that was granted.
    #[error(
        "a part of the share is not what the patient granted, or was damaged: nothing was kept"
    )]
    PartAltered,
    /// The picture gives no code.
    #[error(transparent)]
    Picture(#[from] ReadError),
    /// The relay cannot be reached, makes no sense or refuses.
    #[error("the share could not be fetched: {error}")]
    Relay {
        /// During which check.
        check: CheckName,
        /// What went wrong.
        error: ClientError,
    },
    /// The relay is not on the operator's list.
    #[error(
        "the code names {0}, which this clinic does not work with: allow it first if its operator is known to you"
    )]
    RelayNotAllowed(Origin),
    /// The patient took it back.
    #[error("the patient took this grant back: it cannot be opened any more")]
    Revoked,
    /// The ledger shows less than what it signed for this grant.
    #[error("the ledger shows an older state than this grant's receipt: try again in a minute")]
    StaleLedger,
    /// The window has not begun.
    #[error("the patient's consent begins at {0}: open it then")]
    TooEarly(Timestamp),
    /// Too few of the witnesses that this clinic asks for have seen what the ledger shows or signed for this grant.
    #[error(
        "{0}. Independent witnesses make sure that everybody is shown the same ledger; nothing is opened without enough of them"
    )]
    NotWitnessed(#[from] NotWitnessed),
    /// There is too little memory to try the words.
    #[error(transparent)]
    Words(#[from] NoMemory),
    /// The files could not be written.
    #[error(
        "the opened files could not be written ({0}): free some space, or choose another place"
    )]
    Write(#[source] io::Error),
}

fn old_status(age: Option<u64>) -> String {
    match age {
        Some(age) => format!(
            "the ledger's list of what was taken back is {} minutes old",
            age / 60
        ),
        None => "the ledger's list of what was taken back could not be had".to_owned(),
    }
}

impl OpenError {
    /// The check that failed; `None` when it was none of them.
    pub fn check(&self) -> Option<CheckName> {
        Some(match self {
            Self::NoLiveCard => CheckName::Card,
            Self::BadParcel(_) | Self::Link(_) | Self::NotWhole { .. } | Self::Picture(_) => {
                CheckName::Qr
            }
            Self::RelayNotAllowed(_) => CheckName::Relay,
            Self::NotAvailable(check) | Self::Relay { check, .. } => *check,
            Self::Damaged
            | Self::NeedsWords
            | Self::NotForUs
            | Self::NotTheWords
            | Self::NotUnderWords
            | Self::Words(_) => CheckName::Decrypt,
            Self::OtherStatement => CheckName::Digest,
            Self::BadStatement(_) | Self::Identity | Self::NotAGrant => CheckName::Statement,
            Self::BadTerms(_) | Self::Consent(_) | Self::NotCommitted | Self::OtherTerms(_) => {
                CheckName::Terms
            }
            Self::BadReceipt(_)
            | Self::LedgerAway { .. }
            | Self::LedgerLies { .. }
            | Self::NotRecorded
            | Self::NotWitnessed(_)
            | Self::StaleLedger => CheckName::Receipt,
            Self::Expired(_) | Self::TooEarly(_) => CheckName::Window,
            Self::BadStatus(_) | Self::OldStatus { .. } | Self::Revoked => CheckName::Revocation,
            Self::PartAltered => CheckName::Parts,
            Self::Home(_) | Self::Output(_) | Self::Write(_) => return None,
        })
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Home(error) => error.kind(),
            Self::LedgerAway { .. } | Self::OldStatus { .. } | Self::StaleLedger => {
                Kind::Unreachable
            }
            Self::BadParcel(_) | Self::Link(_) | Self::NotWhole { .. } | Self::Picture(_) => {
                Kind::Damaged
            }
            Self::Output(error) => error.kind(),
            Self::Relay { error, .. } => kind::of_client(error),
            Self::Words(_) | Self::Write(_) => Kind::Other,
            Self::NeedsWords | Self::NotUnderWords => Kind::Usage,
            _ => Kind::Refused,
        }
    }

    /// A code word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadParcel(_) => "altered",
            Self::BadReceipt(_) | Self::BadStatement(_) | Self::BadStatus(_) => "altered",
            Self::BadTerms(_) => "altered",
            Self::Consent(_) => "bad_consent",
            Self::Damaged | Self::PartAltered => "altered",
            Self::Expired(_) => "expired",
            Self::Home(error) => error.code(),
            Self::Identity | Self::NotCommitted | Self::OtherStatement => "altered",
            Self::LedgerAway { .. } => "ledger_unreachable",
            Self::LedgerLies { .. } => "ledger_lies",
            Self::Link(_) | Self::Picture(_) => "not_a_code",
            Self::NeedsWords => "needs_words",
            Self::NoLiveCard => "card_expired",
            Self::NotAvailable(_) => "not_available",
            Self::NotForUs | Self::OtherTerms(_) => "not_for_this_clinic",
            Self::NotAGrant => "not_a_grant",
            Self::NotRecorded => "not_recorded",
            Self::NotTheWords => "wrong_words",
            Self::NotUnderWords => "not_under_words",
            Self::NotWhole { .. } => "not_whole",
            Self::NotWitnessed(_) => "not_witnessed",
            Self::OldStatus { .. } => "status_old",
            Self::Output(error) => error.code(),
            Self::Relay { error, .. } => kind::code_of_client(error),
            Self::RelayNotAllowed(_) => "relay_not_allowed",
            Self::Revoked => "revoked",
            Self::StaleLedger => "ledger_stale",
            Self::TooEarly(_) => "too_early",
            Self::Words(_) => "no_memory",
            Self::Write(_) => "io",
        }
    }
}
