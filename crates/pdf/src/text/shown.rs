//! Every letter of a text with the typeface it is shown in, or with a box where no typeface has it. The text itself stays
//! as it is, so that it is still searched, copied and read aloud with the right letters.

use std::ops::Range;

use crate::fonts::{BOX, Fonts};

/// How a letter is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Marks and isolates: they tell the order and are not drawn.
    Unseen,
    /// In this typeface.
    Face(usize),
    /// As the box of this typeface.
    Box(usize),
}

/// The text with its typefaces.
pub(super) struct Shown<'a> {
    pub(super) text: &'a str,
    /// Every letter: where it starts, and how it is shown.
    letters: Vec<(usize, Slot)>,
}

impl<'a> Shown<'a> {
    pub(super) fn of(text: &'a str, is_bold: bool, fonts: &Fonts) -> Self {
        let mut before = None;
        let slot = |(at, letter): (usize, char)| {
            if is_director(letter) {
                return (at, Slot::Unseen);
            }
            let face = fonts.pick(letter, is_bold, before);
            before = face.or(before);
            let boxed = || fonts.pick(BOX, is_bold, None).map(Slot::Box);
            (
                at,
                face.map(Slot::Face).or_else(boxed).unwrap_or(Slot::Unseen),
            )
        };
        Self {
            text,
            letters: text.char_indices().map(slot).collect(),
        }
    }

    pub(super) fn has_box(&self, range: &Range<usize>) -> bool {
        self.pieces(range)
            .iter()
            .any(|(slot, _)| matches!(slot, Slot::Box(_)))
    }

    /// The pieces of a range that are shown alike, in the order of the text, without signs that only direct.
    pub(super) fn pieces(&self, range: &Range<usize>) -> Vec<(Slot, Range<usize>)> {
        let mut pieces: Vec<(Slot, Range<usize>)> = Vec::new();
        let first = self.letters.partition_point(|(at, _)| *at < range.start);
        let mut letters = self.letters.iter().skip(first).peekable();
        while let Some((start, slot)) = letters.next().filter(|(at, _)| *at < range.end) {
            let end = letters.peek().map_or(self.text.len(), |(at, _)| *at);
            match pieces.last_mut() {
                _ if *slot == Slot::Unseen => {}
                Some((last, piece)) if last == slot && piece.end == *start => piece.end = end,
                _ => pieces.push((*slot, *start..end)),
            }
        }
        pieces
    }
}

fn is_director(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}'
    )
}
