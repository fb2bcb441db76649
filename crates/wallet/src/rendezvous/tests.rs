//! A wallet meets clinics that the test moves by hand, over a relay in memory.

use std::cell::Cell;

use keepwell_client::relay::Relay;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    link::{FirstLink, GrantLink, ScreenLink},
    mailbox::{MailboxId, RendezvousId},
    rendezvous::{Outcome, Wait, first as clinic_first, screen as clinic_screen},
    time::Timestamp,
};
use rand_core::OsRng;

use super::{
    first::{First, State},
    *,
};
use crate::{
    cards,
    fixtures::{CARD_ISSUED, Meetings, card, relay_origin, vault},
    grants::GrantId,
    vault::Vault,
};

const NOW: Timestamp = CARD_ISSUED.plus(1000);

/// A clinic's program in the middle of a meeting.
struct Clinic<'m> {
    relay: Relay<'m>,
    id: RendezvousId,
    key: SigningKey,
}

impl<'m> Clinic<'m> {
    fn new(meetings: &'m Meetings, id: RendezvousId) -> Self {
        Self {
            relay: Relay::new(meetings, relay_origin()),
            id,
            key: SigningKey::generate(&mut OsRng),
        }
    }

    fn send(&self, number: u8, message: &[u8]) {
        let message = (number, message);
        self.relay
            .send_message(&self.key, &self.id, message, NOW)
            .unwrap();
    }

    fn receive(&self, number: u8) -> Vec<u8> {
        let asked = (number, 0);
        let received = self.relay.receive_message(&self.key, &self.id, asked, NOW);
        received.unwrap().expect("a message")
    }

    fn outcome(&self, wait: Wait, number: u8) -> Outcome {
        wait.outcome(&self.receive(number)).unwrap()
    }
}

fn begin(meetings: &Meetings, vault: &Vault) -> First {
    first::begin(vault, meetings, NOW, &mut OsRng).unwrap()
}

fn poll(first: &mut First, meetings: &Meetings) -> Result<State, RendezvousError> {
    first::poll(first, meetings, 0, NOW, &mut OsRng)
}

fn text(state: Option<State>) -> String {
    match state {
        Some(State::Waiting { text, .. }) => text,
        _ => panic!("a code is shown"),
    }
}

/// A clinic scans the code and gets as far as its words.
fn scan<'m>(first: &mut First, meetings: &'m Meetings, card: Card) -> (Clinic<'m>, Wait) {
    let link = FirstLink::parse(&text(first.state())).unwrap();
    let clinic = Clinic::new(meetings, link.id);
    let (claimed, claim) = clinic_first::claim(&link, card, &mut OsRng).unwrap();
    clinic
        .relay
        .claim_rendezvous(&clinic.key, &link.id, &claim, NOW)
        .unwrap();
    assert!(matches!(poll(first, meetings), Ok(State::Waiting { .. })));
    let (wait, reveal) = claimed.reveal(&clinic.receive(0), &mut OsRng).unwrap();
    clinic.send(1, &reveal);
    (clinic, wait)
}

fn made() -> Made {
    let link = GrantLink {
        relay: relay_origin(),
        mailbox: MailboxId::from_bytes([1; 16]),
        access_point: [2; 32],
        statement: [3; 32],
    };
    Made {
        id: GrantId::generate(&mut OsRng),
        qr_text: link.to_text(),
        expires: NOW.plus(3600),
        records: 1,
        bytes: 1,
    }
}

fn granted() -> Outcome {
    Outcome::Granted(GrantLink::parse(&made().qr_text).unwrap())
}

fn asked(state: Result<State, RendezvousError>) -> Asking {
    match state {
        Ok(State::Asked(asking)) => *asking,
        Ok(State::Waiting { .. }) => panic!("nobody asks"),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_first_who_scans_is_named_and_gets_the_grant_after_the_yes() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    let mut first = begin(&meetings, &vault);
    assert!(matches!(
        poll(&mut first, &meetings),
        Ok(State::Waiting { .. })
    ));
    let (clinic, wait) = scan(&mut first, &meetings, card("Harbour Clinic", 1));
    let asking = asked(poll(&mut first, &meetings));
    assert_eq!(asking.card.details().name, "Harbour Clinic");
    assert_eq!(asking.standing, Standing::New);
    assert_eq!(asking.words, wait.words());
    let times = Cell::new(0);
    let mut make = |asked: &Card| {
        assert_eq!(asked.digest(), asking.card.digest());
        times.set(times.get() + 1);
        Ok(made())
    };
    let given = first::answer(first, &meetings, Some(&mut make), NOW, &mut OsRng);
    assert!(given.unwrap().unwrap().delivered);
    assert_eq!(times.get(), 1);
    assert_eq!(clinic.outcome(wait, 1), granted());
}

#[test]
fn a_no_makes_no_grant() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    let mut first = begin(&meetings, &vault);
    let (clinic, wait) = scan(&mut first, &meetings, card("Harbour Clinic", 1));
    asked(poll(&mut first, &meetings));
    let answered = first::answer(first, &meetings, None, NOW, &mut OsRng);
    assert_eq!(answered.unwrap(), None);
    assert_eq!(clinic.outcome(wait, 1), Outcome::Refused);
}

#[test]
fn a_code_that_two_scanned_is_burned() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    let mut first = begin(&meetings, &vault);
    let link = FirstLink::parse(&text(first.state())).unwrap();
    for name in ["Harbour Clinic", "Another"] {
        let clinic = Clinic::new(&meetings, link.id);
        let (_, claim) = clinic_first::claim(&link, card(name, 1), &mut OsRng).unwrap();
        let claimed = clinic
            .relay
            .claim_rendezvous(&clinic.key, &link.id, &claim, NOW);
        assert_eq!(claimed.is_ok(), name == "Harbour Clinic");
    }
    let error = poll(&mut first, &meetings).err().unwrap();
    assert_eq!(
        (error.code(), error.kind()),
        ("scanned_twice", Kind::Refused)
    );
    assert!(first.state().is_none() && meetings.inside().rooms.is_empty());
}

#[test]
fn a_yes_after_a_second_scan_makes_no_grant() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    let mut first = begin(&meetings, &vault);
    let link = FirstLink::parse(&text(first.state())).unwrap();
    scan(&mut first, &meetings, card("Harbour Clinic", 1));
    asked(poll(&mut first, &meetings));
    let other = Clinic::new(&meetings, link.id);
    let (_, claim) = clinic_first::claim(&link, card("Another", 2), &mut OsRng).unwrap();
    let claimed = other
        .relay
        .claim_rendezvous(&other.key, &link.id, &claim, NOW);
    assert!(claimed.is_err());
    let mut make = |_: &Card| -> Result<Made, GrantError> { panic!("a grant for a void code") };
    let given = first::answer(first, &meetings, Some(&mut make), NOW, &mut OsRng);
    assert!(matches!(given, Err(RendezvousError::ScannedTwice)));
}

#[test]
fn a_clinic_under_another_key_is_refused_before_anybody_is_asked() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    cards::remember(&vault, &card("Harbour Clinic", 1), NOW).unwrap();
    let mut first = begin(&meetings, &vault);
    scan(&mut first, &meetings, card("Harbour Clinic", 2));
    let error = poll(&mut first, &meetings).err().unwrap();
    assert_eq!((error.code(), error.kind()), ("key_changed", Kind::Refused));
    assert!(first.state().is_none() && meetings.inside().rooms.is_empty());
}

#[test]
fn a_message_that_a_relay_changed_burns_the_code() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    for number in [0, 1] {
        let mut first = begin(&meetings, &vault);
        let (clinic, _) = scan(&mut first, &meetings, card("Harbour Clinic", 1));
        if number == 0 {
            // The claim comes once more where the card is expected.
            let claim =
                meetings.inside().rooms[&clinic.id.to_string()].messages[&(false, 0)].clone();
            let mut inside = meetings.inside();
            let room = inside.rooms.get_mut(&clinic.id.to_string()).unwrap();
            room.messages.insert((false, 1), claim);
        } else {
            let mut inside = meetings.inside();
            let room = inside.rooms.get_mut(&clinic.id.to_string()).unwrap();
            room.messages.get_mut(&(false, 1)).unwrap()[100] ^= 1;
        }
        let error = poll(&mut first, &meetings).err().unwrap();
        assert_eq!((error.code(), error.kind()), ("mismatch", Kind::Refused));
        assert!(meetings.inside().rooms.is_empty());
        assert!(poll(&mut first, &meetings).is_err());
    }
}

#[test]
fn a_code_is_renewed_and_the_old_one_is_gone() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    let mut first = begin(&meetings, &vault);
    let before = text(first.state());
    let almost = first::poll(&mut first, &meetings, 0, NOW.plus(109), &mut OsRng);
    assert_eq!(text(almost.ok()), before);
    let after = first::poll(&mut first, &meetings, 0, NOW.plus(110), &mut OsRng);
    assert_ne!(text(after.ok()), before);
    assert_eq!(meetings.inside().rooms.len(), 1);
    // A relay that lost everything is no reason to give up either.
    meetings.inside().rooms.clear();
    let anew = text(poll(&mut first, &meetings).ok());
    assert_ne!(anew, before);
    assert_eq!(meetings.inside().rooms.len(), 1);
}

#[test]
fn a_network_that_is_away_burns_nothing() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    let mut first = begin(&meetings, &vault);
    scan(&mut first, &meetings, card("Harbour Clinic", 1));
    meetings.inside().away = true;
    let error = poll(&mut first, &meetings).err().unwrap();
    assert!(error.is_temporary() && error.kind() == Kind::Unreachable);
    meetings.inside().away = false;
    asked(poll(&mut first, &meetings));
}

#[test]
fn a_grant_that_cannot_be_made_or_told_is_said_so() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    let meet = || {
        let mut first = begin(&meetings, &vault);
        scan(&mut first, &meetings, card("Harbour Clinic", 1));
        asked(poll(&mut first, &meetings));
        first
    };
    let mut fails = |_: &Card| Err(GrantError::EndsTooEarly);
    let failed = first::answer(meet(), &meetings, Some(&mut fails), NOW, &mut OsRng);
    assert!(matches!(failed, Err(RendezvousError::Grant(_))));
    assert!(meetings.inside().rooms.is_empty());

    let mut make = |_: &Card| {
        meetings.inside().away = true;
        Ok(made())
    };
    let given = first::answer(meet(), &meetings, Some(&mut make), NOW, &mut OsRng);
    assert!(!given.unwrap().unwrap().delivered);
}

#[test]
fn nobody_is_answered_who_did_not_ask() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    let first = begin(&meetings, &vault);
    let answered = first::answer(first, &meetings, None, NOW, &mut OsRng);
    assert!(matches!(answered, Err(RendezvousError::NotAsked)));
    first::cancel(begin(&meetings, &vault), &meetings, NOW);
    assert!(meetings.inside().rooms.is_empty());
}

/// A clinic's screen, which answers as soon as it is claimed: a transport around the relay that moves the clinic on.
struct Desk<'m> {
    meetings: &'m Meetings,
    clinic: Clinic<'m>,
    offer: std::sync::Mutex<Option<clinic_screen::Offer>>,
    answered: std::sync::Mutex<Option<clinic_screen::Answered>>,
}

impl<'m> Desk<'m> {
    fn new(meetings: &'m Meetings, card: Card) -> (Self, ScreenLink) {
        let clinic = Clinic::new(meetings, RendezvousId::generate(&mut OsRng));
        clinic
            .relay
            .create_rendezvous(&clinic.key, &clinic.id, NOW)
            .unwrap();
        let offer = clinic_screen::Offer::make(relay_origin(), clinic.id, card, &mut OsRng);
        let link = offer.link().clone();
        let desk = Self {
            meetings,
            clinic,
            offer: Some(offer).into(),
            answered: None.into(),
        };
        (desk, link)
    }

    fn wait(&self) -> Wait {
        let answered = self.answered.lock().unwrap().take().unwrap();
        answered.reveal(&self.clinic.receive(1)).unwrap()
    }
}

impl keepwell_client::transport::Transport for Desk<'_> {
    fn send(
        &self,
        request: keepwell_client::transport::Request,
    ) -> Result<keepwell_client::transport::Response, keepwell_client::transport::TransportError>
    {
        let claims = request.url.ends_with("/claim");
        let response = self.meetings.send(request);
        if let Some(offer) = self.offer.lock().unwrap().take_if(|_| claims) {
            let (answered, answer) = offer.answer(&self.clinic.receive(0), &mut OsRng).unwrap();
            self.clinic.send(0, &answer);
            *self.answered.lock().unwrap() = Some(answered);
        }
        response
    }
}

#[test]
fn the_clinic_whose_screen_was_scanned_gets_the_grant_after_the_yes() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    for says_yes in [true, false] {
        let (desk, link) = Desk::new(&meetings, card("Harbour Clinic", 1));
        let screen = screen::read(&vault, &link.to_text(), &desk, NOW, &mut OsRng).unwrap();
        let wait = desk.wait();
        assert_eq!(screen.asking().card.details().name, "Harbour Clinic");
        assert_eq!(screen.asking().words, wait.words());
        let expected = if says_yes {
            let mut make = |_: &Card| Ok(made());
            let given = screen::deliver(screen, &desk, &mut make, NOW, &mut OsRng);
            assert!(given.unwrap().delivered);
            granted()
        } else {
            screen::leave(screen, &desk, NOW, &mut OsRng);
            Outcome::Refused
        };
        assert_eq!(desk.clinic.outcome(wait, 2), expected);
    }
}

#[test]
fn a_screen_that_does_not_answer_or_must_not_be_used_is_left() {
    let (meetings, (_home, vault)) = (Meetings::default(), vault());
    cards::remember(&vault, &card("Harbour Clinic", 1), NOW).unwrap();
    let (desk, link) = Desk::new(&meetings, card("Harbour Clinic", 2));
    let read = screen::read(&vault, &link.to_text(), &desk, NOW, &mut OsRng);
    assert_eq!(read.err().unwrap().code(), "key_changed");
    assert!(meetings.inside().rooms.is_empty());

    let (_, link) = Desk::new(&meetings, card("Another", 3));
    let read = screen::read(&vault, &link.to_text(), &meetings, NOW, &mut OsRng);
    let error = read.err().unwrap();
    assert_eq!(
        (error.code(), error.kind()),
        ("screen_silent", Kind::Unreachable)
    );
    assert!(meetings.inside().rooms.is_empty());
    let read = screen::read(&vault, &link.to_text(), &meetings, NOW, &mut OsRng);
    assert_eq!(read.err().unwrap().code(), "code_over");
}

#[test]
fn only_a_screen_s_code_is_taken_for_one() {
    let (_, link) = Desk::new(&Meetings::default(), card("Harbour Clinic", 1));
    assert!(screen::is_one(&link.to_text()));
    for other in [made().qr_text.as_str(), "https://example.com", ""] {
        assert!(!screen::is_one(other), "{other}");
    }
}
