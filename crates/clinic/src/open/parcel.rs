//! A share that came in an animated code instead of from a relay: the same checks by the same names, where `relay` says that
//! nobody was asked. Everything that is needed is in the parcel; without a network the ledger's proof in it and what is known
//! from before have to do, if the patient allowed that.

use std::{io::Write as _, path::Path};

use keepwell_client::transport::Transport;
use keepwell_crypto::{hash::sha256, recipient::OpenError as SealError};
use keepwell_protocol::{
    link::GrantLink,
    manifest::Manifest,
    parcel::{Content, Parcel, unpack},
    terms::{BUNDLE_PART, Terms},
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::{
    CheckName, Checks, OpenError, Opened, Passed, card,
    judge::{Unsealed, judge},
    output::Output,
    relay,
};
use crate::desk::{Desk, Generation};

/// What a person should know who opened one.
const NOTE: &str = "This came straight from the patient's device. Their wallet noted that it handed it over; it is not told what is done here.";

/// Opens `parcel` into the folder `out`, which must be new or empty.
///
/// # Errors
/// [`OpenError`]; then `out` is as it was, and nothing of the record is left anywhere.
pub fn open_parcel(
    desk: &mut Desk,
    transport: &dyn Transport,
    parcel: &Parcel,
    out: &Path,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Opened, OpenError> {
    let mut output = Output::prepare(out)?;
    let mut passed = Checks::default();
    passed.take(CheckName::Card, card::check(desk.generations(), now)?);
    passed.take(CheckName::Qr, code(&parcel.code));
    let servers = relay::allowed(desk.servers(), &parcel.code)?;
    passed.take(CheckName::Relay, nobody_asked(&parcel.code));
    let found = decrypt(parcel, desk.generations())?;
    let (generation, content, manifest) = passed.take(CheckName::Decrypt, found);
    let share = Unsealed {
        link: &parcel.code,
        generation,
        manifest: &manifest,
    };
    let judged = judge(desk, transport, &servers, &share, (&mut passed, now), rng)?;
    let parts = bundle(&content, &judged.granted.terms, &mut output)?;
    let carried = passed.take(CheckName::Parts, parts);
    let files = output.finish(&carried, &manifest.consent)?;
    Ok(judged.opened(desk, (passed, files), Some(NOTE.to_owned()), rng))
}

fn code(link: &GrantLink) -> ((), String) {
    let relay = &link.relay;
    let detail = format!("the animated code is whole, with a patient's code for the relay {relay}");
    ((), detail)
}

fn nobody_asked(link: &GrantLink) -> ((), String) {
    let relay = &link.relay;
    let detail =
        format!("{relay} is allowed; it was not asked, since the share came with the code");
    ((), detail)
}

/// The card's keys that open it, and what is inside.
fn decrypt<'d>(
    parcel: &Parcel,
    generations: &'d [Generation],
) -> Passed<(&'d Generation, Content, Manifest)> {
    for generation in generations {
        match parcel.open(&generation.identity()) {
            Ok(content) => {
                let manifest = content.manifest().map_err(|_| OpenError::Damaged)?;
                let detail = "the share opened with this clinic's key".to_owned();
                return Ok(((generation, content, manifest), detail));
            }
            Err(SealError::NotForThisKey) => {}
            Err(SealError::Damaged | SealError::TooLarge) => return Err(OpenError::Damaged),
        }
    }
    Err(OpenError::NotForUs)
}

/// The bundle is all that is carried, and must be what was granted, byte for byte. Gives the terms without what is still at the
/// relay, such as a PDF.
fn bundle(content: &Content, terms: &Terms, output: &mut Output) -> Passed<Terms> {
    let found = terms.parts.iter().find(|part| part.name == BUNDLE_PART);
    let part = found.ok_or(OpenError::PartAltered)?;
    let bundle = unpack(&content.packed, part.size).map_err(|_| OpenError::PartAltered)?;
    if sha256(&bundle) != part.digest {
        return Err(OpenError::PartAltered);
    }
    let mut file = output.create_part(BUNDLE_PART).map_err(OpenError::Write)?;
    file.write_all(&bundle).map_err(OpenError::Write)?;
    file.sync_all().map_err(OpenError::Write)?;
    let detail = match terms.parts.len() - 1 {
        0 => format!(
            "the record is byte for byte what the patient granted: {} bytes",
            part.size
        ),
        more => format!(
            "the record is byte for byte what the patient granted: {} bytes; {more} other parts did not come along",
            part.size
        ),
    };
    let carried = Terms {
        parts: vec![part.clone()],
        ..terms.clone()
    };
    Ok((carried, detail))
}
