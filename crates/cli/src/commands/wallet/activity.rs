//! `keepwell wallet activity`: who looked, in plain sentences.

use std::{fmt::Write as _, time::Duration};

use keepwell_wallet::activity::{self, Activity, What};
use serde_json::json;

use super::{Setting, sync::try_sync, unlock};
use crate::exit::Failure;

/// How long to wait for the servers.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn run(setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    try_sync(&vault, PATIENCE, setting.output)?;
    let events = activity::list(&vault)?;
    let lines = lines(&events);
    setting.output.answer(&json!({ "events": events }), &lines)
}

fn lines(events: &[Activity]) -> String {
    if events.is_empty() {
        return "No opening was reported.".to_owned();
    }
    let mut text = String::new();
    for event in events {
        let proof = if event.verified {
            "proved"
        } else {
            "NOT PROVED"
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}  {} {} ({proof})",
            event.time,
            event.clinic,
            deed(event.what)
        );
    }
    text
}

fn deed(what: What) -> &'static str {
    match what {
        What::Opened => "opened your record",
        What::Refused => "tried to open your record and was refused",
        What::Shown => "says: it was shown to a person",
        What::Saved => "says: a copy was saved",
        What::Printed => "says: it was printed",
        What::Closed => "says: it was closed",
    }
}
