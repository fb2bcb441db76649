//! What the state of a record means for its reader. Codes are said in words; what is not simply so (ruled out, stopped,
//! not to be taken) must never look like what is.

use keepwell_records::{
    clean::clean,
    view::{Category, View},
};
use serde::Deserialize;

use super::said::Said;
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

/// The lines for the state, the loudest first.
pub(super) fn said(view: &View, modifiers: &Modifiers, words: &Words) -> Vec<Said> {
    let mut said = Vec::new();
    if modifiers.do_not_perform == Some(true) {
        said.push(Said::loud(words.say("do-not-take")));
    }
    let certainty = modifiers.certainty().filter(|code| *code != "confirmed");
    said.extend(certainty.map(|code| Said::loud(in_words("certainty", code, words))));
    if let Some(code) = view.status.as_deref().filter(|code| !is_plain(view, code)) {
        let text = in_words("status", code, words);
        let is_loud = matches!(code, "not-done" | "not-taken" | "stopped");
        said.push(if is_loud {
            Said::loud(text)
        } else {
            Said::ours(text)
        });
    }
    said
}

/// A code without words is shown as it is: an unknown state is better than none.
fn in_words(family: &str, code: &str, words: &Words) -> String {
    words.find_code(family, code).unwrap_or_else(|| clean(code))
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
