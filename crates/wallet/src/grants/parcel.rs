//! Hands a share over with no network on either side: as the frames of an animated code, sealed to the clinic, with the ledger's
//! proof where it is there by then. The grant is one like any other: the outbox sends it when it can, and it can be stopped.
//! For that its bundle is kept, packed, beside the grant; what was sealed for the relay only the clinic can open. A grant that may
//! be opened without the ledger can be handed over as soon as nothing else works: its bundle then, without PDF and documents.

use keepwell_crypto::recipient::Recipient;
use keepwell_protocol::{
    frame::{Frames, MAX_OBJECT},
    link::GrantLink,
    parcel::{self, Content, Parcel},
    time::Timestamp,
};
use keepwell_store::{Batch, Table};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::{
    activity::{self, Act},
    grants::{self, Grant, GrantError, GrantId, Made, Wish, code},
    share::{self, ShareError},
    vault::Vault,
};

/// Packed bundles, by grant.
const PARCELS: Table = Table::new("parcels");
/// The first byte of every value: the version of its format.
const VERSION: u8 = 1;
/// What is kept free in a parcel for the manifest, the code and the seal, in bytes; they take some six thousand.
const ROOM: usize = 16 * 1024;

/// Makes a grant as [`grants::make`] does, of the records alone and without their PDF, that can be handed over by [`hand_over`].
/// It may be opened while the ledger is away, or nobody could.
///
/// # Errors
/// As [`grants::make`]; [`ShareError::TooMuchForFrames`] for more than an animated code holds.
pub fn make_parcel(
    vault: &Vault,
    wish: Wish<'_>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Made, GrantError> {
    let mut wish = wish;
    wish.choice.offline_ok = true;
    super::make::make_as(vault, &wish, share::Form::Parcel, now, rng)
}

/// Whether a share can be handed over.
///
/// # Errors
/// [`GrantError::Store`].
pub fn can_hand_over(vault: &Vault, id: GrantId) -> Result<bool, GrantError> {
    Ok(vault.store().get(PARCELS, id.as_bytes())?.is_some())
}

/// The frames of a share that can be handed over; notes in the activity that it was handed over. Each call seals anew, with the
/// ledger's proof once that is there.
///
/// # Errors
/// [`GrantError::NotFound`], [`GrantError::Over`], [`GrantError::NoParcel`] for a share that cannot be handed over.
pub fn hand_over(vault: &Vault, id: GrantId, now: Timestamp) -> Result<Frames, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let text = code::text(&grant, now).ok_or(GrantError::Over)?;
    let packed = packed(vault, id)?.ok_or(GrantError::NoParcel)?;
    let parcel = seal(vault, &grant, &text, packed)?;
    let frames = Frames::new(&parcel.encode());
    let frames = frames.map_err(|_| ShareError::TooMuchForFrames)?;
    activity::note(vault, Act::HandedOver(id), now)?;
    Ok(frames)
}

fn seal(
    vault: &Vault,
    grant: &Grant,
    text: &str,
    packed: Zeroizing<Vec<u8>>,
) -> Result<Parcel, GrantError> {
    let share = grant.share.as_ref().ok_or(GrantError::NoParcel)?;
    let recipient: Recipient = share.recipient.parse().map_err(|_| ShareError::Recipient)?;
    let content = Content {
        manifest: share::manifest(vault, grant)?.encode(),
        packed,
    };
    let sealed = content.seal(&recipient);
    Ok(Parcel {
        code: GrantLink::parse(text).map_err(|_| GrantError::Unreadable)?,
        sealed: sealed.map_err(|error| ShareError::from(std::io::Error::from(error)))?,
        spoken: None,
    })
}

/// Packs a bundle for an animated code.
///
/// # Errors
/// [`ShareError::TooMuchForFrames`].
pub(crate) fn pack(bundle: &[u8]) -> Result<Zeroizing<Vec<u8>>, ShareError> {
    if bundle.len() > parcel::MAX_BUNDLE {
        return Err(ShareError::TooMuchForFrames);
    }
    let packed = parcel::pack(bundle);
    if packed.len() > MAX_OBJECT - ROOM {
        return Err(ShareError::TooMuchForFrames);
    }
    Ok(packed)
}

/// Puts the packed bundle of a new grant into the batch that keeps the grant.
pub(super) fn put(batch: &mut Batch, id: GrantId, packed: &[u8]) {
    batch.put(PARCELS, id.as_bytes(), [&[VERSION], packed].concat());
}

fn packed(vault: &Vault, id: GrantId) -> Result<Option<Zeroizing<Vec<u8>>>, GrantError> {
    let value = vault.store().get(PARCELS, id.as_bytes())?;
    let Some(value) = value else { return Ok(None) };
    match value.split_first() {
        Some((&VERSION, packed)) => Ok(Some(Zeroizing::new(packed.to_vec()))),
        _ => Err(GrantError::Unreadable),
    }
}

#[cfg(test)]
mod tests;
