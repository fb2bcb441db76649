//! Check `qr`: a picture or a text is a patient's code, whole. Nothing is contacted for it.

use std::borrow::Cow;

use keepwell_protocol::link::GrantLink;
use keepwell_qr::read::{self, ReadError};

use super::Passed;

/// The longest file that is taken for a text, in bytes; a code's text has about 200.
const MAX_TEXT: usize = 4096;

/// A patient's code as it was given.
#[derive(Clone, Copy, Debug)]
pub enum Code<'a> {
    /// The bytes of a file: a PNG or JPEG picture of the code, or a text file with its text.
    File(&'a [u8]),
    /// Its text.
    Text(&'a str),
}

pub(super) fn check(code: Code<'_>) -> Passed<GrantLink> {
    let (text, what) = text_of(code)?;
    let link = GrantLink::parse(&text)?;
    let detail = format!(
        "the {what} is a patient's code, for the relay {}",
        link.relay
    );
    Ok((link, detail))
}

/// What a code says, and what it was read from.
pub(crate) fn text_of(code: Code<'_>) -> Result<(Cow<'_, str>, &'static str), ReadError> {
    match code {
        Code::Text(text) => Ok((text.into(), "text")),
        Code::File(bytes) => match as_text(bytes) {
            Some(text) => Ok((text.into(), "text")),
            None => Ok((read::read(bytes)?.into(), "picture")),
        },
    }
}

fn as_text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes)
        .ok()
        .filter(|text| text.len() <= MAX_TEXT && text.contains("://"))
}
