//! Targets over `keepwell-qr`: picture files, and frames as a camera gives them.

use keepwell_qr::read::{read, read_luma};

/// The most letters a QR code holds: digits.
const MOST: usize = 7_089;

/// A picture file.
pub fn picture(data: &[u8]) {
    if let Ok(text) = read(data) {
        assert!(text.chars().count() <= MOST);
    }
}

/// A camera frame: a byte of width, then brightness.
pub fn frame(data: &[u8]) {
    let Some((width, luma)) = data.split_first() else {
        return;
    };
    let width = u32::from(*width).max(1);
    let Ok(length) = u32::try_from(luma.len()) else {
        return;
    };
    if let Ok(text) = read_luma(width, length / width, luma) {
        assert!(text.chars().count() <= MOST);
    }
}
