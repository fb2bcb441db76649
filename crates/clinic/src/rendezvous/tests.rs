//! A clinic meets wallets that the test moves by hand, over a relay in memory.

use keepwell_client::relay::Relay;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    link::{FirstLink, GrantLink, ScreenLink},
    mailbox::{MailboxId, RendezvousId},
    rendezvous::{Question, first as wallet_first, screen as wallet_screen},
};
use rand_core::OsRng;

use super::{
    screen::{Screen, State},
    *,
};
use crate::{
    open::Code,
    testing::{NOW, Net, SERVER, World},
};

/// A wallet's program in the middle of a meeting.
struct Wallet<'n> {
    relay: Relay<'n>,
    id: RendezvousId,
    key: SigningKey,
}

impl<'n> Wallet<'n> {
    fn new(net: &'n Net, id: RendezvousId) -> Self {
        Self {
            relay: Relay::new(net, origin()),
            id,
            key: SigningKey::generate(&mut OsRng),
        }
    }

    fn send(&self, number: u8, message: &[u8]) {
        let message = (number, message);
        let sent = self.relay.send_message(&self.key, &self.id, message, NOW);
        sent.unwrap();
    }

    fn receive(&self, number: u8) -> Vec<u8> {
        let asked = (number, 0);
        let received = self.relay.receive_message(&self.key, &self.id, asked, NOW);
        received.unwrap().expect("a message")
    }
}

fn origin() -> Origin {
    Origin::parse(SERVER).unwrap()
}

fn grant() -> GrantLink {
    GrantLink {
        relay: origin(),
        mailbox: MailboxId::from_bytes([1; 16]),
        access_point: [2; 32],
        statement: [3; 32],
    }
}

fn poll(screen: &mut Screen, net: &Net) -> Result<State, RendezvousError> {
    screen::poll(screen, net, 0, NOW, &mut OsRng)
}

fn text(screen: &Screen) -> String {
    match screen.state() {
        Some(State::Waiting { text, .. }) => text,
        _ => panic!("a code is shown"),
    }
}

/// A wallet scans the screen and gets as far as its question.
fn scan<'n>(screen: &mut Screen, net: &'n Net) -> (Wallet<'n>, Question) {
    let link = ScreenLink::parse(&text(screen)).unwrap();
    let wallet = Wallet::new(net, link.id);
    let (claimed, claim) = wallet_screen::claim(&link, &mut OsRng).unwrap();
    let claims = wallet
        .relay
        .claim_rendezvous(&wallet.key, &link.id, &claim, NOW);
    claims.unwrap();
    assert!(matches!(poll(screen, net), Ok(State::Waiting { .. })));
    let (question, reveal) = claimed.reveal(&wallet.receive(0), &mut OsRng).unwrap();
    wallet.send(1, &reveal);
    (wallet, question)
}

#[test]
fn a_patient_who_scans_the_screen_is_waited_for() {
    let mut world = World::new();
    for says_yes in [true, false] {
        let net = &world.net;
        let mut screen = screen::begin(&mut world.desk, net, NOW, &mut OsRng).unwrap();
        let (wallet, question) = scan(&mut screen, net);
        assert_eq!(question.card().details().name, "Harbour Clinic");
        let words = question.words();
        for _ in 0..2 {
            assert_eq!(poll(&mut screen, net).unwrap(), State::Asked(words));
        }
        let (message, expected) = if says_yes {
            let message = question.yes(&grant(), &mut OsRng).unwrap();
            (message, Outcome::Granted(grant()))
        } else {
            (question.no(&mut OsRng).unwrap(), Outcome::Refused)
        };
        wallet.send(2, &message);
        let decided = State::Decided(expected);
        assert_eq!(poll(&mut screen, net).unwrap(), decided);
        assert_eq!(screen.state(), Some(decided));
        assert!(net.servers().meetings.is_empty(), "nothing is left behind");
    }
}

#[test]
fn a_screen_renews_its_code_and_takes_it_away() {
    let mut world = World::new();
    let net = &world.net;
    let mut screen = screen::begin(&mut world.desk, net, NOW, &mut OsRng).unwrap();
    let before = text(&screen);
    screen::poll(&mut screen, net, 0, NOW.plus(110), &mut OsRng).unwrap();
    assert_ne!(text(&screen), before);
    assert_eq!(net.servers().meetings.len(), 1);
    screen::close(screen, net, NOW);
    assert!(net.servers().meetings.is_empty());
}

#[test]
fn a_screen_that_two_scanned_is_burned() {
    let mut world = World::new();
    let net = &world.net;
    let mut screen = screen::begin(&mut world.desk, net, NOW, &mut OsRng).unwrap();
    let link = ScreenLink::parse(&text(&screen)).unwrap();
    scan(&mut screen, net);
    let other = Wallet::new(net, link.id);
    let (_, claim) = wallet_screen::claim(&link, &mut OsRng).unwrap();
    let second = other
        .relay
        .claim_rendezvous(&other.key, &link.id, &claim, NOW);
    assert!(second.is_err());
    let error = poll(&mut screen, net).unwrap_err();
    assert_eq!(
        (error.code(), error.kind()),
        ("scanned_twice", Kind::Refused)
    );
    assert!(screen.state().is_none() && net.servers().meetings.is_empty());
}

#[test]
fn an_answer_that_somebody_else_gave_is_a_mismatch() {
    let mut world = World::new();
    let net = &world.net;
    let mut screen = screen::begin(&mut world.desk, net, NOW, &mut OsRng).unwrap();
    let (wallet, _) = scan(&mut screen, net);
    assert!(matches!(poll(&mut screen, net), Ok(State::Asked(_))));
    // The relay puts an old message where the patient's answer belongs.
    let old = net.servers().meetings[&wallet.id.to_string()].messages[&(false, 0)].clone();
    wallet.send(2, &old);
    let error = poll(&mut screen, net).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("mismatch", Kind::Refused));
    assert!(net.servers().meetings.is_empty());
}

/// A wallet's code, and the wallet behind it, which answers as soon as it is claimed.
struct Shown<'n> {
    net: &'n Net,
    wallet: Wallet<'n>,
    offer: std::sync::Mutex<Option<wallet_first::Offer>>,
    answered: std::sync::Mutex<Option<wallet_first::Answered>>,
}

impl<'n> Shown<'n> {
    fn new(net: &'n Net) -> (Self, FirstLink) {
        let wallet = Wallet::new(net, RendezvousId::generate(&mut OsRng));
        let created = wallet.relay.create_rendezvous(&wallet.key, &wallet.id, NOW);
        created.unwrap();
        let offer = wallet_first::Offer::make(origin(), wallet.id, &mut OsRng);
        let link = offer.link().clone();
        let shown = Self {
            net,
            wallet,
            offer: Some(offer).into(),
            answered: None.into(),
        };
        (shown, link)
    }

    fn question(&self) -> Question {
        let answered = self.answered.lock().unwrap().take().unwrap();
        answered.reveal(&self.wallet.receive(1)).unwrap()
    }
}

impl keepwell_client::transport::Transport for Shown<'_> {
    fn send(
        &self,
        request: keepwell_client::transport::Request,
    ) -> Result<keepwell_client::transport::Response, keepwell_client::transport::TransportError>
    {
        let claims = request.url.ends_with("/claim");
        let response = self.net.send(request);
        if let Some(offer) = self.offer.lock().unwrap().take_if(|_| claims) {
            let claim = self.wallet.receive(0);
            let (answered, answer) = offer.answer(&claim, &mut OsRng).unwrap();
            self.wallet.send(0, &answer);
            *self.answered.lock().unwrap() = Some(answered);
        }
        response
    }
}

#[test]
fn a_clinic_that_scans_first_is_named_to_the_patient() {
    let mut world = World::new();
    let net = &world.net;
    let (shown, link) = Shown::new(net);
    let text = link.to_text();
    let asked = first::claim(&mut world.desk, &shown, Code::Text(&text), NOW, &mut OsRng);
    let mut asked = asked.unwrap();
    let question = shown.question();
    assert_eq!(question.card().details().name, "Harbour Clinic");
    assert_eq!(question.words(), asked.words());
    assert_eq!(asked.outcome(net, 0, NOW).unwrap(), None);
    let message = question.yes(&grant(), &mut OsRng).unwrap();
    shown.wallet.send(1, &message);
    let outcome = asked.outcome(net, 0, NOW).unwrap();
    assert_eq!(outcome, Some(Outcome::Granted(grant())));
    assert!(asked.outcome(net, 0, NOW).is_err());
    assert!(net.servers().meetings.is_empty());
}

#[test]
fn codes_that_are_not_for_it_are_not_claimed() {
    let mut world = World::new();
    let net = &world.net;
    let mut claim = |text: &str| {
        let asked = first::claim(&mut world.desk, net, Code::Text(text), NOW, &mut OsRng);
        asked.err().expect("a refusal").code()
    };
    assert_eq!(claim(&grant().to_text()), "not_our_code");
    assert_eq!(claim("https://example.com"), "not_our_code");
    let (_, link) = Shown::new(net);
    let elsewhere = FirstLink {
        relay: Origin::parse("https://other.example").unwrap(),
        ..link.clone()
    };
    assert_eq!(claim(&elsewhere.to_text()), "relay_not_allowed");
    // Nobody is behind it; and then it is over.
    assert_eq!(claim(&link.to_text()), "wallet_silent");
    assert_eq!(claim(&link.to_text()), "code_over");
}
