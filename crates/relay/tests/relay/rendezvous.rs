//! Two who meet at a relay: whose code it is, who comes first, what becomes of it when somebody else comes too, and when
//! its time is over.

use keepwell_client::ClientError;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::RendezvousId,
    relay_api::{MAX_MESSAGES, claim_path, message_path, rendezvous_path},
    rendezvous::MESSAGE_BYTES,
};
use keepwell_relay::{RelayLimits, limits::Rate};
use rand_core::OsRng;

use crate::{
    raw,
    server::{Server, not_available},
};

/// A rendezvous, its maker and who claims it.
struct Meeting<'s> {
    server: &'s Server,
    id: RendezvousId,
    maker: SigningKey,
    claimer: SigningKey,
}

impl<'s> Meeting<'s> {
    fn planned(server: &'s Server) -> Self {
        Self {
            server,
            id: RendezvousId::generate(&mut OsRng),
            maker: SigningKey::generate(&mut OsRng),
            claimer: SigningKey::generate(&mut OsRng),
        }
    }

    fn made(server: &'s Server) -> Self {
        let meeting = Self::planned(server);
        meeting.create().unwrap();
        meeting
    }

    fn claimed(server: &'s Server) -> Self {
        let meeting = Self::made(server);
        meeting.claim(&meeting.claimer, 1).unwrap();
        meeting
    }

    fn create(&self) -> Result<(), ClientError> {
        let client = self.server.client();
        client.create_rendezvous(&self.maker, &self.id, self.server.now())
    }

    fn claim(&self, key: &SigningKey, byte: u8) -> Result<(), ClientError> {
        let client = self.server.client();
        client.claim_rendezvous(key, &self.id, &message(byte), self.server.now())
    }

    fn send(&self, key: &SigningKey, number: u8, byte: u8) -> Result<(), ClientError> {
        let (client, now) = (self.server.client(), self.server.now());
        client.send_message(key, &self.id, (number, &message(byte)), now)
    }

    fn receive(&self, key: &SigningKey, number: u8) -> Result<Option<Vec<u8>>, ClientError> {
        let (client, now) = (self.server.client(), self.server.now());
        client.receive_message(key, &self.id, (number, 0), now)
    }

    fn leave(&self, key: &SigningKey) -> Result<(), ClientError> {
        let client = self.server.client();
        client.leave_rendezvous(key, &self.id, self.server.now())
    }
}

fn message(byte: u8) -> Vec<u8> {
    vec![byte; MESSAGE_BYTES]
}

fn is_conflict<T>(result: Result<T, ClientError>) -> bool {
    matches!(result, Err(ClientError::Conflict))
}

#[test]
fn two_leave_each_other_messages_in_order() {
    let server = Server::start();
    let meeting = Meeting::made(&server);
    let (maker, claimer) = (&meeting.maker, &meeting.claimer);
    assert_eq!(meeting.receive(maker, 0).unwrap(), None);
    meeting.claim(claimer, 1).unwrap();
    assert_eq!(meeting.receive(maker, 0).unwrap(), Some(message(1)));
    meeting.send(maker, 0, 2).unwrap();
    assert_eq!(meeting.receive(claimer, 0).unwrap(), Some(message(2)));
    meeting.send(claimer, 1, 3).unwrap();
    meeting.send(claimer, 2, 4).unwrap();
    assert_eq!(meeting.receive(maker, 1).unwrap(), Some(message(3)));
    assert_eq!(meeting.receive(maker, 2).unwrap(), Some(message(4)));
    assert_eq!(meeting.receive(claimer, 1).unwrap(), None);
}

#[test]
fn what_was_done_may_be_repeated_and_not_changed() {
    let server = Server::start();
    let meeting = Meeting::made(&server);
    meeting.create().unwrap();
    meeting.claim(&meeting.claimer, 1).unwrap();
    meeting.claim(&meeting.claimer, 1).unwrap();
    assert!(is_conflict(meeting.claim(&meeting.claimer, 2)));
    meeting.send(&meeting.maker, 0, 3).unwrap();
    meeting.send(&meeting.maker, 0, 3).unwrap();
    assert!(is_conflict(meeting.send(&meeting.maker, 0, 4)));
    assert!(is_conflict(meeting.send(&meeting.maker, 2, 4)));
    assert!(is_conflict(meeting.send(&meeting.claimer, 0, 9)));
    // Nobody makes it anew once it was claimed.
    assert!(not_available(meeting.create()));
    assert_eq!(
        meeting.receive(&meeting.maker, 0).unwrap(),
        Some(message(1))
    );
}

#[test]
fn a_second_claim_takes_it_from_everybody() {
    let server = Server::start();
    let meeting = Meeting::claimed(&server);
    let thief = SigningKey::generate(&mut OsRng);
    assert!(not_available(meeting.claim(&thief, 2)));
    for key in [&meeting.maker, &meeting.claimer] {
        assert!(is_conflict(meeting.receive(key, 0)));
        assert!(is_conflict(meeting.send(key, 1, 3)));
    }
    assert!(not_available(meeting.claim(&thief, 2)));
    assert!(not_available(meeting.receive(&thief, 0)));
    // One side that leaves does not keep it from the other.
    meeting.leave(&meeting.claimer).unwrap();
    assert!(is_conflict(meeting.receive(&meeting.maker, 0)));
    // A relay that started anew knows it too.
    let (id, maker) = (meeting.id, meeting.maker.clone());
    let server = server.restart(|_| ());
    let again = Meeting {
        id,
        maker,
        ..Meeting::planned(&server)
    };
    assert!(is_conflict(again.receive(&again.maker, 0)));
}

#[test]
fn nobody_else_reads_writes_or_ends_it() {
    let server = Server::start();
    let meeting = Meeting::claimed(&server);
    let other = SigningKey::generate(&mut OsRng);
    assert!(not_available(meeting.receive(&other, 0)));
    assert!(not_available(meeting.send(&other, 0, 1)));
    assert!(not_available(meeting.leave(&other)));
    assert!(is_conflict(meeting.claim(&meeting.maker, 1)));
    for (method, path) in [
        ("GET", message_path(&meeting.id, 0)),
        ("GET", message_path(&meeting.id, MAX_MESSAGES)),
        ("GET", rendezvous_path(&meeting.id)),
        ("POST", format!("{}/close", rendezvous_path(&meeting.id))),
    ] {
        let answer = raw::answer(&server, &raw::unsigned(method, &path));
        assert!(answer.starts_with("HTTP/1.1 404 "), "{method} {path}");
    }
    let unsigned = raw::unsigned("PUT", &claim_path(&meeting.id));
    assert!(raw::answer(&server, &unsigned).starts_with("HTTP/1.1 403 "));
    assert_eq!(
        meeting.receive(&meeting.maker, 0).unwrap(),
        Some(message(1))
    );
}

#[test]
fn an_unclaimed_code_lasts_two_minutes_and_a_claimed_one_ten() {
    let server = Server::start();
    let (late, early) = (Meeting::made(&server), Meeting::made(&server));
    server.pass(119);
    early.claim(&early.claimer, 1).unwrap();
    server.pass(1);
    assert!(not_available(late.claim(&late.claimer, 1)));
    assert!(not_available(late.receive(&late.maker, 0)));
    server.pass(598);
    early.send(&early.maker, 0, 2).unwrap();
    server.pass(1);
    assert!(not_available(early.receive(&early.claimer, 0)));
    server.relay.sweep();
    // Nothing is left: the same id can be made again by anybody.
    early.create().unwrap();
}

#[test]
fn whoever_is_done_leaves_nothing() {
    let server = Server::start();
    let meeting = Meeting::claimed(&server);
    meeting.leave(&meeting.claimer).unwrap();
    assert!(not_available(meeting.receive(&meeting.maker, 0)));
    assert!(not_available(meeting.leave(&meeting.maker)));
}

#[test]
fn a_message_that_was_acknowledged_outlives_a_restart() {
    let server = Server::start();
    let meeting = Meeting::claimed(&server);
    let (id, maker) = (meeting.id, meeting.maker.clone());
    let server = server.restart(|_| ());
    let again = Meeting {
        id,
        maker,
        ..Meeting::planned(&server)
    };
    assert_eq!(again.receive(&again.maker, 0).unwrap(), Some(message(1)));
}

#[test]
fn who_waits_is_told_when_it_is_there() {
    let server = Server::start();
    let meeting = Meeting::made(&server);
    let received = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let (client, now) = (server.client(), server.now());
            client.receive_message(&meeting.maker, &meeting.id, (0, 20), now)
        });
        meeting.claim(&meeting.claimer, 1).unwrap();
        waiting.join().unwrap()
    });
    assert_eq!(received.unwrap(), Some(message(1)));
}

#[test]
fn messages_have_one_size() {
    let server = Server::start();
    let meeting = Meeting::made(&server);
    for length in [0, 1, MESSAGE_BYTES - 1, MESSAGE_BYTES + 1] {
        let (client, now) = (server.client(), server.now());
        let refused = client.claim_rendezvous(&meeting.claimer, &meeting.id, &vec![0; length], now);
        assert!(
            matches!(refused, Err(ClientError::Refused { .. })),
            "{length}"
        );
    }
    meeting.claim(&meeting.claimer, 1).unwrap();
}

#[test]
fn there_are_only_so_many() {
    let server = Server::with(RelayLimits {
        open_meetings: 2,
        ..RelayLimits::default()
    });
    let one = Meeting::made(&server);
    let _two = Meeting::made(&server);
    let three = Meeting::planned(&server);
    assert!(matches!(three.create(), Err(ClientError::Refused { code, .. }) if code == "full"));
    one.leave(&one.maker).unwrap();
    three.create().unwrap();

    let server = Server::with(RelayLimits {
        meetings: Rate {
            burst: 1,
            per_hour: 60,
        },
        waiting: 0,
        spares_loopback: false,
        ..RelayLimits::default()
    });
    let one = Meeting::made(&server);
    let two = Meeting::planned(&server).create();
    assert!(matches!(two, Err(ClientError::Refused { code, .. }) if code == "too_many"));
    // Nobody may wait here, but asking is free.
    let waits = server
        .client()
        .receive_message(&one.maker, &one.id, (0, 5), server.now());
    assert!(waits.unwrap_err().is_temporary());
    assert_eq!(one.receive(&one.maker, 0).unwrap(), None);
}
