//! A file of a SMART Health Link: JWE in its compact form, `dir` with `A256GCM` (RFC 7516, RFC 7518), under the one key of
//! the link. The initialisation vector is passed in; it must be drawn anew for every encryption under a key.

use data_encoding::BASE64URL_NOPAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize as _, Zeroizing};

use crate::inflate::{self, InflateError};
use crate::link::Key;

/// The most bytes of a sealed file that are looked at.
pub const MAX_SEALED: usize = 48 << 20;
/// The most bytes that a file may hold, packed or not.
pub const MAX_CONTENT: usize = 32 << 20;
const MAX_HEADER: usize = 4096;
const TAG_BYTES: usize = 16;

/// An initialisation vector.
pub type Iv = [u8; NONCE_LEN];

/// What was in a file. No `Debug`: it is health data.
pub struct Content {
    /// The media type that its header names; old senders leave it out.
    pub content_type: Option<String>,
    /// Its bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// Why a file does not open.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum FileError {
    /// Cut, altered, or sealed under another key.
    #[error("the file was altered on its way, or the link is for another one: ask for a new link")]
    Damaged,
    /// Over [`MAX_SEALED`] or [`MAX_CONTENT`].
    #[error("the file is larger than allowed")]
    TooLarge,
    /// Sealed in a way that the standard does not have.
    #[error("the file is sealed in a way that SMART Health Links do not have")]
    Unusual,
}

#[derive(Serialize)]
struct Header<'a> {
    alg: &'static str,
    enc: &'static str,
    cty: &'a str,
}

#[derive(Deserialize)]
struct FoundHeader {
    alg: String,
    enc: String,
    cty: Option<String>,
    zip: Option<String>,
    /// What a reader would have to understand: nothing is.
    crit: Option<serde_json::Value>,
}

/// Seals a file of the media type `content_type`. Not packed: some readers do not unpack.
///
/// # Errors
/// [`FileError::TooLarge`] over [`MAX_CONTENT`].
pub fn seal(key: &Key, iv: Iv, content_type: &str, bytes: &[u8]) -> Result<String, FileError> {
    if bytes.len() > MAX_CONTENT {
        return Err(FileError::TooLarge);
    }
    let header = Header {
        alg: "dir",
        enc: "A256GCM",
        cty: content_type,
    };
    let header = serde_json::to_vec(&header).map_err(|_| FileError::Unusual)?;
    let header = BASE64URL_NOPAD.encode(&header);
    let mut sealed = Zeroizing::new(bytes.to_vec());
    let nonce = Nonce::assume_unique_for_key(iv);
    let tag = aead(key)?
        .seal_in_place_separate_tag(nonce, Aad::from(header.as_bytes()), &mut sealed)
        .map_err(|_| FileError::Unusual)?;
    let (iv, tag) = (
        BASE64URL_NOPAD.encode(&iv),
        BASE64URL_NOPAD.encode(tag.as_ref()),
    );
    Ok(format!(
        "{header}..{iv}.{}.{tag}",
        BASE64URL_NOPAD.encode(&sealed)
    ))
}

/// Opens a file; raw DEFLATE inside is unpacked, up to [`MAX_CONTENT`].
///
/// # Errors
/// [`FileError`].
pub fn open(key: &Key, sealed: &str) -> Result<Content, FileError> {
    let sealed = sealed.trim();
    if sealed.len() > MAX_SEALED {
        return Err(FileError::TooLarge);
    }
    let parts: Vec<&str> = sealed.split('.').collect();
    let [header_text, "", iv, content, tag] = parts.as_slice() else {
        return Err(FileError::Damaged);
    };
    let header = read_header(header_text)?;
    let iv: Iv = decode(iv)?.try_into().map_err(|_| FileError::Damaged)?;
    let mut bytes = Zeroizing::new(decode(content)?);
    let tag = decode(tag)?;
    if tag.len() != TAG_BYTES {
        return Err(FileError::Damaged);
    }
    bytes.extend_from_slice(&tag);
    let nonce = Nonce::assume_unique_for_key(iv);
    let length = aead(key)?
        .open_in_place(nonce, Aad::from(header_text.as_bytes()), &mut bytes)
        .map_err(|_| FileError::Damaged)?
        .len();
    bytes.truncate(length);
    if header.zip.is_some() {
        let unpacked = inflate::raw(&bytes, MAX_CONTENT)?;
        bytes.zeroize();
        bytes = Zeroizing::new(unpacked);
    }
    if bytes.len() > MAX_CONTENT {
        return Err(FileError::TooLarge);
    }
    Ok(Content {
        content_type: header.cty,
        bytes,
    })
}

fn read_header(text: &str) -> Result<FoundHeader, FileError> {
    if text.len() > MAX_HEADER {
        return Err(FileError::TooLarge);
    }
    let bytes = decode(text)?;
    let header: FoundHeader = serde_json::from_slice(&bytes).map_err(|_| FileError::Damaged)?;
    let is_usual = header.alg == "dir"
        && header.enc == "A256GCM"
        && header.zip.as_deref().is_none_or(|zip| zip == "DEF")
        && header.crit.is_none();
    if is_usual {
        Ok(header)
    } else {
        Err(FileError::Unusual)
    }
}

fn aead(key: &Key) -> Result<LessSafeKey, FileError> {
    let key = UnboundKey::new(&AES_256_GCM, key.as_bytes()).map_err(|_| FileError::Unusual)?;
    Ok(LessSafeKey::new(key))
}

fn decode(text: &str) -> Result<Vec<u8>, FileError> {
    BASE64URL_NOPAD
        .decode(text.as_bytes())
        .map_err(|_| FileError::Damaged)
}

impl From<InflateError> for FileError {
    fn from(error: InflateError) -> Self {
        match error {
            InflateError::Damaged => Self::Damaged,
            InflateError::TooLarge => Self::TooLarge,
        }
    }
}

#[cfg(test)]
mod tests;
