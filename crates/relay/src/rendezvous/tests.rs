//! The rules of a rendezvous, without a relay around them.

use keepwell_crypto::sign::SigningKey;

use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1000);

fn key(seed: u8) -> VerifyingKey {
    SigningKey::from_seed(&[seed; 32]).verifying_key()
}

fn claimed() -> Meeting {
    let mut meeting = Meeting::new(KeyText(key(1)), NOW);
    meeting.give_to(key(2), NOW.plus(100));
    meeting
}

#[test]
fn an_unclaimed_one_lasts_two_minutes_and_a_claimed_one_ten_from_then() {
    let meeting = Meeting::new(KeyText(key(1)), NOW);
    assert!(!meeting.is_over(NOW.plus(119)) && meeting.is_over(NOW.plus(120)));
    assert!(!claimed().is_over(NOW.plus(699)) && claimed().is_over(NOW.plus(700)));
}

#[test]
fn nobody_but_its_two_sides_is_known() {
    let meeting = claimed();
    assert_eq!(meeting.side_of(&key(1)), Some(Side::Maker));
    assert_eq!(meeting.side_of(&key(2)), Some(Side::Claimer));
    assert_eq!(meeting.side_of(&key(3)), None);
}

#[test]
fn messages_follow_one_another_and_are_not_replaced() {
    let mut meeting = claimed();
    assert_eq!(meeting.place(Side::Claimer, 0), Place::Taken);
    assert_eq!(meeting.place(Side::Claimer, 1), Place::Next);
    assert_eq!(meeting.place(Side::Claimer, 2), Place::Nowhere);
    assert_eq!(meeting.place(Side::Maker, 0), Place::Next);
    for _ in 0..MAX_MESSAGES {
        meeting.count(Side::Maker);
    }
    assert_eq!(meeting.place(Side::Maker, MAX_MESSAGES), Place::Nowhere);
    let unclaimed = Meeting::new(KeyText(key(1)), NOW);
    assert_eq!(unclaimed.place(Side::Maker, 0), Place::Nowhere);
}

#[test]
fn every_message_is_found_again() {
    let mut meeting = claimed();
    meeting.count(Side::Maker);
    meeting.count(Side::Claimer);
    let all: Vec<_> = meeting.messages().collect();
    assert_eq!(
        all,
        [(Side::Maker, 0), (Side::Claimer, 0), (Side::Claimer, 1)]
    );
}
