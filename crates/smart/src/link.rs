//! The payload of a SMART Health Link: where its files are and the key that opens them, as a text that begins `shlink:/`,
//! alone or behind the address of a page that shows it. What is written keeps every rule; what is read forgives the
//! mistakes that senders are known for and says which it forgave.

mod read;

use std::fmt::Write as _;

use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub use read::{Found, Oddity};

/// How a link begins. Only links that any reader opens may begin so.
pub const SCHEME: &str = "shlink:/";
/// The most characters of the address of a link's files.
pub const MAX_URL: usize = 128;
/// The most characters of a label.
pub const MAX_LABEL: usize = 80;
/// The version of the payload.
const VERSION: u64 = 1;
/// Random bytes in the address: 256 bits that nobody guesses.
const ID_BYTES: usize = 32;

/// The key of a link's files, drawn anew for each link.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

/// What a link says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `L`: the content may change; ask again later.
    pub is_long_term: bool,
    /// `P`: a passcode is asked for.
    pub has_passcode: bool,
    /// `U`: one file, fetched by GET, without a manifest.
    pub is_single_file: bool,
}

/// A SMART Health Link. No `Debug`: whoever has it has the files.
#[derive(Clone)]
pub struct Link {
    url: Zeroizing<String>,
    key: Key,
    /// When it ends, in Unix seconds, as a hint: the server decides.
    pub expires: Option<u64>,
    /// What it says of itself.
    pub flags: Flags,
    /// What it is, for the person who gets it.
    pub label: Option<String>,
}

/// What a new link is made of.
pub struct NewLink<'a> {
    /// The address before the random part, ending in `/`.
    pub base: &'a str,
    /// Its random part.
    pub id: &'a [u8; ID_BYTES],
    /// The key of its files.
    pub key: Key,
    /// When it ends, in Unix seconds.
    pub expires: Option<u64>,
    /// What it says of itself.
    pub flags: Flags,
    /// What it is, for the person who gets it.
    pub label: Option<&'a str>,
}

/// Why there is no link.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LinkError {
    /// Cut or misread.
    #[error("this link is incomplete or was misread: scan or copy it again")]
    Damaged,
    /// A single file that asks for a passcode, which the standard does not have.
    #[error("a link to a single file cannot ask for a passcode")]
    FlagsTogether,
    /// Over [`MAX_LABEL`].
    #[error("the label is longer than 80 characters: shorten it")]
    LabelTooLong,
    /// Of a later version.
    #[error("this link was made by a newer program: update this one")]
    Newer,
    /// Something else.
    #[error("this is no SMART Health Link: ask for the code again")]
    NotALink,
    /// Over [`MAX_URL`].
    #[error("the server's address is too long for a link: use a shorter one")]
    UrlTooLong,
}

#[derive(Serialize)]
struct Payload<'a> {
    url: &'a str,
    key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<u64>,
    flag: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

impl Key {
    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Flags {
    /// The letters, in the order of the alphabet.
    #[must_use]
    pub fn letters(self) -> String {
        let all = [
            (self.is_long_term, 'L'),
            (self.has_passcode, 'P'),
            (self.is_single_file, 'U'),
        ];
        let set = all.into_iter().filter(|(is_set, _)| *is_set);
        set.map(|(_, letter)| letter).collect()
    }

    /// The flags of these letters; others mean nothing to a reader that does not know them.
    fn of(letters: &str) -> Self {
        Self {
            is_long_term: letters.contains('L'),
            has_passcode: letters.contains('P'),
            is_single_file: letters.contains('U'),
        }
    }
}

impl Link {
    /// A new link.
    ///
    /// # Errors
    /// [`LinkError::FlagsTogether`], [`LinkError::LabelTooLong`], [`LinkError::UrlTooLong`].
    pub fn make(new: NewLink<'_>) -> Result<Self, LinkError> {
        if new.flags.is_single_file && new.flags.has_passcode {
            return Err(LinkError::FlagsTogether);
        }
        if new
            .label
            .is_some_and(|label| label.chars().count() > MAX_LABEL)
        {
            return Err(LinkError::LabelTooLong);
        }
        let url = format!("{}{}", new.base, BASE64URL_NOPAD.encode(new.id));
        if url.len() > MAX_URL {
            return Err(LinkError::UrlTooLong);
        }
        Ok(Self {
            url: Zeroizing::new(url),
            key: new.key,
            expires: new.expires,
            flags: new.flags,
            label: new.label.map(str::to_owned),
        })
    }

    /// Reads a link, alone or behind the address of a page.
    ///
    /// # Errors
    /// [`LinkError::NotALink`], [`LinkError::Damaged`], [`LinkError::Newer`].
    pub fn read(text: &str) -> Result<Found, LinkError> {
        read::read(text)
    }

    /// Where its manifest is, or its only file.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What opens its files.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// `shlink:/` and the payload.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let key = Zeroizing::new(BASE64URL_NOPAD.encode(self.key.as_bytes()));
        let payload = Payload {
            url: &self.url,
            key: &key,
            exp: self.expires,
            flag: &self.flags.letters(),
            label: self.label.as_deref(),
        };
        // A structure of texts and numbers always serialises.
        let json = Zeroizing::new(serde_json::to_string(&payload).unwrap_or_default());
        let mut text = Zeroizing::new(SCHEME.to_owned());
        let _ = write!(text, "{}", BASE64URL_NOPAD.encode_display(json.as_bytes()));
        text
    }

    /// The same behind the address of a page that shows it to people whose reader knows no `shlink:`.
    #[must_use]
    pub fn to_page(&self, page: &str) -> Zeroizing<String> {
        Zeroizing::new(format!("{page}#{}", &*self.to_text()))
    }
}

#[cfg(test)]
mod tests;
