//! A SMART Health Card in QR codes: `shc:/` and two digits for each letter of the JWS; older, long ones in several codes
//! (`shc:/2/3/…`, the second of three), which are read and never written.

use thiserror::Error;

/// How a card in a QR code begins.
pub const SCHEME: &str = "shc:/";
/// The most codes that a card was ever spread over.
pub const MAX_CODES: usize = 50;
/// No QR code holds more digits.
const MAX_DIGITS: usize = 7089;
/// What is added to the number of two digits: the letter `-`.
const FIRST_LETTER: u8 = 45;
/// The letter `z`.
const LAST: u8 = 77;

/// What one code holds of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which one it is, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    text: String,
}

/// Why a code is none of a card's, or the codes make no card.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NumericError {
    /// Other digits than a card has, or letters.
    #[error("this code was misread: scan it again")]
    Damaged,
    /// Some codes are still to be scanned.
    #[error("this card has {of} codes: scan number {} too", list(.missing))]
    Missing {
        /// How many there are.
        of: usize,
        /// The numbers of those that are missing.
        missing: Vec<usize>,
    },
    /// Codes of different cards.
    #[error("these codes are not of one card: scan those of one card")]
    Mixed,
    /// Something else.
    #[error("this is no SMART Health Card")]
    NotACard,
}

impl Piece {
    /// Reads one code.
    ///
    /// # Errors
    /// [`NumericError::NotACard`], [`NumericError::Damaged`].
    pub fn read(text: &str) -> Result<Self, NumericError> {
        let rest = text.trim().strip_prefix(SCHEME);
        let rest = rest.ok_or(NumericError::NotACard)?;
        let parts: Vec<&str> = rest.split('/').collect();
        let (number, of, digits) = match parts.as_slice() {
            [digits] => (1, 1, *digits),
            [number, of, digits] => (count(number)?, count(of)?, *digits),
            _ => return Err(NumericError::Damaged),
        };
        if number > of {
            return Err(NumericError::Damaged);
        }
        Ok(Self {
            number,
            of,
            text: letters(digits)?,
        })
    }
}

/// The card's JWS out of all its codes, in whichever order they were scanned, some of them twice.
///
/// # Errors
/// [`NumericError::Missing`], [`NumericError::Mixed`].
pub fn join(pieces: &[Piece]) -> Result<String, NumericError> {
    let of = pieces.first().map_or(1, |piece| piece.of);
    let mut found: Vec<Option<&Piece>> = vec![None; of];
    for piece in pieces {
        let place = found.get_mut(piece.number - 1);
        let place = place
            .filter(|_| piece.of == of)
            .ok_or(NumericError::Mixed)?;
        if place.is_some_and(|other| other != piece) {
            return Err(NumericError::Mixed);
        }
        *place = Some(piece);
    }
    let numbered = (1..).zip(&found);
    let missing: Vec<usize> = numbered
        .filter(|(_, piece)| piece.is_none())
        .map(|(number, _)| number)
        .collect();
    if missing.is_empty() {
        Ok(found
            .into_iter()
            .flatten()
            .map(|piece| piece.text.as_str())
            .collect())
    } else {
        Err(NumericError::Missing { of, missing })
    }
}

fn count(text: &str) -> Result<usize, NumericError> {
    let number = text.parse().ok();
    number
        .filter(|number| (1..=MAX_CODES).contains(number))
        .ok_or(NumericError::Damaged)
}

fn letters(digits: &str) -> Result<String, NumericError> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let is_whole = rest.is_empty() && !pairs.is_empty() && digits.len() <= MAX_DIGITS;
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
    let letter = |[tens, ones]: &[u8; 2]| {
        let number = digit(*tens)? * 10 + digit(*ones)?;
        (number <= LAST).then(|| char::from(FIRST_LETTER + number))
    };
    let text = pairs.iter().map(letter).collect::<Option<String>>();
    text.filter(|_| is_whole).ok_or(NumericError::Damaged)
}

fn list(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> String {
        text.bytes()
            .map(|byte| format!("{:02}", byte - 45))
            .collect()
    }

    fn piece(number: usize, of: usize, text: &str) -> Piece {
        Piece::read(&format!("shc:/{number}/{of}/{}", digits(text))).unwrap()
    }

    #[test]
    fn a_code_is_the_jws_two_digits_a_letter() {
        let jws = "eyJ6-_.Az09";
        let text = format!("{SCHEME}{}", digits(jws));
        let piece = Piece::read(&format!("{text}\n")).unwrap();
        assert_eq!((piece.number, piece.of), (1, 1));
        assert_eq!(join(&[piece]).unwrap(), jws);
    }

    /// 86, 88.
    #[test]
    fn an_odd_count_a_high_number_and_trailing_letters_are_refused() {
        for bad in [
            "", "5", "567", "78", "5678", "56a0", "56/", "1/2", "1/2/3/4", "٠٠",
        ] {
            let read = Piece::read(&format!("{SCHEME}{bad}"));
            assert_eq!(read, Err(NumericError::Damaged), "{bad}");
        }
        assert!(Piece::read("shc:/5677").is_ok());
        assert_eq!(Piece::read("SHC:/5677"), Err(NumericError::NotACard));
        for bad in ["0/2/56", "3/2/56", "1/51/56", "1/0/56"] {
            let read = Piece::read(&format!("{SCHEME}{bad}"));
            assert_eq!(read, Err(NumericError::Damaged), "{bad}");
        }
    }

    /// 87.
    #[test]
    fn codes_are_joined_in_any_order_and_missing_ones_named() {
        let all = [piece(3, 3, "ee"), piece(1, 3, "aa"), piece(2, 3, "cc")];
        assert_eq!(join(&all).unwrap(), "aaccee");
        let twice = [all[0].clone(), all[0].clone()];
        let error = join(&twice).unwrap_err();
        assert_eq!(
            error.to_string(),
            "this card has 3 codes: scan number 1, 2 too"
        );
        let other = [piece(1, 3, "aa"), piece(1, 3, "bb")];
        assert_eq!(join(&other), Err(NumericError::Mixed));
        let sizes = [piece(1, 3, "aa"), piece(2, 2, "bb")];
        assert_eq!(join(&sizes), Err(NumericError::Mixed));
    }
}
