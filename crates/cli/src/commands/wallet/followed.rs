//! `keepwell wallet followed …`: links of others whose content may change, asked again when the person wants it.

use keepwell_wallet::followed::{self, Followed};
use serde_json::json;

use super::{Setting, import, unlock};
use crate::{args::FollowedCommand, exit::Failure};

pub(super) fn run(command: FollowedCommand, setting: Setting<'_>) -> Result<(), Failure> {
    match command {
        FollowedCommand::List => list(setting),
        FollowedCommand::Update {
            link,
            passcode_file,
        } => import::again(&link, passcode_file.as_deref(), setting),
        FollowedCommand::Stop { link } => {
            followed::forget(&unlock(&setting)?, &link)?;
            setting
                .output
                .answer(&json!({}), "It is kept no longer. What came from it stays.")
        }
    }
}

fn list(setting: Setting<'_>) -> Result<(), Failure> {
    let all = followed::list(&unlock(&setting)?)?;
    let lines: String = all.iter().map(line).collect();
    let lines = if lines.is_empty() {
        "No link is followed.".to_owned()
    } else {
        lines
    };
    setting.output.answer(&json!({ "links": all }), &lines)
}

fn line(one: &Followed) -> String {
    let passcode = if one.has_passcode {
        ", asks for a passcode"
    } else {
        ""
    };
    format!(
        "{}  {}  since {}, last asked {}{passcode}\n",
        one.id, one.source, one.since, one.updated
    )
}
