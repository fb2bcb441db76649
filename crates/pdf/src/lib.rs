//! The patient's summary as a PDF that everybody can read: a person on paper or by screen reader (tagged, PDF/UA-1), an
//! archive (PDF/A-3a) and a program (the FHIR Bundle is attached unchanged). Pure: no clock, disk, network or randomness;
//! the same input gives the same bytes. Also pages of foreign PDFs as pictures. See `docs/formats/pdf.md`.
//!
//! The way through: [`summary`] → `content` (what is said, in words) → `layout` (where it stands, by `text`) → `write`.

mod content;
mod fonts;
mod layout;
pub mod render;
mod text;
mod words;
mod write;

use keepwell_records::emergency::CardText;
use thiserror::Error;
use time::OffsetDateTime;

pub use keepwell_records::terms::Language;

/// Largest Bundle a summary is made of, in bytes.
pub const MAX_BUNDLE: usize = 64 << 20;

/// Most records a summary shows; a longer one is no summary, and would take many seconds to set.
pub const MAX_RECORDS: usize = 5_000;

/// What a summary is made of.
pub struct Input<'a> {
    /// The FHIR Bundle (JSON) exactly as it is shared: read for what the pages say, and attached byte for byte.
    pub bundle: &'a [u8],
    /// Names of the documents that travel beside the Bundle.
    pub documents: &'a [&'a str],
    /// The language of the headings and other words of ours; what the records say stays as written.
    pub language: Language,
    /// When it is made, in the patient's time zone, which is printed with it.
    pub made: OffsetDateTime,
    /// Marks every page as a sample. A sample label (HTEST) inside the Bundle does so too.
    pub is_sample: bool,
}

/// Why no PDF was made.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PdfError {
    /// The Bundle is not a FHIR Bundle in JSON.
    #[error("these records could not be read: share them without a PDF")]
    Bundle,
    /// The Bundle is beyond [`MAX_BUNDLE`] or [`MAX_RECORDS`].
    #[error(
        "these records are too many for a PDF: share fewer of them, or share them without a PDF"
    )]
    TooLarge,
    /// The PDF library refused the document.
    #[error("the PDF could not be made: share the records without it")]
    Writing,
}

/// What a printed emergency card is made of.
pub struct CardInput<'a> {
    /// Its lines.
    pub card: &'a CardText,
    /// The QR code of the signed card, row by row, `true` for dark, without a quiet zone.
    pub modules: &'a [Vec<bool>],
    /// The language of its lines.
    pub language: Language,
    /// When it is made.
    pub made: OffsetDateTime,
    /// On what.
    pub paper: Paper,
}

/// How an emergency card is printed, on A4 both times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A strip to be folded to the size of a bank card (85.6 × 54 mm): panels of text, and the code.
    Wallet,
    /// A whole page, to be read from a step away.
    Page,
}

/// Makes the print of an emergency card.
///
/// # Errors
/// [`PdfError::Writing`].
pub fn card(input: &CardInput<'_>) -> Result<Vec<u8>, PdfError> {
    let words = words::Words::of(input.language);
    let fonts = fonts::Fonts::load().ok_or(PdfError::Writing)?;
    let pages = layout::card(input, &words, &fonts);
    let cover = write::Cover {
        title: words.say("card-title"),
        made: input.made,
        attachment: None,
    };
    write::document(&cover, &words, &pages, &fonts)
}

/// Makes the summary.
///
/// # Errors
/// [`PdfError`].
pub fn summary(input: &Input<'_>) -> Result<Vec<u8>, PdfError> {
    let words = words::Words::of(input.language);
    let content = content::Content::of(input, &words)?;
    let fonts = fonts::Fonts::load().ok_or(PdfError::Writing)?;
    let [date, time, zone] = words.moment(input.made);
    let made = words.say_with("made", &[("date", &date), ("time", &time), ("zone", &zone)]);
    let pages = layout::set(&content, &made, &words, &fonts);
    let cover = write::Cover::of(input, &content, &words);
    write::document(&cover, &words, &pages, &fonts)
}

#[cfg(test)]
mod tests;
