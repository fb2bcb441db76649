//! Access roots read back, and every event that was altered, moved or made up does not lead to one.

use keepwell_tlog::leaves::Leaves;

use super::*;
use crate::{
    http_signature::Evidence,
    mailbox::{MailboxId, OpeningId},
    relay_api::{EventKind, MailboxEvent},
};

const MAILBOX: MailboxId = MailboxId::from_bytes([7; 16]);

fn key() -> SigningKey {
    SigningKey::from_seed(&[9; 32])
}

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

fn root(root: Hash) -> AccessRoot {
    AccessRoot {
        relay: Origin::parse("https://relay.example").unwrap(),
        number: 5,
        since: at(6000),
        until: at(6060),
        root,
    }
}

fn event(second: u64) -> Vec<u8> {
    let opening = OpeningId::from_bytes([u8::try_from(second % 256).unwrap(); 16]);
    let event = MailboxEvent {
        time: at(second),
        what: EventKind::Opened { opening },
        evidence: Some(Evidence {
            method: "GET".to_owned(),
            target_uri: "https://relay.example/".to_owned(),
            content_digest: String::new(),
            opening: Some(opening),
            signature_input: String::new(),
            signature: String::new(),
        }),
    };
    serde_json::to_vec(&event).unwrap()
}

/// The proofs of events at these seconds under one root.
fn proofs(seconds: &[u64]) -> Vec<EventProof> {
    let salted = |(number, second): (u32, &u64)| {
        let salt = [u8::try_from(number).unwrap() + 1; 32];
        (number, event(*second), salt)
    };
    let all: Vec<_> = (0..).zip(seconds).map(salted).collect();
    let opened: Vec<_> = all
        .iter()
        .map(|(number, event, salt)| Opened {
            salt,
            mailbox: &MAILBOX,
            number: *number,
            event,
        })
        .collect();
    let mut leaves: Vec<_> = opened.iter().map(leaf).collect();
    leaves.sort_unstable();
    let statement = root(Leaves(&leaves).root()).sign(&key());
    let proof = |one| EventProof::make(one, &leaves, statement.as_bytes()).unwrap();
    opened.iter().map(proof).collect()
}

#[test]
fn a_root_reads_back_and_is_nothing_else() {
    let one = root(Leaves(&[]).root());
    let statement = one.sign(&key());
    assert_eq!(AccessRoot::read(&statement), Ok(one.clone()));
    assert_eq!(entry(&statement).kind, EntryType::AccessRoot);
    let payload = statement.payload();
    for (kind, subject, payload) in [
        (EntryType::StatusRoot, SUBJECT, payload.to_vec()),
        (EntryType::AccessRoot, "urn:x", payload.to_vec()),
        (EntryType::AccessRoot, SUBJECT, payload[1..].to_vec()),
    ] {
        let other = Statement::sign(kind, subject, &payload, &key());
        assert!(AccessRoot::read(&other).is_err());
    }
    let shouting = MapWriter::default()
        .put(0, Value::from(1))
        .text(1, "HTTPS://relay.example")
        .put(2, Value::from(5))
        .put(3, Value::from(0))
        .put(4, Value::from(0))
        .bytes(5, &[0; 32])
        .encode();
    let other = Statement::sign(EntryType::AccessRoot, SUBJECT, &shouting, &key());
    let refused = AccessRoot::read(&other);
    assert_eq!(refused, Err(FormatError::malformed(WHAT, "relay")));
}

#[test]
fn each_event_leads_to_its_root() {
    for proof in proofs(&[6001, 6002, 6030, 6059, 6060]) {
        let (event, statement, root) = proof.check(&MAILBOX).unwrap();
        assert_eq!(serde_json::to_vec(&event).unwrap(), proof.event);
        assert_eq!(
            (statement.signer(), root.number),
            (key().verifying_key(), 5)
        );
    }
}

#[test]
fn what_was_altered_moved_or_made_up_does_not() {
    let all = proofs(&[6001, 6002, 6030]);
    let good = &all[0];
    let alter = |how: &dyn Fn(&mut EventProof)| {
        let mut proof = good.clone();
        how(&mut proof);
        proof.check(&MAILBOX)
    };
    let other = &all[1];
    let cases: [&dyn Fn(&mut EventProof); 9] = [
        &|proof| proof.event = event(6003),
        &|proof| proof.number = 1,
        &|proof| proof.salt = other.salt,
        &|proof| proof.index = other.index,
        &|proof| proof.size = 1,
        &|proof| proof.path[0] ^= 1,
        &|proof| proof.path.truncate(31),
        &|proof| proof.path.clear(),
        &|proof| proof.statement[99] ^= 1,
    ];
    for (number, case) in cases.into_iter().enumerate() {
        assert!(alter(case).is_err(), "case {number}");
    }
    let elsewhere = MailboxId::from_bytes([8; 16]);
    assert!(good.check(&elsewhere).is_err());
    let mut long = good.clone();
    long.event = vec![b' '; MAX_EVENT_AND_ONE];
    let refused = long.check(&MAILBOX);
    assert_eq!(refused, Err(FormatError::TooLarge { what: WHAT }));
}

const MAX_EVENT_AND_ONE: usize = 16 * 1024 + 1;

#[test]
fn what_was_put_in_long_after_it_happened_is_noticed() {
    for (second, fits) in [(5939, false), (5940, true), (6120, true), (6121, false)] {
        assert_eq!(
            proofs(&[second])[0].check(&MAILBOX).is_ok(),
            fits,
            "{second}"
        );
    }
    let mut back = root(Leaves(&[]).root());
    back.until = at(100);
    assert!(
        back.spans(at(50)),
        "the clock was set back: nobody can tell"
    );
}
