//! What kind of file this is, from its first bytes. The extension of its name is a hint at most, since names lie; a
//! document is recognised without reading all of it, so that it can be streamed.

use super::ImportError;
use crate::{document::Media, limits};

/// What to do with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detected {
    /// JSON: read it whole and give it to [`super::read`].
    Fhir,
    /// A document: keep its bytes and describe it with [`crate::document::document_reference`]. Of [`Media::Text`]
    /// only the head was looked at: pass all of it through [`Utf8Check`] while it streams.
    Document(Media),
}

/// Recognises a file from its first [`limits::HEAD_BYTES`] (or all of it, when shorter) and its whole length in bytes.
///
/// # Errors
/// When it is empty, over the limit of its format, or of no known format.
pub fn detect(name: &str, head: &[u8], length: u64) -> Result<Detected, ImportError> {
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    if length == 0 || (text.is_empty() && length <= limits::HEAD_BYTES as u64) {
        return Err(ImportError::Empty);
    }
    if let Some(media) = magic(head) {
        return document(media, length);
    }
    if text.starts_with(b"<") {
        return Err(ImportError::Xml);
    }
    if is_json(name, text) {
        let fits = length <= limits::JSON_BYTES;
        return if fits {
            Ok(Detected::Fhir)
        } else {
            Err(ImportError::JsonTooLarge)
        };
    }
    if text.starts_with(b"{\\rtf") {
        return Err(ImportError::UnknownFormat);
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Err(ImportError::NotUtf8);
    }
    let is_control = |byte: &u8| *byte < b' ' && !b"\t\n\r\x0c".contains(byte);
    if head.iter().any(is_control) {
        return Err(ImportError::UnknownFormat);
    }
    let mut check = Utf8Check::default();
    check.push(head)?;
    document(Media::Text, length)
}

fn document(media: Media, length: u64) -> Result<Detected, ImportError> {
    if length > limits::DOCUMENT_BYTES {
        return Err(ImportError::DocumentTooLarge);
    }
    Ok(Detected::Document(media))
}

/// Readers of PDF accept up to 1,024 bytes before its mark.
fn magic(head: &[u8]) -> Option<Media> {
    let is_pdf = || head.windows(5).take(1024).any(|window| window == b"%PDF-");
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(Media::Png)
    } else if head.starts_with(b"\xff\xd8\xff") {
        Some(Media::Jpeg)
    } else if is_pdf() {
        Some(Media::Pdf)
    } else {
        None
    }
}

/// JSON begins with a bracket and what may follow it; a note that begins with `[1]` is text.
fn is_json(name: &str, text: &[u8]) -> bool {
    let rest = text.get(1..).unwrap_or_default().trim_ascii_start();
    let name = name.to_ascii_lowercase();
    match (text.first(), rest.first()) {
        (Some(b'{'), Some(b'"' | b'}') | None) | (Some(b'['), Some(b'{' | b'[')) => true,
        (Some(b'{' | b'['), _) => !rest.starts_with(b"\\rtf") && !name.ends_with(".txt"),
        _ => [".json", ".ndjson", ".jsonl"]
            .iter()
            .any(|end| name.ends_with(end)),
    }
}

/// Checks that text is UTF-8 while it streams by, in pieces of any size.
#[derive(Default)]
pub struct Utf8Check {
    /// The bytes of a letter that a piece ended in, at most three.
    pending: Vec<u8>,
}

impl Utf8Check {
    /// Takes the next piece.
    ///
    /// # Errors
    /// [`ImportError::NotUtf8`] as soon as that is certain.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), ImportError> {
        let mut rest = piece;
        while !self.pending.is_empty() {
            let Some((first, after)) = rest.split_first() else {
                return Ok(());
            };
            self.pending.push(*first);
            rest = after;
            match std::str::from_utf8(&self.pending) {
                Ok(_) => self.pending.clear(),
                Err(error) if error.error_len().is_some() => return Err(ImportError::NotUtf8),
                Err(_) => {}
            }
        }
        let Err(error) = std::str::from_utf8(rest) else {
            return Ok(());
        };
        if error.error_len().is_some() {
            return Err(ImportError::NotUtf8);
        }
        self.pending
            .extend_from_slice(rest.get(error.valid_up_to()..).unwrap_or_default());
        Ok(())
    }

    /// Says that there is no more.
    ///
    /// # Errors
    /// [`ImportError::NotUtf8`] when the text ends inside a letter.
    pub fn finish(self) -> Result<(), ImportError> {
        if self.pending.is_empty() {
            Ok(())
        } else {
            Err(ImportError::NotUtf8)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Detected, ImportError, Media, Utf8Check, detect};

    fn check(name: &str, head: &[u8], expected: Result<Detected, ImportError>) {
        assert_eq!(detect(name, head, head.len() as u64), expected, "{name}");
    }

    #[test]
    fn bytes_count_and_names_do_not() {
        check(
            "a.json",
            b"\x89PNG\r\n\x1a\nrest",
            Ok(Detected::Document(Media::Png)),
        );
        check(
            "a.txt",
            b"\xff\xd8\xff\xe0",
            Ok(Detected::Document(Media::Jpeg)),
        );
        check("a", b"junk\n%PDF-1.7", Ok(Detected::Document(Media::Pdf)));
        check(
            "a.pdf",
            b"\xef\xbb\xbf \n{ \"resourceType\"",
            Ok(Detected::Fhir),
        );
        check("a.pdf", "[1] Zurück".as_bytes(), Ok(Detected::Fhir));
        check(
            "a.txt",
            "[1] Zurück".as_bytes(),
            Ok(Detected::Document(Media::Text)),
        );
        check("a.txt", b"{\"resourceType\":1}", Ok(Detected::Fhir));
        check("broken.json", b"nonsense", Ok(Detected::Fhir));
    }

    #[test]
    fn the_rest_is_refused_with_advice() {
        check("a", b"", Err(ImportError::Empty));
        check("a", b" \n", Err(ImportError::Empty));
        check("a.json", b"<Bundle/>", Err(ImportError::Xml));
        check("a.doc", b"{\\rtf1 hello}", Err(ImportError::UnknownFormat));
        check("a.zip", b"PK\x03\x04", Err(ImportError::UnknownFormat));
        check("a.txt", b"caf\xe9 cr\xe8me", Err(ImportError::NotUtf8));
        check("a.txt", b"\xff\xfea\0", Err(ImportError::NotUtf8));
    }

    #[test]
    fn lengths_are_limited_without_reading() {
        let gib = 1 << 30;
        assert_eq!(
            detect("a", b"%PDF-1.7", 2 * gib),
            Ok(Detected::Document(Media::Pdf))
        );
        assert_eq!(
            detect("a", b"%PDF-1.7", 2 * gib + 1),
            Err(ImportError::DocumentTooLarge)
        );
        assert_eq!(detect("a", b"{}", 100_000_000), Ok(Detected::Fhir));
        assert_eq!(
            detect("a", b"{}", 100_000_001),
            Err(ImportError::JsonTooLarge)
        );
    }

    #[test]
    fn a_letter_may_be_cut_anywhere() {
        for size in 1..5 {
            let mut utf8 = Utf8Check::default();
            for piece in "aé王😀z".as_bytes().chunks(size) {
                assert_eq!(utf8.push(piece), Ok(()));
            }
            assert_eq!(utf8.finish(), Ok(()));
        }
        let mut torn = Utf8Check::default();
        assert_eq!(torn.push(&"😀".as_bytes()[..3]), Ok(()));
        assert_eq!(torn.finish(), Err(ImportError::NotUtf8));
    }
}
