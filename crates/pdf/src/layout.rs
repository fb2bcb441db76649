//! Where everything stands: the content set into pages of A4, every piece tied to its place in the structure that a
//! screen reader reads. Measured from the side the language starts at, so that Arabic is the same page mirrored.

mod card;
mod flow;
mod head;
mod look;
mod page;
mod section;
mod structure;

use crate::{content::Content, fonts::Fonts, text::Base, words::Words};
pub(crate) use card::set as card;
use flow::Flow;
pub(crate) use page::{Page, Piece};
pub(crate) use structure::{Node, Role};

/// The page, in points: A4.
pub(crate) const WIDTH: f32 = 595.28;
pub(crate) const HEIGHT: f32 = 841.89;

/// A document that is set.
pub(crate) struct Pages {
    /// In reading order.
    pub(crate) pages: Vec<Page>,
    /// The structure; the first node is the whole document.
    pub(crate) nodes: Vec<Node>,
    /// The headings of sections, with page and distance from its top.
    pub(crate) headings: Vec<(String, usize, f32)>,
}

/// What setting needs everywhere.
pub(crate) struct Setting<'a> {
    pub(crate) words: &'a Words,
    pub(crate) fonts: &'a Fonts,
}

impl Setting<'_> {
    fn is_rtl(&self) -> bool {
        self.words.language.is_rtl()
    }

    /// The direction of words of ours.
    fn base(&self) -> Base {
        if self.is_rtl() { Base::Rtl } else { Base::Ltr }
    }
}

/// Sets the document.
pub(crate) fn set(content: &Content, made: &str, words: &Words, fonts: &Fonts) -> Pages {
    let setting = Setting { words, fonts };
    let mut flow = Flow::new(&setting, head::running(content, &setting));
    head::set(content, &mut flow);
    for section in &content.sections {
        section::set(section, &mut flow);
    }
    section::end(&mut flow, made);
    flow.finish(content)
}
