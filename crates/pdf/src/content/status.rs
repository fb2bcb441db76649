//! What the state of a record means for its reader. Codes are said in words; what is not simply so (ruled out, stopped,
//! not to be taken) must never look like what is.

use keepwell_records::view::{Category, View};
use serde::Deserialize;

use crate::words::Words;

/// The members of a resource that can turn its meaning round, read leniently.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Modifiers {
    verification_status: Option<serde_json::Value>,
    do_not_perform: Option<bool>,
}

impl Modifiers {
    pub(super) fn of(raw: &str) -> Self {
        serde_json::from_str(raw).unwrap_or_default()
    }

    fn certainty(&self) -> Option<&str> {
        let concept = self.verification_status.as_ref()?;
        let coded = concept.pointer("/coding/0/code");
        coded
            .or_else(|| concept.pointer("/text"))
            .unwrap_or(concept)
            .as_str()
    }
}

/// Entered in error: it must not be read as true, so it is not shown.
pub(super) fn is_error(view: &View, modifiers: &Modifiers) -> bool {
    let is_error = |code: Option<&str>| code == Some("entered-in-error");
    is_error(view.status.as_deref()) || is_error(modifiers.certainty())
}

/// Over: it stands after what is still so.
pub(super) fn is_past(view: &View) -> bool {
    let over = [
        "cancelled",
        "completed",
        "inactive",
        "remission",
        "resolved",
        "stopped",
        "superseded",
    ];
    let is_course = matches!(
        view.category,
        Category::Allergies | Category::Medicines | Category::Problems
    );
    is_course
        && view
            .status
            .as_deref()
            .is_some_and(|status| over.contains(&status))
}

/// The words for the state, the loudest first.
pub(super) fn said(view: &View, modifiers: &Modifiers, words: &Words) -> Vec<String> {
    let mut said = Vec::new();
    if modifiers.do_not_perform == Some(true) {
        said.push(words.say("do-not-take"));
    }
    let certainty = modifiers.certainty().filter(|code| *code != "confirmed");
    said.extend(certainty.map(|code| in_words("certainty", code, words)));
    let status = view.status.as_deref().filter(|code| !is_plain(view, code));
    said.extend(status.map(|code| in_words("status", code, words)));
    said
}

/// A code without words is shown as it is: an unknown state is better than none.
fn in_words(family: &str, code: &str, words: &Words) -> String {
    let is_code = !code.is_empty()
        && code
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let found = is_code
        .then(|| words.find(&format!("{family}-{code}"), &[]))
        .flatten();
    found.unwrap_or_else(|| super::clean(code))
}

/// States that go without saying.
fn is_plain(view: &View, code: &str) -> bool {
    match view.category {
        Category::Results => matches!(code, "final"),
        Category::Immunizations | Category::Procedures => matches!(code, "completed"),
        Category::Documents => matches!(code, "current" | "final"),
        _ => false,
    }
}
