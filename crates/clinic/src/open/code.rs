//! Check `qr`: a picture or a text is a patient's code, whole. Nothing is contacted for it.

use keepwell_protocol::link::GrantLink;
use keepwell_qr::read;

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
    let (link, what) = match code {
        Code::Text(text) => (GrantLink::parse(text)?, "text"),
        Code::File(bytes) => match as_text(bytes) {
            Some(text) => (GrantLink::parse(text)?, "text"),
            None => (GrantLink::parse(&read::read(bytes)?)?, "picture"),
        },
    };
    let detail = format!(
        "the {what} is a patient's code, for the relay {}",
        link.relay
    );
    Ok((link, detail))
}

fn as_text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes)
        .ok()
        .filter(|text| text.len() <= MAX_TEXT && text.contains("://"))
}
