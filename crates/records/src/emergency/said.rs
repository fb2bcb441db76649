//! One thing as its source named it, and how the card says it: by the term list in the card's language with the source's own
//! words beside it, or those alone, marked.

use super::{letters, wording::Wording};
use crate::{
    fold::fold,
    terms::{Concept, Language, Terms},
    view::Code,
};

/// What somebody wrote, with the codes they gave it.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) codes: Vec<Code>,
    /// The language it is written in, where the record says so: its primary tag.
    pub(super) language: Option<String>,
}

/// Says things for one card, and remembers which marks it used, so that the card explains those and no others.
pub(super) struct Speaker {
    pub(super) wording: Wording,
    pub(super) is_ascii: bool,
    pub(super) marks: Marks,
}

/// Which marks stand on the card.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks {
    /// `*`: as written, not translated.
    pub(super) as_written: bool,
    /// `[ ]`: a term of the list with the original beside it.
    pub(super) term: bool,
    /// `~`: letters replaced.
    pub(super) letters: bool,
}

impl Marks {
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            as_written: self.as_written || other.as_written,
            term: self.term || other.term,
            letters: self.letters || other.letters,
        }
    }
}

impl Speaker {
    /// A thing, in the card's language where the list knows it.
    pub(super) fn thing(&mut self, said: &Said) -> String {
        let text = letters::plain(&said.text);
        match Terms::list().find(&said.codes, &said.text) {
            Some(concept) => self.beside(concept, &text),
            None => self.as_written(&text, said.language.as_deref()),
        }
    }

    /// A name or number, which no language translates.
    pub(super) fn own(&mut self, text: &str) -> String {
        let text = letters::plain(text);
        self.lettered(&text)
    }

    /// Words that were put together by the list from codes, with what was written, if anything.
    pub(super) fn put_together(&mut self, words: &str, written: Option<&str>) -> String {
        let words = self.lettered_term(words);
        match written {
            Some(written) if fold(written) != fold(&words) => {
                self.marks.term = true;
                format!("{words} [{}]", self.lettered(written))
            }
            _ => words,
        }
    }

    /// As it was written; marked, with its language where that is known, unless it is the card's own.
    pub(super) fn as_written(&mut self, text: &str, language: Option<&str>) -> String {
        let shown = self.lettered(text);
        if language == Some(self.language().tag()) {
            return shown;
        }
        self.marks.as_written = true;
        format!("{shown}*{}", language.unwrap_or_default())
    }

    fn beside(&mut self, concept: &Concept, text: &str) -> String {
        let Some(term) = concept.beside(self.language(), text) else {
            return self.lettered(text);
        };
        self.marks.term = true;
        format!("{} [{}]", self.lettered_term(term), self.lettered(text))
    }

    fn language(&self) -> Language {
        self.wording.0
    }

    /// In letters of a keyboard, marked where they had to be replaced.
    fn lettered(&mut self, text: &str) -> String {
        if !self.is_ascii || text.is_ascii() {
            return text.to_owned();
        }
        self.marks.letters = true;
        format!("~{}", letters::ascii(text))
    }

    /// An English term loses nothing but an accent.
    fn lettered_term(&self, term: &str) -> String {
        if self.is_ascii {
            letters::ascii(term)
        } else {
            term.to_owned()
        }
    }
}
