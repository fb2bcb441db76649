//! Records in which every place that can hold a word, a number of a person or a date holds one that must not come out.

use std::{env, fs, path::PathBuf};

use serde_json::{Map, Value, json};

/// What is planted in every text.
pub(crate) const WORD: &str = "Zq7";
/// What is planted as every date but those of birth.
pub(crate) const DAY: &str = "2021-07-14";
const CLOCK: &str = "T05:06:07.089+01:00";

/// Members whose text is a code, a place in the file or a link.
const CODED: [&str; 18] = [
    "category",
    "class",
    "code",
    "comparator",
    "criticality",
    "fullUrl",
    "gender",
    "id",
    "intent",
    "periodUnit",
    "priority",
    "reference",
    "resourceType",
    "severity",
    "status",
    "system",
    "type",
    "use",
];

/// All published samples and the built-in one, by name; fewer where they are not at hand.
pub(crate) fn files() -> Vec<(String, Value)> {
    let shared = env::var_os("KEEPWELL_SHARED").map(PathBuf::from);
    let shared =
        shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let mut files = vec![(
        "built-in".to_owned(),
        parse(keepwell_records::sample::FILES[0].bytes),
    )];
    match fs::read_dir(shared.join("data/ips")) {
        Err(_) => eprintln!("skipped: the published samples are not at hand; set KEEPWELL_SHARED"),
        Ok(folder) => {
            for file in folder {
                let path = file.expect("a file").path();
                let bytes = fs::read(&path).expect("a readable file");
                files.push((path.display().to_string(), parse(&bytes)));
            }
        }
    }
    files
}

fn parse(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

/// The file with words and dates planted in all its resources.
pub(crate) fn plant(file: &Value) -> Vec<u8> {
    let mut file = file.clone();
    let entries = file["entry"].as_array_mut().expect("entries");
    for entry in entries {
        plant_in("", &mut entry["resource"]);
    }
    file.to_string().into_bytes()
}

fn plant_in(key: &str, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| plant_in(key, item)),
        Value::Object(members) => {
            members
                .iter_mut()
                .for_each(|(key, value)| plant_in(key, value));
            plant_members(key, members);
        }
        Value::String(text) if looks_like_a_date(text) => {
            let clock = if text.contains('T') { CLOCK } else { "" };
            if key != "birthDate" {
                *text = format!("{DAY}{clock}");
            }
        }
        Value::String(text) if !CODED.contains(&key) => *text = format!("{WORD} {text}"),
        _ => {}
    }
}

/// New members in resources, concepts and everything else that can be extended.
fn plant_members(key: &str, members: &mut Map<String, Value>) {
    if let Some(Value::Array(codings)) = members.get_mut("coding") {
        codings.push(json!({ "system": "https://zq7.example/Zq7", "code": WORD, "display": WORD }));
        members.insert("text".to_owned(), WORD.into());
    }
    if members.contains_key("reference") {
        members.insert("display".to_owned(), WORD.into());
        members.insert("identifier".to_owned(), json!({ "value": WORD }));
    }
    if key.is_empty() {
        members.insert("language".to_owned(), WORD.into());
        members.insert("implicitRules".to_owned(), format!("urn:{WORD}").into());
        members.insert(
            "identifier".to_owned(),
            json!([{ "system": WORD, "value": WORD }]),
        );
        members.insert(
            "note".to_owned(),
            json!([{ "authorString": WORD, "text": WORD }]),
        );
        members.insert("valueString".to_owned(), WORD.into());
        members.insert("telecom".to_owned(), json!([{ "value": WORD }]));
        members.insert(
            "photo".to_owned(),
            json!([{ "data": "WnE3", "title": WORD }]),
        );
    }
    let extension =
        json!([{ "url": "https://zq7.example", "valueString": WORD, "valueDate": DAY }]);
    members.insert("extension".to_owned(), extension);
}

fn looks_like_a_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[7] == b'-'
}

/// Every number of a person, a record or a file that stands in it.
pub(crate) fn numbers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, &mut found);
    // What is too short to tell anybody from anybody would be found in any text.
    found.retain(|text: &String| text.len() >= 6);
    found
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(text)
                        if ["id", "fullUrl", "reference"].contains(&key.as_str()) =>
                    {
                        found.push(text.clone());
                    }
                    other => collect(other, found),
                }
            }
        }
        _ => {}
    }
}
