//! Pages of PDFs of others as pictures, for a look at a document in the record. Nothing of the file is run or fetched, and
//! a file made to harm costs bounded memory and no crash: sizes are limited, what is packed inside is measured before it
//! is unpacked, and a page is walked through once, counting, before it is drawn.
//!
//! Drawing takes from milliseconds to seconds: call it off the thread that answers the person.

mod packed;
mod tally;

use std::{sync::Arc, thread};

use hayro::{
    PixmapSettings, RenderCache, RenderSettings,
    hayro_interpret::InterpreterSettings,
    hayro_syntax::{LoadPdfError, Pdf},
    vello_cpu::color::palette::css::WHITE,
};
use thiserror::Error;

/// Largest file, in bytes.
pub const MAX_FILE: usize = 32 << 20;
/// Most pages.
pub const MAX_PAGES: usize = 5_000;
/// Widest picture, in pixels; it is made narrower where it would be higher than [`MAX_HEIGHT`].
pub const MAX_WIDTH: u32 = 4_096;
/// Highest picture, in pixels.
pub const MAX_HEIGHT: u32 = 8_192;

/// Room for the nested structures the library allows.
const STACK: usize = 32 << 20;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum RenderError {
    /// It is not a PDF, or a damaged one.
    #[error("this PDF cannot be shown here: save it and open it with another program")]
    Unreadable,
    /// It is encrypted.
    #[error("this PDF is locked: save it and open it with a program that asks for its password")]
    Locked,
    /// It, or its page, is larger than the limits.
    #[error("this PDF is too large to show here: save it and open it with another program")]
    TooLarge,
    /// There is no such page.
    #[error("this PDF has no such page: choose another one")]
    NoPage,
}

/// How many pages a PDF has.
///
/// # Errors
/// [`RenderError`].
pub fn pages(bytes: &[u8]) -> Result<usize, RenderError> {
    apart(bytes, |pdf| Ok(pdf.pages().len()))
}

/// Page `number` (the first is 0) as a PNG that is `width` pixels wide, on white.
///
/// # Errors
/// [`RenderError`].
pub fn page(bytes: &[u8], number: usize, width: u32) -> Result<Vec<u8>, RenderError> {
    let width = width.clamp(1, MAX_WIDTH);
    apart(bytes, move |pdf| draw(pdf, number, width))
}

fn draw(pdf: &Pdf, number: usize, width: u32) -> Result<Vec<u8>, RenderError> {
    let page = pdf.pages().get(number).ok_or(RenderError::NoPage)?;
    let (wide, high) = page.render_dimensions();
    if !(wide >= 1.0 && high >= 1.0 && wide.is_finite() && high.is_finite()) {
        return Err(RenderError::Unreadable);
    }
    let scale = (pixels(width) / wide).min(pixels(MAX_HEIGHT) / high);
    if wide * scale < 1.0 || high * scale < 1.0 {
        return Err(RenderError::TooLarge);
    }
    let settings = InterpreterSettings::default();
    let cache = RenderCache::new();
    tally::walk(page, &settings)?;
    let size = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let picture = hayro::render(page, &cache, &settings, &RenderSettings::default(), &size);
    picture.into_png().map_err(|_| RenderError::Unreadable)
}

/// Opens the file and works on it in a thread of its own: it has the stack the library needs, and where the library panics on
/// a damaged file, as it did in the past, the panic ends there.
fn apart<T: Send>(
    bytes: &[u8],
    work: impl FnOnce(&Pdf) -> Result<T, RenderError> + Send,
) -> Result<T, RenderError> {
    if bytes.len() > MAX_FILE || !packed::fits(bytes) {
        return Err(RenderError::TooLarge);
    }
    thread::scope(|scope| {
        let work = || {
            let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
                LoadPdfError::Decryption(_) => RenderError::Locked,
                LoadPdfError::Invalid => RenderError::Unreadable,
            })?;
            if pdf.pages().len() > MAX_PAGES {
                return Err(RenderError::TooLarge);
            }
            work(&pdf)
        };
        let thread = thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(scope, work);
        let thread = thread.map_err(|_| RenderError::Unreadable)?;
        thread
            .join()
            .unwrap_or_else(|panic| Err(tally::reason(&panic)))
    })
}

/// Within the limits above a float holds every whole number.
fn pixels(number: u32) -> f32 {
    u16::try_from(number).map_or(f32::from(u16::MAX), f32::from)
}

#[cfg(test)]
mod tests;
