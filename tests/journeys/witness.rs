//! A witness beside a real ledger, both as programs: it cosigns what only grew, is stopped and started again and forgets
//! nothing, and refuses the ledger's second history, of which it keeps the evidence.

use std::{fs, io::Read as _, process::Child};

use keepwell_client::transport::{HttpOptions, HttpTransport, Method, Request, Transport as _};
use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    hash::Hash,
    note::{Signature, VerifierKey},
    policy::Policy,
    proof::ConsistencyProof,
    witness::AddCheckpoint,
};

use crate::{
    command::{prepared, started},
    world::{World, files_below, terminate},
};

/// A running `keepwell witness`.
pub(crate) struct Witness {
    child: Child,
    pub(crate) url: String,
    pub(crate) key: String,
}

impl Witness {
    /// Starts it in the world's folder, for the log with this key.
    fn start(world: &World, log: &str) -> Self {
        Self::listening(&world.path("witness"), "w.example", log, "127.0.0.1:0")
    }

    /// Starts `name` in the folder `data`, for the log with this key.
    pub(crate) fn listening(data: &str, name: &str, log: &str, listen: &str) -> Self {
        let arguments = [
            "witness", "--data", data, "--name", name, "--log", log, "--listen", listen, "--json",
        ];
        let (child, ready) = started(&mut prepared(&arguments));
        let text = |name: &str| ready[name].as_str().expect("text").to_owned();
        Self {
            url: text("url"),
            key: text("key"),
            child,
        }
    }

    /// Hands in a checkpoint; status and body.
    fn add(&self, request: &AddCheckpoint) -> (u16, String) {
        let url = format!("{}/add-checkpoint", self.url);
        let (status, body) = ask(Method::Post, &url, request.to_string().into_bytes());
        (status, String::from_utf8(body).expect("text"))
    }

    pub(crate) fn stop(mut self) {
        terminate(self.child.id());
        assert!(self.child.wait().expect("it ends").success());
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn ask(method: Method, url: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
    let request = Request {
        method,
        url: url.to_owned(),
        headers: Vec::new(),
        body,
        limit: 1 << 20,
    };
    let network = HttpTransport::new(HttpOptions::default());
    let mut answer = network.send(request).expect("an answer");
    let mut body = Vec::new();
    answer.body.read_to_end(&mut body).expect("a body");
    (answer.status, body)
}

/// A ledger's present state.
fn checkpoint(url: &str, key: &VerifierKey) -> SignedCheckpoint {
    let (status, note) = ask(Method::Get, &format!("{url}/checkpoint"), Vec::new());
    assert_eq!(status, 200);
    SignedCheckpoint::open(&note, std::slice::from_ref(key)).expect("a checkpoint")
}

/// From three entries, which every ledger begins with, to four, or five where a minute went by (RFC 9162 §2.1.4): the third leaf,
/// the fourth, the node over the first two, and the fifth.
fn proof_from_three(url: &str, size: u64) -> ConsistencyProof {
    let (status, tile) = ask(
        Method::Get,
        &format!("{url}/tile/0/000.p/{size}"),
        Vec::new(),
    );
    let leaves: Vec<Hash> = tile
        .chunks_exact(32)
        .map(|leaf| Hash::from_bytes(leaf.try_into().expect("a hash")))
        .collect();
    assert_eq!(status, 200);
    let [one, two, three, four, rest @ ..] = leaves.as_slice() else {
        panic!("four leaves at least");
    };
    assert!(rest.len() < 2, "the ledger grew on");
    let mut path = vec![*three, *four, Hash::of_children(one, two)];
    path.extend(rest);
    ConsistencyProof::new(3, size, path).expect("a proof")
}

fn from_nothing(new: &SignedCheckpoint) -> AddCheckpoint {
    let size = new.checkpoint().size();
    let proof = ConsistencyProof::new(0, size, Vec::new()).expect("a proof");
    AddCheckpoint::new(&proof, new).expect("fits")
}

pub(crate) fn copy(from: &str, to: &str) {
    let copied = std::process::Command::new("cp")
        .args(["-r", from, to])
        .status();
    assert!(copied.expect("cp runs").success());
}

#[test]
fn a_ledger_that_grows_is_cosigned_and_its_second_history_is_not() {
    let mut world = World::with_server();
    let log = world.ready["ledger"]["key"]
        .as_str()
        .expect("a key")
        .to_owned();
    let key = VerifierKey::parse(&log).expect("a key");
    let witness = Witness::start(&world, &log);
    let begun = checkpoint(&world.url, &key);
    assert_eq!(begun.checkpoint().size(), 3);
    assert_eq!(witness.add(&from_nothing(&begun)).0, 200);

    // The same ledger once more, from a copy of its folder: from here on it has two histories.
    world.stop();
    let twin = tempfile::tempdir().expect("a folder");
    copy(
        &world.path("server"),
        &twin.path().join("server").display().to_string(),
    );
    world.restart();
    let mut twin = World::serving(twin, &[]);
    for one in [&mut world, &mut twin] {
        one.make_people();
        one.grant(&[]);
    }
    let mut grown = checkpoint(&world.url, &key);
    let forked = checkpoint(&twin.url, &key);
    let size = grown.checkpoint().size();
    assert_eq!(forked.checkpoint().size(), size);
    assert_ne!(grown.checkpoint().root(), forked.checkpoint().root());

    let add = AddCheckpoint::new(&proof_from_three(&world.url, size), &grown).expect("fits");
    let (status, line) = witness.add(&add);
    assert_eq!(status, 200, "{line}");
    let line = Signature::parse(line.trim_end_matches('\n')).expect("a signature");
    grown.add(line).expect("room");
    let policy = format!("log {log}\nwitness w {}\nquorum w\n", witness.key);
    let policy = Policy::parse(policy.as_bytes()).expect("a policy");
    assert_eq!(policy.judge(&grown).expect("witnessed").len(), 1);
    assert!(policy.judge(&forked).is_err());

    // What it has signed it remembers, also as the next process.
    let name = witness.key.clone();
    witness.stop();
    let witness = Witness::start(&world, &log);
    assert_eq!(witness.key, name);
    assert_eq!(
        witness.add(&from_nothing(&begun)),
        (409, format!("{size}\n"))
    );
    let fork = AddCheckpoint::new(&proof_from_three(&twin.url, size), &forked).expect("fits");
    assert_eq!(witness.add(&fork), (409, format!("{size}\n")));
    let evidence = files_below(&world.root().join("witness/evidence"));
    assert_eq!(evidence.len(), 1);
    let text = fs::read_to_string(&evidence[0]).expect("the evidence");
    let root = |signed: &SignedCheckpoint| signed.checkpoint().root().to_string();
    assert!(text.contains(&root(&grown)) && text.contains(&root(&forked)));
    witness.stop();
}

#[test]
fn a_witness_says_what_is_missing() {
    let world = World::with_server();
    let log = world.ready["ledger"]["key"].as_str().expect("a key");
    let data = world.path("witness");
    let run = |more: &[&str]| {
        let mut arguments = vec!["witness", "--data", &data];
        arguments.extend(more);
        crate::command::keepwell(&arguments)
    };
    for (wrong, why) in [
        (
            ["--name", "two words", "--log", log].as_slice(),
            "not the name of a ledger",
        ),
        (
            &["--name", "w.example", "--log", "no key"],
            "copy the whole line",
        ),
        (&["--name", "w.example"], "--log"),
    ] {
        let ended = run(wrong);
        assert!(ended.code == 2 && ended.err.contains(why), "{}", ended.err);
    }
    Witness::start(&world, log).stop();
    let ended = run(&["--name", "other.example", "--log", log]);
    assert!(
        ended.code == 2 && ended.err.contains("w.example"),
        "{}",
        ended.err
    );
    fs::remove_file(world.root().join("witness/key")).expect("removed");
    let ended = run(&["--name", "w.example", "--log", log]);
    assert!(
        ended.code == 5 && ended.err.contains("must not go on"),
        "{}",
        ended.err
    );
}
