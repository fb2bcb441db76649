//! Tiles of the ledger that are wrong when the relay proves with them where its access roots stand.

use keepwell_tlog::tile::TileId;

use crate::{
    roots::told,
    server::{Grant, Server, opening},
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

fn alter(server: &Server, how: Option<fn(&TileId, &mut Vec<u8>)>) {
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
