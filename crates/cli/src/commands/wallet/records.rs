//! `keepwell wallet records` and `remove`: the list, and taking lines out of it.

use std::fmt::Write as _;

use keepwell_wallet::records::{self, Filter, Listed, RecordId};
use serde_json::json;

use super::{Setting, renew_card, unlock};
use crate::{args::ListRecords, exit::Failure};

pub(super) fn run(list: ListRecords, setting: Setting<'_>) -> Result<(), Failure> {
    let category = list
        .category
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(Failure::usage)?;
    let vault = unlock(&setting)?;
    let listed = records::list(
        &vault,
        &Filter {
            category,
            search: list.search,
        },
    )?;
    let lines = lines(&listed);
    setting.output.answer(&json!({ "records": listed }), &lines)
}

pub(super) fn remove(ids: &[String], sample: bool, setting: Setting<'_>) -> Result<(), Failure> {
    let ids = ids
        .iter()
        .map(|id| parse_id(id))
        .collect::<Result<Vec<_>, _>>()?;
    let vault = unlock(&setting)?;
    let left = if sample {
        records::remove_sample(&vault)?
    } else {
        records::remove(&vault, &ids)?
    };
    renew_card(&vault);
    setting.output.answer(
        &json!({}),
        &format!(
            "Removed; the wallet holds {left} records. A clinic that opened them may still have a copy."
        ),
    )
}

/// The id that a person typed.
pub(super) fn parse_id(text: &str) -> Result<RecordId, Failure> {
    text.parse().map_err(Failure::usage)
}

fn lines(listed: &[Listed]) -> String {
    if listed.is_empty() {
        return "No records. Add some with “keepwell wallet import”.".to_owned();
    }
    let mut text = String::new();
    for record in listed {
        let date = record.date.as_deref().unwrap_or("no date");
        let _ = write!(
            text,
            "{}  {:13}  {:10.10}  {}",
            record.id,
            record.category.as_str(),
            date,
            record.title
        );
        let _ = match &record.source {
            Some(source) => writeln!(text, "  ({source})"),
            None => writeln!(text),
        };
    }
    text
}
