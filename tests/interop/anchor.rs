//! A real chain of our own, Foundry's anvil, and Solidity's compiler: the contract in the program is what its source compiles to,
//! it takes checkpoints that grow and no other, and a ledger that was rolled back or has a second history is told from one
//! that only grew.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Stdio},
};

use keepwell_anchor::{Account, AnchorError, Contract, Node, Put};
use keepwell_client::transport::{HttpOptions, HttpTransport};
use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::{
    checkpoint::{Checkpoint, SignedCheckpoint},
    hash::Hash,
    note::{Name, Signer},
};
use serde_json::Value;

use crate::{
    command::{Ended, keepwell},
    node::{Node as Packages, install},
    program::{argument, command, output},
    vector::tests,
    world::World,
};

const ANVIL: &str = "@foundry-rs/anvil@1.7.1";
const SOLC: &str = "solc@0.8.37";

/// A running chain with accounts that have something to pay with.
struct Chain {
    child: Child,
    url: String,
    /// Their keys.
    accounts: Vec<String>,
}

impl Chain {
    fn start(packages: &Packages) -> Self {
        let program = packages.path("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
        let mut child = command(program)
            .args(["--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the chain starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut accounts = Vec::new();
        let url = loop {
            let line = lines.next().expect("it listens").expect("text");
            if let Some((_, key)) = line.split_once(") 0x").filter(|(_, key)| key.len() == 64) {
                accounts.push(key.to_owned());
            }
            if let Some(address) = line.strip_prefix("Listening on ") {
                break format!("http://{address}");
            }
        };
        // What it tells of each request is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            url,
            accounts,
        }
    }

    fn node(&self) -> Node {
        Node::new(HttpTransport::new(HttpOptions::default()), &self.url)
    }

    fn account(&self, number: usize) -> Account {
        Account::parse(&self.accounts[number]).expect("a key")
    }
}

impl Drop for Chain {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A ledger's checkpoint with a root of its own.
fn checkpoint(signer: &Signer, size: u64, root: u8) -> SignedCheckpoint {
    signed(signer, size, Hash::from_bytes([root; 32]))
}

fn signed(signer: &Signer, size: u64, root: Hash) -> SignedCheckpoint {
    let name = signer.verifier_key().name().clone();
    let checkpoint = Checkpoint::new(name, size, root);
    SignedCheckpoint::sign(checkpoint.expect("a checkpoint"), signer).expect("signed")
}

fn signer(name: &str) -> Signer {
    Signer::new(
        Name::parse(name).expect("a name"),
        SigningKey::from_seed(&[7; 32]),
    )
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(work)
}

#[test]
fn the_contract_is_what_its_source_compiles_to() {
    let Some(packages) = install(&[SOLC]) else {
        return;
    };
    let folder = tests().join("../crates/anchor/contract");
    let source = folder.join("CheckpointAnchor.sol");
    let compiled = output(packages.run("anchor.mjs", &[argument(&source)]));
    let kept = std::fs::read(folder.join("CheckpointAnchor.hex")).expect("its code");
    assert_eq!(
        String::from_utf8_lossy(&compiled).trim(),
        String::from_utf8_lossy(&kept).trim()
    );
}

#[test]
fn a_contract_takes_what_grows_from_its_owner_and_nothing_else() {
    let Some(packages) = install(&[ANVIL]) else {
        return;
    };
    let chain = Chain::start(&packages);
    let (log, other) = (signer("ledger.example/ledger"), signer("other.example"));
    let (log_key, other_key) = (log.verifier_key(), other.verifier_key());
    let (owner, somebody) = (chain.account(0), chain.account(1));
    wait(async {
        let made = Contract::deploy(chain.node(), &owner, log_key).await;
        let contract = made.expect("a contract");
        assert_eq!(contract.newest().await.expect("an answer"), None);
        let put = async |size, root| contract.put(&checkpoint(&log, size, root)).await;
        let empty = signed(&log, 0, Hash::of_empty_tree());
        assert_eq!(
            told(contract.put(&empty).await),
            AnchorError::Empty.to_string()
        );
        assert_eq!(put(5, 1).await.expect("taken"), Put::New);
        assert_eq!(put(5, 1).await.expect("known"), Put::Known);
        assert_eq!(put(9, 2).await.expect("taken"), Put::New);
        let newest = contract.newest().await.expect("an answer");
        let newest = newest.expect("a checkpoint");
        assert_eq!((newest.size, newest.root), (9, Hash::from_bytes([2; 32])));

        let rolled_back = put(5, 1).await;
        let why = AnchorError::Rollback {
            anchored: 9,
            shown: 5,
        };
        assert_eq!(told(rolled_back), why.to_string());
        let forked = put(9, 3).await;
        let why = AnchorError::OtherHistory {
            size: 9,
            anchored: Hash::from_bytes([2; 32]),
        };
        assert_eq!(told(forked), why.to_string());

        let address = contract.address();
        let open = async |account, key| Contract::open(chain.node(), &address, account, key).await;
        let theirs = open(Some(&somebody), log_key).await.expect("ours");
        let grown = checkpoint(&log, 12, 4);
        assert_eq!(
            told(theirs.put(&grown).await),
            AnchorError::NotOwner.to_string()
        );
        let reader = open(None, log_key).await.expect("ours");
        assert_eq!(reader.newest().await.expect("an answer"), Some(newest));
        assert_eq!(
            told(reader.put(&grown).await),
            AnchorError::NotOwner.to_string()
        );
        let wrong = open(None, other_key).await;
        assert!(matches!(wrong, Err(AnchorError::OtherLog)));
        let nowhere = Contract::open(chain.node(), &owner.address(), None, log_key).await;
        assert!(matches!(nowhere, Err(AnchorError::NoContract)));
    });
}

fn told<T: std::fmt::Debug>(result: Result<T, AnchorError>) -> String {
    result.expect_err("refused").to_string()
}

/// The commands beside one chain.
struct Operator<'a> {
    chain: &'a Chain,
    account: String,
    contract: String,
}

impl Operator<'_> {
    fn run(&self, what: &str, world: &World) -> Ended {
        let log = world.ready["ledger"]["key"].as_str().expect("a key");
        let mut line = vec!["anchor", what, "--log", log, "--node", &self.chain.url];
        if what != "check" {
            line.extend(["--account", &self.account]);
        }
        if what != "deploy" {
            line.extend(["--ledger", &world.url, "--contract", &self.contract]);
        }
        keepwell(&line)
    }

    /// One look of a new monitor at the ledger of `world`.
    fn watch(&self, world: &World, name: &str) -> Ended {
        let log = world.ready["ledger"]["key"].as_str().expect("a key");
        let data = world.path(name);
        let line = ["monitor", "--once", "--data", &data, "--log", log, "--url"];
        let chain = [&world.url, "--node", &self.chain.url, "--anchor"];
        keepwell(&[line.as_slice(), &chain, &[&self.contract]].concat())
    }

    /// A comparison by a node that is not there.
    fn check_by_nobody(&self, world: &World) -> Ended {
        let log = world.ready["ledger"]["key"].as_str().expect("a key");
        let line = ["anchor", "check", "--log", log, "--ledger", &world.url];
        let chain = ["--node", "http://127.0.0.1:1", "--contract"];
        keepwell(&[line.as_slice(), &chain, &[&self.contract]].concat())
    }

    /// The answer of what must succeed.
    fn answer(&self, what: &str, world: &World) -> Value {
        let ended = self.run(what, world);
        assert_eq!(ended.code, 0, "{what}: {}", ended.err);
        ended.json()
    }

    /// The code of what must be refused.
    fn refusal(&self, what: &str, world: &World) -> String {
        let ended = self.run(what, world);
        assert_eq!(ended.code, 3, "{what}: {}", ended.err);
        ended.error()["code"].as_str().expect("a code").to_owned()
    }
}

/// The same ledger once more, from a copy of its folder.
fn twin(world: &mut World) -> World {
    world.stop();
    let folder = tempfile::tempdir().expect("a folder");
    let copied = std::process::Command::new("cp")
        .args(["-r", &world.path("server")])
        .arg(folder.path().join("server"))
        .status();
    assert!(copied.expect("cp runs").success());
    world.restart();
    World::serving(folder, &[])
}

fn grow(world: &mut World) {
    if !Path::new(&world.path("clinic.card")).exists() {
        world.make_people();
    }
    world.grant(&[]);
}

#[test]
fn a_ledger_that_does_not_go_with_the_chain_is_told_from_one_that_does() {
    let Some(packages) = install(&[ANVIL]) else {
        return;
    };
    let chain = Chain::start(&packages);
    let mut world = World::with_server();
    let account = world.path("account.key");
    std::fs::write(&account, format!("0x{}\n", chain.accounts[0])).expect("written");
    let mut operator = Operator {
        chain: &chain,
        account,
        contract: String::new(),
    };
    let made = operator.answer("deploy", &world);
    operator.contract = made["contract"].as_str().expect("an address").to_owned();
    assert!(operator.answer("check", &world)["anchored"].is_null());
    // What the ledger logs of itself meanwhile counts too.
    let begun = operator.answer("put", &world)["size"].as_u64();
    assert_eq!(operator.answer("put", &world)["put"], "known");

    let (mut forked, old) = (twin(&mut world), twin(&mut world));
    grow(&mut world);
    let anchored = operator.answer("check", &world);
    assert_eq!(anchored["anchored"]["size"].as_u64(), begun);
    let grown = operator.answer("put", &world)["size"].as_u64();
    assert!(grown > begun);
    // Another history of as many entries, the same with more, and one that forgot the last entry.
    for _ in 0..2 {
        grow(&mut forked);
        assert_eq!(operator.refusal("check", &forked), "other_history");
        assert_eq!(operator.refusal("put", &forked), "other_history");
    }
    assert_eq!(operator.refusal("check", &old), "rolled_back");
    assert_eq!(operator.refusal("put", &old), "rolled_back");
    let anchored = operator.answer("check", &world);
    assert_eq!(anchored["anchored"]["size"].as_u64(), grown);

    are_watched(&operator, &world, [&forked, &old]);
    assert_eq!(operator.check_by_nobody(&world).code, 4);
}

/// What a monitor says of the ledger that goes with the chain, and of those that do not.
fn are_watched(operator: &Operator<'_>, good: &World, bad: [&World; 2]) {
    let seen = operator.watch(good, "monitor");
    assert_eq!(seen.code, 0, "{}", seen.err);
    for ledger in bad {
        let seen = operator.watch(ledger, "monitor");
        assert_eq!(seen.json()["found"], "not_anchored");
        assert_eq!(seen.code, 3, "{}", seen.err);
    }
}
