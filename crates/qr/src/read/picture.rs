//! Picture files as brightness, measured before they are decoded: the decoder's memory is limited, and a small file that
//! claims a huge picture is refused by its header.

use std::io::Cursor;

use image::{
    DynamicImage, GrayImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, Luma,
    LumaA,
};

use super::{MAX_FILE_BYTES, MAX_PIXELS, ReadError};

/// What the decoder may allocate: [`MAX_PIXELS`] in colour with transparency, and some room to work.
pub(super) const MAX_DECODER_BYTES: u64 = 256 << 20;

/// # Errors
/// [`ReadError::TooLarge`] and [`ReadError::NotAPicture`].
pub(super) fn decode(file: &[u8]) -> Result<GrayImage, ReadError> {
    if file.len() > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge);
    }
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| ReadError::NotAPicture)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return Err(ReadError::NotAPicture);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(ReadError::TooLarge);
    }
    Ok(on_white(
        DynamicImage::from_decoder(decoder).map_err(refused)?,
    ))
}

pub(super) fn refused(error: ImageError) -> ReadError {
    match error {
        ImageError::Limits(_) => ReadError::TooLarge,
        _ => ReadError::NotAPicture,
    }
}

/// Transparent pictures are shown on white, as a browser does: black modules on nothing would otherwise be all black.
fn on_white(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let seen = picture.into_luma_alpha8();
    let mut white = GrayImage::new(seen.width(), seen.height());
    for (target, LumaA([luma, alpha])) in white.pixels_mut().zip(seen.pixels()) {
        let above = u16::from(*luma) * u16::from(*alpha);
        let below = 255 * (255 - u16::from(*alpha));
        *target = Luma([u8::try_from((above + below) / 255).unwrap_or(u8::MAX)]);
    }
    white
}
