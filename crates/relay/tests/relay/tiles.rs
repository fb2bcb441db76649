//! Tiles of the ledger that are wrong, slow or not given when the relay proves with them where its access roots stand.

use std::{sync::atomic::Ordering, thread, time::Duration};

use keepwell_protocol::relay_api::proofs_path;
use keepwell_relay::{NoTiles, RelayLimits};
use keepwell_tlog::tile::TileId;

use crate::{
    raw,
    roots::told,
    server::{Alter, Grant, Server, opening},
};

/// A grant that was opened once, under root 1 as entry 1 of a ledger whose first tiles are full by now.
fn opened(server: &Server) -> Grant<'_> {
    let grant = Grant::shared(server, None, b"bundle");
    server.relay.tend_roots();
    grant.open(&opening()).unwrap();
    next(server);
    server.book.fill(600);
    grant
}

/// The next root.
fn next(server: &Server) {
    server.pass(60);
    server.relay.tend_roots();
}

fn alter(server: &Server, how: Option<Alter>) {
    *server.book.alters.lock().unwrap() = how;
}

/// Which roots are proved, and whether the tile that root 1 stands in was asked for.
fn proved(server: &Server, grant: &Grant<'_>) -> (Vec<u64>, bool) {
    let size = u64::try_from(server.book.entries.lock().unwrap().len()).unwrap();
    server.book.asked.lock().unwrap().clear();
    let (_, _, logged) = told(grant, 0, size);
    let first = TileId::new(0, 0, 256).unwrap();
    (logged, server.book.asked.lock().unwrap().contains(&first))
}

#[test]
fn a_tile_without_the_root_is_fetched_again() {
    let server = Server::start();
    let grant = opened(&server);
    alter(
        &server,
        Some(|id, bytes| bytes[32] ^= u8::from(id.level() == 0)),
    );
    next(&server);
    alter(&server, None);
    next(&server);
    assert_eq!(proved(&server, &grant), (vec![1, 3], false));
}

#[test]
fn what_was_kept_of_a_wrong_tile_is_put_right() {
    let server = Server::start();
    let grant = opened(&server);
    // The entry beside the root is another one.
    alter(
        &server,
        Some(|id, bytes| bytes[0] ^= u8::from(id.level() == 0)),
    );
    next(&server);
    alter(&server, None);
    assert_eq!(proved(&server, &grant), (vec![1, 2], true));
    assert_eq!(proved(&server, &grant), (vec![1, 2], false));
}

#[test]
fn a_ledger_that_hangs_takes_so_many_threads_and_no_more() {
    let server = Server::with(RelayLimits {
        proofs: 1,
        ..RelayLimits::default()
    });
    let grant = opened(&server);
    server.book.asked.lock().unwrap().clear();
    let path = proofs_path(&grant.id, 0, 2);
    let ask = || {
        let request = raw::signed(&server, "GET", &path, &grant.owner, None, b"");
        raw::answer(&server, &request)
    };
    thread::scope(|scope| {
        let held = server.book.gate.lock().unwrap();
        let first = scope.spawn(ask);
        while server.book.asked.lock().unwrap().is_empty() {
            thread::sleep(Duration::from_millis(1));
        }
        let answer = ask();
        assert!(
            answer.starts_with("HTTP/1.1 429 ") && answer.contains("\nretry-after: 5\n"),
            "{answer}"
        );
        grant.open(&opening()).unwrap();
        drop(held);
        assert!(first.join().unwrap().starts_with("HTTP/1.1 200 "));
    });
    assert!(ask().starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_ledger_that_does_not_answer_is_not_asked_by_the_next_owner() {
    let server = Server::start();
    let grant = opened(&server);
    server.book.is_away.store(true, Ordering::SeqCst);
    for is_asked in [true, false] {
        server.book.asked.lock().unwrap().clear();
        assert_eq!(grant.proofs_of(0, 2).unwrap().logged, []);
        assert_eq!(server.book.asked.lock().unwrap().is_empty(), !is_asked);
    }
}

#[test]
fn a_tile_is_fetched_once_for_all_owners() {
    let server = Server::start();
    let grant = opened(&server);
    next(&server);
    assert_eq!(proved(&server, &grant).0, [1, 2]);
    assert_eq!(proved(&server, &grant).0, [1, 2]);
    assert!(server.book.asked.lock().unwrap().is_empty());
}

#[test]
fn a_root_whose_tile_is_not_given_keeps_no_other_one_from_its_proof() {
    let server = Server::start();
    let grant = opened(&server);
    grant.open(&opening()).unwrap();
    let first = TileId::new(0, 0, 256).unwrap();
    let refused = NoTiles::Refused("not here".to_owned());
    *server.book.lacks.lock().unwrap() = Some((first, refused));
    next(&server);
    next(&server);
    assert_eq!(proved(&server, &grant), (vec![2, 3], true));
}

#[test]
fn a_tile_that_was_pruned_is_asked_for_no_more() {
    let server = Server::start();
    let grant = opened(&server);
    let first = TileId::new(0, 0, 256).unwrap();
    let pruned = NoTiles::Pruned("gone".to_owned());
    *server.book.lacks.lock().unwrap() = Some((first, pruned));
    for is_asked in [true, false] {
        server.book.asked.lock().unwrap().clear();
        next(&server);
        let asked = server.book.asked.lock().unwrap();
        assert_eq!(asked.contains(&first), is_asked);
    }
    assert_eq!(proved(&server, &grant).0, [3]);
}

#[test]
fn tiles_that_were_kept_and_are_wrong_are_fetched_again() {
    let server = Server::start();
    let grant = opened(&server);
    next(&server);
    // Of the level above: it does not go with the one below it.
    alter(
        &server,
        Some(|id, bytes| bytes[0] ^= u8::from(id.level() == 1)),
    );
    assert!(proved(&server, &grant).0.is_empty());
    alter(&server, None);
    assert_eq!(proved(&server, &grant).0, [1]);
    assert_eq!(proved(&server, &grant).0, [1, 2]);
}
