//! Shares: listed, looked at, stopped, paused and resumed.

use keepwell_wallet::{
    grants::{self, GrantError, GrantId},
    vault::Vault,
};
use rand_core::OsRng;
use tauri::command;

use super::{Shared, beside};
use crate::{
    clock,
    failure::Failure,
    session::Session,
    shown::{
        access::Access,
        code::SharedCode,
        grant::{GrantDetail, GrantLine},
        moving::MovingCode,
    },
    told::Change,
};

/// Tells who can see the record.
#[command]
#[specta::specta]
pub(crate) async fn access(session: Shared<'_>) -> Result<Access, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| Ok(Access::of(grants::access(vault, clock::now())?)))
    })
    .await
}

/// Lists all shares, the newest first.
#[command]
#[specta::specta]
pub(crate) async fn grants(session: Shared<'_>) -> Result<Vec<GrantLine>, Failure> {
    beside(session, |session| session.with_vault(list)).await
}

/// Tells everything about a share.
#[command]
#[specta::specta]
pub(crate) async fn grant(session: Shared<'_>, id: String) -> Result<GrantDetail, Failure> {
    beside(session, move |session| {
        session.with_vault(|vault| detail(vault, grants::find(vault, &id)?.id))
    })
    .await
}

/// Stops a share.
#[command]
#[specta::specta]
pub(crate) async fn stop(session: Shared<'_>, id: String) -> Result<GrantDetail, Failure> {
    change(session, id, |vault, id| {
        grants::revoke(vault, id, clock::now()).map(drop)
    })
    .await
}

/// Lets the clinic in no more until the share is resumed.
#[command]
#[specta::specta]
pub(crate) async fn pause(session: Shared<'_>, id: String) -> Result<GrantDetail, Failure> {
    change(session, id, |vault, id| {
        grants::pause(vault, id, clock::now()).map(drop)
    })
    .await
}

/// Lets the clinic in again.
#[command]
#[specta::specta]
pub(crate) async fn resume(session: Shared<'_>, id: String) -> Result<GrantDetail, Failure> {
    change(session, id, |vault, id| {
        grants::resume(vault, id, clock::now()).map(drop)
    })
    .await
}

/// Shares the same with the same clinic once more; the old share is stopped.
#[command]
#[specta::specta]
pub(crate) async fn more_time(
    session: Shared<'_>,
    id: String,
    minutes: u32,
) -> Result<SharedCode, Failure> {
    beside(session, move |session| {
        let code = session.at_desk(|desk| {
            let old = grants::find(desk.vault, &id)?.id;
            let made = grants::again(desk.vault, old, minutes, clock::now(), &mut OsRng)?;
            desk.send(&[old, made.id])?;
            desk.code(made)
        })?;
        session.told.tell(Change::Access);
        Ok(code)
    })
    .await
}

/// Shows a share as an animated code, for a clinic that has no network.
#[command]
#[specta::specta]
pub(crate) async fn hand_over(session: Shared<'_>, id: String) -> Result<MovingCode, Failure> {
    beside(session, move |session| {
        let code = session.with_vault(|vault| {
            let id = grants::find(vault, &id)?.id;
            Ok(MovingCode::of(&grants::hand_over(
                vault,
                id,
                clock::now(),
            )?)?)
        })?;
        session.told.tell(Change::Access);
        Ok(code)
    })
    .await
}

/// Stops every share that somebody may open.
#[command]
#[specta::specta]
pub(crate) async fn stop_all(session: Shared<'_>) -> Result<Vec<GrantLine>, Failure> {
    beside(session, |session| {
        session.at_desk(|desk| {
            let stopped = grants::revoke_all(desk.vault, clock::now())?;
            let ids: Vec<GrantId> = stopped.iter().map(|stopped| stopped.id).collect();
            desk.send(&ids)?;
            session.told.tell(Change::Access);
            list(desk.vault)
        })
    })
    .await
}

/// Keeps what the person wants with a share, sends it, and tells how far it is.
async fn change(
    session: Shared<'_>,
    id: String,
    wish: fn(&Vault, GrantId) -> Result<(), GrantError>,
) -> Result<GrantDetail, Failure> {
    beside(session, move |session: &Session| {
        session.at_desk(|desk| {
            let id = grants::find(desk.vault, &id)?.id;
            wish(desk.vault, id)?;
            desk.send(&[id])?;
            session.told.tell(Change::Access);
            detail(desk.vault, id)
        })
    })
    .await
}

fn list(vault: &Vault) -> Result<Vec<GrantLine>, Failure> {
    let lines = grants::list(vault, clock::now())?;
    Ok(lines.into_iter().map(GrantLine::of).collect())
}

fn detail(vault: &Vault, id: GrantId) -> Result<GrantDetail, Failure> {
    Ok(GrantDetail::of(grants::detail(vault, id, clock::now())?)?)
}
