//! Targets over `keepwell-pdf`: files that claim to be PDFs, and Bundles that become one.

use keepwell_pdf::{Input, Language, MAX_BUNDLE, PdfError, render, summary};

/// A PDF of somebody else: a count, and a picture of its first page, or an error.
pub fn render(data: &[u8]) {
    if render::pages(data).is_ok_and(|pages| pages > 0)
        && let Ok(picture) = render::page(data, 0, 64)
    {
        assert!(picture.starts_with(b"\x89PNG"));
    }
}

/// A Bundle: whatever it says, a PDF comes of it, or it is no Bundle.
pub fn summary_pdf(data: &[u8]) {
    let input = Input {
        bundle: data,
        documents: &[],
        language: Language::Ar,
        made: time::OffsetDateTime::UNIX_EPOCH,
        is_sample: false,
    };
    match summary(&input) {
        Ok(pdf) => assert!(pdf.starts_with(b"%PDF-1.7")),
        Err(error) => assert!(error == PdfError::Bundle || data.len() > MAX_BUNDLE),
    }
}
