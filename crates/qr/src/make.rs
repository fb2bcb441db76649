//! A text as a QR code: the smallest version that holds it, a quiet zone of four modules and nothing drawn over it (protocol
//! §5). Links are printable ASCII with error correction M; a text for people may be in any language. Upper-case texts come
//! out smaller, because QR stores them in its alphanumeric mode.

mod animation;
mod png;
mod svg;
mod terminal;

use qrcode::{Color, EcLevel, QrCode, Version, bits::Bits, types::QrError};
use thiserror::Error;

pub use animation::animation;
pub use terminal::Ink;

/// Light modules around the code on every side; readers need them to find it.
pub const QUIET_ZONE: usize = 4;

/// Why a code cannot be made.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum MakeError {
    /// The text has a character outside printable ASCII, which QR readers guess at differently.
    #[error(
        "only plain letters, digits and punctuation fit into a QR code: leave out the other characters"
    )]
    NotAscii,
    /// The picture could not be written out.
    #[error("the QR picture could not be written: try again with fewer pixels per module")]
    Picture,
    /// More than the largest code holds: 3,391 upper-case or 2,331 other characters.
    #[error(
        "the text is too long for one QR code: hand it over as a file or link, or share less at once"
    )]
    TooLong,
}

/// One QR code, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    version: u8,
    rows: Vec<Vec<bool>>,
}

impl Code {
    /// Lays out `text`, which must be printable ASCII.
    ///
    /// # Errors
    /// [`MakeError::NotAscii`] and [`MakeError::TooLong`].
    pub fn new(text: &str) -> Result<Self, MakeError> {
        Self::with(text, EcLevel::M)
    }

    /// The same at level L, which holds a third more: for a code that is shown on a screen once of many, where the next one
    /// makes up for what cannot be read.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn dense(text: &str) -> Result<Self, MakeError> {
        Self::with(text, EcLevel::L)
    }

    fn with(text: &str, level: EcLevel) -> Result<Self, MakeError> {
        if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(MakeError::NotAscii);
        }
        Self::of(QrCode::with_error_correction_level(text, level)?)
    }

    /// Lays out a text in any language, in a code no larger than `most`, a version from 1 to 40. What is not ASCII is marked as UTF-8
    /// (ECI 26), which readers would guess otherwise. Error correction is M where that fits, else L.
    ///
    /// # Errors
    /// [`MakeError::TooLong`].
    pub fn of_text(text: &str, most: u8) -> Result<Self, MakeError> {
        let versions = || (1..=most.min(40)).map(|version| Version::Normal(version.into()));
        let medium = versions().map(|version| (version, EcLevel::M));
        let low = versions().map(|version| (version, EcLevel::L));
        for (version, level) in medium.chain(low) {
            match bits(text, version, level) {
                Ok(bits) => return Self::of(QrCode::with_bits(bits, level)?),
                Err(QrError::DataTooLong) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(MakeError::TooLong)
    }

    fn of(code: QrCode) -> Result<Self, MakeError> {
        let Version::Normal(version) = code.version() else {
            return Err(MakeError::TooLong);
        };
        let width = code.width();
        let colours = code.into_colors();
        Ok(Self {
            version: u8::try_from(version).map_err(|_| MakeError::TooLong)?,
            rows: colours
                .chunks(width)
                .map(|row| row.iter().map(|colour| *colour == Color::Dark).collect())
                .collect(),
        })
    }

    /// The QR version, 1 to 40. A version has `17 + 4 × version` modules a side.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.version
    }

    /// The modules row by row, `true` for dark, without the quiet zone: whoever draws them leaves [`QUIET_ZONE`] light
    /// modules on every side.
    #[must_use]
    pub fn modules(&self) -> &[Vec<bool>] {
        &self.rows
    }

    /// The modules with the quiet zone around them.
    fn framed(&self) -> Vec<Vec<bool>> {
        let side = self.rows.len() + 2 * QUIET_ZONE;
        let mut framed = vec![vec![false; side]; side];
        for (target, row) in framed.iter_mut().skip(QUIET_ZONE).zip(&self.rows) {
            for (module, dark) in target.iter_mut().skip(QUIET_ZONE).zip(row) {
                *module = *dark;
            }
        }
        framed
    }
}

/// The number under which UTF-8 is told to a reader.
const UTF_8: u32 = 26;

/// Bytes, and at the end as many letters in alphanumeric mode as there are. What the library would find best takes UTF-8 for
/// Japanese in another encoding, which no reader would undo.
fn bits(text: &str, version: Version, level: EcLevel) -> Result<Bits, QrError> {
    let mut bits = Bits::new(version);
    if !text.is_ascii() {
        bits.push_eci_designator(UTF_8)?;
    }
    let letters = text.trim_end_matches(is_alphanumeric);
    let (before, letters) = text.as_bytes().split_at(letters.len());
    if !before.is_empty() {
        bits.push_byte_data(before)?;
    }
    if !letters.is_empty() {
        bits.push_alphanumeric_data(letters)?;
    }
    bits.push_terminator(level)?;
    Ok(bits)
}

/// The letters of QR's alphanumeric mode.
fn is_alphanumeric(letter: char) -> bool {
    matches!(letter, '0'..='9' | 'A'..='Z' | ' ' | '$' | '%' | '*' | '+' | '-' | '.' | '/' | ':')
}

impl From<QrError> for MakeError {
    fn from(_: QrError) -> Self {
        Self::TooLong // the only failure left once the text is ASCII and the version is free
    }
}

#[cfg(test)]
mod tests;
