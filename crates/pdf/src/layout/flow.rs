//! Content poured onto pages from top to bottom: it knows how much room is left, and begins a page where none is.

use super::{
    Pages, Setting,
    head::{self, Running},
    look::{self, BOTTOM, MARGIN, TOP},
    page::{Page, Piece},
    structure::{Node, Role},
};
use crate::{
    content::Content,
    text::{self, Base, Line, Style},
};

/// The pages so far.
pub(super) struct Flow<'a> {
    pub(super) setting: &'a Setting<'a>,
    running: Running,
    pages: Vec<Page>,
    nodes: Vec<Node>,
    headings: Vec<(String, usize, f32)>,
    /// How far down the last page is full.
    pub(super) y: f32,
    /// A letter could not be shown.
    pub(super) has_box: bool,
}

impl<'a> Flow<'a> {
    pub(super) fn new(setting: &'a Setting<'a>, running: Running) -> Self {
        Self {
            setting,
            running,
            pages: vec![Page::default()],
            nodes: vec![Node {
                role: Role::Document,
                parent: 0,
            }],
            headings: Vec::new(),
            y: MARGIN,
            has_box: false,
        }
    }

    /// A new place in the structure.
    pub(super) fn node(&mut self, role: Role, parent: usize) -> usize {
        self.nodes.push(Node { role, parent });
        self.nodes.len() - 1
    }

    pub(super) fn heading(&mut self, title: String) {
        let page = self.pages.len() - 1;
        self.headings.push((title, page, self.y));
    }

    /// Whether `height` still fits on this page.
    pub(super) fn fits(&self, height: f32) -> bool {
        self.y + height <= BOTTOM
    }

    pub(super) fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
    }

    pub(super) fn push(&mut self, piece: Piece) {
        if let Some(page) = self.pages.last_mut() {
            page.pieces.push(piece);
        }
    }

    /// Lines for a width.
    pub(super) fn lines(&self, text: &str, style: Style, base: Base, width: f32) -> Vec<Line> {
        text::set(text, style, base, width, self.setting.fonts)
    }

    pub(super) fn leading(&self, style: Style) -> f32 {
        look::leading(style, self.setting.is_rtl())
    }

    /// Draws lines from the height `top` on, `start` points from the side the language starts at.
    pub(super) fn draw(
        &mut self,
        lines: Vec<Line>,
        start: f32,
        top: f32,
        node: Option<usize>,
    ) -> f32 {
        let mut y = top;
        for line in lines {
            let leading = self.leading(line.style);
            let x = self.x(start, line.width);
            self.has_box |= line.has_box;
            let baseline = y + leading * 0.5 + line.style.size * 0.36;
            self.push(Piece::Text {
                x,
                y: baseline,
                line,
                node,
            });
            y += leading;
        }
        y
    }

    /// A paragraph of ours over the whole width.
    pub(super) fn paragraph(&mut self, text: &str, style: Style, parent: usize) {
        let node = self.node(Role::Paragraph, parent);
        let lines = self.lines(text, style, self.setting.base(), look::INNER);
        self.y = self.draw(lines, MARGIN, self.y, Some(node));
    }

    pub(super) fn area(&mut self, start: f32, y: f32, size: (f32, f32), color: [u8; 3]) {
        let x = self.x(start, size.0);
        self.push(Piece::Area {
            x,
            y,
            width: size.0,
            height: size.1,
            color,
        });
    }

    /// The left end of something `start` points from the starting side.
    pub(super) fn x(&self, start: f32, width: f32) -> f32 {
        if self.setting.is_rtl() {
            super::WIDTH - start - width
        } else {
            start
        }
    }

    /// Adds what repeats on every page, now that their number is known.
    pub(super) fn finish(mut self, content: &Content) -> Pages {
        let total = self.pages.len();
        let setting = self.setting;
        for (number, page) in self.pages.iter_mut().enumerate() {
            let pieces = head::repeated(&self.running, content, setting, number, total);
            page.pieces.extend(pieces);
        }
        Pages {
            pages: self.pages,
            nodes: self.nodes,
            headings: self.headings,
        }
    }
}
