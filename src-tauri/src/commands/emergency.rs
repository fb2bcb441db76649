//! The emergency card, shown and saved to be printed.

use keepwell_wallet::{
    emergency::{self, Wish},
    trip,
};
use rand_core::OsRng;
use tauri::{AppHandle, command};

use super::{Shared, beside};
use crate::{
    clock,
    failure::Failure,
    save,
    shown::{
        emergency::{CardPaper, CardWish, EmergencyCard},
        wallet::SavedFile,
    },
};

const CARD_NAME: &str = "keepwell-emergency-card.pdf";

/// Makes the card.
#[command]
#[specta::specta]
pub(crate) async fn emergency_card(
    session: Shared<'_>,
    wish: CardWish,
) -> Result<EmergencyCard, Failure> {
    let wish: Wish = wish.try_into()?;
    beside(session, move |session| {
        session.with_vault(|vault| {
            let card = emergency::make(vault, &wish, clock::now(), &mut OsRng)?;
            Ok(EmergencyCard::of(&card))
        })
    })
    .await
}

/// Saves the card as a PDF to print, where the person says.
#[command]
#[specta::specta]
pub(crate) async fn save_emergency_card(
    app: AppHandle,
    session: Shared<'_>,
    wish: CardWish,
    paper: CardPaper,
) -> Result<Option<SavedFile>, Failure> {
    let wish: Wish = wish.try_into()?;
    let Some(path) = save::ask_file(&app, CARD_NAME).await? else {
        return Ok(None);
    };
    beside(session, move |session| {
        session.with_vault(|vault| {
            let now = clock::now();
            let card = emergency::make(vault, &wish, now, &mut OsRng)?;
            std::fs::write(&path, card.pdf(paper.into(), now)?)?;
            // The card is there, also where that cannot be noted for a trip.
            let _ = trip::saved(vault, trip::Paper::Card, card.language, now);
            Ok(Some(SavedFile::new(&path, path.metadata()?.len(), 0)))
        })
    })
    .await
}
