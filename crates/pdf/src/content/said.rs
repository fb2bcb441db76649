//! What a record says beyond its title, line by line. Values stay in the words and digits of their source; codes that have
//! words of ours are said in the language of the document.

use keepwell_records::{
    clean::clean,
    dosage::Dosage,
    fold::fold,
    terms::Terms,
    view::{Category, Fact, View},
};

use crate::words::Words;

/// Most lines of one record.
const MOST: usize = 40;

/// One line.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) text: String,
    /// In words of ours, so it runs in the direction of the document; else in that of its first letter.
    pub(crate) is_ours: bool,
    /// It turns the meaning round or warns, and is set so that nobody misses it.
    pub(crate) is_loud: bool,
}

impl Said {
    pub(super) fn ours(text: String) -> Self {
        Self {
            text,
            is_ours: true,
            is_loud: false,
        }
    }

    pub(super) fn loud(text: String) -> Self {
        Self {
            is_loud: true,
            ..Self::ours(text)
        }
    }

    pub(super) fn theirs(text: String) -> Self {
        Self {
            is_ours: false,
            ..Self::ours(text)
        }
    }
}

/// The lines of a record: its state with what is coded in words of ours, then its facts.
pub(super) fn of(
    state: Vec<Said>,
    facts: &[Fact],
    doses: &[Dosage],
    view: &View,
    words: &Words,
) -> Vec<Said> {
    let coded = facts
        .iter()
        .filter(|fact| matches!(fact.label, "criticality" | "severity"));
    let coded = coded.flat_map(|fact| coded_words(fact, words));
    let mut said = vec![joined(state.into_iter().chain(coded))];
    // What a value means stands beside it, before the range it is measured by.
    let ranges = facts.iter().filter(|fact| fact.label == "range");
    let others = facts.iter().filter(|fact| fact.label != "range");
    for fact in others.chain(ranges) {
        for line in lines(fact, doses, view, words) {
            let is_new = !said.iter().any(|other| other.text.contains(&line.text));
            if is_new {
                said.push(line);
            }
        }
    }
    said.retain(|line| !line.text.is_empty());
    if said.len() > MOST {
        said.truncate(MOST);
        said.push(Said::ours(words.say("cut")));
    }
    said
}

fn lines(fact: &Fact, doses: &[Dosage], view: &View, words: &Words) -> Vec<Said> {
    let value = clean(&fact.value);
    let parts = || {
        value
            .split("; ")
            .map(|part| Said::theirs(part.trim().to_owned()))
    };
    match fact.label {
        // Every dose and every part of a result stands alone: beside another it could be misread.
        "dose" => parts()
            .flat_map(|part| {
                let meaning = dose(&part.text, doses, words);
                std::iter::once(part).chain(meaning)
            })
            .collect(),
        "value" | "component" | "conclusion" | "description" => parts().collect(),
        "reaction" | "route" | "as_needed" | "body_site" | "outcome" | "complication" | "stage"
        | "interpretation" => {
            let meaning = meaning(&value, words);
            std::iter::once(joined(parts())).chain(meaning).collect()
        }
        "onset" if is_date_of(view, &fact.value) => Vec::new(),
        "range" | "reason" | "until" | "ended" | "onset" | "last_reaction" | "note" | "lot"
        | "dose_number" | "protects_from" | "stopped_because" => {
            let key = format!("fact-{}", fact.label);
            vec![Said::ours(
                words.say_with(&key, &[("value", &words.date(&value))]),
            )]
        }
        // The rest stands in the other columns, or in the attached data.
        _ => Vec::new(),
    }
}

/// What a dose means in the language of the document, where all of it is coded.
fn dose(written: &str, doses: &[Dosage], words: &Words) -> Option<Said> {
    let dose = doses.iter().find(|dose| clean(&dose.written) == written)?;
    let said = dose.in_words(words.language)?;
    let is_new = !fold(written).contains(&fold(&said));
    is_new.then(|| Said::ours(words.say_with("term", &[("term", &said)])))
}

/// What the parts mean that the term list knows by name.
fn meaning(value: &str, words: &Words) -> Option<Said> {
    let known = value
        .split("; ")
        .filter_map(|part| Terms::list().named(part)?.beside(words.language, part));
    let known: Vec<&str> = known.collect();
    let said = known.join(" · ");
    (!said.is_empty()).then(|| Said::ours(words.say_with("term", &[("term", &said)])))
}

/// Several in one line, each isolated, so that each keeps its place and its own direction.
fn joined(parts: impl Iterator<Item = Said>) -> Said {
    let parts: Vec<Said> = parts.filter(|part| !part.text.is_empty()).collect();
    if let [one] = parts.as_slice() {
        return one.clone();
    }
    let isolated = parts
        .iter()
        .map(|part| format!("\u{2068}{}\u{2069}", part.text));
    Said {
        text: isolated.collect::<Vec<_>>().join(" · "),
        is_ours: true,
        is_loud: parts.iter().any(|part| part.is_loud),
    }
}

fn coded_words(fact: &Fact, words: &Words) -> Vec<Said> {
    let value = clean(&fact.value);
    let said = |code: &str| match words.find_code(fact.label, code) {
        Some(text) if matches!(code, "high" | "severe") => Said::loud(text),
        Some(text) => Said::ours(text),
        None => Said::theirs(code.to_owned()),
    };
    value.split("; ").map(said).collect()
}

/// The date column says it already.
fn is_date_of(view: &View, value: &str) -> bool {
    let date = view
        .date
        .as_ref()
        .filter(|_| view.category != Category::Documents);
    date.is_some_and(|date| date.text == value.trim())
}
