//! Letters into glyphs: joined Arabic, stacked Devanagari, kerned Latin, and boxes for what nobody has.

use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, GlyphBuffer, UnicodeBuffer};
use unicode_bidi::Level;

use super::{
    Run,
    shown::{Shown, Slot},
};
use crate::fonts::{BOX, Face, Fonts};

/// The runs of a range that runs one way, from left to right.
pub(super) fn runs(
    shown: &Shown<'_>,
    range: &Range<usize>,
    is_rtl: bool,
    size: f32,
    fonts: &Fonts,
) -> Vec<Run> {
    let mut pieces = shown.pieces(range);
    if is_rtl {
        pieces.reverse();
    }
    let run = |(slot, range): (Slot, Range<usize>)| {
        let text = shown.text.get(range)?.to_owned();
        let (face, glyphs) = glyphs(slot, &text, is_rtl, fonts)?;
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * size;
        Some(Run {
            face,
            glyphs,
            text,
            width,
        })
    };
    pieces.into_iter().filter_map(run).collect()
}

/// How wide each cluster is, by where it starts, for finding line breaks.
pub(super) fn advances(
    shown: &Shown<'_>,
    levels: &[Level],
    size: f32,
    fonts: &Fonts,
) -> Vec<(usize, f32)> {
    let mut advances: Vec<(usize, f32)> = Vec::new();
    for (slot, range) in shown.pieces(&(0..shown.text.len())) {
        let is_rtl = levels.get(range.start).is_some_and(Level::is_rtl);
        let text = shown.text.get(range.clone()).unwrap_or_default();
        let glyphs = glyphs(slot, text, is_rtl, fonts);
        let glyphs = glyphs.map(|(_, glyphs)| glyphs).unwrap_or_default();
        let wide =
            |glyph: &KrillaGlyph| (range.start + glyph.text_range.start, glyph.x_advance * size);
        advances.extend(glyphs.iter().map(wide));
    }
    advances.sort_by_key(|(start, _)| *start);
    advances
}

/// The glyphs of a piece and their typeface.
fn glyphs(
    slot: Slot,
    text: &str,
    is_rtl: bool,
    fonts: &Fonts,
) -> Option<(usize, Vec<KrillaGlyph>)> {
    match slot {
        Slot::Unseen => None,
        Slot::Face(number) => Some((number, shaped(fonts.face(number)?, text, is_rtl))),
        Slot::Box(number) => Some((number, boxes(fonts.face(number)?, text, is_rtl)?)),
    }
}

fn shaped(face: &Face, text: &str, is_rtl: bool) -> Vec<KrillaGlyph> {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if is_rtl {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    let shaped = rustybuzz::shape(&face.shaper, &[], buffer);
    let starts = starts(&shaped);
    let em = face.font.units_per_em();
    let infos = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
    infos
        .map(|(info, position)| {
            let start = to_usize(info.cluster);
            let next = starts.partition_point(|other| *other <= start);
            let end = starts.get(next).copied().unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                scaled(position.x_advance, em),
                scaled(position.x_offset, em),
                scaled(position.y_offset, em),
                scaled(position.y_advance, em),
                start..end,
                None,
            )
        })
        .collect()
}

/// A box for each letter; the letter stays what is copied and read aloud.
fn boxes(face: &Face, text: &str, is_rtl: bool) -> Option<Vec<KrillaGlyph>> {
    let id = face.shaper.glyph_index(BOX)?;
    let wide = i32::from(face.shaper.glyph_hor_advance(id)?);
    let wide = scaled(wide, face.font.units_per_em());
    let glyph = |(at, letter): (usize, char)| {
        let range = at..at + letter.len_utf8();
        KrillaGlyph::new(GlyphId::new(id.0.into()), wide, 0.0, 0.0, 0.0, range, None)
    };
    let mut boxes: Vec<KrillaGlyph> = text.char_indices().map(glyph).collect();
    if is_rtl {
        boxes.reverse();
    }
    Some(boxes)
}

/// Where clusters start, in the order of the text.
fn starts(shaped: &GlyphBuffer) -> Vec<usize> {
    let mut starts: Vec<usize> = shaped
        .glyph_infos()
        .iter()
        .map(|info| to_usize(info.cluster))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

fn to_usize(cluster: u32) -> usize {
    usize::try_from(cluster).unwrap_or(usize::MAX)
}

/// Typefaces measure in units of some thousandth of their size; all of ours stay far within 16 bits.
fn scaled(units: i32, em: f32) -> f32 {
    f32::from(i16::try_from(units).unwrap_or_default()) / em
}
