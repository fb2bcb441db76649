//! A ledger that prunes, with the real programs: years are over, old entries go by a policy that everybody can read, every other
//! proof is the same to the byte, and wallet, clinic, witnesses and monitors go on, also one that begins anew and one that was away.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant, SystemTime},
};

use keepwell_client::transport::Method;
use keepwell_crypto::sign::SigningKey;
use keepwell_ledger::{Ledger, LedgerOptions, Limits};
use keepwell_protocol::{
    retention::{KEPT_PATH, Kept, RETENTION_PATH, RUN, Retention},
    statement::Statement,
    time::Timestamp,
};
use rand_core::OsRng;

use crate::{
    command::{Ended, keepwell},
    witness::{ask, copy},
    witnessed::Watched,
    world::World,
};

/// How many register at the same time.
const HANDS: u64 = 64;
const DAY_S: u64 = 86_400;
/// The fewest days that are allowed.
const DAYS: &str = "90";

fn statement(number: u64) -> Statement {
    let mut seed = [0x77; 32];
    seed[..8].copy_from_slice(&number.to_be_bytes());
    Statement::grant(&[1; 16], &[2; 32], b"terms", &SigningKey::from_seed(&seed))
}

/// Registers other people's grants with the stopped server's ledger, up to so many entries, as a busy year does.
fn fill(world: &World, from: u64, size: u64) {
    let options = LedgerOptions {
        dir: world.root().join("server/ledger"),
        authority: "not.looked.at".to_owned(),
        clock: Arc::new(|| Timestamp::from_seconds(1)),
        limits: Limits {
            window: Duration::ZERO,
            segment_bytes: 1 << 19,
            status: None,
            ..Limits::default()
        },
        witnesses: None,
        keep_statements_s: None,
        prune_days: None,
    };
    let ledger = Ledger::open(options, &mut OsRng).expect("a ledger");
    let next = Mutex::new(from);
    thread::scope(|scope| {
        let hands = (0..HANDS).map(|_| scope.spawn(|| register(&ledger, &next, size)));
        drop(hands.collect::<Vec<_>>());
    });
    ledger.close();
}

/// Registers one after the other until there are so many entries.
fn register(ledger: &Ledger, next: &Mutex<u64>, size: u64) {
    loop {
        let mut number = next.lock().expect("a number");
        *number += 1;
        let statement = statement(*number);
        drop(number);
        let index = ledger.register(&statement).expect("registered");
        if index + HANDS >= size {
            return;
        }
    }
}

fn get(world: &World, path: &str) -> (u16, Vec<u8>) {
    ask(Method::Get, &format!("{}{path}", world.url), Vec::new())
}

/// Everything from the minimum index on, and what stays before it.
fn proofs(world: &World, size: u64) -> BTreeMap<String, Vec<u8>> {
    let entry = (RUN..size).step_by(97).chain(0..4);
    let mut paths: Vec<String> = Vec::new();
    for index in entry {
        paths.push(format!("/entries/{index}/proof?size={size}"));
        paths.push(format!("/entries/{index}?size={size}"));
    }
    for tile in (RUN / 256..size / 256).chain([0]) {
        paths.push(format!("/tile/0/{tile:03}"));
        paths.push(format!("/tile/entries/{tile:03}"));
    }
    paths.extend(["/tile/1/000", "/tile/1/001.p/2", "/tile/2/000.p/1"].map(str::to_owned));
    let read = |path: String| {
        let (status, body) = get(world, &path);
        assert_eq!(status, 200, "{path}");
        (path, body)
    };
    paths.into_iter().map(read).collect()
}

/// Looks once; a monitor of its own for each folder.
fn look(world: &World, folder: &str, more: &[&str]) -> Ended {
    let log = world.ready["ledger"]["key"].as_str().expect("a key");
    let data = world.path(folder);
    let mut line = vec!["monitor", "--data", &data, "--url", &world.url];
    line.extend(["--log", log, "--once"]);
    line.extend(more);
    keepwell(&line)
}

fn is_fine(seen: &Ended) -> String {
    assert_eq!(seen.code, 0, "{} {}", seen.err, seen.json());
    assert_eq!(seen.json()["found"], "fine");
    seen.json()["words"].as_str().expect("words").to_owned()
}

/// What the ledger noted of its size this morning, it noted a year ago.
fn a_year_passes(world: &World) {
    let path = world.root().join("server/ledger/ages.json");
    let text = fs::read_to_string(&path).expect("what it noted");
    let mut noted: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let now = SystemTime::UNIX_EPOCH.elapsed().expect("a time").as_secs();
    for seen in noted["seen"].as_array_mut().expect("days") {
        seen[0] = (now - 365 * DAY_S).into();
    }
    fs::write(&path, noted.to_string()).expect("written");
}

fn policy(world: &World) -> Option<Retention> {
    let (status, bytes) = get(world, RETENTION_PATH);
    let statement = (status == 200).then(|| Statement::parse(&bytes).expect("a statement"))?;
    let origin = world.ready["ledger"]["origin"].as_str().expect("an origin");
    Some(Retention::read(&statement, origin, &statement.signer()).expect("a policy"))
}

/// Shares until `is_done`.
fn share_until(world: &World, is_done: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(120);
    while !is_done() {
        assert!(Instant::now() < deadline, "nothing is pruned");
        let mut number = [0; 32];
        rand_core::RngCore::fill_bytes(&mut OsRng, &mut number);
        let grant = Statement::grant(&[1; 16], &[2; 32], b"x", &SigningKey::from_seed(&number));
        let url = format!("{}/entries", world.url);
        let (status, _) = post(&url, grant.as_bytes());
        assert_eq!(status, 201);
        thread::sleep(Duration::from_millis(50));
    }
}

fn post(url: &str, body: &[u8]) -> (u16, Vec<u8>) {
    use keepwell_client::transport::{HttpOptions, HttpTransport, Request, Transport as _};
    let request = Request {
        method: Method::Post,
        url: url.to_owned(),
        headers: vec![("content-type", "application/cose".to_owned())],
        body: body.to_vec(),
        limit: 1 << 20,
    };
    let network = HttpTransport::new(HttpOptions::default());
    let answer = network.send(request).expect("an answer");
    (answer.status, Vec::new())
}

/// Bundles that are in the folder.
fn bundles(world: &World) -> usize {
    let folder = world.root().join("server/ledger/tile/entries");
    let files = fs::read_dir(folder).expect("bundles");
    files
        .filter(|file| file.as_ref().expect("a file").path().is_file())
        .count()
}

fn is_well(world: &World) {
    world.wallet_ok(&["sync"]);
    let checks = world.wallet_ok(&["check"]);
    let checks = checks["checks"].as_array().expect("checks");
    assert!(checks.iter().all(|check| check["ok"] == true), "{checks:?}");
}

fn opens(world: &World, clinic: &str, code: &str, out: &str) {
    let (code, out) = (world.path(code), world.path(out));
    let open = || world.clinic(clinic, &["open", &code, "--out", &out]);
    let deadline = Instant::now() + Duration::from_secs(120);
    let mut opened = open();
    // The newest list is from before this year, and covers less than what is gone: the next one comes within a minute.
    while opened.err.contains("status_old") && Instant::now() < deadline {
        thread::sleep(Duration::from_secs(2));
        opened = open();
    }
    assert_eq!(opened.code, 0, "{clinic}: {}", opened.err);
}

#[test]
fn a_ledger_prunes_and_everybody_goes_on() {
    let mut watched = Watched::new(2, 2);
    watched.world.make_clinic("clinic", "Harbour Clinic");
    watched.world.make_patient();
    watched.world.wallet_ok(&["import", "--sample"]);
    watched.world.grant(&[]);
    let world = &mut watched.world;
    opens(world, "clinic", "code.png", "early");
    is_well(world);

    // A clinic, a wallet and a monitor that stop reading in what will be gone, and a monitor that reads all.
    world.stop();
    fill(world, 0, 1_000);
    world.restart();
    copy(&world.path("clinic"), &world.path("away"));
    opens(world, "away", "code.png", "away-early");
    is_fine(&look(world, "monitor-away", &[]));
    world.stop();
    fill(world, 100_000, RUN + 6_000);
    world.restart_with(&["--prune", DAYS]);
    world.grant(&[]);
    copy(&world.path("code.png"), &world.path("late.png"));
    is_well(world);
    is_fine(&look(world, "monitor", &[]));
    assert_eq!(policy(world).map(|policy| policy.minimum), Some(0));

    let (_, note) = get(world, "/checkpoint");
    let note = String::from_utf8(note).expect("text");
    let size = note
        .lines()
        .nth(1)
        .expect("a size")
        .parse()
        .expect("a size");
    let before = proofs(world, size);
    let whole = bundles(world);
    world.stop();
    a_year_passes(world);
    world.restart();
    share_until(world, || {
        policy(world).is_some_and(|policy| policy.minimum == RUN)
    });
    share_until(world, || bundles(world) < whole - 20);
    // In the middle of it.
    world.kill();
    world.restart();
    share_until(world, || bundles(world) < whole - 250);
    assert_eq!(proofs(world, size), before, "every other proof is the same");
    what_is_gone_says_so(world);

    // Everybody goes on.
    opens(world, "clinic", "late.png", "late");
    opens(world, "away", "late.png", "away-late");
    is_well(world);
    world.make_clinic("new", "New Clinic");
    let (card, code) = (world.path("new.card"), world.path("code.png"));
    world.wallet_ok(&["grant", "--to", &card, "--for", "2h", "--qr", &code]);
    opens(world, "new", "code.png", "new-out");
    is_fine(&look(world, "monitor", &[]));
    let file = watched.file.clone();
    for folder in ["monitor-new", "monitor-away"] {
        let words = is_fine(&look(&watched.world, folder, &["--witness-policy", &file]));
        assert!(
            words.contains("removed by the ledger's own policy"),
            "{words}"
        );
        assert!(words.contains("65536"), "{words}");
        is_fine(&look(&watched.world, folder, &[]));
    }
    let shown = watched.shown().expect("cosigned");
    assert!(shown.checkpoint().size() > size);
    copies(&mut watched.world, size, &before);
}

/// Whoever asks for what was pruned is told that it was, and nothing of it is registered again.
fn what_is_gone_says_so(world: &World) {
    let policy = policy(world).expect("a policy");
    let kept = Kept::of(&policy, get(world, KEPT_PATH).1).expect("the list");
    assert!(!kept.is_pruned(0) && kept.is_pruned(1) && !kept.is_pruned(256));
    for gone in [
        "/tile/entries/001",
        "/tile/0/001",
        "/entries/300",
        "/entries/300/proof",
    ] {
        assert_eq!(get(world, gone).0, 410, "{gone}");
    }
    let again = post(&format!("{}/entries", world.url), statement(500).as_bytes());
    assert_eq!(again.0, 410, "what was pruned is not registered again");
}

/// A copy is read whole and put back, and the ledger too.
fn copies(world: &mut World, size: u64, before: &BTreeMap<String, Vec<u8>>) {
    let (server, copied) = (world.path("server"), world.path("copy"));
    let newest = world.path("newest");
    fs::write(&newest, get(world, "/checkpoint").1).expect("written");
    let made = keepwell(&["ledger", "backup", "--data", &server, "--to", &copied]);
    assert_eq!(made.code, 0, "{}", made.err);
    world.stop();
    let read = keepwell(&["ledger", "check", "--data", &server]);
    assert_eq!(
        (read.code, &read.json()["pruned"]),
        (0, &RUN.into()),
        "{}",
        read.err
    );
    fs::remove_dir_all(Path::new(&server).join("ledger")).expect("removed");
    let back = [
        "ledger", "restore", "--from", &copied, "--data", &server, "--newest", &newest,
    ];
    let back = keepwell(&back);
    assert_eq!(back.code, 0, "{}", back.err);
    world.restart();
    assert_eq!(&proofs(world, size), before);
}
