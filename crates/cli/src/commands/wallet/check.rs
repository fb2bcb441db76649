//! `keepwell wallet check`: is everything as it should be? Syncs first where it can, then looks at what is here.

use std::{fmt::Write as _, time::Duration};

use keepwell_wallet::check;
use serde_json::json;

use super::{Setting, sync::try_sync, unlock};
use crate::{
    edge,
    exit::{Failure, Kind},
};

/// How long to wait for the servers.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn run(setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    try_sync(&vault, PATIENCE, setting.output)?;
    let checks = check::check(&vault, edge::now())?;
    let mut lines = String::new();
    for check in &checks {
        let mark = if check.ok { "ok " } else { "BAD" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            lines,
            "  {mark} {:12} {}",
            format!("{:?}", check.name).to_lowercase(),
            check.detail
        );
    }
    setting
        .output
        .answer(&json!({ "checks": checks }), &lines)?;
    match checks.iter().find(|check| !check.ok) {
        Some(bad) => Err(Failure::new(Kind::Refused, "check_failed", &bad.detail)),
        None => Ok(()),
    }
}
