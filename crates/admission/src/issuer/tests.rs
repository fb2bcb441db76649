//! An issuer with a book in memory: who gets tokens, and what each lets in.

use std::collections::{HashMap, HashSet};

use keepwell_protocol::admission::PendingToken;
use rand_core::OsRng;

use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

/// A book in memory, which can be made to fail.
#[derive(Default)]
struct InMemory(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    spent: HashSet<(u64, Digest)>,
    left: HashMap<Digest, u32>,
    is_full: bool,
}

impl Book for Arc<InMemory> {
    fn spend(&self, key: u64, nonce: &Digest) -> io::Result<bool> {
        let mut pages = self.0.lock().unwrap();
        match pages.is_full {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => Ok(pages.spent.insert((key, *nonce))),
        }
    }

    fn draw(&self, invitation: &Digest) -> io::Result<bool> {
        let mut pages = self.0.lock().unwrap();
        let left = pages.left.get_mut(invitation).filter(|left| **left > 0);
        Ok(left.map(|left| *left -= 1).is_some())
    }
}

struct World {
    issuer: Issuer,
    book: Arc<InMemory>,
    invitation: Invitation,
}

fn world(tokens: u32) -> World {
    let book = Arc::new(InMemory::default());
    let invitation = Invitation::generate(&mut OsRng);
    book.0
        .lock()
        .unwrap()
        .left
        .insert(invitation.digest(), tokens);
    World {
        issuer: issuer("one.example", &book),
        book,
        invitation,
    }
}

fn issuer(authority: &str, book: &Arc<InMemory>) -> Issuer {
    let secret = Secret32::from_bytes([3; 32]);
    Issuer::new(authority.to_owned(), secret, Box::new(book.clone()))
}

impl World {
    fn fetch(&self, now: Timestamp) -> Result<Token, NotIssued> {
        let key = self.issuer.directory(now).unwrap().key().unwrap();
        let challenge = TokenChallenge::new("one.example", key);
        let pending = PendingToken::new(&challenge, &mut OsRng).unwrap();
        let request = pending.request().to_bytes();
        let invited = self.invitation.to_header();
        let response = self
            .issuer
            .issue(&request, Some(&invited), now, &mut OsRng)?;
        let response = TokenResponse::from_bytes(&response).unwrap();
        Ok(pending.finish(&response).unwrap())
    }
}

fn later(days: u64) -> Timestamp {
    NOW.plus(days * 24 * 60 * 60)
}

#[test]
fn a_token_lets_in_once() {
    let world = world(2);
    let token = world.fetch(NOW).unwrap().to_header();
    assert_eq!(world.issuer.admit(Some(&token), NOW), Ok(()));
    let again = world.issuer.admit(Some(&token), NOW);
    assert!(matches!(again, Err(Refused::Asked(_))));
    let other = world.fetch(NOW).unwrap().to_header();
    assert_eq!(world.issuer.admit(Some(&other), NOW), Ok(()));
}

#[test]
fn an_invitation_is_good_for_as_many_as_it_says() {
    let world = world(2);
    assert!(world.fetch(NOW).is_ok() && world.fetch(NOW).is_ok());
    assert!(matches!(world.fetch(NOW), Err(NotIssued::NotInvited)));
}

#[test]
fn who_is_not_invited_gets_none_and_nonsense_costs_nothing() {
    let world = world(1);
    let stranger = Invitation::generate(&mut OsRng).to_header();
    let issue = |request: &[u8], who: Option<&str>| {
        world
            .issuer
            .issue(request, who, NOW, &mut OsRng)
            .err()
            .unwrap()
    };
    let invited = world.invitation.to_header();
    assert!(matches!(issue(&[0; 52], None), NotIssued::NotInvited));
    assert!(matches!(
        issue(&[0; 52], Some("Basic abc")),
        NotIssued::NotInvited
    ));
    for request in [vec![], vec![0; 52], [vec![0, 1], vec![0; 50]].concat()] {
        assert!(matches!(
            issue(&request, Some(&invited)),
            NotIssued::Malformed
        ));
    }
    let key = world.issuer.directory(NOW).unwrap().key().unwrap();
    let pending = PendingToken::new(&TokenChallenge::new("one.example", key), &mut OsRng).unwrap();
    let request = pending.request().to_bytes();
    assert!(matches!(
        issue(&request, Some(&stranger)),
        NotIssued::NotInvited
    ));
    assert!(world.fetch(NOW).is_ok());
}

#[test]
fn a_token_is_good_for_90_days_at_least_and_180_at_most() {
    let world = world(1);
    let token = world.fetch(NOW).unwrap().to_header();
    let too_late = world.issuer.admit(Some(&token), later(180));
    assert!(matches!(too_late, Err(Refused::Asked(_))));
    assert_eq!(world.issuer.admit(Some(&token), later(90)), Ok(()));
}

#[test]
fn what_is_altered_or_of_another_server_is_asked_again() {
    let world = world(1);
    let token = world.fetch(NOW).unwrap();
    for at in 0..token.as_bytes().len() {
        let mut bytes = token.as_bytes().to_vec();
        bytes[at] ^= 1;
        if let Ok(altered) = Token::from_bytes(&bytes) {
            let altered = world.issuer.admit(Some(&altered.to_header()), NOW);
            assert!(matches!(altered, Err(Refused::Asked(_))), "{at}");
        }
    }
    let other = issuer("two.example", &world.book);
    let elsewhere = other.admit(Some(&token.to_header()), NOW);
    assert!(matches!(elsewhere, Err(Refused::Asked(_))));
    assert_eq!(world.issuer.admit(Some(&token.to_header()), NOW), Ok(()));
}

#[test]
fn nobody_is_let_in_that_could_not_be_written_down() {
    let world = world(1);
    let token = world.fetch(NOW).unwrap().to_header();
    world.book.0.lock().unwrap().is_full = true;
    assert_eq!(world.issuer.admit(Some(&token), NOW), Err(Refused::Busy));
    world.book.0.lock().unwrap().is_full = false;
    assert_eq!(world.issuer.admit(Some(&token), NOW), Ok(()));
}
