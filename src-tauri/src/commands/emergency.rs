//! The emergency card, shown, saved to be printed, and kept to be shown while the wallet is locked.

use keepwell_wallet::{
    emergency::{self, Wish, locked},
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
        emergency::{CardPaper, CardWish, EmergencyCard, LockedCard},
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

/// Gives the card that is shown while the wallet is locked, if there is one. It needs no open wallet.
#[command]
#[specta::specta]
pub(crate) async fn locked_card(session: Shared<'_>) -> Result<Option<LockedCard>, Failure> {
    beside(session, |session| {
        Ok(locked::read(&session.folder).map(|card| LockedCard::of(&card)))
    })
    .await
}

/// Tells what the card is like that is shown while the wallet is locked, if one is.
#[command]
#[specta::specta]
pub(crate) async fn locked_card_wish(session: Shared<'_>) -> Result<Option<CardWish>, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| Ok(locked::wish(vault)?.map(CardWish::of)))
    })
    .await
}

/// Shows such a card while the wallet is locked, or none.
#[command]
#[specta::specta]
pub(crate) async fn set_locked_card(
    session: Shared<'_>,
    wish: Option<CardWish>,
) -> Result<(), Failure> {
    let wish: Option<Wish> = wish.map(CardWish::try_into).transpose()?;
    beside(session, move |session| {
        session.with_vault(|vault| match &wish {
            Some(wish) => Ok(locked::turn_on(vault, wish, clock::now(), &mut OsRng)?),
            None => Ok(locked::turn_off(vault)?),
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
