//! A walk over a page that draws nothing and counts what would be drawn, with everything nested in it. A page can name
//! a form that names a form and so on, three times each: few bytes, and more work than any machine can do.

use std::{any::Any, panic};

use hayro::{
    hayro_interpret::{
        BlendMode, CacheKey, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
        InterpreterCache, InterpreterSettings, Paint, SoftMask,
        font::{Glyph, GlyphRun},
        interpret_page,
        pattern::Pattern,
    },
    hayro_syntax::page::Page,
    kurbo::{Affine, BezPath, Rect},
};

use super::RenderError;

/// Most things drawn on a page. A dense map has some hundred thousand.
const MOST: u64 = 500_000;
/// What entering a form, a group or a clip counts for: the library sets up far more for it than for a line.
const NESTED: u64 = 20;
/// Most pixels of all pictures on a page.
const MOST_PIXELS: u64 = 256 << 20;

/// Walks over a page.
///
/// # Errors
/// [`RenderError::TooLarge`], by way of the thread's end: the library's walk cannot be left otherwise.
pub(super) fn walk(page: &Page<'_>, settings: &InterpreterSettings) -> Result<(), RenderError> {
    let (wide, high) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, wide.into(), high.into());
    let cache = InterpreterCache::new();
    let transform = Affine::IDENTITY;
    let mut context = Context::new(transform, area, &cache, page.xref(), settings.clone());
    interpret_page(page, &mut context, &mut Tally::default());
    Ok(())
}

/// Left behind by a thread that counted too much.
struct TooMuch;

/// Why a thread ended.
pub(super) fn reason(panic: &Box<dyn Any + Send>) -> RenderError {
    if panic.is::<TooMuch>() {
        RenderError::TooLarge
    } else {
        RenderError::Unreadable
    }
}

#[derive(Default)]
struct Tally {
    drawn: u64,
    pixels: u64,
    /// The last mask walked over: many things in a row share one.
    mask: Option<u128>,
}

impl Tally {
    fn count(&mut self, weight: u64) {
        self.drawn += weight;
        if self.drawn > MOST {
            // Ends this thread without a message, up to where it is joined.
            panic::resume_unwind(Box::new(TooMuch));
        }
    }

    fn inside<'a>(&mut self, paint: Option<&Paint<'a>>, mask: Option<&SoftMask<'a>>) {
        self.count(1);
        if let Some(Paint::Pattern(pattern)) = paint
            && let Pattern::Tiling(tiling) = pattern.as_ref()
        {
            self.count(NESTED);
            tiling.interpret(self, Affine::IDENTITY, false);
        }
        if let Some(mask) = mask.filter(|mask| self.mask != Some(mask.cache_key())) {
            self.count(NESTED);
            self.mask = Some(mask.cache_key());
            mask.interpret(self);
        }
    }
}

impl<'a> Device<'a> for Tally {
    fn draw_path(&mut self, _: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.inside(Some(&props.paint), props.soft_mask.as_ref());
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count(NESTED);
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.inside(None, mask.as_ref());
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.inside(Some(&props.paint), props.soft_mask.as_ref());
        for positioned in run.glyphs() {
            self.count(1);
            let glyph: &Glyph<'a> = positioned;
            if let Glyph::Type3(drawn) = glyph {
                drawn.interpret(self, Affine::IDENTITY, positioned.transform(), &props.paint);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.pixels += u64::from(image.width()) * u64::from(image.height());
        if self.pixels > MOST_PIXELS {
            panic::resume_unwind(Box::new(TooMuch));
        }
        self.inside(None, props.soft_mask.as_ref());
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
