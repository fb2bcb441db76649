//! Letters into glyphs: joined Arabic, stacked Devanagari, kerned Latin.

use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, GlyphBuffer, UnicodeBuffer};
use unicode_bidi::Level;

use super::{Run, shown::Shown};
use crate::fonts::{Face, Fonts};

/// The runs of a range that runs one way, from left to right.
pub(super) fn runs(
    shown: &Shown,
    range: Range<usize>,
    is_rtl: bool,
    size: f32,
    fonts: &Fonts,
) -> Vec<Run> {
    let mut pieces = shown.pieces(&range);
    if is_rtl {
        pieces.reverse();
    }
    let run = |(number, range): (usize, Range<usize>)| {
        let face = fonts.face(number)?;
        let text = shown.text.get(range)?.to_owned();
        let glyphs = glyphs(face, &text, is_rtl);
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * size;
        Some(Run {
            face: number,
            glyphs,
            text,
            width,
        })
    };
    pieces.into_iter().filter_map(run).collect()
}

/// How wide each cluster is, by where it starts, for finding line breaks.
pub(super) fn advances(
    shown: &Shown,
    levels: &[Level],
    size: f32,
    fonts: &Fonts,
) -> Vec<(usize, f32)> {
    let mut advances: Vec<(usize, f32)> = Vec::new();
    for (number, range) in shown.pieces(&(0..shown.text.len())) {
        let is_rtl = levels.get(range.start).is_some_and(Level::is_rtl);
        let text = shown.text.get(range.clone()).unwrap_or_default();
        let Some(face) = fonts.face(number) else {
            continue;
        };
        for glyph in glyphs(face, text, is_rtl) {
            advances.push((range.start + glyph.text_range.start, glyph.x_advance * size));
        }
    }
    advances.sort_by_key(|(start, _)| *start);
    advances
}

fn glyphs(face: &Face, text: &str, is_rtl: bool) -> Vec<KrillaGlyph> {
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
