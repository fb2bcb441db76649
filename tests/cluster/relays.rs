//! One relay with two front ends that keep nothing of their own: openings are counted exactly whichever of them is asked, what one
//! of them took the other gives, and what was closed at one is gone at both.

use std::{
    io::{Cursor, Read as _},
    ops::ControlFlow,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use keepwell_client::{
    ClientError,
    events::{Reader, until_ended},
    relay::Relay,
    transport::{HttpOptions, HttpTransport, Request, Response, Transport, TransportError},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    access_root::EventProofs,
    mailbox::{MailboxId, OpeningId},
    origin::Origin,
    relay_api::{Action, CreateMailbox, EventKind, KeyText, MailboxState, MailboxStatus},
    time::Timestamp,
};
use rand_core::OsRng;

use crate::{node::Node, waiting::wait_until, world::World};

const SOON: Duration = Duration::from_secs(60);
/// How all front ends together are reached.
pub(crate) const ORIGIN: &str = "https://relay.example";

/// The way to one front end, whatever all of them are called.
pub(crate) struct Via {
    network: HttpTransport,
    url: String,
}

impl Via {
    pub(crate) fn to(node: &Node) -> Self {
        Self::at(&node.url)
    }

    pub(crate) fn at(url: &str) -> Self {
        Self {
            network: HttpTransport::new(HttpOptions::default()),
            url: url.to_owned(),
        }
    }
}

impl Transport for Via {
    fn send(&self, mut request: Request) -> Result<Response, TransportError> {
        request.url = request.url.replacen(ORIGIN, &self.url, 1);
        self.network.send(request)
    }

    fn stream(&self, mut request: Request) -> Result<Response, TransportError> {
        request.url = request.url.replacen(ORIGIN, &self.url, 1);
        self.network.stream(request)
    }
}

/// A mailbox, its owner and its reader.
pub(crate) struct Grant {
    pub(crate) id: MailboxId,
    pub(crate) owner: SigningKey,
    access: SigningKey,
}

pub(crate) fn now() -> Timestamp {
    let now = time::OffsetDateTime::now_utc().unix_timestamp();
    Timestamp::from_seconds(now.try_into().expect("after 1970"))
}

pub(crate) fn client(via: &Via) -> Relay<'_> {
    Relay::new(via, Origin::parse(ORIGIN).expect("an origin"))
}

impl Grant {
    /// Made by way of `via`, open for an hour.
    pub(crate) fn made(via: &Via, openings: Option<u32>) -> Self {
        let grant = Self {
            id: MailboxId::generate(&mut OsRng),
            owner: SigningKey::generate(&mut OsRng),
            access: SigningKey::generate(&mut OsRng),
        };
        let lease = CreateMailbox {
            owner: KeyText(grant.owner.verifying_key()),
            access: KeyText(grant.access.verifying_key()),
            not_before: Timestamp::from_seconds(now().seconds() - 60),
            expires: now().plus(3600),
            openings,
        };
        let made = client(via).create(&grant.owner, &grant.id, &lease, now());
        made.expect("a mailbox");
        grant
    }

    pub(crate) fn upload(&self, via: &Via, content: &[u8]) {
        let length = u64::try_from(content.len()).expect("a length");
        let taken = client(via).upload(
            &self.owner,
            &self.id,
            "bundle",
            &mut Cursor::new(content),
            length,
            now(),
        );
        taken.expect("it is taken");
    }

    fn open(&self, via: &Via, opening: &OpeningId) -> Result<Vec<u8>, ClientError> {
        let relay = client(via);
        let mut part = relay.fetch(&self.access, &self.id, "bundle", opening, now())?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("all of it");
        Ok(content)
    }

    /// Whether a new opening is begun, as far as who asked can tell.
    pub(crate) fn is_let_in(&self, via: &Via) -> bool {
        let relay = client(via);
        let fetched = relay.fetch(&self.access, &self.id, "bundle", &opening(), now());
        fetched.is_ok()
    }

    pub(crate) fn act(&self, via: &Via, action: Action) {
        let done = client(via).act(&self.owner, &self.id, action, now());
        done.expect("it is done");
    }

    pub(crate) fn status(&self, via: &Via) -> MailboxStatus {
        let status = client(via).status(&self.owner, &self.id, now());
        status.expect("a status")
    }

    /// What leads from its events to access roots.
    pub(crate) fn proofs(&self, via: &Via) -> EventProofs {
        self.proofs_at(via, 0)
    }

    /// And from these to the ledger's state of `size` entries.
    pub(crate) fn proofs_at(&self, via: &Via, size: u64) -> EventProofs {
        let proofs = client(via).proofs(&self.owner, &self.id, (0, size), now());
        proofs.expect("proofs")
    }

    /// How many objects of it are in the store.
    fn objects(&self, world: &World) -> usize {
        world.own.count(&format!("2026/parts/{}/", self.id))
    }
}

fn opening() -> OpeningId {
    OpeningId::generate(&mut OsRng)
}

/// Two front ends.
pub(crate) fn two(world: &World) -> [Node; 2] {
    let secret = world.path("ledger.key");
    ["one", "two"].map(|name| world.node_with(name, true, &["--relay-secret", &secret]))
}

/// Two openings of 8 MB: more than one piece.
fn large() -> Vec<u8> {
    (0..9_000_000_u32)
        .map(|n| n.to_le_bytes()[n as usize % 3])
        .collect()
}

#[test]
fn the_last_openings_are_given_once_by_two_front_ends() {
    let Some(world) = World::running("relay", ORIGIN) else {
        return;
    };
    let nodes = two(&world);
    let [one, other] = nodes.each_ref().map(Via::to);
    let grant = Grant::made(&one, Some(5));
    grant.upload(&other, b"bundle");
    let given = AtomicUsize::new(0);
    thread::scope(|scope| {
        for n in 0..32 {
            let (grant, given, node) = (&grant, &given, &nodes[n % 2]);
            scope.spawn(move || match grant.open(&Via::to(node), &opening()) {
                Ok(content) => {
                    assert_eq!(content, b"bundle");
                    given.fetch_add(1, Ordering::SeqCst);
                }
                Err(ClientError::NotAvailable) => {}
                Err(error) => panic!("{error}"),
            });
        }
    });
    assert_eq!(given.load(Ordering::SeqCst), 5);
    for via in [&one, &other] {
        let status = grant.status(via);
        let opened = status
            .events
            .iter()
            .filter(|event| matches!(event.what, EventKind::Opened { .. }));
        assert_eq!((status.openings, opened.count()), (5, 5));
        assert_eq!(status.state, MailboxState::UsedUp);
    }
}

#[test]
fn what_one_front_end_took_the_other_gives_until_either_closes_it() {
    let Some(world) = World::running("relay", ORIGIN) else {
        return;
    };
    let nodes = two(&world);
    let [one, other] = nodes.each_ref().map(Via::to);
    let (grant, content) = (Grant::made(&one, None), large());
    grant.upload(&one, &content);
    assert!(grant.objects(&world) > 1, "several pieces");
    let visit = opening();
    for via in [&one, &other] {
        assert!(grant.open(via, &visit).expect("it opens") == content);
    }
    assert_eq!(grant.status(&other).openings, 1, "one opening at both");
    grant.upload(&other, b"another one");
    assert_eq!(grant.objects(&world), 1, "what was replaced is deleted");
    assert_eq!(grant.open(&one, &visit).expect("it opens"), b"another one");
    grant.act(&one, Action::Pause);
    assert!(matches!(
        grant.open(&other, &visit),
        Err(ClientError::NotAvailable)
    ));
    grant.act(&other, Action::Resume);
    assert_eq!(grant.open(&one, &visit).expect("it opens"), b"another one");
    grant.act(&other, Action::Close);
    assert_eq!(grant.objects(&world), 0, "its ciphertext is gone");
    for via in [&one, &other] {
        assert!(matches!(
            grant.open(via, &visit),
            Err(ClientError::NotAvailable)
        ));
        assert_eq!(grant.status(via).state, MailboxState::Closed);
    }
}

#[test]
fn what_happens_at_one_front_end_is_told_at_the_other() {
    let Some(world) = World::running("relay", ORIGIN) else {
        return;
    };
    let nodes = two(&world);
    let [one, other] = nodes.each_ref().map(Via::to);
    let grant = Grant::made(&one, None);
    grant.upload(&one, b"bundle");
    let relay = client(&other);
    let reader = Reader {
        relay: &relay,
        key: &grant.access,
        mailbox: &grant.id,
        clock: &now,
        pause: &|_| panic!("a stream needs no pause"),
    };
    let mut closes = Some(|| grant.act(&one, Action::Close));
    let ended = until_ended(&reader, &mut || {
        if let Some(closes) = closes.take() {
            closes();
        }
        ControlFlow::Continue(())
    });
    assert!(ended, "told by the front end that did not close it");
}

#[test]
fn what_a_killed_front_end_acknowledged_is_there_and_nothing_was_given_twice() {
    let Some(world) = World::running("relay", ORIGIN) else {
        return;
    };
    let nodes = two(&world);
    let urls = nodes.each_ref().map(|node| node.url.clone());
    let [mut first, second] = nodes;
    let way = |n: usize| Via {
        network: HttpTransport::new(HttpOptions::default()),
        url: urls[n % 2].clone(),
    };
    let grants: Vec<Grant> = (0..8).map(|_| Grant::made(&way(1), Some(3))).collect();
    for grant in &grants {
        grant.upload(&way(1), b"bundle");
    }
    let given = Mutex::new(vec![0_u32; grants.len()]);
    thread::scope(|scope| {
        for n in 0..16 {
            let (grants, given, way) = (&grants, &given, &way);
            scope.spawn(move || {
                let in_turn = (0..8).map(|round| (n + round) % grants.len());
                // A front end that is gone gives nothing.
                let let_in = in_turn.filter(|at| grants[*at].is_let_in(&way(n)));
                let_in.for_each(|at| given.lock().expect("not poisoned")[at] += 1);
            });
        }
        thread::sleep(Duration::from_millis(300));
        first.kill();
    });
    let via = Via::to(&second);
    for (grant, given) in grants.iter().zip(given.into_inner().expect("not poisoned")) {
        let counted = grant.status(&via).openings;
        assert!(given <= counted && counted <= 3, "{given} of {counted}");
        // Nobody waits for a lock that the dead one held.
        wait_until(SOON, "the rest is given", || {
            let _ = grant.open(&via, &opening());
            grant.status(&via).openings == 3
        });
    }
}
