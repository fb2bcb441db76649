//! Targets over `keepwell-crypto`: age files, age recipients, typed recovery phrases and words that were said.

use keepwell_crypto::{
    phrase::Phrase,
    recipient::{Identity, Recipient},
    secret::Secret32,
    spoken::{MAX_TEXT, SpokenWords},
};

/// The secret whose age identity the seeds are encrypted for.
pub const IDENTITY_SECRET: [u8; 32] = [2; 32];
const LIMIT: usize = 1 << 20;

/// An age file: header, stanzas, payload.
pub fn age_file(data: &[u8]) {
    let identity = Identity::from_secret(&Secret32::from_bytes(IDENTITY_SECRET));
    if let Ok(plaintext) = identity.decrypt(data, LIMIT) {
        assert!(plaintext.len() < data.len());
    }
}

/// An age recipient as text.
pub fn recipient(data: &[u8]) {
    let Some(Ok(recipient)) = std::str::from_utf8(data).ok().map(str::parse::<Recipient>) else {
        return;
    };
    let text = recipient.to_string();
    let again: Recipient = text.parse().expect("a recipient reads back");
    assert_eq!(again.to_string(), text);
}

/// Six words as somebody typed them at a desk.
pub fn spoken(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match SpokenWords::parse(&text) {
        Ok(words) => {
            let again = SpokenWords::parse(&words.expose()).expect("words read back");
            assert!(again == words && data.len() <= MAX_TEXT);
        }
        Err(error) => assert!(error.to_string().len() < 100, "{error}"),
    }
}

/// A recovery phrase as somebody typed it.
pub fn phrase(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match Phrase::parse(&text) {
        Ok(phrase) => {
            let words = phrase.expose();
            let again = Phrase::parse(&words).expect("a phrase reads back");
            assert_eq!(*again.expose(), *words);
        }
        Err(error) => assert!(error.to_string().len() < 250, "{error}"),
    }
}
