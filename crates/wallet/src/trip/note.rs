//! What the wallet keeps of a trip, and the facts that its steps are judged by. One row, sealed; on this device alone, since
//! what was printed and tested here says nothing of another.

use keepwell_protocol::time::Timestamp;
use keepwell_records::terms::Language;
use keepwell_store::Batch;
use serde::{Deserialize, Serialize};

use super::{Facts, Trip, TripError, TripLink};
use crate::{
    grants::{self, Grant, state},
    links::Shape,
    records,
    vault::{TABLE, Vault},
};

/// In the vault's own rows, which no backup holds.
const KEY: &[u8] = b"trip";
/// The first byte of the row: the version of its format.
const VERSION: u8 = 1;

/// A paper that was saved to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// When.
    pub at: Timestamp,
    /// In which language.
    #[serde(with = "tag")]
    pub language: Language,
}

/// What is kept.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) trip: Option<Trip>,
    pub(super) card: Option<Saved>,
    pub(super) summary: Option<Saved>,
    pub(super) tested: Option<Timestamp>,
}

/// Changes what is kept; durable on return.
///
/// # Errors
/// [`TripError::Store`], [`TripError::Newer`].
pub(super) fn change(vault: &Vault, how: impl FnOnce(&mut Note)) -> Result<(), TripError> {
    let mut note = read(vault)?;
    how(&mut note);
    let mut value = vec![VERSION];
    // Times and tags can always be written.
    serde_json::to_writer(&mut value, &note).unwrap_or_default();
    let mut batch = Batch::new();
    batch.put(TABLE, KEY, value);
    Ok(vault.store().write(&batch)?)
}

/// Forgets all of it.
///
/// # Errors
/// [`TripError::Store`].
pub(super) fn forget(vault: &Vault) -> Result<(), TripError> {
    let mut batch = Batch::new();
    batch.delete(TABLE, KEY);
    Ok(vault.store().write(&batch)?)
}

/// What is known now.
///
/// # Errors
/// [`TripError`] when the vault cannot be read.
pub(super) fn facts(vault: &Vault, now: Timestamp) -> Result<Facts, TripError> {
    let note = read(vault)?;
    let links = grants::all(vault)?;
    Ok(Facts {
        records: records::count(vault)?,
        last_added: records::last_added(vault)?,
        trip: note.trip.filter(|trip| now < trip.until),
        card: note.card,
        summary: note.summary,
        tested: note.tested,
        links: links.iter().filter_map(|grant| link(grant, now)).collect(),
    })
}

/// What was kept; what makes no sense counts as nothing. A row of a later program is not written over.
fn read(vault: &Vault) -> Result<Note, TripError> {
    let Some(value) = vault.store().get(TABLE, KEY)? else {
        return Ok(Note::default());
    };
    match value.split_first() {
        Some((&VERSION, json)) => Ok(serde_json::from_slice(json).unwrap_or_default()),
        _ => Err(TripError::Newer),
    }
}

fn link(grant: &Grant, now: Timestamp) -> Option<TripLink> {
    let side = grant.link.as_ref()?;
    let is_open = grant.stop.is_none() && state(grant, now).is_live();
    // Without its secret this device can neither show nor update it.
    (is_open && side.shape == Shape::Travel && side.secret.is_some()).then(|| TripLink {
        id: grant.id,
        from: grant.from,
        until: grant.until,
        composed: side.composed,
        is_at_relay: grant.is_at_relay(),
    })
}

/// A language by its tag.
pub(super) mod tag {
    use keepwell_records::terms::Language;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(in crate::trip) fn serialize<S: Serializer>(
        language: &Language,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(language.tag())
    }

    pub(in crate::trip) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Language, D::Error> {
        let tag = String::deserialize(from)?;
        Language::of(&tag).ok_or_else(|| D::Error::custom("an unknown language"))
    }
}
