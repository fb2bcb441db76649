//! An emergency card on paper: as a strip that folds to the size of a bank card, or as a page to be read from a step away. The
//! text stands there in full; the code beside it gives the same to a scanner.

use keepwell_records::emergency::LineKind;

use super::{
    HEIGHT, Node, Page, Pages, Piece, Role, Setting, WIDTH,
    look::{self, INNER, MARGIN},
};
use crate::{
    CardInput, Paper,
    fonts::Fonts,
    text::{self, Line, Style},
    words::Words,
};

/// A bank card, ISO/IEC 7810 ID-1, in points: 85.6 × 54 mm.
const CARD: (f32, f32) = (242.65, 153.07);
/// Free inside a panel.
const PAD: f32 = 8.0;
/// Where the strip begins.
const TOP: f32 = 28.0;
/// Light modules around a code.
const QUIET: f32 = 4.0;
/// The code on a whole page: 85 mm.
const CODE: f32 = 241.0;
/// Sizes of letters on a whole page, the first that fits.
const SIZES: [f32; 7] = [15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0];

/// Sets a card.
pub(crate) fn set(input: &CardInput<'_>, words: &Words, fonts: &Fonts) -> Pages {
    let setting = Setting { words, fonts };
    let mut sheet = Sheet {
        setting: &setting,
        page: Page::default(),
        nodes: vec![Node {
            role: Role::Document,
            parent: 0,
        }],
    };
    match input.paper {
        Paper::Wallet => strip(input, &mut sheet),
        Paper::Page => page(input, &mut sheet),
    }
    Pages {
        pages: vec![sheet.page],
        nodes: sheet.nodes,
        headings: Vec::new(),
    }
}

/// The page being filled.
struct Sheet<'a> {
    setting: &'a Setting<'a>,
    page: Page,
    nodes: Vec<Node>,
}

impl Sheet<'_> {
    /// A paragraph between two edges, from the height `y` on; where it ends.
    fn draw(&mut self, lines: Vec<Line>, role: Role, (left, width): (f32, f32), y: f32) -> f32 {
        self.nodes.push(Node { role, parent: 0 });
        let node = self.nodes.len() - 1;
        let mut y = y;
        for line in lines {
            let leading = leading(line.style, self.setting);
            let x = if self.setting.is_rtl() {
                left + width - line.width
            } else {
                left
            };
            self.page.pieces.push(Piece::Text {
                x,
                y: y + leading * 0.5 + line.style.size * 0.36,
                line,
                node: Some(node),
            });
            y += leading;
        }
        y
    }

    fn words(&mut self, key: &str, style: Style, place: (f32, f32), y: f32) -> f32 {
        let text = self.setting.words.say(key);
        let lines = self.lines(&text, style, place.1);
        self.draw(lines, Role::Paragraph, place, y)
    }

    fn lines(&self, text: &str, style: Style, width: f32) -> Vec<Line> {
        text::set(text, style, self.setting.base(), width, self.setting.fonts)
    }

    fn code(&mut self, modules: &[Vec<bool>], (x, y): (f32, f32), side: f32) {
        let count: f32 = modules.iter().map(|_| 1.0).sum();
        let unit = side / (count + 2.0 * QUIET);
        self.page.pieces.push(Piece::Code {
            x: x + unit * QUIET,
            y: y + unit * QUIET,
            unit,
            rows: modules.to_vec(),
        });
    }

    /// The edges of a panel.
    fn frame(&mut self, y: f32) {
        let (width, height) = CARD;
        for (x, y, width, height) in [
            (MARGIN, y, width, 0.5),
            (MARGIN, y + height, width, 0.5),
            (MARGIN, y, 0.5, height),
            (MARGIN + width, y, 0.5, height),
        ] {
            self.page.pieces.push(Piece::Area {
                x,
                y,
                width,
                height,
                color: look::INK_2,
            });
        }
    }
}

/// Panels one below the other: the text, then the code.
fn strip(input: &CardInput<'_>, sheet: &mut Sheet<'_>) {
    let place = (MARGIN + PAD, CARD.0 - 2.0 * PAD);
    let (mut panel, mut y) = (TOP, TOP + PAD);
    sheet.frame(panel);
    for (text, kind) in lines(input) {
        let lines = sheet.lines(text, style(kind, 7.4), place.1);
        let height: f32 = lines
            .iter()
            .map(|line| leading(line.style, sheet.setting))
            .sum();
        if y + height > panel + CARD.1 - PAD {
            panel += CARD.1;
            y = panel + PAD;
            sheet.frame(panel);
        }
        y = sheet.draw(lines, role(text, kind), place, y);
    }
    panel += CARD.1;
    sheet.frame(panel);
    let side = CARD.1 - 2.0;
    let (code, beside) = if sheet.setting.is_rtl() {
        (MARGIN + CARD.0 - side - 1.0, MARGIN + PAD)
    } else {
        (MARGIN + 1.0, MARGIN + side)
    };
    sheet.code(input.modules, (code, panel + 1.0), side);
    let place = (beside, CARD.0 - side - PAD);
    sheet.words(
        "card-code",
        style(LineKind::Note, 7.4),
        place,
        panel + PAD + 4.0,
    );
    let below = (MARGIN, INNER);
    sheet.words("card-cut", look::SMALL, below, panel + CARD.1 + 10.0);
}

/// One page in letters as large as fit, the code at its foot.
fn page(input: &CardInput<'_>, sheet: &mut Sheet<'_>) {
    let foot = HEIGHT - MARGIN - CODE;
    let fits = |size: &f32| height(input, sheet, *size) <= foot - MARGIN;
    let size = SIZES.into_iter().find(fits).unwrap_or(8.0);
    let mut y = MARGIN;
    for (text, kind) in lines(input) {
        let lines = sheet.lines(text, style(kind, size), INNER);
        y = sheet.draw(lines, role(text, kind), (MARGIN, INNER), y);
    }
    let (code, beside) = if sheet.setting.is_rtl() {
        (WIDTH - MARGIN - CODE, MARGIN)
    } else {
        (MARGIN, MARGIN + CODE)
    };
    sheet.code(input.modules, (code, foot), CODE);
    let place = (beside, INNER - CODE);
    sheet.words("card-code", look::QUIET, place, foot + 20.0);
}

fn height(input: &CardInput<'_>, sheet: &Sheet<'_>, size: f32) -> f32 {
    let each = lines(input).flat_map(|(text, kind)| sheet.lines(text, style(kind, size), INNER));
    each.map(|line| leading(line.style, sheet.setting)).sum()
}

fn lines<'a>(input: &'a CardInput<'_>) -> impl Iterator<Item = (&'a str, LineKind)> {
    input
        .card
        .text
        .lines()
        .zip(input.card.kinds.iter().copied())
}

fn role(text: &str, kind: LineKind) -> Role {
    match kind {
        LineKind::Title => Role::Title(text.to_owned()),
        LineKind::Part | LineKind::Alert | LineKind::Fact | LineKind::Note => Role::Paragraph,
    }
}

/// How a line looks where plain ones have this size.
fn style(kind: LineKind, size: f32) -> Style {
    let (scale, is_bold, color) = match kind {
        LineKind::Part => (1.0, true, look::WARN),
        LineKind::Title => (1.25, true, look::DANGER),
        LineKind::Alert => (1.1, true, look::DANGER),
        LineKind::Fact => (1.0, false, look::INK),
        LineKind::Note => (0.85, false, look::INK_2),
    };
    Style {
        size: size * scale,
        is_bold,
        color,
    }
}

/// Closer than in the summary: what is on a card must fit.
fn leading(style: Style, setting: &Setting<'_>) -> f32 {
    style.size * if setting.is_rtl() { 1.5 } else { 1.28 }
}
