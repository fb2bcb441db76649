//! Pieces drawn on a page. Text is drawn inside the tag of its node; what repeats or decorates is marked as such, so that
//! no screen reader reads it.

use krilla::{
    color::rgb,
    geom::{PathBuilder, Point, Rect},
    paint::{Fill, Paint, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
};

use super::tags::Leaves;
use crate::{
    fonts::Fonts,
    layout::{Page, Piece},
    text::{Line, Style},
};

/// Draws a page.
pub(super) fn page(page: &Page, surface: &mut Surface<'_>, fonts: &Fonts, leaves: &mut Leaves) {
    for piece in &page.pieces {
        match piece {
            Piece::Text { x, y, line, node } => {
                match node {
                    Some(node) => leaves.push(
                        *node,
                        surface.start_tagged(ContentTag::Span(SpanTag::empty())),
                    ),
                    None => start_artifact(surface, ArtifactType::PaginationOther),
                }
                text(line, *x, *y, surface, fonts);
                surface.end_tagged();
            }
            Piece::Area {
                x,
                y,
                width,
                height,
                color,
            } => {
                start_artifact(surface, ArtifactType::Layout);
                area(surface, [*x, *y, *width, *height], *color);
                surface.end_tagged();
            }
            Piece::Code { x, y, unit, rows } => {
                start_artifact(surface, ArtifactType::Layout);
                code(surface, (*x, *y), *unit, rows);
                surface.end_tagged();
            }
            Piece::Sign {
                x,
                y,
                size,
                color,
                inside,
            } => {
                start_artifact(surface, ArtifactType::Layout);
                sign(surface, (*x, *y), *size, *color, *inside);
                surface.end_tagged();
            }
        }
    }
}

fn start_artifact(surface: &mut Surface<'_>, kind: ArtifactType) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
}

fn text(line: &Line, x: f32, y: f32, surface: &mut Surface<'_>, fonts: &Fonts) {
    surface.set_fill(Some(fill(line.style.color)));
    let mut x = x;
    for run in &line.runs {
        let thicker = line.style.is_bold && !Fonts::is_bold(run.face);
        surface.set_stroke(thicker.then(|| stroke(line.style)));
        if let Some(face) = fonts.face(run.face) {
            let start = Point::from_xy(x, y);
            surface.draw_glyphs(
                start,
                &run.glyphs,
                face.font.clone(),
                &run.text,
                line.style.size,
                false,
            );
        }
        x += run.width;
    }
    surface.set_stroke(None);
}

/// What makes letters bold that have no bold typeface.
fn stroke(style: Style) -> Stroke {
    Stroke {
        paint: paint(style.color),
        width: style.size * 0.03,
        ..Stroke::default()
    }
}

fn area(surface: &mut Surface<'_>, [x, y, width, height]: [f32; 4], color: [u8; 3]) {
    let mut path = PathBuilder::new();
    if let Some(area) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(area);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(color)));
        surface.draw_path(&path);
    }
}

/// The dark modules of a code as one path, a rectangle for each run of them.
fn code(surface: &mut Surface<'_>, (x, y): (f32, f32), unit: f32, rows: &[Vec<bool>]) {
    let mut path = PathBuilder::new();
    let mut top = y;
    for row in rows {
        let mut left = x;
        for run in row.chunk_by(|one, other| one == other) {
            let width = run.iter().map(|_| unit).sum::<f32>();
            let is_dark = run.first().is_some_and(|dark| *dark);
            // A little higher than it is, so that no light line is seen between rows.
            let area = Rect::from_xywh(left, top, width, unit * 1.02);
            if let Some(area) = area.filter(|_| is_dark) {
                path.push_rect(area);
            }
            left += width;
        }
        top += unit;
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill([0; 3])));
        surface.draw_path(&path);
    }
}

/// A triangle with an exclamation mark.
fn sign(surface: &mut Surface<'_>, (x, y): (f32, f32), size: f32, color: [u8; 3], inside: [u8; 3]) {
    let mut path = PathBuilder::new();
    path.move_to(x + size / 2.0, y);
    path.line_to(x + size, y + size * 0.9);
    path.line_to(x, y + size * 0.9);
    path.close();
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(color)));
        surface.draw_path(&path);
    }
    let (middle, thick) = (x + size / 2.0, size * 0.12);
    area(
        surface,
        [middle - thick / 2.0, y + size * 0.32, thick, size * 0.28],
        inside,
    );
    area(
        surface,
        [middle - thick / 2.0, y + size * 0.68, thick, thick],
        inside,
    );
}

fn fill(color: [u8; 3]) -> Fill {
    Fill {
        paint: paint(color),
        ..Fill::default()
    }
}

fn paint([red, green, blue]: [u8; 3]) -> Paint {
    rgb::Color::new(red, green, blue).into()
}
