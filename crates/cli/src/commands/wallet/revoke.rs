//! `keepwell wallet revoke`: stops one share or all of them, at once or as soon as the servers can be reached.

use std::fmt::Write as _;

use keepwell_wallet::grants::{self, GrantId, StopState};
use serde_json::json;

use super::{Setting, send::send, unlock};
use crate::{args::RevokeGrant, edge, exit::Failure};

pub(super) fn run(revoke: RevokeGrant, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let now = edge::now();
    let ids: Vec<GrantId> = match &revoke.grant {
        Some(digits) => vec![grants::revoke(&vault, grants::find(&vault, digits)?.id, now)?.id],
        None => grants::revoke_all(&vault, now)?
            .iter()
            .map(|stopped| stopped.id)
            .collect(),
    };
    if !ids.is_empty() {
        send(&vault, &ids)?;
    }
    let stopped = grants::stops(&vault, &ids)?;
    let mut lines = String::new();
    for grant in &stopped {
        // Writing to a string cannot fail.
        let _ = match grant.state {
            StopState::Revoked => {
                writeln!(lines, "{}  stopped. They can't open it again.", grant.id)
            }
            StopState::Waiting => {
                writeln!(
                    lines,
                    "{}  the stop is not sent yet. They can still open it until you are online.",
                    grant.id
                )
            }
        };
    }
    let lines = if stopped.is_empty() {
        "No one can open your record now."
    } else {
        lines.as_str()
    };
    setting.output.answer(&json!({ "grants": stopped }), lines)
}
