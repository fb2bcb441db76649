//! A term list of our own: what a traveller's summary speaks of (medicines, allergens, conditions, tests, doses) in ten
//! languages, found by a code or by its plain name. A clinic abroad is shown the term in its language beside the original,
//! never instead of it. Free text is not translated.

mod language;
mod table;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use language::Language;

use crate::{fold::fold, view::Code};

/// The files of `crates/records/terms`: what they list, and their lines.
const TABLES: [&str; 8] = [
    include_str!("../terms/allergens.tsv"),
    include_str!("../terms/conditions.tsv"),
    include_str!("../terms/medicines.tsv"),
    include_str!("../terms/procedures.tsv"),
    include_str!("../terms/reactions.tsv"),
    include_str!("../terms/tests.tsv"),
    include_str!("../terms/vaccines.tsv"),
    include_str!("../terms/words.tsv"),
];

static TERMS: LazyLock<Terms> = LazyLock::new(|| Terms::of(&TABLES));

/// The list.
pub struct Terms {
    concepts: Vec<Concept>,
    /// By `system:code`.
    codes: HashMap<&'static str, usize>,
    /// By comparable name, of any language; `None` where it means something else in another.
    names: HashMap<String, Option<usize>>,
}

/// What a term means, and its name in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concept {
    /// The name of the concept itself, which stays the same.
    pub id: &'static str,
    /// For each language its names between `|`, the one that is shown first.
    names: [&'static str; Language::ALL.len()],
}

impl Terms {
    /// The list; read when it is first asked for, which takes some milliseconds.
    #[must_use]
    pub fn list() -> &'static Self {
        &TERMS
    }

    /// What these codes of one thing mean, or else its plain name. `None` where the list does not know it, or the codes
    /// lead to different concepts: then it is better to say nothing.
    #[must_use]
    pub fn find(&self, codes: &[Code], name: &str) -> Option<&Concept> {
        let mut found = codes.iter().filter_map(|code| self.coded(code)).peekable();
        match found.next() {
            None => self.named(name),
            Some(first) => found.all(|other| other == first).then_some(first),
        }
    }

    /// What a code means.
    #[must_use]
    pub fn coded(&self, code: &Code) -> Option<&Concept> {
        let system = table::short_system(code.system.as_deref()?)?;
        let place = self.codes.get(format!("{system}{}", code.code).as_str())?;
        self.concepts.get(*place)
    }

    /// What a name means that stands alone, in whichever of the languages it is. A sentence is not looked into.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Concept> {
        let place = self.names.get(&comparable(name))?.as_ref()?;
        self.concepts.get(*place)
    }

    /// How many concepts it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.concepts.len()
    }

    /// Whether it has none, which would be a fault of the build.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty()
    }

    fn of(tables: &[&'static str]) -> Self {
        let mut terms = Self {
            concepts: Vec::new(),
            codes: HashMap::new(),
            names: HashMap::new(),
        };
        for row in tables.iter().flat_map(|table| table::rows(table)) {
            terms.add(&row);
        }
        terms
    }

    fn add(&mut self, row: &table::Row) {
        let place = self.concepts.len();
        self.codes.extend(row.codes().map(|code| (code, place)));
        for name in row.names().map(comparable) {
            let known = self.names.entry(name).or_insert(Some(place));
            if *known != Some(place) {
                *known = None;
            }
        }
        self.concepts.push(Concept {
            id: row.id,
            names: row.languages,
        });
    }
}

impl Concept {
    /// Its name in a language, the one to show.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        self.names(language).next().unwrap_or_default()
    }

    /// Whether `text` is one of its names in a language.
    #[must_use]
    pub fn is_called(&self, language: Language, text: &str) -> bool {
        let text = comparable(text);
        self.names(language).any(|name| comparable(name) == text)
    }

    /// The name in a language that stands beside a title; `None` where the title says it already.
    #[must_use]
    pub fn beside(&self, language: Language, title: &str) -> Option<&'static str> {
        let term = self.name(language);
        let is_said = self.is_called(language, title) || fold(title).contains(&fold(term));
        (!is_said).then_some(term)
    }

    fn names(&self, language: Language) -> impl Iterator<Item = &'static str> {
        let place = Language::ALL.iter().position(|one| *one == language);
        let cell = place.and_then(|place| self.names.get(place)).copied();
        cell.unwrap_or_default().split('|')
    }
}

/// A name as it is compared: without case, and without accents where that cannot make another word of it. In Hindi and
/// Arabic the marks are letters.
fn comparable(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ");
    let is_latin = |letter: char| !letter.is_alphabetic() || letter < '\u{250}';
    if name.chars().all(is_latin) {
        fold(&name)
    } else {
        name.to_lowercase()
    }
}

#[cfg(test)]
mod tests;
