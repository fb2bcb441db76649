//! `keepwell wallet show`: one record, readable or byte for byte.

use std::io::Read as _;

use keepwell_wallet::records;
use serde_json::{Value, json};

use super::{Setting, records::parse_id, unlock};
use crate::{
    args::ShowRecord,
    exit::{Failure, Kind},
};

/// How much of a document is in memory at once.
const CHUNK: usize = 64 * 1024;

pub(super) fn run(show: &ShowRecord, setting: Setting<'_>) -> Result<(), Failure> {
    let id = parse_id(&show.id)?;
    let vault = unlock(&setting)?;
    if show.raw {
        return copy(records::raw(&vault, id)?, setting);
    }
    let shown = records::show(&vault, id)?;
    let view = &shown.view;
    let date = view.date.as_ref().map(|date| date.text.as_str());
    let object = json!({
        "id": shown.id,
        "category": view.category,
        "title": view.title,
        "date": date,
        "source": view.source,
        "code": view.code.as_ref().map(|code| json!({
            "system": code.system, "code": code.code, "display": code.display,
        })),
        "resource": serde_json::from_str::<Value>(&shown.resource).unwrap_or(Value::Null),
    });
    let lines = format!(
        "{}\n{}, {}{}\n\n{}",
        view.title,
        view.category.as_str(),
        date.unwrap_or("no date"),
        view.source
            .as_ref()
            .map(|source| format!(", from {source}"))
            .unwrap_or_default(),
        shown.resource,
    );
    setting.output.answer(&object, &lines)
}

fn copy(mut content: impl std::io::Read, setting: Setting<'_>) -> Result<(), Failure> {
    let mut chunk = Vec::with_capacity(CHUNK);
    loop {
        chunk.clear();
        let limit = u64::try_from(CHUNK).unwrap_or(u64::MAX);
        let read = content.by_ref().take(limit).read_to_end(&mut chunk);
        read.map_err(|error| Failure::new(Kind::Damaged, "damaged", error))?;
        if chunk.is_empty() {
            return Ok(());
        }
        setting.output.raw(&chunk)?;
    }
}
