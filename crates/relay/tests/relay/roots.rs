//! Access roots on a real relay: one each minute, also when nothing happened; every event proved under one; nothing lost or changed by
//! a crash, a ledger that is away, or a clock that steps.

use std::{path::Path, sync::atomic::Ordering};

use keepwell_crypto::{seal::DataKey, secret::Secret32, sign::SigningKey};
use keepwell_protocol::{
    access_root::{AccessRoot, LoggedRoot, MAX_PROOFS},
    mailbox::MailboxId,
    statement::Statement,
};
use keepwell_store::{Batch, Store, Table};
use keepwell_tlog::{hash::Hash, leaves::Leaves, tile::TileId};

use crate::server::{Grant, Server, not_available, opening};

/// What the ledger has.
fn roots(server: &Server) -> Vec<AccessRoot> {
    let entries = server.book.entries.lock().unwrap();
    let key = server.relay.key().key;
    assert!(entries.iter().all(|one| one.signer() == key));
    entries
        .iter()
        .map(|one| AccessRoot::read(one).unwrap())
        .collect()
}

fn numbers(server: &Server) -> Vec<u64> {
    roots(server).iter().map(|root| root.number).collect()
}

/// Every event of the grant, proved under a root that the ledger has: the numbers of these roots.
fn proved(grant: &Grant<'_>) -> Vec<u64> {
    let told = grant.status().unwrap().events;
    let proofs = grant.proofs().unwrap().proofs;
    let number = |proof: &keepwell_protocol::access_root::EventProof| {
        let (event, statement, root) = proof.check(&grant.id).unwrap();
        assert_eq!(event, told[usize::try_from(proof.number).unwrap()]);
        let entries = grant.server.book.entries.lock().unwrap();
        assert!(entries.contains(&statement));
        assert_eq!(root.relay, grant.server.origin);
        root.number
    };
    proofs.iter().map(number).collect()
}

/// What makes a grant on a relay that was started again.
type Names = (MailboxId, SigningKey, SigningKey);

fn names(grant: &Grant<'_>) -> Names {
    (grant.id, grant.owner.clone(), grant.access.clone())
}

fn again<'s>(server: &'s Server, (id, owner, access): &Names) -> Grant<'s> {
    Grant {
        server,
        id: *id,
        owner: owner.clone(),
        access: access.clone(),
    }
}

#[test]
fn every_minute_has_a_root_also_an_empty_one() {
    let server = Server::start();
    for second in [0, 1, 59, 60, 61, 119, 120, 180, 181] {
        server.set(second);
        server.relay.tend_roots();
    }
    let roots = roots(&server);
    assert_eq!(numbers(&server), [0, 1, 2, 3]);
    for root in &roots {
        assert_eq!(root.root, Leaves(&[]).root());
    }
    for pair in roots.windows(2) {
        assert_eq!(pair[0].until, pair[1].since);
    }
}

#[test]
fn every_event_is_proved_once_its_minute_is_over() {
    let server = Server::start();
    let (one, other) = (
        Grant::shared(&server, None, b"one"),
        Grant::shared(&server, None, b"other"),
    );
    server.relay.tend_roots();
    assert_eq!(one.proofs().unwrap().proofs.len(), 0);
    for grant in [&one, &other, &one] {
        grant.open(&opening()).unwrap();
    }
    assert_eq!(proved(&one).len(), 0, "the minute is not over");
    server.pass(60);
    server.relay.tend_roots();
    assert_eq!((proved(&one), proved(&other)), (vec![1, 1], vec![1]));
    one.open(&opening()).unwrap();
    server.pass(60);
    server.relay.tend_roots();
    assert_eq!(proved(&one), [1, 1, 2]);
    let newest = one.proofs().unwrap().newest.unwrap();
    assert_eq!(server.book.entries.lock().unwrap()[2].as_bytes(), newest.0);
    assert!(not_available(server.client().proofs(
        &other.owner,
        &one.id,
        (0, 0),
        server.now()
    )));
}

/// What a relay tells of events from `from` on and of a state of the ledger: the events, the newest root, and which roots it proves.
pub(crate) fn told(grant: &Grant<'_>, from: u32, size: u64) -> (Vec<u32>, u64, Vec<u64>) {
    let told = grant.proofs_of(from, size).unwrap();
    let newest = Statement::parse(&told.newest.unwrap().0).unwrap();
    let book = &grant.server.book;
    let number = |root: &LoggedRoot| {
        let entry = book.entries.lock().unwrap()[usize::try_from(root.index).unwrap()].clone();
        assert!(root.is_of(&entry, (size, &book.root(size))));
        assert!(!root.is_of(&entry, (size, &Hash::of_leaf(b"another state"))));
        assert_eq!(AccessRoot::read(&entry).unwrap().number, root.number);
        root.number
    };
    (
        told.proofs.iter().map(|proof| proof.number).collect(),
        AccessRoot::read(&newest).unwrap().number,
        told.logged.iter().map(number).collect(),
    )
}

#[test]
fn roots_are_proved_for_the_state_of_the_ledger_that_is_asked_for() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    server.relay.tend_roots();
    for _ in 0..3 {
        grant.open(&opening()).unwrap();
        server.pass(60);
        server.relay.tend_roots();
    }
    assert_eq!(told(&grant, 0, 4), (vec![0, 1, 2], 3, vec![1, 2, 3]));
    assert_eq!(told(&grant, 2, 4), (vec![2], 3, vec![3]));
    assert_eq!(told(&grant, 3, 4), (vec![], 3, vec![3]));
    // The last one is not in that state yet: the one before is the newest.
    assert_eq!(told(&grant, 0, 3), (vec![0, 1, 2], 2, vec![1, 2]));
    assert_eq!(told(&grant, 1, 2), (vec![1, 2], 1, vec![1]));
    let beyond = grant.proofs_of(0, 5).unwrap();
    assert_eq!(beyond.logged, [], "the ledger does not have that state");
    server.book.fill(1);
    server.book.is_away.store(true, Ordering::SeqCst);
    assert_eq!(told(&grant, 0, 5), (vec![0, 1, 2], 3, vec![]));
    let kept = (vec![0, 1, 2], 3, vec![1, 2, 3]);
    assert_eq!(told(&grant, 0, 4), kept, "of what was fetched before");
}

#[test]
fn the_newest_root_is_proved_in_a_state_that_is_a_quarter_of_an_hour_old() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    server.relay.tend_roots();
    for _ in 0..20 {
        server.pass(60);
        server.relay.tend_roots();
    }
    assert_eq!(told(&grant, 0, 21), (vec![], 20, vec![20]));
    assert_eq!(told(&grant, 0, 6), (vec![], 5, vec![5]));
    assert_eq!(told(&grant, 0, 4), (vec![], 20, vec![]), "that is too old");
    // A state that the ledger does not have is asked for once, not for each of the roots at hand.
    std::mem::take(&mut *server.book.asked.lock().unwrap());
    assert_eq!(told_of_none(&grant, 300), Vec::<u64>::new());
    let asked = std::mem::take(&mut *server.book.asked.lock().unwrap());
    assert!(asked.len() <= 2, "{asked:?}");
}

/// Which roots a relay proves in a state that the ledger does not have.
fn told_of_none(grant: &Grant<'_>, size: u64) -> Vec<u64> {
    let told = grant.proofs_of(0, size).unwrap();
    told.logged.iter().map(|root| root.number).collect()
}

#[test]
fn what_is_fetched_of_the_ledger_does_not_tell_in_which_minute_something_happened() {
    let fetched = |openings: usize| {
        let server = Server::start();
        let grant = Grant::shared(&server, None, b"bundle");
        server.relay.tend_roots();
        for _ in 0..openings {
            grant.open(&opening()).unwrap();
        }
        server.pass(60);
        server.relay.tend_roots();
        server.book.fill(600);
        // The tile is full, and not given at first: it is fetched the next time.
        for is_kept_back in [true, false] {
            server
                .book
                .keeps_tiles
                .store(is_kept_back, Ordering::SeqCst);
            server.pass(60);
            server.relay.tend_roots();
        }
        let asked = std::mem::take(&mut *server.book.asked.lock().unwrap());
        let size = u64::try_from(server.book.entries.lock().unwrap().len()).unwrap();
        let (events, newest, logged) = told(&grant, 0, size);
        assert_eq!((events.len(), newest), (openings, 3));
        let expected = if openings > 0 { vec![1, 3] } else { vec![3] };
        assert_eq!(logged, expected);
        let for_owner = std::mem::take(&mut *server.book.asked.lock().unwrap());
        let leaves = for_owner.iter().filter(|id| id.level() == 0);
        assert!(leaves.clone().all(|id| id.index() == size / 256));
        asked
    };
    let quiet = fetched(0);
    assert_eq!(quiet, fetched(2));
    assert!(quiet.contains(&TileId::new(0, 0, 256).unwrap()));
}

#[test]
fn no_answer_proves_more_events_than_it_may() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    for _ in 0..=MAX_PROOFS {
        grant.open(&opening()).unwrap();
    }
    server.pass(60);
    server.relay.tend_roots();
    let count = |from| grant.proofs_of(from, 0).unwrap().proofs.len();
    assert_eq!(
        (count(0), count(1), count(256)),
        (MAX_PROOFS, MAX_PROOFS, 1)
    );
}

#[test]
fn a_stop_between_event_and_root_and_ledger_loses_nothing() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    server.relay.tend_roots();
    grant.open(&opening()).unwrap();
    let names = names(&grant);
    // Stopped after the event and before its root.
    let server = server.restart(|_| ());
    again(&server, &names).open(&opening()).unwrap();
    server.pass(60);
    server.book.is_silent.store(true, Ordering::SeqCst);
    server.relay.tend_roots();
    assert_eq!(
        numbers(&server),
        [0, 1],
        "it has the root, and nobody heard so"
    );
    // Stopped after the root and before it was known to be on the ledger.
    let server = server.restart(|_| ());
    server.book.is_silent.store(false, Ordering::SeqCst);
    server.relay.tend_roots();
    assert_eq!(numbers(&server), [0, 1], "the same root is no second one");
    assert_eq!(proved(&again(&server, &names)), [1, 1]);
    server.pass(60);
    server.relay.tend_roots();
    assert_eq!(numbers(&server), [0, 1, 2]);
}

#[test]
fn one_root_covers_the_time_that_the_ledger_was_away() {
    let server = Server::start();
    server.relay.tend_roots();
    server.book.is_away.store(true, Ordering::SeqCst);
    let grant = Grant::shared(&server, None, b"bundle");
    for _ in 0..5 {
        server.pass(60);
        grant.open(&opening()).unwrap();
        server.relay.tend_roots();
    }
    assert_eq!(numbers(&server), [0]);
    server.book.is_away.store(false, Ordering::SeqCst);
    server.relay.tend_roots();
    server.relay.tend_roots();
    assert_eq!(numbers(&server), [0, 1, 2]);
    assert_eq!(proved(&grant), [1, 2, 2, 2, 2]);
    server.relay.tend_roots();
    assert_eq!(numbers(&server), [0, 1, 2]);
}

#[test]
fn a_clock_that_steps_costs_no_root_and_no_event() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    server.relay.tend_roots();
    // Back by ten minutes, on from there, far ahead, and back again.
    for (second, step) in [(0, 600), (0, 60), (3600, 0), (120, 0)] {
        server.set(second + 1_000);
        grant.open(&opening()).unwrap();
        server.set(second + 1_000 - step);
        grant.open(&opening()).unwrap();
        server.relay.tend_roots();
        server.relay.tend_roots();
    }
    let before = numbers(&server);
    assert!(
        (0..).zip(&before).all(|(at, number)| at == *number),
        "{before:?}"
    );
    assert_eq!(
        before.len(),
        7,
        "one at first, one for each step, and one more where it led back"
    );
    server.pass(60);
    server.relay.tend_roots();
    assert_eq!(proved(&grant).len(), 8);
}

/// Makes a relay's folder that of one from before there were roots.
fn forget_roots(dir: &Path) {
    let key = std::fs::read(dir.join("store.key")).unwrap();
    let key = DataKey::from_secret(Secret32::from_bytes(key.try_into().unwrap()));
    let store = Store::open(&dir.join("store"), &key).unwrap().store;
    let mut batch = Batch::new();
    for table in ["marks", "leaves", "roots"].map(Table::new) {
        for key in store.keys(table) {
            batch.delete(table, &key.unwrap());
        }
    }
    assert_eq!(batch.len(), 5, "two events, and where the roots stand");
    store.write(&batch).unwrap();
    std::fs::remove_file(dir.join("roots.key")).unwrap();
}

#[test]
fn what_an_older_relay_noted_comes_under_the_first_root() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    grant.open(&opening()).unwrap();
    server.pass(3000);
    grant.open(&opening()).unwrap();
    let names = names(&grant);
    let server = server.restart(forget_roots);
    let grant = again(&server, &names);
    server.relay.tend_roots();
    assert_eq!(proved(&grant), [0, 0]);
}

#[test]
fn what_is_forgotten_has_no_proof_and_others_keep_theirs() {
    let server = Server::start();
    let first = Grant::shared(&server, None, b"first");
    first.open(&opening()).unwrap();
    server.pass(1000);
    let second = Grant::shared(&server, None, b"second");
    second.open(&opening()).unwrap();
    server.relay.tend_roots();
    // The first lease is over for 30 days, the second not yet.
    server.pass(30 * 24 * 60 * 60 + crate::server::LEASE - 1000);
    // Over at one look, forgotten at the next.
    server.relay.sweep();
    server.relay.sweep();
    assert!(not_available(first.proofs()));
    assert_eq!(proved(&second), [0]);
}
