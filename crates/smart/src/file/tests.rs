//! What a sealed file keeps, and what it refuses (SMART Health Links, "Encrypting and Decrypting Files").

use std::io::Write as _;

use flate2::{Compression, write::DeflateEncoder, write::ZlibEncoder};

use super::*;

const KEY: [u8; 32] = [3; 32];

/// Seals under a header that is not ours.
fn sealed_as(header: &str, bytes: &[u8]) -> String {
    let header = BASE64URL_NOPAD.encode(header.as_bytes());
    let mut content = bytes.to_vec();
    let nonce = Nonce::assume_unique_for_key([9; 12]);
    let tag = aead(&Key::new(KEY))
        .unwrap()
        .seal_in_place_separate_tag(nonce, Aad::from(header.as_bytes()), &mut content)
        .unwrap();
    let encode = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    format!(
        "{header}..{}.{}.{}",
        encode(&[9; 12]),
        encode(&content),
        encode(tag.as_ref())
    )
}

fn refused(sealed: &str) -> FileError {
    open(&Key::new(KEY), sealed).err().expect("a refusal")
}

#[test]
fn a_file_comes_back_with_its_type_and_has_an_empty_second_part() {
    let key = Key::new(KEY);
    let sealed = seal(&key, [1; 12], "application/fhir+json", b"{}").unwrap();
    let parts: Vec<&str> = sealed.split('.').collect();
    assert_eq!((parts.len(), parts[1]), (5, ""));
    let header = BASE64URL_NOPAD.decode(parts[0].as_bytes()).unwrap();
    assert_eq!(
        String::from_utf8(header).unwrap(),
        r#"{"alg":"dir","enc":"A256GCM","cty":"application/fhir+json"}"#
    );
    let content = open(&key, &format!(" {sealed}\n")).unwrap();
    assert_eq!(
        content.content_type.as_deref(),
        Some("application/fhir+json")
    );
    assert_eq!(content.bytes.as_slice(), b"{}");
    assert_eq!(
        open(&Key::new([4; 32]), &sealed).err(),
        Some(FileError::Damaged),
        "another key"
    );
}

#[test]
fn every_altered_letter_is_noticed() {
    let sealed = seal(
        &Key::new(KEY),
        [1; 12],
        "application/fhir+json",
        b"{\"a\":1}",
    )
    .unwrap();
    for at in 0..sealed.len() {
        let mut altered = sealed.clone().into_bytes();
        altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        assert!(open(&Key::new(KEY), &altered).is_err(), "letter {at}");
    }
}

#[test]
fn raw_deflate_is_unpacked_and_a_zlib_wrapper_refused() {
    let header = r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#;
    let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
    raw.write_all(b"{\"resourceType\":\"Bundle\"}").unwrap();
    let content = open(&Key::new(KEY), &sealed_as(header, &raw.finish().unwrap())).unwrap();
    assert_eq!(content.bytes.as_slice(), b"{\"resourceType\":\"Bundle\"}");
    assert_eq!(content.content_type, None, "a missing type is no fault");
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(b"{}").unwrap();
    let wrapped = sealed_as(header, &zlib.finish().unwrap());
    assert_eq!(refused(&wrapped), FileError::Damaged);
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let mut raw = DeflateEncoder::new(Vec::new(), Compression::best());
    let piece = vec![0; 1 << 20];
    for _ in 0..33 {
        raw.write_all(&piece).unwrap();
    }
    let header = r#"{"alg":"dir","enc":"A256GCM","cty":"x","zip":"DEF"}"#;
    let bomb = sealed_as(header, &raw.finish().unwrap());
    assert!(bomb.len() < 100_000);
    assert_eq!(refused(&bomb), FileError::TooLarge);
}

#[test]
fn other_ways_of_sealing_are_refused() {
    for header in [
        r#"{"alg":"A256KW","enc":"A256GCM"}"#,
        r#"{"alg":"dir","enc":"A128GCM"}"#,
        r#"{"alg":"dir","enc":"A256CBC-HS512"}"#,
        r#"{"alg":"dir","enc":"A256GCM","zip":"GZIP"}"#,
        r#"{"alg":"dir","enc":"A256GCM","crit":["exp"]}"#,
    ] {
        assert_eq!(refused(&sealed_as(header, b"{}")), FileError::Unusual);
    }
    let whole = sealed_as(r#"{"alg":"dir","enc":"A256GCM"}"#, b"{}");
    for cut in ["", "a.b", "....", "e30..AAAA.AAAA.AAAA"] {
        assert_eq!(refused(cut), FileError::Damaged, "{cut}");
    }
    assert_eq!(
        refused(&whole.replacen("..", ".AAAA.", 1)),
        FileError::Damaged
    );
}
