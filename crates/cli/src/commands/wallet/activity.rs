//! `keepwell wallet activity`: who looked, in plain sentences.

use std::{fmt::Write as _, time::Duration};

use keepwell_wallet::activity::{self, Activity, OnRecord, What};
use serde_json::{Value, json};

use super::{Setting, sync::try_sync, unlock};
use crate::exit::Failure;

/// How long to wait for the servers.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn run(setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    try_sync(&vault, PATIENCE, setting.output)?;
    let events = activity::list(&vault)?;
    setting.output.answer(&object(&events), &lines(&events))
}

/// What happened is a fixed list of words. A question is none of them: it stands beside them, and only where there is one.
fn object(events: &[Activity]) -> Value {
    let is_question = |event: &&Activity| event.what == What::Asked;
    let (asked, events): (Vec<_>, Vec<_>) = events.iter().partition(is_question);
    if asked.is_empty() {
        return json!({ "events": events });
    }
    let asked: Vec<_> = asked.into_iter().map(question).collect();
    json!({ "events": events, "asked": asked })
}

fn question(event: &Activity) -> Value {
    json!({
        "time": event.time,
        "grant": event.grant,
        "clinic": event.clinic,
        "verified": event.verified,
    })
}

fn lines(events: &[Activity]) -> String {
    if events.is_empty() {
        return "No opening was reported.".to_owned();
    }
    let mut text = String::new();
    for event in events {
        let proof = match (event.verified, event.root) {
            (false, _) if !event.is_signed => "a link: this is what it calls itself",
            (false, _) => "NOT PROVED",
            (true, OnRecord::Proved) => "proved, and on the ledger",
            (true, _) => "proved",
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}  {} {} ({proof})",
            event.time,
            event.clinic,
            deed(event.what)
        );
        if event.what == What::Asked {
            let _ = writeln!(text, "    To give it: {}", give(event));
        }
    }
    text
}

fn give(asked: &Activity) -> String {
    format!(
        "keepwell wallet again {} --for 1h --qr code.png",
        asked.grant
    )
}

fn deed(what: What) -> &'static str {
    match what {
        What::Asked => "asks for more time",
        What::Opened => "opened your record",
        What::Refused => "tried to open your record and was refused",
        What::Shown => "says: it was shown to a person",
        What::Saved => "says: a copy was saved",
        What::Printed => "says: it was printed",
        What::Closed => "says: it was closed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_protocol::time::Timestamp;
    use keepwell_wallet::grants::GrantId;

    fn told(what: What) -> Activity {
        Activity {
            time: Timestamp::parse("2026-11-20T09:30:00Z").unwrap(),
            grant: GrantId::from_bytes([0xab; 16]),
            clinic: "Harbour Clinic".to_owned(),
            what,
            verified: true,
            is_signed: true,
            root: OnRecord::Unchecked,
        }
    }

    #[test]
    fn a_question_stands_beside_what_happened_and_only_where_there_is_one() {
        let opened = object(&[told(What::Opened)]);
        let event = r#"{"time":"2026-11-20T09:30:00Z","grant":"abababababababababababababababab","clinic":"Harbour Clinic","what":"opened","verified":true}"#;
        let expected = format!(r#"{{"events":[{event}]}}"#);
        assert_eq!(opened, serde_json::from_str::<Value>(&expected).unwrap());
        let both = object(&[told(What::Opened), told(What::Asked)]);
        assert_eq!(both["events"], opened["events"]);
        let question = r#"[{"time":"2026-11-20T09:30:00Z","grant":"abababababababababababababababab","clinic":"Harbour Clinic","verified":true}]"#;
        let question: Value = serde_json::from_str(question).unwrap();
        assert_eq!(both["asked"], question);
    }

    #[test]
    fn a_question_says_how_to_answer_it() {
        let lines = lines(&[told(What::Asked)]);
        assert!(lines.contains("Harbour Clinic asks for more time (proved)"));
        assert!(lines.contains("keepwell wallet again abababababababababababababababab --for 1h"));
        assert!(!super::lines(&[told(What::Closed)]).contains("again"));
    }
}
