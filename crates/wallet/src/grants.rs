//! Grants: who may read what, until when. Made for a clinic's card from a selection of records, kept with everything
//! that is needed to send, show, follow and stop them, and never forgotten. What is still to be sent is for
//! [`crate::outbox`]; what happened to them is in [`crate::activity`].

mod access;
mod again;
mod code;
mod contents;
mod detail;
mod find;
mod id;
mod list;
mod make;
mod parcel;
mod pause;
mod record;
mod revoke;
mod showing;
mod spoken;
mod state;
mod table;

use keepwell_crypto::spoken::NoMemory;
use keepwell_protocol::{consent::ConsentError, time::Timestamp};
use keepwell_smart::{file::FileError, link::LinkError};
use keepwell_store::StoreError;
use thiserror::Error;

use crate::{
    cards::CardError,
    error::{Kind, of_disk},
    share::ShareError,
};

pub use access::{Access, Offline, access};
pub use again::again;
pub use code::code;
pub use contents::{ContentKind, Contents, Section, contents};
pub use detail::{Detail, Happened, LogFact, RelayFact, Reported, detail};
pub use find::find;
pub use id::GrantId;
pub use list::{GrantLine, list};
pub(crate) use make::check_times;
pub use make::{LONGEST_S, Made, Wish, make};
pub(crate) use parcel::pack;
pub use parcel::{HandedOver, can_hand_over, hand_over, is_under_words, make_parcel};
pub use pause::{PauseState, Paused, pause, pauses, resume};
pub use record::{
    Blob, Clinic, Delivered, Grant, IndexMark, LedgerSide, Listed, Pause, PauseWish, Recorded,
    RelaySide, Retry, SealedManifest, SealedPart, Seen, Share, Stop,
};
pub use revoke::{StopState, Stopped, revoke, revoke_all, stops};
pub use showing::{Showing, showing};
pub use spoken::{NewWords, make_under_words};
pub use state::{GrantState, can_open, state};
pub use table::{all, load};
pub(crate) use table::{change, insert};

/// Why a grant cannot be made, found or stopped.
#[derive(Debug, Error)]
pub enum GrantError {
    /// Several grants begin with the same digits.
    #[error("several grants begin like this: give more digits of the one you mean")]
    Ambiguous,
    /// The card must not be used, or its keys cannot be.
    #[error(transparent)]
    Card(#[from] CardError),
    /// The clinic's card has a key that nothing can be agreed with.
    #[error("this clinic's card has an unusable key: ask the clinic for a new card")]
    CardKey,
    /// The Consent cannot be made from the names.
    #[error(transparent)]
    Consent(#[from] ConsentError),
    /// It would end before it begins, or has ended already.
    #[error("the end of the access must be later than its beginning and than now")]
    EndsTooEarly,
    /// More than 30 days ahead.
    #[error("access lasts at most 30 days from now: choose an end before {latest}")]
    EndsTooLate {
        /// The first moment that is too late.
        latest: Timestamp,
    },
    /// A receipt that was kept does not prove what it was kept for.
    #[error("the proof that was kept of this does not hold: run the check of this wallet")]
    BadProof,
    /// Evidence against a server cannot be written down.
    #[error("evidence against a server could not be kept on this device ({0}): check the disk")]
    Evidence(#[source] std::io::Error),
    /// There is no receipt of it on this device.
    #[error(
        "there is no proof yet: the log has not confirmed this, or the device that shared it has the proof"
    )]
    NoProof,
    /// It may not be opened without the ledger, is too large for an animated code, or was made on another device.
    #[error(
        "this share cannot be shown as an animated code: share again, letting the clinic open while the log is away, without large documents"
    )]
    NoParcel,
    /// The label of a link, or its server's address, is too long, or a passcode is asked for where the standard has none.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// It is a clinic's, not a link.
    #[error("this is no link: look at the list of links")]
    NotALink,
    /// The relay does not know the link yet.
    #[error("this link is not sent yet: send it first, when you are online")]
    NotSent,
    /// No passcode of a link.
    #[error("a passcode has 4 to 64 characters, and may be wrong 1 to 100 times")]
    Passcode,
    /// What is behind a link cannot be sealed.
    #[error(transparent)]
    Sealed(#[from] FileError),
    /// No such grant.
    #[error("there is no such grant in this wallet: look at the list of grants")]
    NotFound,
    /// What it was made from is not on this device.
    #[error("this cannot be repeated on this device: share with the clinic again from its code")]
    NotRepeatable,
    /// A limit of zero openings.
    #[error("at least one opening must be allowed")]
    NoOpenings,
    /// It has ended or was stopped.
    #[error("this access is over: share with the clinic again")]
    Over,
    /// The records cannot be composed or sealed.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// The vault cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A grant's record does not read back: a newer program wrote it, or the vault is damaged.
    #[error("a stored grant cannot be read: update this program, or restore from a backup")]
    Unreadable,
    /// The keys behind six words cannot be made.
    #[error(transparent)]
    Words(#[from] NoMemory),
    /// A file cannot be written where the patient wants it.
    #[error("the file could not be written ({0}): check its place and try again")]
    Write(#[source] std::io::Error),
}

impl GrantError {
    /// A file of the patient's that could not be written.
    pub(crate) fn unwritten(error: std::io::Error) -> Self {
        of_disk(error).map_or_else(Self::Write, Self::Store)
    }

    /// What it means for the caller.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Ambiguous
            | Self::EndsTooEarly
            | Self::EndsTooLate { .. }
            | Self::Link(_)
            | Self::NotALink
            | Self::NotFound
            | Self::NoOpenings
            | Self::Passcode => Kind::Usage,
            Self::BadProof
            | Self::NoParcel
            | Self::NoProof
            | Self::NotRepeatable
            | Self::NotSent
            | Self::Over => Kind::Refused,
            Self::Card(error) => error.kind(),
            Self::CardKey | Self::Consent(_) => Kind::Damaged,
            Self::Share(error) => error.kind(),
            Self::Evidence(_)
            | Self::Sealed(_)
            | Self::Store(_)
            | Self::Unreadable
            | Self::Words(_)
            | Self::Write(_) => Kind::Other,
        }
    }
}
