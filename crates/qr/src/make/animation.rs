//! Several codes as one animated PNG, one after the other without end: a picture that any browser or picture viewer plays, for
//! a screen that another one's camera looks at.

use png::{BitDepth, ColorType, Encoder};

use super::{Code, MakeError};

/// `codes`, all of one version, as an animated PNG in black and white with the quiet zone, `rate` of them a second.
/// `scale` is in pixels a module, as in [`Code::png`].
///
/// # Errors
/// [`MakeError::Picture`] for none, too many, or codes of different versions.
pub fn animation(codes: &[Code], rate: u16, scale: u8) -> Result<Vec<u8>, MakeError> {
    let count = u32::try_from(codes.len()).map_err(|_| MakeError::Picture)?;
    let first = codes.first().ok_or(MakeError::Picture)?.picture(scale)?;
    let side = first.width();
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    encoder.set_animated(count, 0).map_err(refused)?;
    encoder.set_frame_delay(1, rate).map_err(refused)?;
    let mut writer = encoder.write_header().map_err(refused)?;
    for code in codes {
        let picture = code.picture(scale)?;
        if picture.width() != side {
            return Err(MakeError::Picture);
        }
        let width = usize::try_from(side).map_err(|_| MakeError::Picture)?;
        let rows = picture.as_raw().chunks(width);
        let bits: Vec<u8> = rows.flat_map(|row| row.chunks(8).map(packed)).collect();
        writer.write_image_data(&bits).map_err(refused)?;
    }
    writer.finish().map_err(refused)?;
    Ok(file)
}

/// Eight pixels in one byte, the first the highest bit; what is missing at the end of a row is black and not shown.
fn packed(pixels: &[u8]) -> u8 {
    let bits = pixels.iter().zip((0..8).rev());
    bits.fold(0, |byte, (pixel, place)| {
        byte | (u8::from(*pixel != 0) << place)
    })
}

fn refused(_: png::EncodingError) -> MakeError {
    MakeError::Picture
}
