//! Whose records they are, and whom to call: the Patient resource in words.

use keepwell_records::{bundle::Bundle, clean::clean, person::Person, view::Category};
use serde_json::Value;

use super::{
    row::{LONGEST, Row, shortened},
    said::Said,
};
use crate::words::Words;

/// Most contacts shown.
const MAX_CONTACTS: usize = 20;

/// The person.
pub(super) struct Subject {
    pub(super) name: Option<String>,
    pub(super) lines: Vec<String>,
    pub(super) contacts: Vec<Row>,
}

/// Reads a Patient resource; what is missing says so.
pub(super) fn subject(raw: &str, bundle: &Bundle<'_>, words: &Words) -> Subject {
    let person = Person::of_patient(raw);
    let json: Value = serde_json::from_str(raw).unwrap_or_default();
    let name = person
        .as_ref()
        .and_then(Person::display_name)
        .map(|name| shortened(&name, words))
        .filter(|name| !name.is_empty());
    let birth = person.and_then(|person| person.birth_date);
    let birth = birth.map_or_else(
        || words.say("born-absent"),
        |date| words.say_with("born", &[("date", &words.date(&shortened(&date, words)))]),
    );
    let sex = json.get("gender").and_then(Value::as_str);
    let sex = sex.and_then(|code| match code {
        "female" | "male" | "other" | "unknown" => Some(words.say(&format!("sex-{code}"))),
        _ => None,
    });
    let shown = name.clone().unwrap_or_else(|| words.say("name-absent"));
    Subject {
        name,
        lines: [Some(shown), Some(birth), sex]
            .into_iter()
            .flatten()
            .collect(),
        contacts: contacts(&json, bundle, words),
    }
}

fn contacts(json: &Value, bundle: &Bundle<'_>, words: &Words) -> Vec<Row> {
    let people = list(json, "contact").filter_map(|contact| {
        let title = contact.get("name").and_then(human_name);
        let relation = list(contact, "relationship").find_map(concept);
        let title = title.or_else(|| relation.clone())?;
        let lines = relation
            .into_iter()
            .chain(numbers(contact))
            .map(Said::theirs);
        let lines = lines.take(MAX_CONTACTS).collect();
        Some(contact_row(title, lines, words))
    });
    let doctors = list(json, "generalPractitioner").filter_map(|doctor| {
        let display = text(doctor, "display");
        let named = || bundle.title(doctor.get("reference")?.as_str()?).map(clean);
        Some(contact_row(display.or_else(named)?, Vec::new(), words))
    });
    people.chain(doctors).take(MAX_CONTACTS).collect()
}

fn contact_row(title: String, lines: Vec<Said>, words: &Words) -> Row {
    let mut row = Row::plain(Category::Other, title, lines);
    row.source = Some(words.say("own-record"));
    row
}

fn human_name(name: &Value) -> Option<String> {
    let parts = || {
        let given = list(name, "given").filter_map(Value::as_str);
        let family = name.get("family").and_then(Value::as_str);
        let whole = given.chain(family).collect::<Vec<_>>().join(" ");
        let whole = clean(&whole).chars().take(LONGEST).collect::<String>();
        Some(whole).filter(|name| !name.is_empty())
    };
    text(name, "text").or_else(parts)
}

fn concept(concept: &Value) -> Option<String> {
    let display = || list(concept, "coding").find_map(|coding| text(coding, "display"));
    text(concept, "text").or_else(display)
}

/// Telephone numbers and addresses of e-mail, isolated: their signs must keep their order.
fn numbers(contact: &Value) -> Vec<String> {
    let telecom = list(contact, "telecom").filter_map(|telecom| text(telecom, "value"));
    telecom
        .map(|number| format!("\u{2066}{number}\u{2069}"))
        .collect()
}

fn text(json: &Value, key: &str) -> Option<String> {
    let text: String = clean(json.get(key)?.as_str()?)
        .chars()
        .take(LONGEST)
        .collect();
    (!text.is_empty()).then_some(text)
}

fn list<'v>(json: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    json.get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}
