//! Why a stranger's server gave nothing, or why what is behind a link was not taken in: one word for the app's languages, one
//! sentence for people that says what to do. No sentence holds an address or what a server wrote.

use keepwell_client::transport::TransportError;
use keepwell_smart::{file::FileError, link::LinkError, manifest::ManifestError};
use thiserror::Error;

use crate::error::Kind;

/// Why there is no answer, or none to use.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum AskError {
    /// Not HTTPS, or an address inside a private network.
    #[error(
        "this leads into a private network or has no https://, so nothing was asked: ask whoever sent it for another"
    )]
    Address,
    /// The connection ended in the middle.
    #[error("the connection to the server broke off: try again")]
    Broken,
    /// 429, and after how many seconds one may ask again.
    #[error("the server asks to wait{}: try again then", pause(.0))]
    Busy(Option<u64>),
    /// 500 to 599.
    #[error("the server has a fault (HTTP {0}): try again later")]
    Faulty(u16),
    /// 404 or 410.
    #[error(
        "the server has nothing there any more: it is over, was taken back, or was tried too often; ask for a new one"
    )]
    Gone,
    /// 401, and how many attempts are left, where it says so.
    #[error("the passcode is wrong{}: ask for the right one", attempts(.0))]
    Passcode(Option<u64>),
    /// 300 to 399.
    #[error("the server sends on to another address, which is not followed: ask for a new one")]
    Redirected,
    /// Any other status.
    #[error("the server refused (HTTP {0}): ask whoever sent it")]
    Refused(u16),
    /// Nothing came in time.
    #[error("the server does not answer in time: try again later")]
    Silent,
    /// More than allowed.
    #[error("the server sends more than is allowed: ask for less at once")]
    TooLarge,
    /// No connection.
    #[error(transparent)]
    Unreachable(TransportError),
}

/// Why a link, or a file behind it, was not taken in.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LinkWhy {
    /// A file that would let one read more at another server.
    #[error(
        "this would let a program read on at another server; it was passed over, and the other files were taken in"
    )]
    Access,
    /// The server.
    #[error(transparent)]
    Ask(AskError),
    /// A link without a file behind it.
    #[error("nothing is shared behind this link: ask whoever sent it")]
    Empty,
    /// A file that does not open.
    #[error(transparent)]
    File(FileError),
    /// No link.
    #[error(transparent)]
    Link(LinkError),
    /// An answer that is no manifest.
    #[error(transparent)]
    Manifest(ManifestError),
    /// Of a later version of the standard.
    #[error("this link was made by a newer program, so nothing was asked: update this one")]
    Newer,
    /// Where nobody may ask the network.
    #[error(
        "this is a link to records elsewhere, and nothing was asked: `keepwell wallet import` follows it"
    )]
    NotFollowed,
    /// A mistake in the link that left no doubt.
    #[error("whoever made this link broke a rule of its standard; it was read all the same")]
    Odd,
    /// What its server says does not hold any more.
    #[error("whoever shared this says that it no longer holds; it was taken in all the same")]
    Outdated,
    /// Its end is past.
    #[error("the time of this link is over, so nothing was asked: ask for a new one")]
    Over,
    /// A passcode that nobody gave.
    #[error(
        "this link has a passcode: ask whoever sent it, and give it at the prompt or by --passcode-file"
    )]
    Passcode,
    /// More than is taken from one link.
    #[error("there is more behind this link than is taken in at once: ask for smaller ones")]
    TooMuch,
    /// A file of another kind.
    #[error(
        "this program does not know files of this kind; it was passed over, and the other files were taken in"
    )]
    Unknown,
}

impl AskError {
    /// A word that stays the same, whatever becomes of the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address => "link_address",
            Self::Broken => "link_broken",
            Self::Busy(_) => "link_busy",
            Self::Faulty(_) => "link_faulty",
            Self::Gone => "link_gone",
            Self::Passcode(_) => "link_wrong_passcode",
            Self::Redirected => "link_redirected",
            Self::Refused(_) => "link_refused",
            Self::Silent => "link_silent",
            Self::TooLarge => "link_too_large",
            Self::Unreachable(_) => "link_unreachable",
        }
    }

    /// What it means for the caller.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Address | Self::Gone | Self::Passcode(_) | Self::Refused(_) => Kind::Refused,
            Self::TooLarge => Kind::Damaged,
            _ => Kind::Unreachable,
        }
    }
}

impl LinkWhy {
    /// A word that stays the same, whatever becomes of the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Access => "link_access",
            Self::Ask(error) => error.code(),
            Self::Empty => "link_empty",
            Self::File(_) => "link_file",
            Self::Link(_) => "link_damaged",
            Self::Manifest(_) => "link_nonsense",
            Self::Newer => "link_newer",
            Self::NotFollowed => "link_not_followed",
            Self::Odd => "link_odd",
            Self::Outdated => "link_outdated",
            Self::Over => "link_over",
            Self::Passcode => "link_passcode",
            Self::TooMuch => "link_too_much",
            Self::Unknown => "link_unknown",
        }
    }

    /// What it means for the caller.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Ask(error) => error.kind(),
            Self::Manifest(ManifestError::Damaged) => Kind::Unreachable,
            Self::Newer | Self::NotFollowed | Self::Over | Self::Passcode => Kind::Refused,
            _ => Kind::Damaged,
        }
    }

    /// Whether a file was left alone on purpose.
    pub(crate) fn is_passed_over(&self) -> bool {
        matches!(self, Self::Access | Self::Unknown)
    }
}

impl From<TransportError> for AskError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Address | TransportError::Private => Self::Address,
            TransportError::Broken => Self::Broken,
            TransportError::Faulty(status) => Self::Faulty(status),
            TransportError::Silent => Self::Silent,
            other => Self::Unreachable(other),
        }
    }
}

impl From<AskError> for LinkWhy {
    fn from(error: AskError) -> Self {
        Self::Ask(error)
    }
}

impl From<FileError> for LinkWhy {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl From<LinkError> for LinkWhy {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Newer => Self::Newer,
            other => Self::Link(other),
        }
    }
}

impl From<ManifestError> for LinkWhy {
    fn from(error: ManifestError) -> Self {
        match error {
            ManifestError::TooLarge => Self::TooMuch,
            other => Self::Manifest(other),
        }
    }
}

fn pause(seconds: &Option<u64>) -> String {
    match seconds {
        None => String::new(),
        Some(1) => " a second".to_owned(),
        Some(seconds) => format!(" {seconds} seconds"),
    }
}

fn attempts(left: &Option<u64>) -> String {
    match left {
        None => String::new(),
        Some(0) => ", and no attempt is left".to_owned(),
        Some(1) => ", and one attempt is left".to_owned(),
        Some(left) => format!(", and {left} attempts are left"),
    }
}
