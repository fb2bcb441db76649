//! The pictures of an animated PNG, one by one, each read as a camera's frame is: quickly, for the next one comes anyway.

use std::io::Cursor;

use image::{
    AnimationDecoder as _, DynamicImage, ImageDecoder as _, Limits, codecs::png::PngDecoder,
};

use super::{
    MAX_FILE_BYTES, MAX_PIXELS, ReadError,
    picture::{MAX_DECODER_BYTES, refused},
    read_luma,
};

/// The most pictures that are looked at.
pub const MAX_PICTURES: usize = 2000;

/// The texts of the codes in an animated PNG, in order; pictures without one are left out. `None` where the file is no
/// animated PNG.
///
/// # Errors
/// [`ReadError::TooLarge`] over [`MAX_FILE_BYTES`], [`MAX_PIXELS`] or [`MAX_PICTURES`], [`ReadError::NotAPicture`] when it is torn.
pub fn read_animation(file: &[u8]) -> Result<Option<Vec<String>>, ReadError> {
    if file.len() > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    let Ok(decoder) = PngDecoder::with_limits(Cursor::new(file), limits) else {
        return Ok(None);
    };
    if !decoder.is_apng().unwrap_or(false) {
        return Ok(None);
    }
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(ReadError::TooLarge);
    }
    let frames = decoder.apng().map_err(refused)?.into_frames();
    let mut texts = Vec::new();
    for (number, frame) in frames.enumerate() {
        if number >= MAX_PICTURES {
            return Err(ReadError::TooLarge);
        }
        let picture = DynamicImage::ImageRgba8(frame.map_err(refused)?.into_buffer()).into_luma8();
        let (width, height) = picture.dimensions();
        texts.extend(read_luma(width, height, picture.as_raw()).ok());
    }
    Ok(Some(texts))
}
