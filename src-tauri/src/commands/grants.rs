//! Sharing and stopping.

use keepwell_wallet::{
    edge::{Code, Purpose, Timestamp},
    grants::{self, GrantId, GrantLine, GrantState, Wish},
    records::Selection,
    vault::Vault,
};
use rand_core::OsRng;
use serde::{Deserialize, Serialize};
use tauri::command;

use super::{Shared, beside, cards};
use crate::{clock, failure::Failure};

const HOUR_S: u64 = 60 * 60;

/// What a person chose when sharing.
#[derive(Deserialize)]
pub(crate) struct Choice {
    card: String,
    hours: u32,
    everything: bool,
}

/// A share that was just made.
#[derive(Serialize)]
pub(crate) struct SharedCode {
    grant: GrantId,
    text: String,
    svg: String,
    expires: Timestamp,
    pending: bool,
}

/// A share as the list shows it.
#[derive(Serialize)]
pub(crate) struct Line {
    #[serde(flatten)]
    line: GrantLine,
    stopping: bool,
}

/// Shares with a clinic and gives the code to show.
#[command]
pub(crate) async fn share(session: Shared<'_>, choice: Choice) -> Result<SharedCode, Failure> {
    beside(session, move |session| {
        session.at_desk(|desk| {
            let card = cards::unwrap(&choice.card)?;
            let now = clock::now();
            let wish = Wish {
                card: &card,
                selection: match choice.everything {
                    true => Selection::All,
                    false => Selection::Summary,
                },
                purpose: Purpose::Treat,
                from: None,
                until: now.plus(u64::from(choice.hours) * HOUR_S),
                openings: None,
                offline_ok: false,
            };
            let made = grants::make(desk.vault, &wish, now, &mut OsRng)?;
            desk.send(made.id)?;
            let line = line(desk.vault, made.id)?;
            match line.refused {
                Some(why) => Err(Failure::new("refused", why)),
                None => Ok(SharedCode {
                    grant: made.id,
                    svg: Code::new(&made.qr_text)?.svg(),
                    text: made.qr_text,
                    expires: made.expires,
                    pending: line.state == GrantState::Pending,
                }),
            }
        })
    })
    .await
}

/// Lists all shares, the newest first.
#[command]
pub(crate) async fn grants(session: Shared<'_>) -> Result<Vec<Line>, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| {
            let lines = grants::list(vault, clock::now())?;
            Ok(lines.into_iter().map(Line::of).collect())
        })
    })
    .await
}

/// Stops a share.
#[command]
pub(crate) async fn stop(session: Shared<'_>, grant: String) -> Result<Line, Failure> {
    beside(session, move |session| {
        session.at_desk(|desk| {
            let id = grants::find(desk.vault, &grant)?.id;
            grants::revoke(desk.vault, id, clock::now())?;
            desk.send(id)?;
            line(desk.vault, id).map(Line::of)
        })
    })
    .await
}

fn line(vault: &Vault, id: GrantId) -> Result<GrantLine, Failure> {
    let mut lines = grants::list(vault, clock::now())?.into_iter();
    let line = lines.find(|line| line.id == id);
    Ok(line.ok_or(grants::GrantError::NotFound)?)
}

impl Line {
    /// What was stopped and is still live is only being stopped.
    fn of(line: GrantLine) -> Self {
        let stopping = line.is_stopped && line.state.is_live();
        Self { line, stopping }
    }
}
