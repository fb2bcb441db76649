//! The code as a PNG file, black on white in 8-bit grey: for printing, for a clinic's poster and for sending.

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};

use super::{Code, MakeError};

/// The most pixels one module is drawn with; the largest code is then 5,920 pixels a side.
const MAX_SCALE: u8 = 32;

impl Code {
    /// A PNG file with the quiet zone. `scale` is in pixels a module; 0 counts as 1, more than 32 as 32. A screen wants
    /// 6 to 8, paper 12.
    ///
    /// # Errors
    /// [`MakeError::Picture`] if the encoder refuses.
    pub fn png(&self, scale: u8) -> Result<Vec<u8>, MakeError> {
        let mut file = Cursor::new(Vec::new());
        self.picture(scale)?
            .write_to(&mut file, ImageFormat::Png)
            .map_err(|_| MakeError::Picture)?;
        Ok(file.into_inner())
    }

    pub(crate) fn picture(&self, scale: u8) -> Result<GrayImage, MakeError> {
        let scale = scale.clamp(1, MAX_SCALE);
        let framed = self.framed();
        let side = u32::try_from(framed.len()).map_err(|_| MakeError::Picture)? * u32::from(scale);
        let mut picture = GrayImage::from_pixel(side, side, Luma([255]));
        let repeat = usize::from(scale);
        let rows = framed
            .iter()
            .flat_map(|row| std::iter::repeat_n(row, repeat));
        let modules = rows
            .flatten()
            .flat_map(|dark| std::iter::repeat_n(dark, repeat));
        for (pixel, dark) in picture.pixels_mut().zip(modules) {
            if *dark {
                *pixel = Luma([0]);
            }
        }
        Ok(picture)
    }
}
