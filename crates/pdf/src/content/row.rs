//! One line of a section: what, in which state, how much, when, and who said so.

use keepwell_records::view::{Category, View};

use super::{
    clean,
    status::{self, Modifiers},
};
use crate::words::Words;

/// Where `View` cuts a title and a detail, in letters.
const TITLE_CUT: usize = 200;
const DETAIL_CUT: usize = 300;

/// One record.
#[derive(Clone)]
pub(crate) struct Row {
    /// The section it belongs in.
    pub(crate) category: Category,
    /// What it is, in the words of its source.
    pub(crate) title: String,
    /// Each on a line of its own: state, then dose, value or reaction.
    pub(crate) lines: Vec<String>,
    /// When, in words.
    pub(crate) date: Option<String>,
    /// Who recorded it.
    pub(crate) source: Option<String>,
    /// To sort by: over or not, then the newest first.
    pub(super) order: (bool, std::cmp::Reverse<Option<i64>>),
}

impl Row {
    /// The line of a record; `None` for one that was entered in error.
    pub(super) fn of(view: &View, raw: &str, words: &Words) -> Option<Self> {
        let modifiers = Modifiers::of(raw);
        if status::is_error(view, &modifiers) {
            return None;
        }
        let mut lines = vec![status::said(view, &modifiers, words).join(" · ")];
        let details = view.detail.iter().flat_map(|detail| detail.split("; "));
        lines.extend(parts(view.category, details.map(clean).collect()));
        if is_cut(&view.title, TITLE_CUT)
            || view
                .detail
                .as_ref()
                .is_some_and(|text| is_cut(text, DETAIL_CUT))
        {
            lines.push(words.say("cut"));
        }
        lines.retain(|line| !line.is_empty());
        let seconds = view.date.as_ref().and_then(|date| date.seconds);
        Some(Self {
            category: view.category,
            title: clean(&view.title),
            lines,
            date: view
                .date
                .as_ref()
                .map(|date| clean(&words.clinical_date(date))),
            source: view.source.as_deref().map(clean),
            order: (status::is_past(view), std::cmp::Reverse(seconds)),
        })
    }

    /// A line without date and source.
    pub(super) fn plain(category: Category, title: String, lines: Vec<String>) -> Self {
        Self {
            category,
            title,
            lines,
            date: None,
            source: None,
            order: (false, std::cmp::Reverse(None)),
        }
    }
}

/// Every dose on a line of its own. Elsewhere the parts share a line, each isolated, so that in a text that runs both ways
/// a value, its range and a word beside them keep their places.
fn parts(category: Category, details: Vec<String>) -> Vec<String> {
    let details: Vec<String> = details
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if category == Category::Medicines || details.len() < 2 {
        return details;
    }
    let isolated = details.iter().map(|part| format!("\u{2068}{part}\u{2069}"));
    vec![isolated.collect::<Vec<_>>().join(" · ")]
}

fn is_cut(text: &str, longest: usize) -> bool {
    text.chars().count() >= longest
}
