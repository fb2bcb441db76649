//! Clinic cards: from a file, a link or a QR picture to a card whose signature is checked and whose clinic is one the
//! patient may share with. The wallet remembers the cards it used, so that a clinic that suddenly has another key is
//! noticed before anything is encrypted to it.

mod read;
mod remember;
mod standing;
mod withdrawn;

use keepwell_client::ClientError;
use keepwell_protocol::{FormatError, link::LinkError, time::Timestamp};
use keepwell_store::StoreError;
use thiserror::Error;

use crate::error::Kind;

pub use read::{MAX_FILE_BYTES, fetch, from_file, from_text, open};
pub use remember::{KnownCard, forget, known, lasting, remember};
pub use standing::{Standing, judge};
pub use withdrawn::{Met, met};
pub(crate) use withdrawn::{learn, note};

/// Why a card cannot be read or must not be used.
#[derive(Debug, Error)]
pub enum CardError {
    /// A newer card of this clinic was used before: this one may have been taken from it.
    #[error(
        "this card of {name} is older than the one you used before: ask the clinic for its current card"
    )]
    Older {
        /// The clinic.
        name: String,
    },
    /// Its time is over.
    #[error("this clinic's card expired on {on}: ask the clinic for its current card")]
    Expired {
        /// When.
        on: Timestamp,
    },
    /// The relay could not be asked for the card behind a digest.
    #[error("the clinic's card could not be fetched: {0}")]
    Fetch(#[source] ClientError),
    /// The bytes are not a card.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The file cannot be read.
    #[error("the card's file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// Another clinic, or somebody who pretends, uses a name that was met under another key.
    #[error(
        "{name} showed another key than when you met it on {met}: ask at the clinic whether it has a new card. \
         If it has, forget the old one, then try again"
    )]
    KeyChanged {
        /// The clinic.
        name: String,
        /// When the other key was first used.
        met: Timestamp,
    },
    /// Neither a file nor a link.
    #[error("there is no such file, and this is no link of a clinic's card: check what you wrote")]
    NoSuchFile,
    /// Not a link of ours, or one of another kind.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The relay has no card under this digest.
    #[error(
        "the relay does not have this clinic's card any more: ask the clinic for its current card"
    )]
    Missing,
    /// Its issue lies in the future: this device's clock is wrong, or the clinic's.
    #[error("this clinic's card is not valid before {from}: check the clock of this device")]
    NotYet {
        /// When it begins.
        from: Timestamp,
    },
    /// The picture shows no readable code.
    #[error(transparent)]
    Picture(#[from] keepwell_qr::read::ReadError),
    /// The vault cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Larger than any card or picture.
    #[error(
        "this file is too large to be a clinic's card: choose the card's file or a picture of its code"
    )]
    TooLarge,
    /// What was kept of a card cannot be read back.
    #[error("what this wallet remembers of a clinic is damaged: forget the clinic, then try again")]
    Unreadable,
    /// Its own key withdrew it.
    #[error(
        "{name} has withdrawn this card, because somebody else may have its key: ask the clinic for its new card"
    )]
    Withdrawn {
        /// The clinic, as this card names it.
        name: String,
    },
}

impl CardError {
    /// What it means for the caller.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Older { .. }
            | Self::Expired { .. }
            | Self::KeyChanged { .. }
            | Self::Missing
            | Self::NotYet { .. }
            | Self::Withdrawn { .. } => Kind::Refused,
            Self::Fetch(error) if error.is_unreachable() => Kind::Unreachable,
            Self::Fetch(_) => Kind::Refused,
            Self::Format(_)
            | Self::Io(_)
            | Self::Link(_)
            | Self::NoSuchFile
            | Self::Picture(_)
            | Self::TooLarge
            | Self::Unreadable => Kind::Damaged,
            Self::Store(_) => Kind::Other,
        }
    }
}
