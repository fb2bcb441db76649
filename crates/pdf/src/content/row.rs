//! One line of a section: what, in which state, how much, when, and who said so.

use std::cmp::Reverse;

use keepwell_records::{
    bundle::{Bundle, Entry},
    clean::clean,
    dosage,
    terms::{Language, Terms},
    view::{Category, Code, Marks, facts},
};

use super::{
    said::{self, Said},
    status::{self, Modifiers},
};
use crate::words::Words;

/// Longest title (`View` cuts there too), source and date, in letters.
pub(super) const LONGEST: usize = 200;

/// One record.
#[derive(Clone)]
pub(crate) struct Row {
    /// The section it belongs in.
    pub(crate) category: Category,
    /// What it is, in the words of its source.
    pub(crate) title: String,
    /// A severe allergy: it carries the sign for danger.
    pub(crate) is_severe: bool,
    /// Each on a line of its own: state, then dose, value or reaction.
    pub(crate) lines: Vec<Said>,
    /// When, in words.
    pub(crate) date: Option<String>,
    /// Who recorded it.
    pub(crate) source: Option<String>,
    /// To sort by: over or not, then the newest first.
    pub(super) order: (bool, Reverse<Option<i64>>),
}

impl Row {
    /// The line of a record; `None` for one that was entered in error.
    pub(super) fn of(entry: &Entry<'_>, bundle: &Bundle<'_>, words: &Words) -> Option<Self> {
        let (view, raw) = (&entry.view, entry.raw);
        let modifiers = Modifiers::of(raw);
        if status::is_error(view, &modifiers) {
            return None;
        }
        let marks = Marks::of(raw);
        let title = shortened(&view.title, words);
        // A title of nothing that can be seen: the type says at least what it is.
        let title = if title.is_empty() {
            clean(&view.kind)
        } else {
            title
        };
        let state = status::said(view, &modifiers, words);
        let doses = dosage::of_resource(raw);
        let mut lines = said::of(state, &facts(raw), &doses, view, words);
        lines.retain(|line| line.text != title);
        // What turns the meaning round comes before what is meant.
        let place = usize::from(lines.first().is_some_and(|line| line.is_loud));
        let term = term(&bundle.codes(entry), &title, words);
        if term.is_none() {
            lines.extend(written_in(entry, bundle, words));
        }
        lines.splice(place..place, term);
        let by_hand = || marks.is_by_hand.then(|| words.say("by-hand"));
        let source = view.source.as_deref();
        let is_course = matches!(
            view.category,
            Category::Allergies | Category::Medicines | Category::Problems
        );
        let seconds = view.date.as_ref().and_then(|date| date.seconds);
        Some(Self {
            category: view.category,
            title,
            is_severe: marks.is_severe,
            lines,
            date: view
                .date
                .as_ref()
                .map(|date| shortened(&words.clinical_date(date), words)),
            source: source
                .map(|source| shortened(source, words))
                .or_else(by_hand),
            order: (is_course && !marks.is_current, Reverse(seconds)),
        })
    }

    /// A line without date and source.
    pub(super) fn plain(category: Category, title: String, lines: Vec<Said>) -> Self {
        Self {
            category,
            title,
            is_severe: false,
            lines,
            date: None,
            source: None,
            order: (false, Reverse(None)),
        }
    }
}

/// What the title means in the language of the document, by the term list, where the title does not say it already. It
/// stands beside the words of the source, never in their place.
fn term(codes: &[Code], title: &str, words: &Words) -> Option<Said> {
    let concept = Terms::list().find(codes, title)?;
    let term = concept.beside(words.language, title)?;
    Some(Said::ours(words.say_with("term", &[("term", term)])))
}

/// Which language a record is written in that nothing translates, where it says so and it is not the document's.
fn written_in(entry: &Entry<'_>, bundle: &Bundle<'_>, words: &Words) -> Option<Said> {
    let tag = bundle.language(Some(entry))?;
    let language = Language::of(&tag);
    let name = language.map_or(tag.as_str(), |language| language.own_name());
    let is_own = language == Some(words.language);
    (!is_own).then(|| Said::ours(words.say_with("written-in", &[("language", name)])))
}

/// A clean text of bounded length that says so where it was cut.
pub(super) fn shortened(text: &str, words: &Words) -> String {
    let text = clean(text);
    if text.chars().count() < LONGEST {
        return text;
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("\u{2068}{start}\u{2069} {}", words.say("cut"))
}
