//! What a QR code or a link of ours carries (protocol §5): an address in upper case and, behind `#`, a payload in
//! Base32, so that the whole text fits QR's alphanumeric mode and the payload never reaches a server. The first byte
//! is the version and the kind.

mod rendezvous;

pub use rendezvous::{FirstLink, ScreenLink};

use data_encoding::BASE32_NOPAD;
use keepwell_crypto::hash::Digest;
use thiserror::Error;

use crate::{mailbox::MailboxId, origin::Origin};

/// Longer text than any link of ours.
const MAX_TEXT: usize = 8192;
/// The most characters that a card's own QR may have: alphanumeric capacity of version 15 at level M.
const MAX_CARD_QR: usize = 600;
const VERSION: u8 = 1;

/// Why a text is not a link of ours.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LinkError {
    /// Some other QR code or address.
    #[error("this is not a Keepwell code: ask for the code that Keepwell shows")]
    NotOurs,
    /// Ours, but cut or misread.
    #[error("this code is incomplete or was misread: scan or copy it again")]
    Damaged,
    /// Ours, from a later version.
    #[error("this code was made by a newer version of Keepwell: update this program")]
    UnknownVersion,
    /// A code of ours for another purpose.
    #[error(
        "this is a Keepwell code of another kind: a clinic needs the patient's code, a patient the clinic's"
    )]
    OtherKind,
}

/// A grant's QR: worthless to anybody but the clinic it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantLink {
    /// The relay that holds the share.
    pub relay: Origin,
    /// The mailbox on it.
    pub mailbox: MailboxId,
    /// The HPKE `enc` of the access key.
    pub access_point: [u8; 32],
    /// SHA-256 of the grant's statement.
    pub statement: Digest,
}

/// A clinic's QR: its card, or the digest under which the relay holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardLink {
    /// The card's exact bytes, not checked yet.
    Card(Vec<u8>),
    /// Where to fetch the card, and its SHA-256.
    Digest(Origin, Digest),
}

/// Any link of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A patient's grant.
    Grant(GrantLink),
    /// A clinic's card.
    Card(CardLink),
    /// A patient's code for whoever scans first.
    First(FirstLink),
    /// A clinic's screen.
    Screen(ScreenLink),
}

impl GrantLink {
    /// `HTTPS://<relay>/G#<Base32>`.
    pub fn to_text(&self) -> String {
        let payload = [
            &[kind_byte(Kind::Grant)],
            self.mailbox.as_bytes().as_slice(),
            &self.access_point,
            &self.statement,
        ];
        to_text(&self.relay, 'G', &payload.concat())
    }

    /// Reads a grant's link.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        match Link::parse(text)? {
            Link::Grant(link) => Ok(link),
            _ => Err(LinkError::OtherKind),
        }
    }
}

impl CardLink {
    /// The link of a card on `relay`: the card itself while a QR of version 15 holds it, else its digest.
    pub fn for_card(relay: &Origin, card: &[u8], digest: &Digest) -> (String, Self) {
        let whole = to_text(relay, 'C', &[&[kind_byte(Kind::Card)], card].concat());
        if whole.len() <= MAX_CARD_QR {
            return (whole, Self::Card(card.to_vec()));
        }
        let text = to_text(
            relay,
            'C',
            &[&[kind_byte(Kind::CardDigest)], digest.as_slice()].concat(),
        );
        (text, Self::Digest(relay.clone(), *digest))
    }

    /// Reads a card's link.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        match Link::parse(text)? {
            Link::Card(link) => Ok(link),
            _ => Err(LinkError::OtherKind),
        }
    }
}

impl Link {
    /// Reads any link of ours, in upper or lower case, with white space around it.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        if text.len() > MAX_TEXT || !text.is_ascii() {
            return Err(LinkError::NotOurs);
        }
        let (address, payload) = text.split_once('#').ok_or(LinkError::NotOurs)?;
        let (origin, path) = address.rsplit_once('/').ok_or(LinkError::NotOurs)?;
        let origin = Origin::parse(origin).map_err(|_| LinkError::NotOurs)?;
        if !matches!(path, "G" | "g" | "C" | "c" | "R" | "r") {
            return Err(LinkError::NotOurs);
        }
        let bytes = BASE32_NOPAD
            .decode(payload.to_ascii_uppercase().as_bytes())
            .map_err(|_| LinkError::Damaged)?;
        let (&[first], rest) = bytes.split_first_chunk().ok_or(LinkError::Damaged)?;
        let kind = Kind::from_byte(first)?;
        match (kind, path) {
            (Kind::Grant, "G" | "g") => parse_grant(origin, rest).map(Self::Grant),
            (Kind::Card, "C" | "c") => Ok(Self::Card(CardLink::Card(rest.to_vec()))),
            (Kind::CardDigest, "C" | "c") => {
                let digest = rest.try_into().map_err(|_| LinkError::Damaged)?;
                Ok(Self::Card(CardLink::Digest(origin, digest)))
            }
            (Kind::First, "R" | "r") => rendezvous::parse_first(origin, rest).map(Self::First),
            (Kind::Screen, "R" | "r") => rendezvous::parse_screen(origin, rest).map(Self::Screen),
            _ => Err(LinkError::Damaged),
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Grant = 1,
    Card = 2,
    CardDigest = 3,
    First = 4,
    Screen = 5,
}

impl Kind {
    fn from_byte(byte: u8) -> Result<Self, LinkError> {
        match (byte >> 4, byte & 15) {
            (VERSION, 1) => Ok(Self::Grant),
            (VERSION, 2) => Ok(Self::Card),
            (VERSION, 3) => Ok(Self::CardDigest),
            (VERSION, 4) => Ok(Self::First),
            (VERSION, 5) => Ok(Self::Screen),
            _ => Err(LinkError::UnknownVersion),
        }
    }
}

fn kind_byte(kind: Kind) -> u8 {
    (VERSION << 4) | kind as u8
}

fn to_text(origin: &Origin, path: char, payload: &[u8]) -> String {
    format!(
        "{}/{path}#{}",
        origin.as_str().to_ascii_uppercase(),
        BASE32_NOPAD.encode(payload)
    )
}

fn parse_grant(relay: Origin, bytes: &[u8]) -> Result<GrantLink, LinkError> {
    let (mailbox, rest) = bytes.split_first_chunk().ok_or(LinkError::Damaged)?;
    let (access_point, rest) = rest.split_first_chunk().ok_or(LinkError::Damaged)?;
    let statement = rest.try_into().map_err(|_| LinkError::Damaged)?;
    Ok(GrantLink {
        relay,
        mailbox: MailboxId::from_bytes(*mailbox),
        access_point: *access_point,
        statement,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant() -> GrantLink {
        GrantLink {
            relay: Origin::parse("https://relay.example").unwrap(),
            mailbox: MailboxId::from_bytes([1; 16]),
            access_point: [2; 32],
            statement: [3; 32],
        }
    }

    #[test]
    fn a_grant_s_link_is_alphanumeric_and_reads_back_in_any_case() {
        let text = grant().to_text();
        assert!(text.starts_with("HTTPS://RELAY.EXAMPLE/G#"));
        assert_eq!(text.len(), "HTTPS://RELAY.EXAMPLE/G#".len() + 130);
        // `#` alone is outside QR's alphanumeric set; the rest is inside.
        assert!(
            text.bytes()
                .all(|b| b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:#".contains(&b))
        );
        assert_eq!(GrantLink::parse(&text), Ok(grant()));
        assert_eq!(
            GrantLink::parse(&format!(" {}\n", text.to_lowercase())),
            Ok(grant())
        );
    }

    #[test]
    fn a_card_travels_whole_while_it_fits() {
        let relay = grant().relay;
        let (text, link) = CardLink::for_card(&relay, &[7; 300], &[8; 32]);
        assert_eq!(CardLink::parse(&text), Ok(link));
        assert!(matches!(CardLink::parse(&text), Ok(CardLink::Card(card)) if card == [7; 300]));
        let (text, _) = CardLink::for_card(&relay, &[7; 400], &[8; 32]);
        assert_eq!(CardLink::parse(&text), Ok(CardLink::Digest(relay, [8; 32])));
    }

    #[test]
    fn everything_else_is_refused_by_kind() {
        let text = grant().to_text();
        for other in [
            "",
            "https://example.com",
            "WIFI:T:WPA;S:x;;",
            "https://relay.example/G",
            "tel:112",
            "#",
            "/#",
        ] {
            assert_eq!(GrantLink::parse(other), Err(LinkError::NotOurs), "{other}");
        }
        assert_eq!(
            GrantLink::parse(text.get(..text.len() - 9).unwrap()),
            Err(LinkError::Damaged)
        );
        assert_eq!(CardLink::parse(&text), Err(LinkError::OtherKind));
        let newer = to_text(&grant().relay, 'G', &[0x21; 81]);
        assert_eq!(GrantLink::parse(&newer), Err(LinkError::UnknownVersion));
        assert_eq!(
            GrantLink::parse(&to_text(&grant().relay, 'C', &[0x11; 81])),
            Err(LinkError::Damaged)
        );
    }
}
