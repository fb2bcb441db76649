//! A relay on several machines that binds itself each minute to what happened: machines are killed, paused and cut off, and there is still
//! one root for each minute, of which a monitor finds none missing and the wallet finds its events proved.

use std::{sync::atomic::AtomicBool, thread, time::Duration};

use keepwell_client::transport::Method;
use keepwell_protocol::{
    access_root::AccessRoot, ledger_api::CHECKPOINT_PATH, statement::Statement,
};
use keepwell_tlog::{checkpoint::Checkpoint, note::Note};
use serde_json::Value;

use crate::{
    command::keepwell,
    load::{Over, again},
    node::{Node, ask},
    people::People,
    proxy::{Cut, Proxy},
    relays::{Grant, ORIGIN, Via},
    waiting::wait_until,
    world::World,
};

const SOON: Duration = Duration::from_secs(90);

/// The minute is over.
fn hurry(world: &World) {
    world.own.ask("UPDATE relay_open SET since = since - 60");
}

/// The number of the root that is open.
fn open_root(world: &World) -> u64 {
    let number = world.own.ask("SELECT number FROM relay_open");
    number.parse().expect("a number")
}

/// Lets minutes pass until so many more roots are closed.
fn pass(world: &World, more: u64) {
    let until = open_root(world) + more;
    wait_until(SOON, "roots are closed", || {
        hurry(world);
        thread::sleep(Duration::from_millis(700));
        open_root(world) >= until
    });
}

/// A monitor that reads everything finds nothing wrong.
fn monitored(world: &World, url: &str, log: &str) {
    let data = world.path("monitor");
    let seen = keepwell(&[
        "monitor", "--data", &data, "--url", url, "--log", log, "--once",
    ]);
    assert_eq!(seen.code, 0, "{}{}", seen.out, seen.err);
}

/// A ledger on two machines, and the relay whose access roots it takes on others.
struct Apart {
    ledger: World,
    relay: World,
    /// The way to the ledger.
    door: Proxy,
    log: String,
    _nodes: Vec<Node>,
}

impl Apart {
    fn new() -> Option<Self> {
        let (ledger, relay) = (World::new()?, World::running("relay", ORIGIN)?);
        let mut first = ledger.node("first", true);
        let log = first.key().to_string();
        first.stop();
        let door = Proxy::closed();
        let known = Self {
            ledger,
            relay,
            door,
            log,
            _nodes: Vec::new(),
        };
        let mut node = known.front("key", known.relay.own.ports().0, known.door.port);
        let key = node.ready["relay_key"].as_str().expect("a key").to_owned();
        node.kill();
        let more = ["--relay-key", key.as_str()];
        let nodes = ["first", "second"].map(|name| known.ledger.node_with(name, true, &more));
        nodes.iter().for_each(|node| known.door.add(node.port()));
        Some(Self {
            _nodes: nodes.into(),
            ..known
        })
    }

    /// A front end of the relay that reaches PostgreSQL and the ledger by these ports.
    fn front(&self, name: &str, postgres: u16, ledger: u16) -> Node {
        let secret = self.relay.path("ledger.key");
        let to = format!("{}@http://127.0.0.1:{ledger}", self.log);
        let store = self.relay.own.ports().1;
        let more = ["--relay-secret", secret.as_str(), "--roots-to", &to];
        self.relay.node_by(name, true, (postgres, store), &more)
    }

    /// Whether every event of a mailbox is under a root that the relay proves to stand in the newest state that the ledger shows, and the
    /// last root that was closed stands there too.
    fn proves(&self, grant: &Grant, via: &Via) -> bool {
        let Some(state) = self.state() else {
            return false;
        };
        let events = grant.status(via).events;
        let told = grant.proofs_at(via, state.size());
        let stands = |statement: &Statement| {
            let number = AccessRoot::read(statement).expect("an access root").number;
            let root = told.logged.iter().find(|root| root.number == number);
            root.is_some_and(|root| root.is_of(statement, (state.size(), state.root())))
        };
        let newest = told.newest.as_ref().expect("a root");
        let newest = Statement::parse(&newest.0).expect("a statement");
        let last = AccessRoot::read(&newest).expect("an access root").number;
        events.len() == told.proofs.len()
            && last + 1 == open_root(&self.relay)
            && stands(&newest)
            && events.iter().zip(&told.proofs).all(|(event, proof)| {
                let (proved, statement, _) = proof.check(&grant.id).expect("it leads there");
                proved == *event && stands(&statement)
            })
    }

    /// The newest state that the ledger shows.
    fn state(&self) -> Option<Checkpoint> {
        let shown = ask(&self.door.url(), Method::Get, CHECKPOINT_PATH, b"")?;
        let note = Note::parse(&shown.body).ok()?;
        Checkpoint::parse(note.text())
    }
}

#[test]
fn a_root_that_was_closed_is_posted_though_its_front_end_was_killed() {
    let Some(apart) = Apart::new() else { return };
    let (world, postgres) = (&apart.relay, apart.relay.own.ports().0);
    let line = Proxy::to(apart.door.port);
    let mut first = apart.front("one", postgres, line.port);
    let second = apart.front("two", postgres, apart.door.port);
    let grant = Grant::made(&Via::to(&first), None);
    grant.upload(&Via::to(&first), b"bundle");
    pass(world, 1);
    // One more may be closed a moment later, and none is closed before it is posted: with the line cut that would be never.
    wait_until(SOON, "it is posted, and no other one waits", || {
        let open = open_root(world);
        let is_posted = apart.proves(&grant, &Via::to(&first));
        thread::sleep(Duration::from_millis(1500));
        is_posted && open_root(world) == open
    });
    // The second sleeps, the first cannot reach the ledger any more, and closes a root all the same.
    second.pause();
    line.cut(Cut::Closed);
    assert!(grant.is_let_in(&Via::to(&first)));
    let number = open_root(world);
    pass(world, 1);
    first.kill();
    let via = Via::to(&second);
    second.wake();
    wait_until(SOON, "it is awake", || grant.is_let_in(&via));
    hurry(world);
    wait_until(SOON, "it is posted", || apart.proves(&grant, &via));
    assert!(open_root(world) > number);
    monitored(&apart.ledger, &apart.door.url(), &apart.log);
}

#[test]
fn front_ends_that_sleep_or_are_cut_off_cost_no_root_and_no_event() {
    let Some(apart) = Apart::new() else { return };
    let (world, postgres) = (&apart.relay, apart.relay.own.ports().0);
    let line = Proxy::to(postgres);
    let nodes = [
        apart.front("sleeper", postgres, apart.door.port),
        apart.front("wired", line.port, apart.door.port),
        apart.front("steady", postgres, apart.door.port),
    ];
    let ways = || nodes.each_ref().map(Via::to);
    let grants: Vec<Grant> = (0..3).map(|n| Grant::made(&ways()[n], None)).collect();
    for grant in &grants {
        grant.upload(&ways()[2], b"bundle");
    }
    let is_over = AtomicBool::new(false);
    let urls = nodes.each_ref().map(|node| node.url.clone());
    thread::scope(|scope| {
        for n in 0..6 {
            let (grants, is_over, urls) = (&grants, &is_over, &urls);
            scope.spawn(move || {
                let via = Via::at(&urls[n % 3]);
                again(is_over, || grants[n / 2].is_let_in(&via));
            });
        }
        let over = Over(&is_over);
        pass(world, 2);
        // Longer than PostgreSQL waits for who holds a lock and says nothing.
        nodes[0].pause();
        pass(world, 2);
        line.cut(Cut::Silent);
        thread::sleep(Duration::from_secs(20));
        pass(world, 2);
        nodes[0].wake();
        line.mend();
        pass(world, 2);
        drop(over);
    });
    let [sleeper, wired, steady] = ways();
    for via in [&sleeper, &wired, &steady] {
        wait_until(SOON, "each answers again", || grants[0].is_let_in(via));
    }
    pass(world, 1);
    for grant in &grants {
        for via in [&sleeper, &wired, &steady] {
            wait_until(SOON, "every event is proved", || apart.proves(grant, via));
        }
    }
    let events: usize = grants
        .iter()
        .map(|grant| grant.status(&steady).events.len())
        .sum();
    println!("cluster: {events} events under {} roots", open_root(world));
    assert!(events > 30, "{events}");
    monitored(&apart.ledger, &apart.door.url(), &apart.log);
}

/// Under which roots its events are, as the wallet says.
fn roots(people: &People<'_>) -> Vec<String> {
    let told = people.ok("wallet", &["activity"]);
    let events = told["events"].as_array().expect("a list");
    let root = |event: &Value| event["root"].as_str().unwrap_or("none").to_owned();
    events.iter().map(root).collect()
}

/// Two machines with everything, reached together.
fn two(world: &World, door: &Proxy) -> [Node; 2] {
    let secret = world.path("ledger.key");
    let more = ["--relay-secret", secret.as_str(), "--access-roots"];
    let nodes = ["one", "two"].map(|name| world.node_with(name, true, &more));
    nodes.iter().for_each(|node| door.add(node.port()));
    nodes
}

#[test]
fn a_wallet_finds_its_events_proved_whichever_machine_is_killed() {
    let door = Proxy::closed();
    let Some(world) = World::running("ledger,relay", &door.url()) else {
        return;
    };
    let [mut one, two] = two(&world, &door);
    let log = two.key().to_string();
    let people = People {
        world: &world,
        url: door.url(),
        policy: None,
    };
    people.settle();
    people.grant();
    let opened = people.open("visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    one.kill();
    wait_until(SOON, "the wallet finds its events proved", || {
        hurry(&world);
        people.run("wallet", &["sync"]);
        let roots = roots(&people);
        !roots.is_empty() && roots.iter().all(|root| root == "proved")
    });
    pass(&world, 2);
    monitored(&world, &door.url(), &log);
}
