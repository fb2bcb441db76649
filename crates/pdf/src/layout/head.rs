//! The top of the document (what it is, whose, by whom, and what it is not) and what repeats on every page: the name, so that
//! loose sheets find together, the page's number, and the mark of a sample.

use super::{
    Piece, Setting, WIDTH,
    flow::Flow,
    look::{self, INNER, MARGIN},
    structure::Role,
};
use crate::{
    content::Content,
    text::{self, Base, Line, Style},
};

/// What repeats.
pub(super) struct Running {
    /// The person in one line.
    person: String,
    /// The mark of a sample.
    sample: Option<String>,
}

pub(super) fn running(content: &Content, setting: &Setting<'_>) -> Running {
    let isolated = content
        .person
        .iter()
        .take(2)
        .map(|part| format!("\u{2068}{part}\u{2069}"));
    Running {
        person: isolated.collect::<Vec<_>>().join(" · "),
        sample: content.is_sample.then(|| setting.words.say("sample")),
    }
}

/// The top of the first page.
pub(super) fn set(content: &Content, flow: &mut Flow<'_>) {
    let words = flow.setting.words;
    let title = words.say("title");
    let node = flow.node(Role::Title(title.clone()), 0);
    let lines = flow.lines(&title, look::TITLE, flow.setting.base(), INNER);
    flow.y = flow.draw(lines, MARGIN, flow.y, Some(node)) + 4.0;
    if content.is_sample {
        boxed(flow, &words.say("sample"), look::SAMPLE, look::WARN_SOFT);
    }
    for (number, line) in content.person.iter().enumerate() {
        let style = if number == 0 { look::NAME } else { look::BODY };
        // A name runs its own way, and stands on the side the page starts at.
        let base = if number == 0 {
            Base::Own
        } else {
            flow.setting.base()
        };
        let node = flow.node(Role::Paragraph, 0);
        let lines = flow.lines(line, style, base, INNER);
        flow.y = flow.draw(lines, MARGIN, flow.y, Some(node));
    }
    flow.y += 8.0;
    boxed(flow, &words.say("own"), look::NOTE, look::INFO_SOFT);
}

/// A paragraph on a coloured ground.
pub(super) fn boxed(flow: &mut Flow<'_>, text: &str, style: Style, ground: [u8; 3]) {
    let lines = flow.lines(text, style, flow.setting.base(), INNER - 20.0);
    let height: f32 = lines.iter().map(|line| flow.leading(line.style)).sum();
    flow.area(MARGIN, flow.y, (INNER, height + 10.0), ground);
    let node = flow.node(Role::Paragraph, 0);
    flow.draw(lines, MARGIN + 10.0, flow.y + 5.0, Some(node));
    flow.y += height + 18.0;
}

/// The pieces that repeat, for page `number` (from 0) of `total`.
pub(super) fn repeated(
    running: &Running,
    content: &Content,
    setting: &Setting<'_>,
    number: usize,
    total: usize,
) -> Vec<Piece> {
    let base = setting.base();
    let one = |text: &str, width: f32| {
        let mut lines = text::set(text, look::SMALL, base, width, setting.fonts).into_iter();
        lines.next()
    };
    let mut pieces = Vec::new();
    let foot = look::BOTTOM + 26.0;
    let (page, pages) = ((number + 1).to_string(), total.to_string());
    let page = setting
        .words
        .say_with("page", &[("page", &page), ("pages", &pages)]);
    pieces.push(rule(look::BOTTOM + 10.0));
    pieces.extend(one(&running.person, INNER - 130.0).map(|line| at_start(line, foot, setting)));
    pieces.extend(one(&page, 120.0).map(|line| at_end(line, foot, setting)));
    if number > 0 {
        let title = one(&setting.words.say("title"), INNER / 2.0);
        pieces.extend(title.map(|line| at_start(line, 42.0, setting)));
        pieces.push(rule(50.0));
    }
    if let Some(sample) = running
        .sample
        .as_ref()
        .filter(|_| number > 0 && content.is_sample)
    {
        let lines = text::set(sample, look::SAMPLE, base, INNER / 2.0, setting.fonts);
        pieces.extend(
            lines
                .into_iter()
                .take(1)
                .map(|line| at_end(line, 42.0, setting)),
        );
    }
    pieces
}

fn rule(y: f32) -> Piece {
    Piece::Area {
        x: MARGIN,
        y,
        width: INNER,
        height: 0.75,
        color: look::LINE,
    }
}

fn at_start(line: Line, y: f32, setting: &Setting<'_>) -> Piece {
    let x = if setting.is_rtl() {
        WIDTH - MARGIN - line.width
    } else {
        MARGIN
    };
    Piece::Text {
        x,
        y,
        line,
        node: None,
    }
}

fn at_end(line: Line, y: f32, setting: &Setting<'_>) -> Piece {
    let x = if setting.is_rtl() {
        MARGIN
    } else {
        WIDTH - MARGIN - line.width
    };
    Piece::Text {
        x,
        y,
        line,
        node: None,
    }
}
