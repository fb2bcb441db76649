//! Composes a link's file and seals it under the link's key, into a file of the outbox. Every time it is done a fresh
//! initialisation vector is drawn, so that a backup that comes back repeats none.

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    patient_shared::{self, Source},
    view::Category,
};
use keepwell_smart::{file, link::Key};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use super::Shape;
use crate::{
    grants::{GrantError, SealedPart},
    outbox::files,
    records::{self, RecordId, SelectedRecords, moment},
    share::{self, Choice, ShareError},
    vault::Vault,
};

/// The name of the only part, for the relay.
const PART: &str = "summary";
const FHIR: &str = "application/fhir+json";

/// A sealed file, and what is in it.
pub(super) struct Sealed {
    pub(super) part: SealedPart,
    pub(super) records: u64,
    /// Before it was sealed.
    pub(super) bytes: u64,
    pub(super) inside: Vec<(RecordId, Category)>,
}

/// Seals the summary of `choice` as `shape` has it; the file is durable on return.
pub(super) fn seal(
    vault: &Vault,
    shape: Shape,
    choice: &Choice,
    key: &[u8; 32],
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Sealed, GrantError> {
    let selected = records::select(vault, &choice.selection(), now, rng);
    let mut selected = selected.map_err(ShareError::from)?;
    let content = Zeroizing::new(match shape {
        Shape::Travel => std::mem::take(&mut selected.bundle),
        Shape::ClinicUs => collection(choice, &selected, now, rng)?,
    });
    let sealed = file::seal(&Key::new(*key), fresh_iv(rng), FHIR, &content)?;
    let name = files::random_name(rng);
    files::write(vault, &name, sealed.as_bytes()).map_err(ShareError::from)?;
    Ok(Sealed {
        part: SealedPart {
            name: PART.to_owned(),
            file: name,
            uploaded: false,
        },
        records: selected.records,
        bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
        inside: selected.inside,
    })
}

/// 96 random bits, drawn for one encryption. Nothing is counted, so that a wallet that comes back from a backup repeats none.
pub(super) fn fresh_iv(rng: &mut dyn CryptoRngCore) -> file::Iv {
    let mut iv = file::Iv::default();
    rng.fill_bytes(&mut iv);
    iv
}

/// What clinics in the USA take in.
fn collection(
    choice: &Choice,
    selected: &SelectedRecords,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Vec<u8>, ShareError> {
    let pdf = share::pdf(choice, selected, now).map(Zeroizing::new);
    let mut seed = [0; 16];
    rng.fill_bytes(&mut seed);
    let source = Source {
        summary: &selected.bundle,
        pdf: &pdf.ok_or(ShareError::Bundle)?,
        seed,
        time: moment(now),
    };
    patient_shared::compose(&source).ok_or(ShareError::Bundle)
}
