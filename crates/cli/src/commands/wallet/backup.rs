//! `keepwell wallet backup`: the whole wallet in one file that only the words open.

use keepwell_wallet::backup;
use serde_json::json;

use super::{Setting, unlock};
use crate::{args::BackupWallet, edge, exit::Failure};

pub(super) fn run(wish: &BackupWallet, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let report = backup::backup(&vault, &wish.out, edge::now())?;
    let lines = format!(
        "{} records are in {} ({} bytes). Keep it away from this device; your words open it.",
        report.records,
        wish.out.display(),
        report.bytes
    );
    let object = json!({ "file": wish.out, "records": report.records, "bytes": report.bytes });
    setting.output.answer(&object, &lines)
}
