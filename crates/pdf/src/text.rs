//! One text set into lines of a width: by the Unicode rules for direction and line breaks, with a typeface for every
//! letter. What is looked at (glyphs, left to right) and what is read aloud or copied (the text in its own order) leave
//! here together.

mod breaks;
mod shape;
mod shown;

use std::ops::Range;

use keepwell_records::dose;
use krilla::text::KrillaGlyph;
use unicode_bidi::{BidiInfo, Level};

use crate::fonts::Fonts;
use shown::Shown;

/// How a text looks.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// In points.
    pub(crate) size: f32,
    /// In the bold typeface, where there is one.
    pub(crate) is_bold: bool,
    /// As red, green, blue.
    pub(crate) color: [u8; 3],
}

/// The direction a text runs in as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    /// That of its first letter: for words of others.
    Own,
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// One line, ready to be drawn.
pub(crate) struct Line {
    /// From left to right.
    pub(crate) runs: Vec<Run>,
    /// In points.
    pub(crate) width: f32,
    /// It holds a box in place of a letter.
    pub(crate) has_box: bool,
    /// How it looks.
    pub(crate) style: Style,
}

/// Glyphs of one typeface and direction.
pub(crate) struct Run {
    pub(crate) face: usize,
    /// In the order they are drawn; advances for a size of 1.
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// What the glyphs' ranges point into: what is copied and read aloud.
    pub(crate) text: String,
    /// In points.
    pub(crate) width: f32,
}

/// Sets a text into lines no wider than `width` points.
pub(crate) fn set(text: &str, style: Style, base: Base, width: f32, fonts: &Fonts) -> Vec<Line> {
    let text = &dose::isolated(text);
    let shown = Shown::of(text, style.is_bold, fonts);
    let level = match base {
        Base::Own => None,
        Base::Ltr => Some(Level::ltr()),
        Base::Rtl => Some(Level::rtl()),
    };
    let bidi = BidiInfo::new(text, level);
    // A cleaned text is one paragraph; of none there is nothing to set.
    let Some(paragraph) = bidi.paragraphs.first() else {
        return Vec::new();
    };
    let advances = shape::advances(&shown, &bidi.levels, style.size, fonts);
    let lines = breaks::lines(text, &advances, width);
    let line = |range: Range<usize>| {
        let (levels, visual) = bidi.visual_runs(paragraph, range.clone());
        let is_rtl = |run: &Range<usize>| levels.get(run.start).is_some_and(Level::is_rtl);
        let runs: Vec<Run> = visual
            .iter()
            .flat_map(|run| shape::runs(&shown, run, is_rtl(run), style.size, fonts))
            .collect();
        Line {
            width: runs.iter().map(|run| run.width).sum(),
            runs,
            has_box: shown.has_box(&range),
            style,
        }
    };
    lines.into_iter().map(line).collect()
}
