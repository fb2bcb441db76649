//! A text as it can be shown: every letter with its typeface, and a box where no typeface has the letter.

use std::ops::Range;

use crate::fonts::{BOX, Fonts};

/// The text with its typefaces.
pub(super) struct Shown {
    /// The text with boxes.
    pub(super) text: String,
    /// Every letter of it: where it starts, and its typeface; `None` for signs that only direct.
    pub(super) letters: Vec<(usize, Option<usize>)>,
    /// What stood where there is a box now.
    boxed: Vec<(usize, char)>,
}

impl Shown {
    pub(super) fn of(text: &str, is_bold: bool, fonts: &Fonts) -> Self {
        let mut shown = Self {
            text: String::with_capacity(text.len()),
            letters: Vec::with_capacity(text.len()),
            boxed: Vec::new(),
        };
        let mut before = None;
        for letter in text.chars() {
            let at = shown.text.len();
            if is_director(letter) {
                shown.letters.push((at, None));
                shown.text.push(letter);
                continue;
            }
            let face = fonts.pick(letter, is_bold, before);
            let set = if face.is_some() { letter } else { BOX };
            if face.is_none() {
                shown.boxed.push((at, letter));
            }
            before = face.or_else(|| fonts.pick(BOX, is_bold, None));
            shown.letters.push((at, before));
            shown.text.push(set);
        }
        shown
    }

    pub(super) fn has_box(&self, range: &Range<usize>) -> bool {
        self.boxed.iter().any(|(at, _)| range.contains(at))
    }

    /// What stands in a range, as it was before boxes, without signs that only direct.
    pub(super) fn original(&self, range: &Range<usize>) -> String {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let letters = text
            .char_indices()
            .filter(|(_, letter)| !is_director(*letter));
        let original = |(at, letter): (usize, char)| {
            let at = at + range.start;
            let boxed = self.boxed.binary_search_by_key(&at, |(at, _)| *at).ok();
            boxed
                .and_then(|index| self.boxed.get(index))
                .map_or(letter, |(_, letter)| *letter)
        };
        letters
            .map(original)
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    /// The pieces of a range that share a typeface, in the order of the text, without signs that only direct.
    pub(super) fn pieces(&self, range: &Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
        let first = self.letters.partition_point(|(at, _)| *at < range.start);
        let mut letters = self.letters.iter().skip(first).peekable();
        while let Some((start, face)) = letters.next().filter(|(at, _)| *at < range.end) {
            let end = letters.peek().map_or(self.text.len(), |(at, _)| *at);
            match (face, pieces.last_mut()) {
                (None, _) => {}
                (Some(face), Some((last, piece))) if last == face && piece.end == *start => {
                    piece.end = end;
                }
                (Some(face), _) => pieces.push((*face, *start..end)),
            }
        }
        pieces
    }
}

/// Marks and isolates: they tell the order and are not drawn.
fn is_director(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}'
    )
}
