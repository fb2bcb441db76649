//! Sizes, colours and distances of the document: those of the app's light theme, whose contrasts are computed there.

use crate::text::Style;

pub(super) const INK: [u8; 3] = [0x12, 0x21, 0x1e];
pub(super) const INK_2: [u8; 3] = [0x44, 0x53, 0x4f];
pub(super) const LINE: [u8; 3] = [0xd8, 0xdf, 0xdb];
pub(super) const BRAND: [u8; 3] = [0x0c, 0x5a, 0x52];
pub(super) const DANGER: [u8; 3] = [0xa4, 0x20, 0x1c];
pub(super) const DANGER_SOFT: [u8; 3] = [0xfc, 0xeb, 0xe8];
pub(super) const WARN: [u8; 3] = [0x7a, 0x4a, 0x00];
pub(super) const WARN_SOFT: [u8; 3] = [0xff, 0xf1, 0xd6];
pub(super) const INFO: [u8; 3] = [0x1d, 0x4c, 0x8f];
pub(super) const INFO_SOFT: [u8; 3] = [0xe6, 0xee, 0xfa];

/// Free at both sides.
pub(super) const MARGIN: f32 = 48.0;
/// Where text starts and ends on a page.
pub(super) const TOP: f32 = 66.0;
pub(super) const BOTTOM: f32 = super::HEIGHT - 58.0;
/// Between the margins.
pub(super) const INNER: f32 = super::WIDTH - 2.0 * MARGIN;

pub(super) const TITLE: Style = bold(20.0, BRAND);
pub(super) const NAME: Style = bold(15.0, INK);
pub(super) const HEADING: Style = bold(13.0, BRAND);
pub(super) const ALERT: Style = bold(13.0, DANGER);
pub(super) const COLUMN: Style = bold(9.0, INK_2);
pub(super) const WHAT: Style = bold(10.5, INK);
pub(super) const BODY: Style = plain(10.5, INK);
pub(super) const LOUD: Style = bold(10.5, DANGER);
pub(super) const QUIET: Style = plain(10.0, INK_2);
pub(super) const SMALL: Style = plain(9.0, INK_2);
pub(super) const NOTE: Style = bold(10.5, INFO);
pub(super) const SAMPLE: Style = bold(10.5, WARN);

const fn plain(size: f32, color: [u8; 3]) -> Style {
    Style {
        size,
        is_bold: false,
        color,
    }
}

const fn bold(size: f32, color: [u8; 3]) -> Style {
    Style {
        is_bold: true,
        ..plain(size, color)
    }
}

/// From one line's top to the next; Arabic letters reach higher and lower.
pub(super) fn leading(style: Style, is_rtl: bool) -> f32 {
    style.size * if is_rtl { 1.6 } else { 1.4 }
}
