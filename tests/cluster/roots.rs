//! Access roots of one relay with several front ends, here in this process with clocks of their own, and a ledger that notes what comes: one
//! root for each minute over the events of all of them, and every front end proves every event.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use keepwell_crypto::secret::Secret32;
use keepwell_protocol::{
    access_root::AccessRoot, origin::Origin, statement::Statement, time::Timestamp,
};
use keepwell_server::{
    Database, NoTiles, Objects, Registrar, Roles, ServeOptions, Server, SharedRelay,
};
use keepwell_tlog::tile::TileId;

use crate::{
    load::{Over, again},
    postgres::Postgres,
    relays::{Grant, ORIGIN, Via},
    store::Store,
    waiting::{free_port, wait_until},
    world::World,
};

const SOON: Duration = Duration::from_secs(60);
const A_DAY: i64 = 24 * 60 * 60;

/// A ledger that takes everything, until it is away.
#[derive(Default)]
struct Book {
    entries: Mutex<Vec<Statement>>,
    is_away: AtomicBool,
}

impl Registrar for Book {
    fn register(&self, statement: &Statement) -> Result<u64, String> {
        if self.is_away.load(Ordering::SeqCst) {
            return Err("away".to_owned());
        }
        let mut entries = self.entries.lock().expect("not poisoned");
        let known = entries.iter().position(|one| one == statement);
        let index = known.unwrap_or(entries.len());
        if known.is_none() {
            entries.push(statement.clone());
        }
        Ok(index.try_into().expect("a number"))
    }

    /// It is no log.
    fn tiles(&self, _: &[TileId]) -> Result<Vec<Vec<u8>>, NoTiles> {
        Err(NoTiles::Refused("no tiles".to_owned()))
    }
}

impl Book {
    fn has(&self, statement: &Statement) -> bool {
        self.entries
            .lock()
            .expect("not poisoned")
            .contains(statement)
    }

    fn count(&self) -> usize {
        self.entries.lock().expect("not poisoned").len()
    }

    /// The roots in their order: each number once, each from where the one before ended.
    fn roots(&self) -> Vec<AccessRoot> {
        let entries = self.entries.lock().expect("not poisoned");
        let read = |statement| AccessRoot::read(statement).expect("an access root");
        let roots: Vec<AccessRoot> = entries.iter().map(read).collect();
        let mut since = Timestamp::from_seconds(0);
        for (number, root) in (0..).zip(&roots) {
            assert_eq!((root.number, root.since), (number, since));
            since = root.until;
        }
        roots
    }
}

/// A front end in this process.
struct Front {
    url: String,
    _server: Server,
}

/// One whose clock is so many seconds ahead.
fn front(world: &World, name: &str, ahead: i64, book: Option<&Arc<Book>>) -> Front {
    let (postgres, store) = world.own.ports();
    let connection = Postgres::connection(postgres, &world.own.name);
    let environment = Store::environment(store);
    let port = free_port();
    let objects = Objects::open(&format!("s3://{}/2026", world.own.name), environment, None);
    let clock = move || {
        let now = time::OffsetDateTime::now_utc().unix_timestamp() + ahead;
        Timestamp::from_seconds(now.try_into().expect("after 1970"))
    };
    let options = ServeOptions {
        listen: ([127, 0, 0, 1], port).into(),
        roles: Roles {
            ledger: false,
            relay: true,
            page: false,
        },
        public_url: Some(Origin::parse(ORIGIN).expect("an origin")),
        shared_relay: Some(SharedRelay {
            database: Database::parse(&connection, None).expect("a connection"),
            objects: objects.expect("a store"),
            secret: Secret32::from_bytes([7; 32]),
        }),
        registrar: book.map(|book| book.clone() as Arc<dyn Registrar>),
        ..ServeOptions::local(world.folder.path().join(name), clock)
    };
    Front {
        url: format!("http://127.0.0.1:{port}"),
        _server: Server::start(&options).expect("a front end"),
    }
}

fn to(front: &Front) -> Via {
    Via::at(&front.url)
}

/// The minute is over.
fn hurry(world: &World) {
    world.own.ask("UPDATE relay_open SET since = since - 60");
}

/// The same, with some time for what comes of it; it is not done.
fn hurry_and_wait(world: &World) -> bool {
    hurry(world);
    thread::sleep(Duration::from_millis(500));
    false
}

/// Lets minutes pass until each event of these mailboxes is proved by way of each front end, and holds them against the book.
fn prove(world: &World, book: &Book, grants: &[Grant], ways: &[Via]) {
    for grant in grants {
        for via in ways {
            let events = grant.status(via).events;
            assert!(!events.is_empty());
            wait_until(SOON, "every event is under a root", || {
                let is_done = grant.proofs(via).proofs.len() == events.len();
                is_done || hurry_and_wait(world)
            });
            wait_until(SOON, "the ledger has the newest", || {
                let newest = grant.proofs(via).newest.expect("a root");
                book.has(&Statement::parse(&newest.0).expect("a statement"))
            });
            for (number, (event, proof)) in (0..).zip(events.iter().zip(grant.proofs(via).proofs)) {
                let checked = proof.check(&grant.id).expect("it leads to its root");
                assert_eq!((proof.number, &checked.0), (number, event));
                assert!(book.has(&checked.1), "it is on the ledger");
            }
        }
    }
}

#[test]
fn every_front_end_proves_what_happened_at_all_of_them_whatever_their_clocks_say() {
    let Some(world) = World::running("relay", ORIGIN) else {
        return;
    };
    let book = Arc::new(Book::default());
    let clocks = [("one", 0), ("two", -A_DAY), ("three", 50)];
    let servers = clocks.map(|(name, ahead)| front(&world, name, ahead, Some(&book)));
    let ways = servers.each_ref().map(to);
    let grants: Vec<Grant> = (0..4).map(|n| Grant::made(&ways[n % 3], None)).collect();
    grants
        .iter()
        .for_each(|grant| grant.upload(&ways[0], b"bundle"));
    let urls = servers.each_ref().map(|front| front.url.clone());
    let (is_over, opened) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for n in 0..6 {
            let (grants, urls, is_over, opened) = (&grants, &urls, &is_over, &opened);
            scope.spawn(move || {
                let via = Via::at(&urls[n % 3]);
                // Some are refused for the load; what was given counts.
                let given = || grants.iter().filter(|grant| grant.is_let_in(&via)).count();
                again(is_over, || opened.fetch_add(given(), Ordering::SeqCst));
            });
        }
        let over = Over(&is_over);
        let first = book.count();
        wait_until(SOON, "some roots are closed", || {
            hurry(&world);
            thread::sleep(Duration::from_millis(700));
            book.count() >= first + 8
        });
        drop(over);
    });
    let events: usize = grants
        .iter()
        .map(|grant| grant.status(&ways[0]).events.len())
        .sum();
    let opened = opened.into_inner();
    assert!(opened > 20 && events >= opened, "{opened} of {events}");
    prove(&world, &book, &grants, &ways);
    println!(
        "cluster: {events} events under {} roots",
        book.roots().len()
    );
    let left = "SELECT count(*) FROM relay_rows WHERE kind = 'leaves'";
    assert_eq!(world.own.ask(left), "0", "no leaf is left behind");
}

#[test]
fn what_one_front_end_left_undone_another_one_does() {
    let Some(world) = World::running("relay", ORIGIN) else {
        return;
    };
    let book = Arc::new(Book::default());
    let servers = ["one", "two"].map(|name| front(&world, name, 0, Some(&book)));
    let ways = servers.each_ref().map(to);
    let grants = [Grant::made(&ways[0], None)];
    grants[0].upload(&ways[0], b"bundle");
    assert!(grants[0].is_let_in(&ways[1]));
    wait_until(SOON, "the first is on the ledger", || book.count() > 0);
    // As if somebody had been killed after it closed a root, and before it was signed.
    let there = book.count();
    world.own.ask(
        "UPDATE relay_open SET number = number + 1, since = extract(epoch FROM clock_timestamp())",
    );
    wait_until(SOON, "it is signed and posted", || book.count() > there);
    // The ledger is away: what is closed waits, and one more root has the whole time.
    book.is_away.store(true, Ordering::SeqCst);
    let there = book.count();
    for _ in 0..3 {
        hurry(&world);
        assert!(grants[0].is_let_in(&ways[0]) && grants[0].is_let_in(&ways[1]));
        thread::sleep(Duration::from_millis(1500));
    }
    assert_eq!(book.count(), there);
    let open = world.own.ask("SELECT number FROM relay_open");
    assert_eq!(open, (there + 1).to_string(), "one is closed and waits");
    book.is_away.store(false, Ordering::SeqCst);
    wait_until(SOON, "both come", || book.count() >= there + 2);
    prove(&world, &book, &grants, &ways);
    book.roots();
}

#[test]
fn a_relay_that_begins_to_have_roots_has_everything_from_before_under_the_first() {
    let Some(world) = World::running("relay", ORIGIN) else {
        return;
    };
    let before = front(&world, "before", 0, None);
    let via = to(&before);
    let grants = [Grant::made(&via, None), Grant::made(&via, None)];
    for grant in &grants {
        grant.upload(&via, b"bundle");
        assert!(grant.is_let_in(&via) && grant.is_let_in(&via));
    }
    let book = Arc::new(Book::default());
    // Two begin at once; one goes on that was told nothing.
    let servers = thread::scope(|scope| {
        let start = |name| {
            let (world, book) = (&world, &book);
            scope.spawn(move || front(world, name, 0, Some(book)))
        };
        ["one", "two"]
            .map(start)
            .map(|one| one.join().expect("a front end"))
    });
    for grant in &grants {
        assert!(grant.is_let_in(&via) && grant.is_let_in(&to(&servers[0])));
    }
    let ways = [to(&servers[0]), to(&servers[1]), via];
    prove(&world, &book, &grants, &ways);
    book.roots();
    let first = grants[0].proofs(&ways[2]).proofs;
    let (_, statement, root) = first[0].check(&grants[0].id).expect("it holds");
    assert_eq!((root.number, root.since.seconds()), (0, 0));
    assert!(book.has(&statement));
}
