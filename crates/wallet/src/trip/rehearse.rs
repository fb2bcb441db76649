//! Everything that a traveller shows is made once, as it would be in a hospital without a network: the summary, its PDF, the
//! words of the country, the emergency card and a moving code. Whether there is no network is asked of the wallet's own servers.

use keepwell_client::transport::{Method, Request, Transport};
use keepwell_crypto::recipient::Identity;
use keepwell_protocol::{
    frame::Frames,
    link::GrantLink,
    mailbox::MailboxId,
    parcel::{Content, Parcel},
    time::Timestamp,
};
use keepwell_records::{emergency::Phrase, terms::Language};
use rand_core::CryptoRngCore;
use serde::Serialize;

use super::TripError;
use crate::{
    emergency::{self, Paper},
    grants::pack,
    records::{self, SelectedRecords},
    share::{self, Choice, ShareError},
    travel,
    vault::Vault,
};

/// What is read of an answer that there must not be.
const MAX_ANSWER: u64 = 1024;
/// The size of a manifest with the ledger's proof, about.
const MANIFEST: usize = 4096;

/// What was made. Its JSON is part of `wallet trip --test`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rehearsal {
    /// How many records are in the summary.
    pub records: u64,
    /// How many of its names the term list has in the language of the country.
    pub terms: usize,
    /// How many lines are on the emergency card.
    pub card: usize,
    /// How many bytes the summary's PDF has.
    pub pdf: usize,
    /// How many frames a moving code of the summary has.
    pub frames: usize,
}

/// Whether any of the wallet's servers answers: then there is a network. What they answer does not matter.
pub fn is_answered(vault: &Vault, transport: &dyn Transport) -> bool {
    let settings = vault.settings();
    [&settings.server, &settings.relay, &settings.page]
        .into_iter()
        .any(|origin| {
            let request = Request {
                method: Method::Get,
                url: format!("{}/", origin.as_str()),
                headers: Vec::new(),
                body: Vec::new(),
                limit: MAX_ANSWER,
            };
            transport.send(request).is_ok()
        })
}

/// Makes everything, and keeps and sends nothing.
///
/// # Errors
/// [`TripError`] for the first that cannot be made.
pub fn rehearse(
    vault: &Vault,
    language: Language,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Rehearsal, TripError> {
    let choice = summary_in(language);
    let selected = records::select(vault, &choice.selection(), now, rng)?;
    let pdf = share::pdf(&choice, &selected, now).ok_or(ShareError::Bundle)?;
    let wish = emergency::Wish {
        language,
        ..emergency::Wish::default()
    };
    let card = emergency::make(vault, &wish, now, rng)?;
    card.pdf(Paper::Wallet, now)?;
    let page = travel::page(vault, language, now, rng)?;
    let names = page
        .sheet
        .lines
        .iter()
        .filter_map(|line| line.what.as_ref());
    let is_known = |name: &&Phrase| !name.is_untranslated;
    Ok(Rehearsal {
        records: selected.records,
        terms: names.filter(is_known).count(),
        card: card.shown.lines,
        pdf: pdf.len(),
        frames: frames(vault, &selected, rng)?,
    })
}

/// The summary as a PDF to print.
///
/// # Errors
/// [`TripError`] when the records cannot be read, or there are none.
pub fn summary_pdf(
    vault: &Vault,
    language: Language,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Vec<u8>, TripError> {
    let choice = summary_in(language);
    let selected = records::select(vault, &choice.selection(), now, rng)?;
    Ok(share::pdf(&choice, &selected, now).ok_or(ShareError::Bundle)?)
}

/// A summary without what is private: it is printed, and tried, for whoever is there.
fn summary_in(language: Language) -> Choice {
    Choice {
        let_in: share::Groups::new(),
        language: Some(language.tag().to_owned()),
        ..Choice::default()
    }
}

/// The frames of the summary, sealed to a key that is forgotten at once: a real code needs a clinic's.
fn frames(
    vault: &Vault,
    selected: &SelectedRecords,
    rng: &mut dyn CryptoRngCore,
) -> Result<usize, TripError> {
    let (mut point, mut statement) = ([0; 32], [0; 32]);
    rng.fill_bytes(&mut point);
    rng.fill_bytes(&mut statement);
    let content = Content {
        manifest: vec![0; MANIFEST],
        packed: pack(&selected.bundle)?,
    };
    let sealed = content.seal(&Identity::generate(rng).recipient());
    let parcel = Parcel {
        code: GrantLink {
            relay: vault.settings().relay.clone(),
            mailbox: MailboxId::generate(rng),
            access_point: point,
            statement,
        },
        sealed: sealed.map_err(|error| ShareError::from(std::io::Error::from(error)))?,
        spoken: None,
    };
    let frames = Frames::new(&parcel.encode()).map_err(|_| ShareError::TooMuchForFrames)?;
    Ok(frames.needed())
}
