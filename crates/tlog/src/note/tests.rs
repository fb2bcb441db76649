//! Notes against the worked example of the C2SP text, and against everything a note must not be.

use keepwell_crypto::sign::SigningKey;
use proptest::prelude::*;

use super::*;

/// The example of C2SP signed-note, its key and its note.
const EXAMPLE_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const EXAMPLE: &str = "This is an example message.\n\n\u{2014} example.com/foo \
    Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

fn signer(name: &str, seed: u8) -> Signer {
    Signer::new(
        Name::parse(name).unwrap(),
        SigningKey::from_seed(&[seed; 32]),
    )
}

fn parse(text: &str) -> Result<Note, NoteError> {
    Note::parse(text.as_bytes())
}

#[test]
fn the_example_of_the_standard_verifies() {
    let key = VerifierKey::parse(EXAMPLE_KEY).unwrap();
    assert_eq!(key.id(), [0x53, 0x0d, 0x90, 0x3a]);
    assert_eq!(key.to_string(), EXAMPLE_KEY);
    let note = parse(EXAMPLE).unwrap();
    assert_eq!(note.text(), "This is an example message.\n");
    assert_eq!(note.verify(std::slice::from_ref(&key)), Ok(vec![&key]));
    assert_eq!(note.to_string(), EXAMPLE);
}

#[test]
fn what_strangers_wrote_below_a_text_can_be_left_out() {
    let (log, new) = (signer("log.example", 1), signer("log.example", 2));
    let mut note = Note::sign("text\n".to_owned(), &log).unwrap();
    let alone = note.clone();
    let forged = Signature::new(
        new.verifier_key().name().clone(),
        new.verifier_key().id(),
        vec![0; 64],
    );
    for line in [
        forged,
        signer("other.example", 3).sign("text\n"),
        log.sign("text\n"),
    ] {
        note.add(line).unwrap();
    }
    let keys = [log.verifier_key().clone(), new.verifier_key().clone()];
    assert_eq!(note.signed_by(&keys), alone);
    note.add(new.sign("text\n")).unwrap();
    let both = note.signed_by(&keys);
    assert_eq!(both.verify(&keys), Ok(keys.iter().collect()));
}

/// The last empty line parts text and signatures, so the text itself may hold others, even at its end.
#[test]
fn a_text_may_have_empty_lines() {
    let log = signer("log.example", 1);
    for text in ["one\n\ntwo \u{e8}\n", "\n", "one\n\n", "\n\none\n"] {
        let note = Note::sign(text.to_owned(), &log).unwrap();
        let parsed = parse(&note.to_string()).unwrap();
        assert_eq!(parsed.text(), text);
        assert!(
            parsed
                .verify(std::slice::from_ref(log.verifier_key()))
                .is_ok()
        );
    }
}

#[test]
fn every_altered_byte_is_refused() {
    let key = [VerifierKey::parse(EXAMPLE_KEY).unwrap()];
    for at in 0..EXAMPLE.len() {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        bytes[at] ^= 1;
        let outcome = Note::parse(&bytes).and_then(|note| note.verify(&key).map(drop));
        assert!(outcome.is_err(), "byte {at}");
    }
    for length in 0..EXAMPLE.len() {
        assert!(
            Note::parse(&EXAMPLE.as_bytes()[..length]).is_err(),
            "length {length}"
        );
    }
}

#[test]
fn every_altered_key_is_refused() {
    for at in 0..EXAMPLE_KEY.len() {
        let mut bytes = EXAMPLE_KEY.as_bytes().to_vec();
        bytes[at] ^= 1;
        assert_eq!(
            VerifierKey::parse(std::str::from_utf8(&bytes).unwrap()),
            Err(BadKey),
            "{at}"
        );
        assert_eq!(VerifierKey::parse(EXAMPLE_KEY.split_at(at).0), Err(BadKey));
    }
    let upper = EXAMPLE_KEY.replace("530d903a", "530D903A");
    assert_eq!(VerifierKey::parse(&upper), Err(BadKey));
    assert_eq!(VerifierKey::parse(&format!("{EXAMPLE_KEY}\n")), Err(BadKey));
    // A key of another signature type is another key.
    assert!(NoteKey::<0x04>::parse(EXAMPLE_KEY).is_err());
}

#[test]
fn signatures_by_strangers_are_ignored() {
    let (log, stranger) = (signer("log.example", 1), signer("stranger.example", 2));
    let same_name = signer("log.example", 3);
    let text = "origin\n";
    let mut note = Note::sign(text.to_owned(), &log).unwrap();
    note.add(stranger.sign("something else\n")).unwrap();
    note.add(same_name.sign("something else\n")).unwrap();
    let note = parse(&note.to_string()).unwrap();
    let known = [log.verifier_key().clone()];
    assert_eq!(note.verify(&known).unwrap().len(), 1);
    assert_eq!(note.verify(&[]), Err(NoteError::UnknownSigner));
    let other = [signer("other.example", 1).verifier_key().clone()];
    assert_eq!(note.verify(&other), Err(NoteError::UnknownSigner));
}

/// Once a key is known, a wrong signature that names it spoils the note even beside a good one.
#[test]
fn a_wrong_signature_by_a_known_key_spoils_the_note() {
    let (log, second) = (signer("log.example", 1), signer("log.example", 2));
    let mut note = Note::sign("text\n".to_owned(), &log).unwrap();
    note.add(second.sign("other text\n")).unwrap();
    let keys = [log.verifier_key().clone(), second.verifier_key().clone()];
    assert_eq!(note.verify(&keys), Err(NoteError::BadSignature));
    assert!(note.verify(&keys[..1]).is_ok());
    let mut twice = Note::sign("text\n".to_owned(), &log).unwrap();
    twice.add(log.sign("text\n")).unwrap();
    assert_eq!(twice.verify(&keys).unwrap().len(), 1);
    twice.add(log.sign("other text\n")).unwrap();
    assert_eq!(twice.verify(&keys), Err(NoteError::BadSignature));
}

#[test]
fn what_is_no_note_is_refused() {
    let line = EXAMPLE.split_once("\n\n").unwrap().1.trim_end();
    for text in [
        String::new(),
        "text\n".to_owned(),
        "text\n\n".to_owned(),
        format!("text\n{line}\n"),
        format!("text\n\n{line}"),
        format!("text\n\n{line}\n\n"),
        format!("text\n\n{line}\nmore\n"),
        format!("te\txt\n\n{line}\n"),
        format!("te\rxt\n\n{line}\n"),
        format!("text\r\n\r\n{line}\r\n"),
        format!("text\n\n- {}\n", line.trim_start_matches('\u{2014}')),
        format!("text\n\n{line} \n"),
        "text\n\n\u{2014} name AAAAAA==\n".to_owned(),
        "text\n\n\u{2014} na+me AAAAAAA=\n".to_owned(),
        "text\n\n\u{2014} name AAAAAAB=\n".to_owned(),
        "text\n\n\u{2014} name AAAAAAA\n".to_owned(),
        "text\n\n\u{2014}  AAAAAAA=\n".to_owned(),
    ] {
        assert_eq!(parse(&text), Err(NoteError::Malformed), "{text:?}");
    }
    assert!(parse("text\n\n\u{2014} name AAAAAAA=\n").is_ok());
    assert_eq!(Note::parse(b"te\xffxt\n\n"), Err(NoteError::Malformed));
}

#[test]
fn limits_hold_for_reading_and_for_making() {
    let log = signer("log.example", 1);
    let mut note = Note::sign("text\n".to_owned(), &log).unwrap();
    let line = note.signatures()[0].clone();
    for _ in 1..MAX_SIGNATURES {
        note.add(line.clone()).unwrap();
    }
    assert_eq!(parse(&note.to_string()).as_ref(), Ok(&note));
    assert_eq!(note.add(line.clone()), Err(NoteError::TooLarge));
    assert_eq!(parse(&format!("{note}{line}\n")), Err(NoteError::TooLarge));
    let long = format!("{}\n", "a".repeat(MAX_NOTE_BYTES));
    assert_eq!(Note::sign(long.clone(), &log), Err(NoteError::TooLarge));
    assert_eq!(parse(&long), Err(NoteError::TooLarge));
    assert_eq!(
        Note::sign("no newline".to_owned(), &log),
        Err(NoteError::Malformed)
    );
    assert_eq!(
        Note::sign("tab\t\n".to_owned(), &log),
        Err(NoteError::Malformed)
    );
}

proptest! {
    #[test]
    fn every_note_comes_back(text in "([^\\x00-\\x1f]{0,12}\n){1,5}") {
        let log = signer("log.example", 1);
        let note = Note::sign(text.clone(), &log).unwrap();
        let parsed = parse(&note.to_string()).unwrap();
        prop_assert_eq!(parsed.text(), text);
        prop_assert!(parsed.verify(std::slice::from_ref(log.verifier_key())).is_ok());
    }

    #[test]
    fn no_text_makes_it_panic(text in "(\\PC|\n|\u{2014} ){0,60}") {
        let _ = parse(&text);
        let _ = VerifierKey::parse(&text);
    }
}
