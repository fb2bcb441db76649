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
mod state;
mod table;

use keepwell_protocol::{consent::ConsentError, time::Timestamp};
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
pub use make::{LONGEST_S, Made, Wish, make};
pub(crate) use parcel::pack;
pub use parcel::{can_hand_over, hand_over, make_parcel};
pub use pause::{PauseState, Paused, pause, pauses, resume};
pub use record::{
    Blob, Clinic, Delivered, Grant, IndexMark, LedgerSide, Listed, Pause, PauseWish, Recorded,
    RelaySide, Retry, SealedManifest, SealedPart, Seen, Share, Stop,
};
pub use revoke::{StopState, Stopped, revoke, revoke_all, stops};
pub use showing::{Showing, showing};
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
            | Self::NotFound
            | Self::NoOpenings => Kind::Usage,
            Self::BadProof | Self::NoParcel | Self::NoProof | Self::NotRepeatable | Self::Over => {
                Kind::Refused
            }
            Self::Card(error) => error.kind(),
            Self::CardKey | Self::Consent(_) => Kind::Damaged,
            Self::Share(error) => error.kind(),
            Self::Evidence(_) | Self::Store(_) | Self::Unreadable | Self::Write(_) => Kind::Other,
        }
    }
}
