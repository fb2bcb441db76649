//! Before a trip and on it: what is ready, the papers to print, the test without a network, the page for a doctor abroad.

use keepwell_wallet::{
    travel::{self, Language},
    trip::{self, Paper, TripError},
};
use rand_core::OsRng;
use tauri::{AppHandle, command};

use super::{Shared, beside, links::time};
use crate::{
    clock,
    desk::PATIENCE,
    failure::Failure,
    save,
    session::Session,
    shown::{
        travel::TravelPage,
        trip::{Rehearsal, Trip, TripList},
        wallet::SavedFile,
    },
};

const SUMMARY_NAME: &str = "keepwell-summary.pdf";

/// Makes the page for a doctor in this language.
#[command]
#[specta::specta]
pub(crate) async fn travel_page(
    session: Shared<'_>,
    language: String,
) -> Result<TravelPage, Failure> {
    let language = spoken(&language)?;
    beside(session, move |session| {
        session.with_vault(|vault| {
            let page = travel::page(vault, language, clock::now(), &mut OsRng)?;
            Ok(TravelPage::of(page))
        })
    })
    .await
}

/// Tells what is ready.
#[command]
#[specta::specta]
pub(crate) async fn trip(session: Shared<'_>) -> Result<TripList, Failure> {
    beside(session, list).await
}

/// Keeps when the trip is and what is spoken there.
#[command]
#[specta::specta]
pub(crate) async fn plan_trip(session: Shared<'_>, planned: Trip) -> Result<TripList, Failure> {
    beside(session, move |session| {
        let planned = trip::Trip {
            from: time(&planned.from)?,
            until: time(&planned.until)?,
            language: spoken(&planned.language)?,
        };
        session.with_vault(|vault| Ok(trip::plan(vault, planned, clock::now())?))?;
        list(session)
    })
    .await
}

/// Forgets the trip.
#[command]
#[specta::specta]
pub(crate) async fn forget_trip(session: Shared<'_>) -> Result<TripList, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| Ok(trip::forget(vault)?))?;
        list(session)
    })
    .await
}

/// Saves the summary as a PDF to print, where the person says.
#[command]
#[specta::specta]
pub(crate) async fn save_summary(
    app: AppHandle,
    session: Shared<'_>,
    language: String,
) -> Result<Option<SavedFile>, Failure> {
    let language = spoken(&language)?;
    let Some(path) = save::ask_file(&app, SUMMARY_NAME).await? else {
        return Ok(None);
    };
    beside(session, move |session| {
        session.with_vault(|vault| {
            let now = clock::now();
            let pdf = trip::summary_pdf(vault, language, now, &mut OsRng)?;
            std::fs::write(&path, pdf)?;
            trip::saved(vault, Paper::Summary, language, now)?;
            Ok(Some(SavedFile::new(&path, path.metadata()?.len(), 0)))
        })
    })
    .await
}

/// Makes everything that is shown on a trip, while no server answers.
#[command]
#[specta::specta]
pub(crate) async fn rehearse_trip(
    session: Shared<'_>,
    language: String,
) -> Result<Rehearsal, Failure> {
    let language = spoken(&language)?;
    beside(session, move |session| {
        let transport = session.transport.within(PATIENCE);
        session.with_vault(|vault| {
            if trip::is_answered(vault, &transport) {
                return Err(TripError::Online.into());
            }
            let now = clock::now();
            let made = trip::rehearse(vault, language, now, &mut OsRng)?;
            trip::tested(vault, now)?;
            Ok(Rehearsal::of(made))
        })
    })
    .await
}

fn list(session: &Session) -> Result<TripList, Failure> {
    let now = clock::now();
    session.with_vault(|vault| Ok(TripList::of(trip::checklist(vault, now)?, now)))
}

fn spoken(tag: &str) -> Result<Language, Failure> {
    Language::of(tag).ok_or_else(|| Failure::new("usage", "the word list is not in this language"))
}
