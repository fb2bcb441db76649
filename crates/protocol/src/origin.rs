//! A server's address: scheme, host and port, nothing else. HTTPS everywhere, plain HTTP only on loopback, no user
//! name, path or query, one spelling; so that an address in a QR code cannot smuggle anything.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

/// Text that is not a server address we would contact.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum OriginError {
    /// Not scheme, host and port.
    #[error("write a server address like https://keepwell.example or http://127.0.0.1:8787")]
    NotAnAddress,
    /// Plain HTTP to another machine.
    #[error("a server on another machine needs https://")]
    NotSecure,
}

/// A server's origin such as `https://relay.example:8443`, in lower case, without its default port.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(String);

impl Origin {
    /// The longest origin in bytes.
    pub const MAX_BYTES: usize = 128;

    /// Reads an origin in upper or lower case; one trailing slash is allowed.
    ///
    /// # Errors
    /// [`OriginError`].
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let lower = text.to_ascii_lowercase();
        let (scheme, rest) = lower.split_once("://").ok_or(OriginError::NotAnAddress)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = split_port(authority)?;
        if !is_host(host) || lower.len() > Self::MAX_BYTES {
            return Err(OriginError::NotAnAddress);
        }
        let default = match scheme {
            "https" => 443,
            "http" if is_loopback(host) => 80,
            "http" => return Err(OriginError::NotSecure),
            _ => return Err(OriginError::NotAnAddress),
        };
        Ok(Self(match port {
            Some(port) if port != default => format!("{scheme}://{host}:{port}"),
            _ => format!("{scheme}://{host}"),
        }))
    }

    /// The whole address in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and, where it is not the default, port.
    pub fn authority(&self) -> &str {
        self.0
            .split_once("://")
            .map_or("", |(_, authority)| authority)
    }

    /// Whether it names this very machine.
    pub fn is_loopback(&self) -> bool {
        split_port(self.authority()).is_ok_and(|(host, _)| is_loopback(host))
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        Self::parse(text)
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), OriginError> {
    // An IPv6 host has colons of its own, inside brackets.
    let host_end = authority.find(']').map_or(0, |at| at + 1);
    match authority.get(host_end..).and_then(|rest| rest.find(':')) {
        None => Ok((authority, None)),
        Some(at) => {
            let (host, port) = authority
                .split_at_checked(host_end + at)
                .ok_or(OriginError::NotAnAddress)?;
            let digits = port
                .strip_prefix(':')
                .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
            let port = digits
                .and_then(|digits| digits.parse().ok())
                .filter(|port| *port != 0);
            port.map(|port| (host, Some(port)))
                .ok_or(OriginError::NotAnAddress)
        }
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    !host.is_empty() && host.split('.').all(label)
}

fn is_loopback(host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_server_has_one_spelling() {
        for (text, normal) in [
            ("https://Relay.Example/", "https://relay.example"),
            ("HTTPS://RELAY.EXAMPLE:443", "https://relay.example"),
            ("https://relay.example:8443", "https://relay.example:8443"),
            ("HTTP://127.0.0.1:8787", "http://127.0.0.1:8787"),
            ("http://[::1]:8787", "http://[::1]:8787"),
            ("http://localhost", "http://localhost"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().as_str(), normal);
        }
    }

    #[test]
    fn json_holds_an_origin_as_text_and_nothing_else_passes() {
        let origin = Origin::parse("https://relay.example").unwrap();
        let text = serde_json::to_string(&origin).unwrap();
        assert_eq!(text, "\"https://relay.example\"");
        assert_eq!(serde_json::from_str::<Origin>(&text).unwrap(), origin);
        assert!(serde_json::from_str::<Origin>("\"http://relay.example\"").is_err());
    }

    #[test]
    fn nothing_else_is_an_origin() {
        for text in [
            "",
            "relay.example",
            "ftp://relay.example",
            "https://",
            "https://a b",
            "https://user@relay.example",
            "https://relay.example/path",
            "https://relay.example?q",
            "https://relay.example#f",
            "https://relay.example:0",
            "https://relay.example:99999",
            "https://relay.example:+1",
            "https://.example",
            "https://[::1",
            "https://é.example",
            "https://relay.example//",
            "https://relay.example\n",
        ] {
            assert_eq!(
                Origin::parse(text),
                Err(OriginError::NotAnAddress),
                "{text}"
            );
        }
        assert_eq!(
            Origin::parse("http://relay.example"),
            Err(OriginError::NotSecure)
        );
        assert_eq!(
            Origin::parse("http://127.0.0.1.evil.example"),
            Err(OriginError::NotSecure)
        );
    }
}
