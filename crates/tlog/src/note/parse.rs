//! Reading a note from bytes: the text up to the last empty line, then signature lines. Strict in everything the
//! standard leaves no choice about, and bounded.

use crate::note::{MAX_NOTE_BYTES, MAX_SIGNATURES, Note, NoteError, Signature};

impl Note {
    /// Reads a note. Its signatures are not checked.
    ///
    /// # Errors
    /// [`NoteError::TooLarge`] over [`MAX_NOTE_BYTES`] or [`MAX_SIGNATURES`], [`NoteError::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLarge);
        }
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::Malformed)?;
        let (before, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed)?;
        let text = format!("{before}\n");
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        if lines.split('\n').count() > MAX_SIGNATURES {
            return Err(NoteError::TooLarge);
        }
        let signatures = lines
            .split('\n')
            .map(|line| Signature::parse(line).ok_or(NoteError::Malformed))
            .collect::<Result<_, _>>()?;
        if is_text(&text) {
            Ok(Self { text, signatures })
        } else {
            Err(NoteError::Malformed)
        }
    }
}

/// Whether this can be the text of a note: it ends with a newline and has no other ASCII control character.
pub(crate) fn is_text(text: &str) -> bool {
    text.ends_with('\n') && text.chars().all(|c| c == '\n' || c >= ' ')
}
