//! Clinics' cards: read from a link, a file or a picture, judged by the core, and handed to the page as a text that it
//! gives back when it shares.

use data_encoding::BASE64;
use keepwell_wallet::{
    cards::{self, CardError, Standing},
    edge::{Card, CardLink, FormatError, check_characters},
};
use serde::Serialize;
use tauri::command;

use super::{Shared, beside, file::FileBytes};
use crate::{clock, desk::PATIENCE, failure::Failure, session::Session};

/// A card that may be shared with.
#[derive(Serialize)]
pub(crate) struct ReadCard {
    card: String,
    clinic: Clinic,
}

/// A clinic, as its card says.
#[derive(Serialize)]
struct Clinic {
    name: String,
    country: String,
    check: String,
    met: bool,
}

/// Reads a card's link.
#[command]
pub(crate) async fn read_card(session: Shared<'_>, text: String) -> Result<ReadCard, Failure> {
    beside(session, move |session| {
        judged(session, cards::from_text(&text))
    })
    .await
}

/// Reads a card's file, or a picture of its code.
#[command]
pub(crate) async fn read_card_file(
    session: Shared<'_>,
    bytes: FileBytes,
) -> Result<ReadCard, Failure> {
    beside(session, move |session| {
        judged(session, cards::from_file(&bytes.0))
    })
    .await
}

fn judged(session: &Session, link: Result<CardLink, CardError>) -> Result<ReadCard, Failure> {
    let card = cards::fetch(link?, &session.transport.within(PATIENCE))?;
    let standing = session.with_vault(|vault| {
        let known = cards::known(vault)?;
        Ok(cards::judge(&card, &known, clock::now())?)
    })?;
    let details = card.details();
    Ok(ReadCard {
        card: BASE64.encode(card.as_bytes()),
        clinic: Clinic {
            name: details.name.clone(),
            country: details.country.clone(),
            check: check_characters(&card.key()),
            met: matches!(standing, Standing::MetBefore(_)),
        },
    })
}

/// The card that [`judged`] wrote.
///
/// # Errors
/// When it is another text; its signature is checked again.
pub(super) fn unwrap(text: &str) -> Result<Card, Failure> {
    let bytes = BASE64
        .decode(text.as_bytes())
        .map_err(|_| FormatError::malformed("card", "text"))?;
    Ok(Card::parse(&bytes)?)
}
