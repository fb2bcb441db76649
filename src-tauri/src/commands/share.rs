//! Sharing with a clinic whose card is known.

use keepwell_wallet::share::{self, Choice};
use rand_core::OsRng;
use tauri::command;

use super::{Shared, beside, cards::unwrap};
use crate::{
    clock,
    failure::Failure,
    session::Session,
    shown::{
        choice::{PresetChoice, ShareChoice},
        code::SharedCode,
        preview::Preview,
    },
    told::Change,
};

/// Gives the choices that are made ready for an occasion.
#[command]
#[specta::specta]
pub(crate) fn presets() -> Vec<PresetChoice> {
    share::presets().into_iter().map(PresetChoice::of).collect()
}

/// Shows exactly what a clinic would see.
#[command]
#[specta::specta]
pub(crate) async fn preview_share(
    session: Shared<'_>,
    choice: ShareChoice,
) -> Result<Preview, Failure> {
    beside(session, move |session| {
        let choice = full(session, choice)?;
        session.with_vault(|vault| {
            Ok(Preview::of(share::preview(
                vault,
                &choice,
                clock::now(),
                &mut OsRng,
            )?))
        })
    })
    .await
}

/// Shares with a clinic and gives the code to show.
#[command]
#[specta::specta]
pub(crate) async fn share(
    session: Shared<'_>,
    card: String,
    choice: ShareChoice,
) -> Result<SharedCode, Failure> {
    beside(session, move |session| {
        let (card, choice) = (unwrap(&card)?, full(session, choice)?);
        let code = session.at_desk(|desk| desk.code(desk.share(&card, &choice)?))?;
        session.told.tell(Change::Access);
        Ok(code)
    })
    .await
}

/// Shares with whoever is told six words, for a desk that has no code to scan; `called` is what the lists call them.
#[command]
#[specta::specta]
pub(crate) async fn share_under_words(
    session: Shared<'_>,
    choice: ShareChoice,
    called: String,
) -> Result<SharedCode, Failure> {
    beside(session, move |session| {
        let choice = full(session, choice)?;
        let code = session.at_desk(|desk| desk.code(desk.share_under_words(&called, &choice)?))?;
        session.told.tell(Change::Access);
        Ok(code)
    })
    .await
}

/// The choice with what the page does not say: in which language the PDF is.
///
/// # Errors
/// When it names no record.
pub(super) fn full(session: &Session, choice: ShareChoice) -> Result<Choice, Failure> {
    Ok(Choice {
        language: session.language(),
        ..choice.try_into()?
    })
}
