//! A picture or camera frame back into the text of its QR code. Pictures come from strangers and from bad cameras: they
//! are measured before they are decoded, and tried again smaller, larger and smoothed until a code appears. What the text
//! means is for the caller to decide.

mod animation;
mod attempt;
mod copies;
#[cfg(test)]
mod distortion;
mod picture;

use thiserror::Error;

pub use animation::{MAX_PICTURES, read_animation};

/// The largest picture file that is looked at, in bytes.
pub const MAX_FILE_BYTES: usize = 20 << 20;
/// The largest picture that is decoded, in pixels.
pub const MAX_PIXELS: u64 = 50_000_000;

/// Why a picture gives no text.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ReadError {
    /// No code appeared in any copy of the picture.
    #[error(
        "no QR code was found in the picture: take it again, sharp and with the whole code and its white border in view"
    )]
    NoCode,
    /// The file is neither PNG nor JPEG, or it is torn.
    #[error(
        "this is not a readable PNG or JPEG picture: choose a photograph or picture of the code"
    )]
    NotAPicture,
    /// The picture shows codes with different texts.
    #[error("the picture shows several different QR codes: cut it down to the one you mean")]
    SeveralCodes,
    /// Over [`MAX_FILE_BYTES`] or [`MAX_PIXELS`].
    #[error("the picture is over 20 MiB or 50 megapixels: cut it down to the code")]
    TooLarge,
    /// A camera frame whose bytes are not width × height.
    #[error("the camera's picture is damaged: start the camera again, or choose a picture file")]
    WrongFrame,
}

/// Reads the one QR code in a PNG or JPEG file. Takes its time: up to some seconds for a large picture without a code.
///
/// # Errors
/// Every [`ReadError`] but `WrongFrame`.
pub fn read(file: &[u8]) -> Result<String, ReadError> {
    let picture = picture::decode(file)?;
    for copy in copies::of(&picture) {
        let (width, height) = copy.dimensions();
        for look in [attempt::dark_on_light, attempt::light_on_dark] {
            if let Some(text) = look(width, height, copy.as_raw())? {
                return Ok(text);
            }
        }
    }
    Err(ReadError::NoCode)
}

/// Reads the QR code in one camera frame: `luma` holds a byte of brightness for each pixel, row by row. Quick rather than
/// thorough, because the next frame is already on its way.
///
/// # Errors
/// [`ReadError::NoCode`] for most frames, `SeveralCodes`, `TooLarge`, `WrongFrame`.
pub fn read_luma(width: u32, height: u32, luma: &[u8]) -> Result<String, ReadError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(ReadError::TooLarge);
    }
    if u64::try_from(luma.len()) != Ok(pixels) {
        return Err(ReadError::WrongFrame);
    }
    attempt::dark_on_light(width, height, luma)?.ok_or(ReadError::NoCode)
}

#[cfg(test)]
mod tests;
