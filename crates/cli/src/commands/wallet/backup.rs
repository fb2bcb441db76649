//! `keepwell wallet backup`: the whole wallet in one file that only the words open.

use std::path::Path;

use keepwell_wallet::{backup, vault::Vault};
use serde_json::json;

use super::{Setting, unlock};
use crate::{args::BackupWallet, edge, exit::Failure};

pub(super) fn run(wish: &BackupWallet, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    match &wish.out {
        Some(out) => write(&vault, out, setting),
        None => tell(&vault, setting),
    }
}

fn write(vault: &Vault, out: &Path, setting: Setting<'_>) -> Result<(), Failure> {
    let report = backup::backup(vault, out, edge::now())?;
    let lines = format!(
        "{} records are in {} ({} bytes). Keep it away from this device; your words open it.",
        report.records,
        out.display(),
        report.bytes
    );
    let object = json!({ "file": out, "records": report.records, "bytes": report.bytes });
    setting.output.answer(&object, &lines)
}

fn tell(vault: &Vault, setting: Setting<'_>) -> Result<(), Failure> {
    let state = backup::state(vault, edge::now())?;
    let words = match state.words_checked {
        None => "Your words were never checked: keepwell wallet words --check".to_owned(),
        Some(checked) => format!("Your words were checked at {checked}."),
    };
    let file = match (state.file_is_current, state.file_saved) {
        (true, None) => "There is nothing to back up yet.".to_owned(),
        (true, Some(saved)) => format!("The backup file of {saved} holds every record."),
        (false, None) => {
            "There is no backup file: keepwell wallet backup --out mine.keepwell".to_owned()
        }
        (false, Some(saved)) => {
            format!("Records changed since the backup file of {saved}: write a new one")
        }
    };
    let object = json!({
        "complete": state.is_complete(),
        "words_checked": state.words_checked,
        "file_saved": state.file_saved,
        "file_is_current": state.file_is_current,
    });
    setting.output.answer(&object, &format!("{words}\n{file}"))
}
