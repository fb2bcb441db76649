//! Why a file, or something in it, was not taken in as it should be: one word for the app's languages, one sentence for
//! people. What is wrong inside a FHIR file is `keepwell_records`' to say; a file about somebody else is a refusal
//! ([`crate::records::Mismatch`]).

use std::io;

use keepwell_records::import::{ImportError, Reason};
use keepwell_smart::{card::CardError, certificate::CertificateError, numeric::NumericError};
use thiserror::Error;

use crate::{error::Kind, strangers::LinkWhy};

/// Why.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Why {
    /// An archive that is broken.
    #[error("The archive is damaged; get it again from where it came.")]
    ArchiveDamaged,
    /// An archive without a file.
    #[error("There is no file in this archive.")]
    ArchiveEmpty,
    /// An archive with a password.
    #[error("The archive has a password; unpack it and import the files in it.")]
    ArchiveLocked,
    /// A file in an archive that is over the limit.
    #[error("This file is larger than 256 MiB; unpack the archive and import it by itself.")]
    ArchiveMember,
    /// An archive over a limit.
    #[error("There is too much in this archive; unpack it and import the files in it.")]
    ArchiveTooMuch,
    /// An archive of a kind that is not read.
    #[error("The archive is packed in an unusual way; unpack it and import the files in it.")]
    ArchiveUnusual,
    /// A SMART Health Card that cannot be read.
    #[error(transparent)]
    Card(CardError),
    /// A card of which the time is over.
    #[error("This card has expired; what it says was signed before.")]
    CardExpired,
    /// A card from the future.
    #[error("This card says that it holds only later; check the clock of this device.")]
    CardTooEarly,
    /// A card or certificate whose signature nobody has checked.
    #[error(
        "This names who signed it, and nobody has checked that; it is kept so that others can."
    )]
    CardUnchecked,
    /// An HCERT certificate that cannot be read.
    #[error(transparent)]
    Certificate(CertificateError),
    /// A file that somebody writes to.
    #[error("The file changed while it was read; import it again.")]
    Changed,
    /// A code of a card that cannot be read.
    #[error(transparent)]
    Code(NumericError),
    /// A card of several codes, some of which are missing.
    #[error(transparent)]
    CodesMissing(NumericError),
    /// A folder.
    #[error("This is a folder; name the files in it.")]
    Folder,
    /// A file that this program may not read.
    #[error("This file may not be read; check its permissions.")]
    NotAllowed,
    /// A link, or a file behind it.
    #[error(transparent)]
    Link(#[from] LinkWhy),
    /// A pipe, a device.
    #[error("This is not a plain file; save it as one and import that.")]
    NotPlain,
    /// Readable, and empty of records.
    #[error("There is nothing in this file that could be kept.")]
    Nothing,
    /// No file.
    #[error("There is no such file; check its name.")]
    NoSuchFile,
    /// A part of a FHIR file.
    #[error(transparent)]
    Part(#[from] Reason),
    /// The whole of a FHIR file or a document.
    #[error(transparent)]
    Read(#[from] ImportError),
    /// The disk.
    #[error("The file could not be read ({0}); check its disk and try again.")]
    Unreadable(io::ErrorKind),
}

impl Why {
    /// A word that stays the same, whatever becomes of the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ArchiveDamaged => "archive_damaged",
            Self::ArchiveEmpty => "archive_empty",
            Self::ArchiveLocked => "archive_locked",
            Self::ArchiveMember => "archive_member",
            Self::ArchiveTooMuch => "archive_too_much",
            Self::ArchiveUnusual => "archive_unusual",
            Self::Card(_) | Self::Certificate(_) | Self::Code(_) => "card_damaged",
            Self::CardExpired => "card_expired",
            Self::CardTooEarly => "card_too_early",
            Self::CardUnchecked => "card_unchecked",
            Self::Changed => "changed",
            Self::CodesMissing(_) => "card_codes_missing",
            Self::Folder => "folder",
            Self::Link(why) => why.code(),
            Self::NotAllowed => "not_allowed",
            Self::NotPlain => "not_plain",
            Self::Nothing => "nothing",
            Self::NoSuchFile => "no_such_file",
            Self::Part(reason) => reason.code(),
            Self::Read(error) => error.code(),
            Self::Unreadable(_) => "unreadable",
        }
    }
}

impl Why {
    /// What it means for the caller.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Link(why) => why.kind(),
            _ => Kind::Damaged,
        }
    }
}

impl From<&io::Error> for Why {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NoSuchFile,
            io::ErrorKind::PermissionDenied => Self::NotAllowed,
            kind => Self::Unreadable(kind),
        }
    }
}
