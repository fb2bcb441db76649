//! Where the clinic's page is: an origin, and a folder on it where a reverse proxy serves it among other things. Cards name
//! the origin alone; a phone's browser that opened a code is led to the whole address.

use std::fmt;

use crate::origin::{Origin, OriginError};

/// The page's address, such as `https://hospital.example/keepwell/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageUrl {
    origin: Origin,
    /// Without the slash at its end: empty, or `/keepwell`.
    folder: String,
}

impl PageUrl {
    /// The longest folder in bytes.
    const MAX_BYTES: usize = 128;

    /// Reads an address, with or without a slash at its end; no query, no `..`, nothing that would need to be escaped.
    ///
    /// # Errors
    /// [`OriginError`].
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let (_, rest) = text.split_once("://").ok_or(OriginError::NotAnAddress)?;
        let folder = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("");
        let origin = text.strip_suffix(folder).ok_or(OriginError::NotAnAddress)?;
        let folder = folder.strip_suffix('/').unwrap_or(folder);
        if folder.len() > Self::MAX_BYTES || !folder.split('/').skip(1).all(is_segment) {
            return Err(OriginError::NotAnAddress);
        }
        Ok(Self {
            origin: Origin::parse(origin)?,
            folder: folder.to_owned(),
        })
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The whole address, with the slash at its end that the page's own relative addresses need.
    pub fn to_text(&self) -> String {
        format!("{}{}/", self.origin, self.folder)
    }
}

impl From<Origin> for PageUrl {
    fn from(origin: Origin) -> Self {
        Self {
            origin,
            folder: String::new(),
        }
    }
}

/// The whole address; an origin alone as it is always written, without a slash.
impl fmt::Display for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = if self.folder.is_empty() { "" } else { "/" };
        write!(f, "{}{}{end}", self.origin, self.folder)
    }
}

fn is_segment(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    !matches!(text, "" | "." | "..") && text.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_an_origin_and_a_folder() {
        for (text, shown, whole) in [
            (
                "https://a.example",
                "https://a.example",
                "https://a.example/",
            ),
            (
                "HTTPS://A.example/",
                "https://a.example",
                "https://a.example/",
            ),
            (
                "https://a.example:8443/Keepwell",
                "https://a.example:8443/Keepwell/",
                "https://a.example:8443/Keepwell/",
            ),
            (
                "http://127.0.0.1:80/it/keepwell/",
                "http://127.0.0.1/it/keepwell/",
                "http://127.0.0.1/it/keepwell/",
            ),
        ] {
            let url = PageUrl::parse(text).unwrap();
            assert_eq!(
                (url.to_string().as_str(), url.to_text().as_str()),
                (shown, whole)
            );
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "a.example/x",
            "http://a.example/x",
            "https://a.example//x",
            "https://a.example/x//",
            "https://a.example/../x",
            "https://a.example/x?y",
            "https://a.example/x#y",
            "https://a.example/x y",
            "https://a.example/x\r\ny",
        ] {
            assert!(PageUrl::parse(text).is_err(), "{text:?}");
        }
    }
}
