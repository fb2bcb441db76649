//! Where a text breaks into lines: at the places the Unicode rules allow, and inside a word only where a word is wider than
//! the line.

use std::ops::Range;

use unicode_linebreak::linebreaks;

/// Takes so many lines at most; what they do not hold is left away. A text of ours is far shorter.
const MOST: usize = 200;

/// The lines of a text whose clusters are as wide as `advances` says.
pub(super) fn lines(text: &str, advances: &[(usize, f32)], width: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut line = Line::at(0);
    for (end, _) in linebreaks(text) {
        let word = line.end..end;
        let wide = measure(text, advances, &word);
        if line.width + wide.seen > width && line.width > 0.0 {
            lines.push(line.start..line.end);
            line = Line::at(line.end);
        }
        if wide.seen > width {
            line = inside(advances, word, width, &mut lines);
            continue;
        }
        line.end = end;
        line.width += wide.whole;
    }
    if line.end > line.start {
        lines.push(line.start..line.end);
    }
    lines.truncate(MOST);
    lines
}

struct Line {
    start: usize,
    end: usize,
    width: f32,
}

impl Line {
    fn at(start: usize) -> Self {
        Self {
            start,
            end: start,
            width: 0.0,
        }
    }
}

/// A word's width with and without the spaces at its end, which may hang over.
struct Width {
    whole: f32,
    seen: f32,
}

fn measure(text: &str, advances: &[(usize, f32)], word: &Range<usize>) -> Width {
    let trimmed = text.get(word.clone()).unwrap_or_default().trim_end().len();
    let sum = |end: usize| {
        within(advances, &(word.start..end))
            .map(|(_, wide)| wide)
            .sum()
    };
    Width {
        whole: sum(word.end),
        seen: sum(word.start + trimmed),
    }
}

fn within<'a>(
    advances: &'a [(usize, f32)],
    range: &Range<usize>,
) -> impl Iterator<Item = &'a (usize, f32)> {
    let first = advances.partition_point(|(start, _)| *start < range.start);
    let end = range.end;
    advances
        .iter()
        .skip(first)
        .take_while(move |(start, _)| *start < end)
}

/// Breaks a word between its clusters; its last piece stays open for what follows.
fn inside(
    advances: &[(usize, f32)],
    word: Range<usize>,
    width: f32,
    lines: &mut Vec<Range<usize>>,
) -> Line {
    let mut line = Line::at(word.start);
    for (start, wide) in within(advances, &word) {
        if line.width + wide > width && line.width > 0.0 && *start > line.start {
            lines.push(line.start..*start);
            line = Line::at(*start);
        }
        line.width += wide;
    }
    line.end = word.end;
    line
}
