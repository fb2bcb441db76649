//! A look at a document without saving it: a text as it is, a picture or a page of a PDF as PNG, so that the page never
//! gets a stranger's file to read. All of it is bounded: a document made to harm is told to be too large.

use std::io::Cursor;

use data_encoding::BASE64;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, imageops::FilterType};
use keepwell_wallet::{
    edge::render,
    records::{Document, Preview},
};

use crate::{failure::Failure, shown::record::DocumentPreview};

/// The widest and the highest picture that is decoded, in pixels.
const LONGEST_SIDE: u32 = 16_384;
/// The most memory that decoding may take, in bytes.
const MEMORY: u64 = 256 << 20;
/// The widest picture that is shown, in pixels.
const WIDEST: u32 = 2048;
/// The longest text that is shown, in bytes.
const LONGEST_TEXT: usize = 1 << 20;

/// What there is to see of a document on `page` (the first is 1), at most `width` pixels wide.
///
/// # Errors
/// When it cannot be shown.
pub(crate) fn look(
    document: &Document,
    page: usize,
    width: u32,
) -> Result<DocumentPreview, Failure> {
    let width = width.clamp(1, WIDEST);
    let png = match document.preview {
        Preview::Text => return Ok(text(&document.bytes)),
        Preview::Pdf => render::page(&document.bytes, page.saturating_sub(1), width)?,
        Preview::Image => picture(&document.bytes, width)?,
        Preview::None => return Err(unreadable()),
    };
    Ok(DocumentPreview {
        text: None,
        png: Some(BASE64.encode(&png)),
    })
}

/// How many pages there are to look at.
pub(crate) fn pages(document: &Document) -> usize {
    match document.preview {
        Preview::Pdf => render::pages(&document.bytes).unwrap_or(0),
        Preview::Text | Preview::Image => 1,
        Preview::None => 0,
    }
}

fn text(bytes: &[u8]) -> DocumentPreview {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    text.truncate(text.floor_char_boundary(LONGEST_TEXT));
    DocumentPreview {
        text: Some(text),
        png: None,
    }
}

fn picture(bytes: &[u8], width: u32) -> Result<Vec<u8>, Failure> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes));
    reader.limits(limits);
    let reader = reader.with_guessed_format().map_err(|_| unreadable())?;
    let picture = reader.decode().map_err(|_| unreadable())?;
    let mut png = Cursor::new(Vec::new());
    let written = narrow(picture, width).write_to(&mut png, ImageFormat::Png);
    written.map_err(|_| unreadable())?;
    Ok(png.into_inner())
}

fn narrow(picture: DynamicImage, width: u32) -> DynamicImage {
    match picture.width() > width {
        true => picture.resize(width, LONGEST_SIDE, FilterType::Triangle),
        false => picture,
    }
}

fn unreadable() -> Failure {
    Failure::new(
        "damaged",
        "this document cannot be shown here: save it and open it with another program",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(preview: Preview, bytes: &[u8]) -> Document {
        Document {
            name: "letter".to_owned(),
            mime: "application/octet-stream".to_owned(),
            preview,
            bytes: bytes.to_vec(),
        }
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = DynamicImage::new_luma8(width, height);
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_text_is_shown_as_it_is_and_never_endless() {
        let shown = look(&document(Preview::Text, "Grüße".as_bytes()), 1, 600).unwrap();
        assert_eq!(shown.text.as_deref(), Some("Grüße"));
        let long = "ü".repeat(LONGEST_TEXT);
        let shown = look(&document(Preview::Text, long.as_bytes()), 1, 600).unwrap();
        assert_eq!(shown.text.unwrap().len(), LONGEST_TEXT);
    }

    #[test]
    fn a_picture_is_made_as_narrow_as_the_page_wants() {
        for (width, shown_width) in [(100, 100), (600, 400)] {
            let shown = look(&document(Preview::Image, &png(400, 200)), 1, width).unwrap();
            let bytes = BASE64.decode(shown.png.unwrap().as_bytes()).unwrap();
            assert_eq!(
                image::load_from_memory(&bytes).unwrap().width(),
                shown_width
            );
        }
    }

    #[test]
    fn what_is_no_picture_or_a_huge_one_is_refused() {
        let huge = png(LONGEST_SIDE + 1, 1);
        for bytes in [b"GIF89a".as_slice(), b"", &huge, &png(9, 9)[..40]] {
            assert!(look(&document(Preview::Image, bytes), 1, 600).is_err());
        }
        assert!(look(&document(Preview::Pdf, b"%PDF-1.7"), 1, 600).is_err());
        assert!(look(&document(Preview::None, b"MZ"), 1, 600).is_err());
    }
}
