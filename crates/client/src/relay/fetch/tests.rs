//! Downloads from a relay in memory that cuts the line, replaces the part, or takes it back.

use keepwell_protocol::{
    origin::Origin,
    relay_api::{NONCE_HEADER, OPENING_HEADER},
};

use super::*;
use crate::testing::{Scripted, answer, asks_nonce, header, refusal};

const CONTENT: &[u8] = b"0123456789";

/// A relay that gives at most `most` bytes of each answer and then cuts the line.
fn relay_that_cuts(most: usize) -> Scripted {
    Scripted::new(move |request| {
        if asks_nonce(request) {
            return Ok(answer(204, &[(NONCE_HEADER, "n")], ""));
        }
        assert!(header(request, OPENING_HEADER).is_some());
        let Some(range) = header(request, "range") else {
            let headers = [("content-length", "10"), ("etag", "\"g1\"")];
            return Ok(answer(200, &headers, &CONTENT[..most.min(10)]));
        };
        assert_eq!(header(request, "if-range"), Some("\"g1\""));
        let from: usize = range
            .strip_prefix("bytes=")
            .and_then(|range| range.strip_suffix("-"))
            .unwrap()
            .parse()
            .unwrap();
        let range = format!("bytes {from}-9/10");
        let end = (from + most).min(10);
        Ok(answer(
            206,
            &[("content-range", &range)],
            &CONTENT[from..end],
        ))
    })
}

fn fetch(transport: &Scripted) -> Result<Vec<u8>, ClientError> {
    let relay = Relay::new(transport, Origin::parse("https://relay.example").unwrap());
    let key = SigningKey::from_seed(&[1; 32]);
    let id = MailboxId::from_bytes([7; 16]);
    let opening = OpeningId::from_bytes([8; 16]);
    let mut part = relay.fetch(&key, &id, "bundle", &opening, Timestamp::from_seconds(0))?;
    let mut read = Vec::new();
    part.read_to_end(&mut read).map_err(|error| {
        *error
            .into_inner()
            .unwrap()
            .downcast::<ClientError>()
            .unwrap()
    })?;
    Ok(read)
}

#[test]
fn a_download_goes_on_after_each_cut() {
    for most in [1, 3, 9, 10] {
        assert_eq!(fetch(&relay_that_cuts(most)).unwrap(), CONTENT);
    }
}

#[test]
fn a_relay_that_sends_nothing_is_given_up() {
    assert!(fetch(&relay_that_cuts(0)).unwrap_err().is_unreachable());
}

#[test]
fn a_part_that_was_replaced_or_taken_back_in_between_is_not_mixed() {
    let second: [fn() -> Response; 2] = [
        || {
            answer(
                200,
                &[("content-length", "10"), ("etag", "\"g2\"")],
                "abcdefghij",
            )
        },
        || refusal(404, "not_available"),
    ];
    for second in second {
        let transport = Scripted::new(move |request| {
            if asks_nonce(request) {
                return Ok(answer(204, &[(NONCE_HEADER, "n")], ""));
            }
            if header(request, "range").is_some() {
                return Ok(second());
            }
            let headers = [("content-length", "10"), ("etag", "\"g1\"")];
            Ok(answer(200, &headers, "01234"))
        });
        let error = fetch(&transport).unwrap_err();
        assert!(matches!(
            error,
            ClientError::Nonsense(STEP) | ClientError::NotAvailable
        ));
    }
}

#[test]
fn a_length_beyond_any_part_is_nonsense() {
    for length in ["", "-1", "99999999999999", "ten"] {
        let transport = Scripted::new(move |request| {
            Ok(match asks_nonce(request) {
                true => answer(204, &[(NONCE_HEADER, "n")], ""),
                false => answer(200, &[("content-length", length)], "x"),
            })
        });
        assert!(matches!(
            fetch(&transport),
            Err(ClientError::Nonsense(STEP))
        ));
    }
}
