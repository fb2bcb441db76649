//! Sharing with a clinic that is met over a code: whoever scans first, or whose screen is scanned.

use std::sync::Arc;

use keepwell_wallet::rendezvous::{Given, RendezvousError, first, screen};
use rand_core::OsRng;
use tauri::{async_runtime::spawn_blocking, command};

use super::{Shared, beside, share::full};
use crate::{
    clock,
    desk::PATIENCE,
    failure::Failure,
    session::Session,
    shown::{choice::ShareChoice, clinic::Asked, code::SharedCode, first::FirstState},
    told::Change,
};

/// Shows a code to whoever scans first.
#[command]
#[specta::specta]
pub(crate) async fn first(session: Shared<'_>, choice: ShareChoice) -> Result<FirstState, Failure> {
    let session = Arc::clone(&session);
    spawn_blocking(move || session.begin_first(full(&session, choice)?)).await?
}

/// Tells where it stands.
#[command]
#[specta::specta]
pub(crate) fn first_state(session: Shared<'_>) -> FirstState {
    session.meetings.state()
}

/// Answers the clinic that asks.
#[command]
#[specta::specta]
pub(crate) async fn answer_first(session: Shared<'_>, yes: bool) -> Result<FirstState, Failure> {
    beside(session, move |session| {
        let (asked, choice) = session
            .meetings
            .take_first()
            .ok_or(RendezvousError::NotAsked)?;
        let transport = session.transport.within(PATIENCE);
        if !yes {
            first::answer(asked, &transport, None, clock::now(), &mut OsRng)?;
            return Ok(session.meetings.end(FirstState::refused()));
        }
        let code = session.at_desk(|desk| {
            let mut make = |card: &_| desk.share(card, &choice);
            let given =
                first::answer(asked, &transport, Some(&mut make), clock::now(), &mut OsRng)?;
            desk.code(given.ok_or(RendezvousError::NotAsked)?.made)
        })?;
        session.told.tell(Change::Access);
        Ok(session.meetings.end(FirstState::Shared { code }))
    })
    .await
}

/// Gives up.
#[command]
#[specta::specta]
pub(crate) async fn cancel_first(session: Shared<'_>) -> Result<(), Failure> {
    beside(session, |session| {
        if let Some((shown, _)) = session.meetings.take_first() {
            first::cancel(shown, &session.transport.within(PATIENCE), clock::now());
        }
        Ok(())
    })
    .await
}

/// Takes the code on a clinic's screen and tells which clinic it is.
#[command]
#[specta::specta]
pub(crate) async fn read_screen(session: Shared<'_>, text: String) -> Result<Asked, Failure> {
    beside(session, move |session| {
        leave(session);
        let transport = session.transport.within(PATIENCE);
        let read = session.with_vault(|vault| {
            Ok(screen::read(
                vault,
                &text,
                &transport,
                clock::now(),
                &mut OsRng,
            )?)
        })?;
        let asked = Asked::of(read.asking());
        *session.meetings.screen() = Some(read);
        Ok(asked)
    })
    .await
}

/// Shares with that clinic.
#[command]
#[specta::specta]
pub(crate) async fn share_with_screen(
    session: Shared<'_>,
    choice: ShareChoice,
) -> Result<SharedCode, Failure> {
    beside(session, move |session| {
        let choice = full(session, choice)?;
        let screen = session
            .meetings
            .screen()
            .take()
            .ok_or(RendezvousError::Over)?;
        let transport = session.transport.within(PATIENCE);
        let code = session.at_desk(|desk| {
            let mut make = |card: &_| desk.share(card, &choice);
            let Given { made, .. } =
                screen::deliver(screen, &transport, &mut make, clock::now(), &mut OsRng)?;
            desk.code(made)
        })?;
        session.told.tell(Change::Access);
        Ok(code)
    })
    .await
}

/// Tells that clinic no.
#[command]
#[specta::specta]
pub(crate) async fn leave_screen(session: Shared<'_>) -> Result<(), Failure> {
    beside(session, |session| {
        leave(session);
        Ok(())
    })
    .await
}

fn leave(session: &Session) {
    if let Some(screen) = session.meetings.screen().take() {
        let transport = session.transport.within(PATIENCE);
        screen::leave(screen, &transport, clock::now(), &mut OsRng);
    }
}
