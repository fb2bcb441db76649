//! A section: its heading, and its records as a table of three columns whose head repeats on every page. A row is never torn
//! in two. Without records it says that there is no information, never that there is nothing.

use super::{
    flow::Flow,
    look::{self, INNER, MARGIN},
    page::Piece,
    structure::Role,
};
use crate::{
    Language,
    content::{Row, Section},
    text::{Base, Line},
};

/// Where the columns start and how wide they are: what, date, where from.
const COLUMNS: [(f32, f32); 3] = [(0.0, 292.0), (304.0, 78.0), (394.0, INNER - 394.0)];

/// Above the closing block, in points.
const CLOSING_GAP: f32 = 18.0;

/// Most lines in a cell: a page holds more, so a row fits on every page.
const MOST: usize = 34;

/// Sets a section.
pub(super) fn set(section: &Section, flow: &mut Flow<'_>) {
    let first = section.rows.first().map(|row| Cells::of(row, flow));
    let height = first.as_ref().map_or(20.0, |cells| cells.height(flow));
    // A heading stands with the first thing under it.
    if !flow.fits(62.0 + height) {
        flow.new_page();
    }
    let node = flow.node(Role::Section, 0);
    heading(section, flow, node);
    if section.rows.is_empty() {
        let none = flow.setting.words.say("none");
        flow.paragraph(&none, look::QUIET, node);
        return;
    }
    let table = flow.node(Role::Table, node);
    columns(flow, Some(table));
    for row in &section.rows {
        let cells = Cells::of(row, flow);
        if !flow.fits(cells.height(flow)) {
            flow.new_page();
            columns(flow, None);
        }
        cells.draw(flow, table);
    }
}

/// The end of the document: when and with what it was made, and what is attached.
pub(super) fn end(flow: &mut Flow<'_>, made: &str) {
    let words = flow.setting.words;
    let mut texts = vec![made.to_owned(), words.say("attached")];
    if words.language != Language::En {
        texts.insert(0, words.say("unreviewed"));
    }
    if flow.has_box {
        texts.insert(0, words.say("unshown"));
    }
    // The block is not torn in two, and begins no page where it still fits.
    let count = |text: &String| {
        let base = flow.setting.base();
        flow.lines(text, look::SMALL, base, INNER).len()
    };
    let lines: usize = texts.iter().map(count).sum();
    let leading = flow.leading(look::SMALL);
    let height = (0..lines).fold(CLOSING_GAP, |height, _| height + leading);
    if !flow.fits(height) {
        flow.new_page();
    }
    flow.y += CLOSING_GAP;
    let node = flow.node(Role::Section, 0);
    for text in texts {
        flow.paragraph(&text, look::SMALL, node);
    }
}

fn heading(section: &Section, flow: &mut Flow<'_>, parent: usize) {
    flow.y += 14.0;
    flow.heading(section.title.clone());
    let node = flow.node(Role::Heading(section.title.clone()), parent);
    let style = if section.is_alert {
        look::ALERT
    } else {
        look::HEADING
    };
    let height = flow.leading(style) + 8.0;
    let mut start = MARGIN;
    if section.is_alert {
        flow.area(MARGIN, flow.y, (INNER, height), look::DANGER_SOFT);
        sign(
            flow,
            flow.y + (height - 14.5) / 2.0,
            16.0,
            look::DANGER_SOFT,
        );
        start += 26.0;
    }
    let lines = flow.lines(&section.title, style, flow.setting.base(), INNER - 40.0);
    flow.draw(lines, start, flow.y + 4.0, Some(node));
    flow.y += height + 2.0;
}

/// The sign for danger at the start of a line.
fn sign(flow: &mut Flow<'_>, y: f32, size: f32, inside: [u8; 3]) {
    let x = flow.x(MARGIN + 2.0, size);
    flow.push(Piece::Sign {
        x,
        y,
        size,
        color: look::DANGER,
        inside,
    });
}

/// Room for the sign.
fn indent(is_severe: bool) -> f32 {
    if is_severe { 22.0 } else { 0.0 }
}

/// The heads of the columns; only the first time in a table are they part of the structure.
fn columns(flow: &mut Flow<'_>, table: Option<usize>) {
    let row = table.map(|table| flow.node(Role::Row, table));
    for ((start, width), key) in COLUMNS.into_iter().zip(["what", "date", "source"]) {
        let text = flow.setting.words.say(&format!("column-{key}"));
        let node = row.map(|row| flow.node(Role::ColumnHead, row));
        let lines = flow.lines(&text, look::COLUMN, flow.setting.base(), width);
        flow.draw(lines, MARGIN + start, flow.y, node);
    }
    flow.y += flow.leading(look::COLUMN) + 2.0;
}

/// A row, set.
struct Cells {
    is_severe: bool,
    cells: [Vec<Line>; 3],
}

impl Cells {
    fn of(row: &Row, flow: &Flow<'_>) -> Self {
        let words = flow.setting.words;
        let [what, date, source] = COLUMNS.map(|(_, width)| width);
        let mut first = flow.lines(
            &row.title,
            look::WHAT,
            Base::Own,
            what - indent(row.is_severe),
        );
        for said in &row.lines {
            let base = if said.is_ours {
                flow.setting.base()
            } else {
                Base::Own
            };
            let style = if said.is_loud { look::LOUD } else { look::BODY };
            first.extend(flow.lines(&said.text, style, base, what - indent(row.is_severe)));
        }
        let said = |text: &Option<String>, absent: &str, width| match text {
            Some(text) => flow.lines(text, look::QUIET, Base::Own, width),
            None => flow.lines(&words.say(absent), look::QUIET, flow.setting.base(), width),
        };
        let mut cells = [
            first,
            said(&row.date, "no-date", date),
            said(&row.source, "no-source", source),
        ];
        for (cell, width) in cells.iter_mut().zip([what, date, source]) {
            if cell.len() > MOST {
                cell.truncate(MOST);
                cell.extend(flow.lines(&words.say("cut"), look::QUIET, flow.setting.base(), width));
            }
        }
        Self {
            is_severe: row.is_severe,
            cells,
        }
    }

    fn height(&self, flow: &Flow<'_>) -> f32 {
        let height = |cell: &Vec<Line>| {
            cell.iter()
                .map(|line| flow.leading(line.style))
                .sum::<f32>()
        };
        self.cells.iter().map(height).fold(0.0, f32::max) + 9.0
    }

    fn draw(self, flow: &mut Flow<'_>, table: usize) {
        let height = self.height(flow);
        flow.area(MARGIN, flow.y, (INNER, 0.75), look::LINE);
        if self.is_severe {
            sign(flow, flow.y + 5.5, 13.0, [255; 3]);
        }
        let row = flow.node(Role::Row, table);
        for (number, (cell, (start, _))) in self.cells.into_iter().zip(COLUMNS).enumerate() {
            let role = if number == 0 {
                Role::RowHead
            } else {
                Role::Cell
            };
            let node = flow.node(role, row);
            let start = if number == 0 {
                indent(self.is_severe)
            } else {
                start
            };
            flow.draw(cell, MARGIN + start, flow.y + 4.0, Some(node));
        }
        flow.y += height;
    }
}
