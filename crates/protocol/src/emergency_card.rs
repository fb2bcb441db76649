//! An emergency card: lines of plain text that anybody reads without a program, and a last line with a key and its signature
//! over the lines before. It says that nobody altered the text since the wallet made it, not who made it or that it is true.
//! See `docs/formats/emergency-card.md`.

use data_encoding::BASE32_NOPAD;
use keepwell_crypto::{
    label::Label,
    sign::{SigningKey, VerifyingKey},
};

use crate::FormatError;

/// The most bytes of a card's text before its last line. With the last line and the mark for UTF-8 it fits into a QR code of
/// version 22 with error correction L, whatever its letters.
pub const MAX_TEXT: usize = 880;
/// The most bytes of a card as it is read: twice as many as it has, since scanners change line ends and add blanks.
pub const MAX_BYTES: usize = 2 * (MAX_TEXT + 1 + LAST_LINE);

/// Begins the last line, and names the version.
const MARK: &str = "KEEPWELL1 ";
/// The mark and 96 bytes in Base32.
const LAST_LINE: usize = MARK.len() + 154;

const WHAT: &str = "emergency card";

/// A card whose signature is right. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq)]
pub struct EmergencyCard {
    text: String,
    key: VerifyingKey,
}

impl EmergencyCard {
    /// Signs a text and gives the whole card.
    ///
    /// # Errors
    /// [`FormatError::TooLarge`] over [`MAX_TEXT`], [`FormatError::Malformed`] for a text with other controls than line ends, with
    /// an empty line or one that begins or ends with a space, or with an address in it.
    pub fn sign(text: &str, key: &SigningKey) -> Result<String, FormatError> {
        check(text)?;
        let signature = key.sign(&message(text));
        let bytes = [&key.verifying_key().as_bytes()[..], &signature[..]].concat();
        Ok(format!("{text}\n{MARK}{}", BASE32_NOPAD.encode(&bytes)))
    }

    /// Reads a card as a scanner gives it. What keyboard scanners and mail do to line ends and to their blanks is forgiven, and
    /// that letters of the last line come in lower case; nothing else is.
    ///
    /// # Errors
    /// [`FormatError::TooLarge`] over [`MAX_BYTES`], [`FormatError::UnknownVersion`], [`FormatError::Malformed`] for what is no
    /// card, [`FormatError::BadSignature`] where anything was altered.
    pub fn read(card: &str) -> Result<Self, FormatError> {
        if card.len() > MAX_BYTES {
            return Err(FormatError::TooLarge { what: WHAT });
        }
        let lines = card.split(['\n', '\r']).map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let (last, lines) = lines
            .split_last()
            .ok_or(FormatError::malformed(WHAT, "lines"))?;
        let last = last.to_ascii_uppercase();
        let text = lines.join("\n");
        check(&text)?;
        let bytes = BASE32_NOPAD
            .decode(signed_part(&last)?.as_bytes())
            .map_err(|_| FormatError::malformed(WHAT, "signature"))?;
        let (key, signature) = bytes
            .split_first_chunk::<32>()
            .ok_or(FormatError::malformed(WHAT, "key"))?;
        let signature = signature
            .try_into()
            .map_err(|_| FormatError::malformed(WHAT, "signature"))?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| FormatError::malformed(WHAT, "key"))?;
        key.verify(&message(&text), &signature)
            .map_err(|_| FormatError::BadSignature { what: WHAT })?;
        Ok(Self { text, key })
    }

    /// The lines that were signed, `\n` between them.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The key of the wallet that made it: the same on each of its cards, and on nothing else.
    #[must_use]
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// How many lines of how many are there, where the card says that not all are.
    #[must_use]
    pub fn part(&self) -> Option<(u32, u32)> {
        let first = self.text.lines().next()?.strip_prefix("PART ")?;
        let (shown, rest) = first.split_once(" of ")?;
        let all = rest.split(' ').next()?;
        Some((shown.parse().ok()?, all.parse().ok()?))
    }
}

/// What follows the mark.
fn signed_part(last: &str) -> Result<&str, FormatError> {
    if let Some(rest) = last.strip_prefix(MARK) {
        return Ok(rest);
    }
    let (name, _) = last.split_once(' ').unwrap_or((last, ""));
    let version = name.strip_prefix("KEEPWELL").unwrap_or_default();
    let is_newer = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    Err(if is_newer {
        FormatError::UnknownVersion { what: WHAT }
    } else {
        FormatError::malformed(WHAT, "last line")
    })
}

fn check(text: &str) -> Result<(), FormatError> {
    if text.len() > MAX_TEXT {
        return Err(FormatError::TooLarge { what: WHAT });
    }
    let is_line =
        |line: &str| !line.is_empty() && line.trim() == line && !line.chars().any(char::is_control);
    if !text.split('\n').all(is_line) {
        return Err(FormatError::malformed(WHAT, "lines"));
    }
    // A scanner might open it.
    if text.contains("://") {
        return Err(FormatError::malformed(WHAT, "address"));
    }
    Ok(())
}

fn message(text: &str) -> Vec<u8> {
    Label::EMERGENCY_CARD.with(&[text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "PART 2 of 3 (2 de 3 líneas)\nTARJETA DE EMERGENCIA, 3 mar 2026\nALERGIA (GRAVE): penicilina";

    fn key() -> SigningKey {
        SigningKey::from_seed(&[9; 32])
    }

    fn read(card: &str) -> Result<EmergencyCard, FormatError> {
        EmergencyCard::read(card)
    }

    #[test]
    fn a_card_is_its_text_and_one_line_more() {
        let card = EmergencyCard::sign(TEXT, &key()).expect("a card");
        assert_eq!(card.len(), TEXT.len() + 1 + LAST_LINE);
        let shown = read(&card).expect("our own card");
        assert_eq!((shown.text(), shown.part()), (TEXT, Some((2, 3))));
        assert_eq!(*shown.key(), key().verifying_key());
        let typed = format!("{}\r\n", card.replace('\n', " \r\n"));
        assert!(
            read(&typed).ok() == read(&card).ok(),
            "as a keyboard scanner types it"
        );
        let (text, last) = card.rsplit_once('\n').expect("lines");
        assert!(read(&format!("{text}\n{}", last.to_lowercase())).is_ok());
    }

    #[test]
    fn no_letter_can_be_altered() {
        let card = EmergencyCard::sign(TEXT, &key()).expect("a card");
        for (at, letter) in card.char_indices() {
            let other = if letter == 'B' { 'C' } else { 'B' };
            let (before, after) = card.split_at(at);
            let after = after.get(letter.len_utf8()..).unwrap_or_default();
            let altered = format!("{before}{other}{after}");
            assert!(read(&altered).is_err(), "{letter} at {at}");
        }
        let altered = card.replace("penicilina", "amoxicilina");
        assert_eq!(
            read(&altered).err(),
            Some(FormatError::BadSignature { what: WHAT })
        );
        let added = card.replace("\nKEEPWELL1", "\nALERGIA: nada\nKEEPWELL1");
        assert_eq!(
            read(&added).err(),
            Some(FormatError::BadSignature { what: WHAT })
        );
    }

    #[test]
    fn what_is_no_card_is_named() {
        for text in [
            "",
            "KEEPWELL1 AAAA",
            "hello",
            "hello\nKEEPWELL1 A1",
            "hello\nKEEPWELLX AAAA",
        ] {
            assert!(
                matches!(read(text), Err(FormatError::Malformed { .. })),
                "{text}"
            );
        }
        let newer = read("hello\nKEEPWELL2 AAAA").err();
        assert_eq!(newer, Some(FormatError::UnknownVersion { what: WHAT }));
        for text in ["a\n\nb", " a", "a\tb", "see https://a.example", ""] {
            assert!(EmergencyCard::sign(text, &key()).is_err(), "{text}");
        }
    }

    #[test]
    fn one_byte_more_than_the_most_is_too_large() {
        let most = "x".repeat(MAX_TEXT);
        let card = EmergencyCard::sign(&most, &key()).expect("exactly as much");
        assert!(
            read(&card).is_ok()
                && read(&format!("{card}{}", " ".repeat(MAX_BYTES - card.len()))).is_ok()
        );
        let more = EmergencyCard::sign(&format!("{most}x"), &key());
        assert_eq!(more, Err(FormatError::TooLarge { what: WHAT }));
        let long = "x".repeat(MAX_BYTES + 1);
        assert_eq!(
            read(&long).err(),
            Some(FormatError::TooLarge { what: WHAT })
        );
    }
}
