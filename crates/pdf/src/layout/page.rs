//! A page as a list of pieces to draw.

use crate::text::Line;

/// What to draw, measured in points from the top left.
pub(crate) enum Piece {
    /// A line of text with its left end on the baseline.
    Text {
        x: f32,
        y: f32,
        line: Line,
        /// The node it belongs to; `None` for what repeats on every page.
        node: Option<usize>,
    },
    /// A filled area; decoration.
    Area {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        color: [u8; 3],
    },
    /// A QR code; the same stands beside it in letters.
    Code {
        x: f32,
        y: f32,
        /// The side of a module.
        unit: f32,
        rows: Vec<Vec<bool>>,
    },
    /// The sign for danger, a triangle with an exclamation mark; the word stands beside it.
    Sign {
        x: f32,
        y: f32,
        size: f32,
        color: [u8; 3],
        inside: [u8; 3],
    },
}

/// One page.
#[derive(Default)]
pub(crate) struct Page {
    /// In the order they are drawn.
    pub(crate) pieces: Vec<Piece>,
}
