//! `keepwell wallet export`: everything, readable, in a folder.

use keepwell_wallet::records;
use rand_core::OsRng;
use serde_json::json;

use super::{Setting, unlock};
use crate::{args::ExportRecords, edge, exit::Failure};

pub(super) fn run(export: &ExportRecords, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let exported = records::export(&vault, &export.out, edge::now(), &mut OsRng)?;
    let lines = format!(
        "{} records are in {}. They are not encrypted there: take care of the folder.",
        exported.records,
        export.out.display()
    );
    setting.output.answer(&json!({}), &lines)
}
