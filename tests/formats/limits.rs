//! The limits of the formats: one byte more than the most is refused for its length, before anything else is looked at, and what
//! is exactly as long is refused for something else. Doors with limits of another kind, and the tests that go over them, are
//! in docs/formats/limits.md.

use keepwell_crypto::{
    recipient::{Identity, OpenError},
    secret::Secret32,
    sign::SigningKey,
};
use keepwell_protocol::{
    FormatError,
    card::{self, Card},
    link::Link,
    manifest::{self, Manifest},
    origin::Origin,
    page_url::PageUrl,
    statement::{self, Statement},
    status::{self, StatusList},
    terms::{self, Terms},
};
use keepwell_tlog::{
    note::{MAX_NOTE_BYTES, Note, NoteError},
    tlog_proof::{MAX_PROOF_BYTES, TlogProof, TlogProofError},
};

/// A format, the most bytes it has, and whether it refuses bytes for being too many.
type Door = (&'static str, usize, fn(&[u8]) -> bool);

const DOORS: [Door; 7] = [
    ("card", card::MAX_BYTES, |bytes| {
        is_too_large(Card::parse(bytes))
    }),
    ("statement", statement::MAX_BYTES, |bytes| {
        is_too_large(Statement::parse(bytes))
    }),
    ("terms", terms::MAX_BYTES, |bytes| {
        is_too_large(Terms::parse(bytes))
    }),
    ("manifest", manifest::MAX_BYTES, |bytes| {
        is_too_large(Manifest::parse(bytes))
    }),
    ("status list", status::MAX_LIST_BYTES, |bytes| {
        let key = SigningKey::from_seed(&[1; 32]).verifying_key();
        is_too_large(StatusList::open(bytes, 0, "ledger.example", &key))
    }),
    ("note", MAX_NOTE_BYTES, |bytes| {
        matches!(Note::parse(bytes), Err(NoteError::TooLarge))
    }),
    ("tlog-proof", MAX_PROOF_BYTES, |bytes| {
        matches!(TlogProof::parse(bytes), Err(TlogProofError::TooLarge))
    }),
];

#[test]
fn one_byte_more_than_the_most_is_too_many() {
    for (name, most, is_too_many) in DOORS {
        for filling in [0, b'a', 0x9f, 0xff] {
            assert!(is_too_many(&vec![filling; most + 1]), "{name} of {filling}");
            assert!(!is_too_many(&vec![filling; most]), "{name} of {filling}");
        }
    }
}

fn is_too_large<T>(parsed: Result<T, FormatError>) -> bool {
    matches!(parsed, Err(FormatError::TooLarge { .. }))
}

#[test]
fn one_byte_more_than_a_reader_asked_for_is_not_decrypted() {
    let identity = Identity::from_secret(&Secret32::from_bytes([7; 32]));
    let file = identity.recipient().encrypt(&[1; 5000]).unwrap();
    assert!(identity.decrypt(&file, 5000).is_ok());
    assert!(matches!(
        identity.decrypt(&file, 4999),
        Err(OpenError::TooLarge)
    ));
}

/// Texts: what is as long as allowed is taken, and one letter more is not.
#[test]
fn one_letter_more_than_the_most_is_no_address_and_no_code() {
    let origin = |length: usize| format!("https://{}", host(length - "https://".len()));
    assert!(Origin::parse(&origin(Origin::MAX_BYTES)).is_ok());
    assert!(Origin::parse(&origin(Origin::MAX_BYTES + 1)).is_err());

    let page = |length: usize| format!("https://clinic.example/{}", "a".repeat(length - 1));
    assert!(PageUrl::parse(&page(128)).is_ok());
    assert!(PageUrl::parse(&page(129)).is_err());

    // White space around it does not count; a code of so many letters is damaged, a longer one not looked at.
    let code = |length: usize| {
        let before = "HTTPS://RELAY.EXAMPLE/C#";
        format!("  {before}{}", "A".repeat(length - before.len()))
    };
    let (most, more) = (Link::parse(&code(8192)), Link::parse(&code(8193)));
    assert!(most != more && more.is_err(), "{most:?} {more:?}");
}

/// A host of so many letters, in labels of at most 63.
fn host(length: usize) -> String {
    let letters: Vec<u8> = (1..=length)
        .map(|at| {
            if at % 60 == 0 && at < length {
                b'.'
            } else {
                b'a'
            }
        })
        .collect();
    String::from_utf8(letters).unwrap()
}
