//! `keepwell wallet link …`: the summary behind a link that any reader of SMART Health Links opens, for whoever has it.

mod make;

use std::{fmt::Write as _, path::Path, time::Duration};

use keepwell_protocol::time::{Timestamp, parse_duration};
use keepwell_qr::make::Code;
use keepwell_wallet::{
    activity::{self, Activity, What},
    grants::{self, GrantError, GrantId},
    links::{self, LinkLine},
    vault::Vault,
};
use rand_core::OsRng;
use serde_json::json;

use super::{
    Setting,
    grant::{SCALE, other},
    pause, revoke,
    send::send,
    sync::try_sync,
    unlock,
};
use crate::{
    args::{LinkCommand, RevokeGrant},
    commands::NewFile,
    edge,
    exit::{Failure, Kind},
};

/// How long a reading command waits for the servers.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn run(command: LinkCommand, setting: Setting<'_>) -> Result<(), Failure> {
    match command {
        LinkCommand::Make(make) => make::run(&make, setting),
        LinkCommand::List => list(setting),
        LinkCommand::Code { link, qr } => code(&link, qr.as_deref(), setting),
        LinkCommand::Pause { link } => pause::pause(&link, setting),
        LinkCommand::Resume { link } => pause::resume(&link, setting),
        LinkCommand::Rearm {
            link,
            lasts,
            openings,
        } => rearm(&link, &lasts, openings, setting),
        LinkCommand::Update { link } => update(&link, setting),
        LinkCommand::Stop { link } => {
            let stop = RevokeGrant {
                grant: Some(link),
                all: false,
            };
            revoke::run(stop, setting)
        }
        LinkCommand::Opened { link } => opened(&link, setting),
    }
}

fn list(setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    try_sync(&vault, PATIENCE, setting.output)?;
    let links = links::list(&vault, edge::now())?;
    let lines: String = links.iter().map(line).collect();
    let lines = if lines.is_empty() {
        "No link was made.".to_owned()
    } else {
        lines
    };
    setting.output.answer(&json!({ "links": links }), &lines)
}

fn line(link: &LinkLine) -> String {
    let state = serde_json::to_value(link.state).unwrap_or_default();
    let most = link.openings_limit.map(|most| format!(" of {most}"));
    let left = link
        .attempts_left
        .map(|left| format!(", {left} wrong passcodes left"));
    format!(
        "{}  {:8}  {} ({})  until {}, opened {}{} times{}\n",
        link.id,
        state.as_str().unwrap_or_default(),
        link.label,
        link.shape,
        link.expires,
        link.openings,
        most.unwrap_or_default(),
        left.unwrap_or_default(),
    )
}

fn code(digits: &str, qr: Option<&Path>, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let id = find(&vault, digits)?;
    answer(&vault, id, qr, setting, "")
}

fn rearm(
    digits: &str,
    lasts: &str,
    openings: Option<u32>,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let id = find(&vault, digits)?;
    let now = edge::now();
    let until = now.plus(parse_duration(lasts).map_err(Failure::usage)?);
    links::rearm(&vault, id, (until, openings), now, &mut OsRng)?;
    send(&vault, &[id])?;
    answer(&vault, id, None, setting, &ends(&vault, id, until)?)
}

fn ends(vault: &Vault, id: GrantId, until: Timestamp) -> Result<String, Failure> {
    let is_sent = grants::load(vault, id)?.is_some_and(|grant| grant.is_at_relay());
    Ok(if is_sent {
        format!("It opens until {until}.")
    } else {
        format!("{until} is its new end. Not sent yet: “keepwell wallet sync” sends it.")
    })
}

fn update(digits: &str, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let id = find(&vault, digits)?;
    links::update(&vault, id, edge::now(), &mut OsRng)?;
    send(&vault, &[id])?;
    answer(&vault, id, None, setting, "It has the summary of today.")
}

/// Says a link's code and where it stands.
fn answer(
    vault: &Vault,
    id: GrantId,
    qr: Option<&Path>,
    setting: Setting<'_>,
    said: &str,
) -> Result<(), Failure> {
    let now = edge::now();
    let code = links::code(vault, id, now)?.ok_or(GrantError::Over)?;
    if let Some(file) = qr {
        let picture = Code::new(&code.page).map_err(other)?.png(SCALE);
        NewFile::prepare(file)?.write(&picture.map_err(other)?)?;
    }
    let links = links::list(vault, now)?;
    let link = links.into_iter().find(|link| link.id == id);
    let link = link.ok_or(GrantError::NotALink)?;
    let object = json!({
        "grant": id,
        "link": *code.link,
        "page": *code.page,
        "expires": link.expires,
        "state": link.state,
    });
    let lines = format!("{}\n\n{}{said}", *code.page, line(&link));
    setting.output.answer(&object, &lines)
}

fn opened(digits: &str, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let id = find(&vault, digits)?;
    try_sync(&vault, PATIENCE, setting.output)?;
    let grant = grants::load(&vault, id)?.ok_or(GrantError::NotFound)?;
    let events = activity::of(&vault, &grant)?;
    let all: Vec<_> = events
        .iter()
        .map(|event| json!({ "time": event.time, "recipient": event.clinic, "what": event.what }))
        .collect();
    let object = json!({ "events": all });
    setting.output.answer(&object, &told(&events))
}

/// Nobody signs for opening a link, so nothing here is more than what was said.
fn told(events: &[Activity]) -> String {
    if events.is_empty() {
        return "Nobody opened it.".to_owned();
    }
    let mut text = String::from("Whoever opens a link says who they are, and nobody checks it.\n");
    for event in events {
        let did = match event.what {
            What::Opened => "opened it",
            _ => "tried a wrong passcode",
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}  “{}” {did}", event.time, event.clinic);
    }
    text
}

/// The link that a person means.
fn find(vault: &Vault, digits: &str) -> Result<GrantId, Failure> {
    let grant = grants::find(vault, digits)?;
    if grant.link.is_none() {
        return Err(Failure::new(Kind::Usage, "grant", GrantError::NotALink));
    }
    Ok(grant.id)
}
