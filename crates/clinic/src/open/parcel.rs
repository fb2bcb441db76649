//! A share that came in an animated code instead of from a relay: the same checks by the same names, where `relay` says that
//! nobody was asked. Everything that is needed is in the parcel; without a network the ledger's proof in it and what is known
//! from before have to do, if the patient allowed that. A parcel under words is for a card that six words make, and is opened the
//! same way by a desk that was told them.

use std::{io::Write as _, path::Path};

use keepwell_client::transport::Transport;
use keepwell_crypto::{
    hash::sha256,
    recipient::{Identity, OpenError as SealError},
    spoken::SpokenWords,
};
use keepwell_protocol::{
    card::Card,
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
use crate::desk::Desk;

/// What a person should know who opened one.
const NOTE: &str = "This came straight from the patient's device. Their wallet noted that it handed it over; it is not told what is done here.";

/// Opens `parcel` into the folder `out`, which must be new or empty.
///
/// # Errors
/// [`OpenError`]; then `out` is as it was, and nothing of the record is left anywhere. [`OpenError::NeedsWords`] where it is under
/// words.
pub fn open_parcel(
    desk: &mut Desk,
    transport: &dyn Transport,
    parcel: &Parcel,
    out: &Path,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Opened, OpenError> {
    if parcel.spoken.is_some() {
        return Err(OpenError::NeedsWords);
    }
    let generations = desk.generations();
    let card = card::check(generations, now)?;
    let keys = generations.iter().map(|one| Keys {
        card: one.card.clone(),
        identity: one.identity(),
    });
    let own = Openers {
        card,
        keys: keys.collect(),
        opened: "the share opened with this clinic's key",
        refused: OpenError::NotForUs,
    };
    open_with(desk, transport, (parcel, own), out, now, rng)
}

/// The same of a parcel under words, by what the patient said and somebody typed.
///
/// # Errors
/// As [`open_parcel`]; [`OpenError::NotTheWords`] where they are others.
pub fn open_under_words(
    desk: &mut Desk,
    transport: &dyn Transport,
    (parcel, words): (&Parcel, &SpokenWords),
    out: &Path,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Opened, OpenError> {
    let spoken = parcel.spoken.ok_or(OpenError::NotUnderWords)?;
    let told = spoken.desk(words, &parcel.code.relay)?;
    let detail = format!(
        "the share is for a card of its own, made of six words, issued {}",
        spoken.issued()
    );
    let told = Openers {
        card: ((), detail),
        keys: vec![Keys {
            card: told.card,
            identity: told.identity,
        }],
        opened: "the share opened with the six words",
        refused: OpenError::NotTheWords,
    };
    open_with(desk, transport, (parcel, told), out, now, rng)
}

/// What a parcel may be sealed for.
struct Openers {
    /// What there is to say of the cards.
    card: ((), String),
    /// The cards, and what opens a seal for each.
    keys: Vec<Keys>,
    /// What is said when one of them did.
    opened: &'static str,
    /// What it means when none of them did.
    refused: OpenError,
}

struct Keys {
    card: Card,
    identity: Identity,
}

fn open_with(
    desk: &mut Desk,
    transport: &dyn Transport,
    (parcel, openers): (&Parcel, Openers),
    out: &Path,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Opened, OpenError> {
    let mut output = Output::prepare(out)?;
    let mut passed = Checks::default();
    passed.take(CheckName::Card, openers.card.clone());
    passed.take(CheckName::Qr, code(&parcel.code));
    let servers = relay::allowed(desk.servers(), &parcel.code)?;
    passed.take(CheckName::Relay, nobody_asked(&parcel.code));
    let (card, content, manifest) = passed.take(CheckName::Decrypt, decrypt(parcel, openers)?);
    let share = Unsealed {
        link: &parcel.code,
        card: &card,
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

/// The card whose key opens it, and what is inside.
fn decrypt(parcel: &Parcel, openers: Openers) -> Passed<(Card, Content, Manifest)> {
    for Keys { card, identity } in openers.keys {
        match parcel.open(&identity) {
            Ok(content) => {
                let manifest = content.manifest().map_err(|_| OpenError::Damaged)?;
                return Ok(((card, content, manifest), openers.opened.to_owned()));
            }
            Err(SealError::NotForThisKey) => {}
            Err(SealError::Damaged | SealError::TooLarge) => return Err(OpenError::Damaged),
        }
    }
    Err(openers.refused)
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
