//! `keepwell wallet grants`: who can open the record, and who could.

use std::{fmt::Write as _, time::Duration};

use keepwell_wallet::grants::{self, GrantLine, GrantState};
use serde_json::json;

use super::{Setting, sync::try_sync, unlock};
use crate::{edge, exit::Failure};

/// How long a reading command waits for the servers.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn run(setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    try_sync(&vault, PATIENCE, setting.output)?;
    let listed = grants::list(&vault, edge::now())?;
    let lines = lines(&listed);
    setting.output.answer(&json!({ "grants": listed }), &lines)
}

fn lines(listed: &[GrantLine]) -> String {
    // Writing to a string cannot fail.
    let mut text = String::new();
    for grant in listed {
        let _ = writeln!(
            text,
            "{}  {:8}  {}  until {}, {}",
            grant.id,
            word(grant),
            grant.clinic,
            grant.expires,
            openings(grant.openings),
        );
        if let Some(refused) = &grant.refused {
            let _ = writeln!(text, "    a server refused it: {refused}");
        }
    }
    if listed.iter().all(|grant| !grant.state.is_live()) {
        let _ = writeln!(text, "No one can open your record now.");
    }
    text
}

fn word(grant: &GrantLine) -> &'static str {
    if grant.is_stopped && grant.state != GrantState::Revoked {
        return "stop not sent yet";
    }
    match grant.state {
        GrantState::Pending if grant.is_disputed => "stopped in the log, not by you",
        GrantState::Pending if grant.is_pause_waiting => "pause or resume not sent yet",
        GrantState::Pending => "not sent yet",
        GrantState::Active => "open",
        GrantState::Paused => "paused",
        GrantState::Expired => "ended",
        GrantState::Revoked => "stopped",
        GrantState::UsedUp => "used up",
    }
}

fn openings(count: u32) -> String {
    match count {
        0 => "not opened".to_owned(),
        1 => "opened once".to_owned(),
        _ => format!("opened {count} times"),
    }
}
