//! Clinics' cards: read from a link, a file or a picture, judged by the core, and handed to the page as a text that it
//! gives back when it shares.

use std::cmp::Reverse;

use data_encoding::BASE64;
use keepwell_wallet::{
    cards::{self, CardError, KnownCard},
    edge::{Card, CardLink, FormatError, read_code},
    vault::Vault,
};
use tauri::command;

use super::{Shared, beside, file::FileBytes};
use crate::{clock, desk::PATIENCE, failure::Failure, session::Session, shown::clinic::Clinic};

/// Lists the clinics that can be shared with again, the latest first.
#[command]
#[specta::specta]
pub(crate) async fn clinics(session: Shared<'_>) -> Result<Vec<Clinic>, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| rows(cards::lasting(vault)?))
    })
    .await
}

/// Reads a card's link.
#[command]
#[specta::specta]
pub(crate) async fn read_card(session: Shared<'_>, text: String) -> Result<Clinic, Failure> {
    beside(session, move |session| {
        judged(session, cards::from_text(&text))
    })
    .await
}

/// Reads a card's file, or a picture of its code.
#[command]
#[specta::specta]
pub(crate) async fn read_card_file(
    session: Shared<'_>,
    bytes: FileBytes,
) -> Result<Clinic, Failure> {
    beside(session, move |session| {
        judged(session, cards::from_file(&bytes.0))
    })
    .await
}

/// Reads the text of a code in a picture file.
#[command]
#[specta::specta]
pub(crate) async fn read_picture(session: Shared<'_>, bytes: FileBytes) -> Result<String, Failure> {
    beside(session, move |_| Ok(read_code(&bytes.0)?)).await
}

/// Every clinic that was ever shared with, the latest first.
///
/// # Errors
/// When what the wallet remembers cannot be read.
pub(super) fn known(vault: &Vault) -> Result<Vec<Clinic>, Failure> {
    rows(cards::known(vault)?)
}

fn rows(mut known: Vec<KnownCard>) -> Result<Vec<Clinic>, Failure> {
    known.sort_by_key(|card| Reverse(card.last_used));
    let clinics = known
        .iter()
        .filter_map(|card| Clinic::met(card).transpose());
    Ok(clinics.collect::<Result<_, _>>()?)
}

fn judged(session: &Session, link: Result<CardLink, CardError>) -> Result<Clinic, Failure> {
    let card = cards::fetch(link?, &session.transport.within(PATIENCE))?;
    session.with_vault(|vault| {
        let standing = cards::judge(&card, &cards::met(vault)?, clock::now())?;
        Ok(Clinic::of(&card, standing))
    })
}

/// The card that the page was given as a text.
///
/// # Errors
/// When it is another text; its signature is checked again.
pub(super) fn unwrap(text: &str) -> Result<Card, Failure> {
    let bytes = BASE64
        .decode(text.as_bytes())
        .map_err(|_| FormatError::malformed("card", "text"))?;
    Ok(Card::parse(&bytes)?)
}
