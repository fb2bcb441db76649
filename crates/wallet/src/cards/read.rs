//! From whatever a clinic hands over to a checked card: the card's file, its link as text or in a file, a picture of its
//! QR code. A link that holds only the card's digest leads to a box on the relay.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use keepwell_client::{relay::Relay, transport::Transport};
use keepwell_protocol::{
    card::{self, Card},
    card_box,
    link::{CardLink, LinkError},
};

use crate::cards::CardError;

/// The largest file that is looked at, in bytes: a photograph of a code.
pub const MAX_FILE_BYTES: usize = keepwell_qr::read::MAX_FILE_BYTES;

/// The first byte of a tagged COSE_Sign1.
const COSE_SIGN1: u8 = 0xd2;
const PNG: &[u8] = b"\x89PNG";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// Reads what a person named: a link, or the path of a card's file or picture. The card is fetched when it is not
/// inside.
///
/// # Errors
/// [`CardError`] names what is wrong.
pub fn open(named: &str, transport: &dyn Transport) -> Result<Card, CardError> {
    let link = match from_text(named) {
        Err(CardError::Link(LinkError::NotOurs)) => from_file(&read_file(Path::new(named))?)?,
        other => other?,
    };
    fetch(link, transport)
}

/// Reads a card's link.
///
/// # Errors
/// [`CardError::Link`].
pub fn from_text(text: &str) -> Result<CardLink, CardError> {
    Ok(CardLink::parse(text)?)
}

/// Reads the bytes of a file: a card, a picture of its code, or its link as text.
///
/// # Errors
/// [`CardError`] names what is wrong.
pub fn from_file(bytes: &[u8]) -> Result<CardLink, CardError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(CardError::TooLarge);
    }
    if bytes.first() == Some(&COSE_SIGN1) && bytes.len() <= card::MAX_BYTES {
        return Ok(CardLink::Card(bytes.to_vec()));
    }
    if bytes.starts_with(PNG) || bytes.starts_with(JPEG) {
        return from_text(&keepwell_qr::read::read(bytes)?);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => from_text(text),
        Err(_) => Err(LinkError::NotOurs.into()),
    }
}

/// The card behind a link, its signature checked; from the relay when the link holds only its digest.
///
/// # Errors
/// [`CardError::Format`] when it is not a card or another one, [`CardError::Fetch`] when the relay cannot be asked.
pub fn fetch(link: CardLink, transport: &dyn Transport) -> Result<Card, CardError> {
    match link {
        CardLink::Card(bytes) => Ok(Card::parse(&bytes)?),
        CardLink::Digest(relay, digest) => {
            let sealed = Relay::new(transport, relay)
                .read_box(&card_box::id(&digest))
                .map_err(CardError::Fetch)?;
            let sealed = sealed.ok_or(CardError::Missing)?;
            Ok(card_box::open(&digest, &sealed.bytes)?)
        }
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, CardError> {
    let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => CardError::NoSuchFile,
        _ => error.into(),
    })?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{Scripted, answer, card};
    use keepwell_protocol::origin::Origin;
    use rand_core::OsRng;

    fn nobody() -> Scripted {
        Scripted::new(|_| panic!("nobody needs to be asked"))
    }

    #[test]
    fn a_card_is_read_from_its_bytes_its_link_and_its_picture() {
        let card = card("Harbour Clinic", 1);
        let (text, _) = CardLink::for_card(&card.details().relay, card.as_bytes(), &card.digest());
        let picture = keepwell_qr::make::Code::new(&text).unwrap().png(4).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        for content in [
            card.as_bytes(),
            text.as_bytes(),
            format!("{text}\n").as_bytes(),
            &picture,
        ] {
            std::fs::write(file.path(), content).unwrap();
            let read = open(file.path().to_str().unwrap(), &nobody()).unwrap();
            assert_eq!(read.digest(), card.digest());
        }
        assert_eq!(open(&text, &nobody()).unwrap().digest(), card.digest());
    }

    #[test]
    fn a_digest_leads_to_the_card_on_the_relay_and_to_no_other() {
        let (card, other) = (card("Harbour Clinic", 1), card("Another", 2));
        let relay = Origin::parse("https://relay.example").unwrap();
        for (kept, found) in [(&card, true), (&other, false)] {
            let sealed = card_box::seal(kept, &mut OsRng);
            let transport = Scripted::new(move |request| {
                assert!(request.url.starts_with("https://relay.example/v1/boxes/"));
                Ok(answer(200, &[("etag", "\"1\"")], &sealed))
            });
            let link = CardLink::Digest(relay.clone(), card.digest());
            assert_eq!(fetch(link, &transport).is_ok(), found);
        }
    }

    #[test]
    fn other_files_are_named_for_what_they_are() {
        assert!(matches!(
            from_file(b"hello"),
            Err(CardError::Link(LinkError::NotOurs))
        ));
        assert!(matches!(
            from_file(b"\xff\xfe\x00"),
            Err(CardError::Link(LinkError::NotOurs))
        ));
        assert!(matches!(
            from_file(b"\x89PNG torn"),
            Err(CardError::Picture(_))
        ));
        let card = card("Harbour Clinic", 1);
        let torn = from_file(&card.as_bytes()[..100]).unwrap();
        assert!(matches!(fetch(torn, &nobody()), Err(CardError::Format(_))));
        let error = open("/nowhere/at/all.card", &nobody()).err().unwrap();
        assert_eq!(error.kind(), crate::error::Kind::Damaged);
    }
}
