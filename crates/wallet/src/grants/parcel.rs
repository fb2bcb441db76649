//! Hands a share over with no network on either side: as the frames of an animated code, sealed to the clinic, with the ledger's
//! proof where it is there by then. The grant is one like any other: the outbox sends it when it can, and it can be stopped.
//! For that its bundle is kept, packed, beside the grant; what was sealed for the relay only the clinic can open. A grant that may
//! be opened without the ledger can be handed over as soon as nothing else works: its bundle then, without PDF and documents. A
//! share under words has these beside its bundle, sealed as everything here, to be said as often as its code is shown.

use keepwell_crypto::{
    recipient::Recipient,
    spoken::{SALT_LEN, SpokenWords},
};
use keepwell_protocol::{
    frame::{Frames, MAX_OBJECT},
    link::GrantLink,
    parcel::{self, Content, Parcel},
    spoken::Spoken,
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
/// The first byte of a value: the version of its format.
const VERSION: u8 = 1;
/// The same of a share under words: salt, time of issue and the words come before the bundle.
const UNDER_WORDS: u8 = 2;
/// The most that six words take, in bytes; they stand there with spaces behind them up to so many.
const WORDS_ROOM: usize = 64;
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
    super::make::make_as(vault, &wish, (share::Form::Parcel, None), now, rng)
}

/// What is kept of a share to hand it over.
pub(crate) struct HandOver<'a> {
    /// The packed bundle.
    pub(crate) packed: &'a [u8],
    /// What its card was made of, where that was words.
    pub(crate) words: Option<(&'a Spoken, &'a SpokenWords)>,
}

/// A share that is handed over.
pub struct HandedOver {
    /// The animated code.
    pub frames: Frames,
    /// What to say at the desk, where the share is under words.
    pub words: Option<SpokenWords>,
}

/// Whether a share can be handed over.
///
/// # Errors
/// [`GrantError::Store`].
pub fn can_hand_over(vault: &Vault, id: GrantId) -> Result<bool, GrantError> {
    Ok(vault.store().get(PARCELS, id.as_bytes())?.is_some())
}

/// Whether a share is under six words.
///
/// # Errors
/// [`GrantError::Store`].
pub fn is_under_words(vault: &Vault, id: GrantId) -> Result<bool, GrantError> {
    let value = vault
        .store()
        .get(PARCELS, id.as_bytes())?
        .map(Zeroizing::new);
    Ok(value.is_some_and(|value| value.first() == Some(&UNDER_WORDS)))
}

/// The frames of a share that can be handed over; notes in the activity, and in the grant, that it was handed over: from here on its
/// stop has to stand on the ledger, whatever the servers know of it. Each call seals anew, with the ledger's proof once that is there.
///
/// # Errors
/// [`GrantError::NotFound`], [`GrantError::Over`], [`GrantError::NoParcel`] for a share that cannot be handed over.
pub fn hand_over(vault: &Vault, id: GrantId, now: Timestamp) -> Result<HandedOver, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let text = code::text(&grant, now).ok_or(GrantError::Over)?;
    let kept = kept(vault, id)?.ok_or(GrantError::NoParcel)?;
    let (spoken, words) = kept.words.unzip();
    let parcel = Parcel {
        spoken,
        ..seal(vault, &grant, &text, kept.packed)?
    };
    let frames = Frames::new(&parcel.encode());
    let frames = frames.map_err(|_| ShareError::TooMuchForFrames)?;
    grants::change(vault, id, |grant| grant.handed_over = true)?;
    activity::note(vault, Act::HandedOver(id), now)?;
    Ok(HandedOver { frames, words })
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

/// Puts what is needed to hand a new grant over into the batch that keeps the grant.
pub(super) fn put(batch: &mut Batch, id: GrantId, handed: &HandOver<'_>) {
    let value = match handed.words {
        None => [&[VERSION], handed.packed].concat(),
        Some((spoken, words)) => {
            let line = Zeroizing::new(format!("{:WORDS_ROOM$}", *words.expose()));
            let issued = spoken.issued().seconds().to_be_bytes();
            let parts: [&[u8]; 5] = [
                &[UNDER_WORDS],
                spoken.salt(),
                &issued,
                line.as_bytes(),
                handed.packed,
            ];
            parts.concat()
        }
    };
    batch.put(PARCELS, id.as_bytes(), value);
}

/// What was kept.
struct Kept {
    packed: Zeroizing<Vec<u8>>,
    words: Option<(Spoken, SpokenWords)>,
}

fn kept(vault: &Vault, id: GrantId) -> Result<Option<Kept>, GrantError> {
    let value = vault.store().get(PARCELS, id.as_bytes())?;
    let Some(value) = value.map(Zeroizing::new) else {
        return Ok(None);
    };
    let (words, packed) = match value.split_first() {
        Some((&VERSION, packed)) => (None, packed),
        Some((&UNDER_WORDS, rest)) => {
            let (words, packed) = words(rest).ok_or(GrantError::Unreadable)?;
            (Some(words), packed)
        }
        _ => return Err(GrantError::Unreadable),
    };
    let packed = Zeroizing::new(packed.to_vec());
    Ok(Some(Kept { packed, words }))
}

/// What a card was made of, and what comes behind it.
fn words(value: &[u8]) -> Option<((Spoken, SpokenWords), &[u8])> {
    let (salt, rest) = value.split_first_chunk::<SALT_LEN>()?;
    let (issued, rest) = rest.split_first_chunk()?;
    let (line, packed) = rest.split_first_chunk::<WORDS_ROOM>()?;
    let spoken =
        Spoken::from_parts("share under words", *salt, u64::from_be_bytes(*issued)).ok()?;
    let words = SpokenWords::parse(std::str::from_utf8(line).ok()?).ok()?;
    Some(((spoken, words), packed))
}

#[cfg(test)]
mod tests;
