//! Links for whoever has them: made, shown, paused, given a new end, brought up to date, stopped.

use keepwell_wallet::{
    edge::Timestamp,
    grants::{self, GrantId},
    links::{self, ATTEMPTS},
    share::Choice,
    vault::Vault,
};
use rand_core::OsRng;
use tauri::command;
use zeroize::Zeroizing;

use super::{Shared, beside};
use crate::{
    clock,
    desk::Desk,
    failure::Failure,
    session::Session,
    shown::link::{LinkDetail, LinkLine, LinkWish},
    told::Change,
};

/// Lists all links, the newest first.
#[command]
#[specta::specta]
pub(crate) async fn links(session: Shared<'_>) -> Result<Vec<LinkLine>, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| {
            let lines = links::list(vault, clock::now())?;
            Ok(lines.into_iter().map(LinkLine::of).collect())
        })
    })
    .await
}

/// Tells everything about a link.
#[command]
#[specta::specta]
pub(crate) async fn link(session: Shared<'_>, id: String) -> Result<LinkDetail, Failure> {
    beside(session, move |session| {
        session.with_vault(|vault| detail(vault, grants::find(vault, &id)?.id))
    })
    .await
}

/// Makes a link and sends it.
#[command]
#[specta::specta]
pub(crate) async fn make_link(
    session: Shared<'_>,
    mut wish: LinkWish,
) -> Result<LinkDetail, Failure> {
    let passcode = wish.passcode.take().map(Zeroizing::new);
    beside(session, move |session| {
        let now = clock::now();
        let from = wish.from.as_deref().map(time).transpose()?;
        let made = links::LinkWish {
            shape: wish.shape.into(),
            choice: Choice {
                // Whoever has a link can open it, so private topics stay out.
                let_in: Default::default(),
                openings: wish.openings,
                language: wish.language.clone().or_else(|| session.language()),
                ..Choice::default()
            },
            label: &wish.label,
            passcode: passcode.as_ref().map(|passcode| passcode.as_str()),
            attempts: ATTEMPTS,
            from,
            until: time(&wish.until)?,
        };
        sent(session, |desk| {
            Ok(links::make(desk.vault, &made, now, &mut OsRng)?.id)
        })
    })
    .await
}

/// Puts the summary of today behind a link.
#[command]
#[specta::specta]
pub(crate) async fn update_link(session: Shared<'_>, id: String) -> Result<LinkDetail, Failure> {
    beside(session, move |session| {
        sent(session, |desk| {
            let id = grants::find(desk.vault, &id)?.id;
            links::update(desk.vault, id, clock::now(), &mut OsRng)?;
            Ok(id)
        })
    })
    .await
}

/// Gives a link a new end, also after the old one; its code stays.
#[command]
#[specta::specta]
pub(crate) async fn rearm_link(
    session: Shared<'_>,
    id: String,
    until: String,
    openings: Option<u32>,
) -> Result<LinkDetail, Failure> {
    beside(session, move |session| {
        let until = time(&until)?;
        sent(session, |desk| {
            let id = grants::find(desk.vault, &id)?.id;
            let end = (until, openings);
            links::rearm(desk.vault, id, end, clock::now(), &mut OsRng)?;
            Ok(id)
        })
    })
    .await
}

/// A time that the page wrote.
///
/// # Errors
/// When it is none.
pub(super) fn time(text: &str) -> Result<Timestamp, Failure> {
    Timestamp::parse(text).map_err(|error| Failure::new("usage", error))
}

/// Keeps what the person wants with a link, sends it, and tells how far it is.
fn sent(
    session: &Session,
    wish: impl FnOnce(&Desk<'_>) -> Result<GrantId, Failure>,
) -> Result<LinkDetail, Failure> {
    let shown = session.at_desk(|desk| {
        let id = wish(desk)?;
        desk.send(&[id])?;
        detail(desk.vault, id)
    })?;
    session.told.tell(Change::Access);
    Ok(shown)
}

fn detail(vault: &Vault, id: GrantId) -> Result<LinkDetail, Failure> {
    Ok(LinkDetail::of(links::show(vault, id, clock::now())?)?)
}
