//! The two codes of a rendezvous (protocol §6): the one a patient shows to whoever scans first, and the one on a clinic's
//! screen. Each holds a key made for it alone; everything said afterwards is bound to the code's exact bytes.

use keepwell_crypto::{agree::AgreementKey, hash::Digest};

use super::{Kind, Link, LinkError, kind_byte, to_text};
use crate::{mailbox::RendezvousId, origin::Origin};

const PATH: char = 'R';

/// A patient's code for whoever scans first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstLink {
    /// The relay on which the two meet.
    pub relay: Origin,
    /// The rendezvous there.
    pub id: RendezvousId,
    /// The wallet's key, fresh for this code.
    pub key: AgreementKey,
}

/// The code on a clinic's screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenLink {
    /// The relay on which the two meet.
    pub relay: Origin,
    /// The rendezvous there.
    pub id: RendezvousId,
    /// The clinic's key, fresh for this code.
    pub key: AgreementKey,
    /// SHA-256 of the clinic's card.
    pub card: Digest,
}

impl FirstLink {
    /// `HTTPS://<relay>/R#<Base32>`.
    pub fn to_text(&self) -> String {
        to_text(&self.relay, PATH, &self.payload())
    }

    /// Reads a patient's code.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        match Link::parse(text)? {
            Link::First(link) => Ok(link),
            _ => Err(LinkError::OtherKind),
        }
    }

    /// The code as everything said afterwards is bound to it: length of the relay's origin (u16) ‖ the origin in lower case
    /// ‖ the payload.
    pub fn to_bound(&self) -> Vec<u8> {
        bound(&self.relay, &self.payload())
    }

    fn payload(&self) -> Vec<u8> {
        let kind = [kind_byte(Kind::First)];
        [kind.as_slice(), self.id.as_bytes(), self.key.as_bytes()].concat()
    }
}

impl ScreenLink {
    /// `HTTPS://<relay>/R#<Base32>`.
    pub fn to_text(&self) -> String {
        to_text(&self.relay, PATH, &self.payload())
    }

    /// Reads the code on a clinic's screen.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        match Link::parse(text)? {
            Link::Screen(link) => Ok(link),
            _ => Err(LinkError::OtherKind),
        }
    }

    /// The code as everything said afterwards is bound to it: length of the relay's origin (u16) ‖ the origin in lower case
    /// ‖ the payload.
    pub fn to_bound(&self) -> Vec<u8> {
        bound(&self.relay, &self.payload())
    }

    fn payload(&self) -> Vec<u8> {
        let kind = [kind_byte(Kind::Screen)];
        let parts = [
            kind.as_slice(),
            self.id.as_bytes(),
            self.key.as_bytes(),
            &self.card,
        ];
        parts.concat()
    }
}

/// Two spellings of one code are the same code, and the same payload at another relay is another.
fn bound(relay: &Origin, payload: &[u8]) -> Vec<u8> {
    let origin = relay.as_str().as_bytes();
    let length = u16::try_from(origin.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes(), origin, payload].concat()
}

pub(super) fn parse_first(relay: Origin, bytes: &[u8]) -> Result<FirstLink, LinkError> {
    let (id, key) = bytes.split_first_chunk().ok_or(LinkError::Damaged)?;
    let key = key.try_into().map_err(|_| LinkError::Damaged)?;
    Ok(FirstLink {
        relay,
        id: RendezvousId::from_bytes(*id),
        key: AgreementKey::from_bytes(key),
    })
}

pub(super) fn parse_screen(relay: Origin, bytes: &[u8]) -> Result<ScreenLink, LinkError> {
    let (id, rest) = bytes.split_first_chunk().ok_or(LinkError::Damaged)?;
    let (key, card) = rest.split_first_chunk().ok_or(LinkError::Damaged)?;
    Ok(ScreenLink {
        relay,
        id: RendezvousId::from_bytes(*id),
        key: AgreementKey::from_bytes(*key),
        card: card.try_into().map_err(|_| LinkError::Damaged)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{CardLink, GrantLink};

    fn first() -> FirstLink {
        FirstLink {
            relay: Origin::parse("https://relay.example").unwrap(),
            id: RendezvousId::from_bytes([1; 16]),
            key: AgreementKey::from_bytes([2; 32]),
        }
    }

    fn screen() -> ScreenLink {
        ScreenLink {
            relay: first().relay,
            id: first().id,
            key: first().key,
            card: [3; 32],
        }
    }

    #[test]
    fn both_codes_read_back_in_any_case() {
        let (one, other) = (first().to_text(), screen().to_text());
        assert!(one.starts_with("HTTPS://RELAY.EXAMPLE/R#"));
        assert_eq!(one.len(), "HTTPS://RELAY.EXAMPLE/R#".len() + 79);
        assert_eq!(other.len(), "HTTPS://RELAY.EXAMPLE/R#".len() + 130);
        for text in [one.clone(), format!(" {}\n", one.to_lowercase())] {
            assert_eq!(FirstLink::parse(&text), Ok(first()));
        }
        assert_eq!(ScreenLink::parse(&other.to_lowercase()), Ok(screen()));
    }

    #[test]
    fn no_code_is_taken_for_another() {
        let (one, other) = (first().to_text(), screen().to_text());
        assert_eq!(ScreenLink::parse(&one), Err(LinkError::OtherKind));
        assert_eq!(FirstLink::parse(&other), Err(LinkError::OtherKind));
        assert_eq!(GrantLink::parse(&one), Err(LinkError::OtherKind));
        assert_eq!(CardLink::parse(&other), Err(LinkError::OtherKind));
        let moved = one.replace("/R#", "/G#");
        assert_eq!(Link::parse(&moved), Err(LinkError::Damaged));
        for text in [one, other] {
            let cut = text.get(..text.len() - 8).unwrap();
            assert_eq!(Link::parse(cut), Err(LinkError::Damaged));
        }
    }

    #[test]
    fn the_relay_belongs_to_what_is_bound() {
        let mut elsewhere = first();
        elsewhere.relay = Origin::parse("https://other.example").unwrap();
        assert_ne!(first().to_bound(), elsewhere.to_bound());
        assert_eq!(first().to_bound().len(), 2 + 21 + 49);
    }
}
