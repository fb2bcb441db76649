//! A ledger that hands its states to witnesses by itself, all of them programs: it publishes what a quorum has cosigned,
//! adds without them, goes on after a restart, and says in its health how it stands.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use keepwell_client::transport::Method;
use keepwell_tlog::{checkpoint::SignedCheckpoint, note::VerifierKey, policy::Policy};
use serde_json::Value;

use crate::{
    command::keepwell,
    witness::{Witness, ask, copy},
    world::{World, files_below},
};

/// A world whose ledger has witnesses.
pub(crate) struct Watched {
    pub(crate) world: World,
    pub(crate) witnesses: Vec<Option<Witness>>,
    pub(crate) log: VerifierKey,
    /// The policy's file.
    pub(crate) file: String,
    policy: Policy,
}

impl Watched {
    /// `threshold` of `count` witnesses must agree.
    pub(crate) fn new(threshold: usize, count: usize) -> Self {
        let mut world = World::with_server();
        let log = world.ready["ledger"]["key"].as_str().expect("a key");
        let log = VerifierKey::parse(log).expect("a key");
        let start = |number: usize| start(&world, number, &log, "127.0.0.1:0");
        let witnesses: Vec<Witness> = (0..count).map(start).collect();
        let mut text = format!("log {log}\n");
        let mut names = String::new();
        for (number, witness) in witnesses.iter().enumerate() {
            text += &format!("witness w{number} {} {}\n", witness.key, witness.url);
            names += &format!(" w{number}");
        }
        text += &format!("group all-of-us {threshold}{names}\nquorum all-of-us\n");
        let file = world.path("witnesses.txt");
        fs::write(&file, &text).expect("written");
        world.restart_with(&["--witness-policy", &file]);
        Self {
            witnesses: witnesses.into_iter().map(Some).collect(),
            policy: Policy::parse(text.as_bytes()).expect("a policy"),
            world,
            log,
            file,
        }
    }

    /// What the ledger shows; `None` before its witnesses have agreed to anything.
    pub(crate) fn shown(&self) -> Option<SignedCheckpoint> {
        let url = format!("{}/checkpoint", self.world.url);
        let (status, note) = ask(Method::Get, &url, Vec::new());
        let open = || SignedCheckpoint::open(&note, std::slice::from_ref(&self.log));
        (status == 200).then(|| open().expect("a checkpoint"))
    }

    /// Waits until it shows so many entries, cosigned by a quorum.
    pub(crate) fn until(&self, size: u64) -> Duration {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            let shown = self.shown();
            if let Some(shown) = shown.filter(|shown| shown.checkpoint().size() == size) {
                self.policy.judge(&shown).expect("a quorum");
                return begun.elapsed();
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("{size} entries are not shown: {}", self.health());
    }

    pub(crate) fn health(&self) -> Value {
        let url = format!("{}/health", self.world.url);
        serde_json::from_slice(&ask(Method::Get, &url, Vec::new()).1).expect("JSON")
    }

    /// Waits until the ledger has stopped because of what its witnesses have shown, and says why.
    pub(crate) fn until_contradicted(&self) -> String {
        let url = format!("{}/health", self.world.url);
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if let Some(why) = self.health()["witnessing"]["contradicted"].as_str() {
                assert_eq!(ask(Method::Get, &url, Vec::new()).0, 503);
                return why.to_owned();
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("it goes on: {}", self.health());
    }

    /// A clinic and a patient that ask for the witnesses, and a clinic with the same keys that has read nothing: `fresh`.
    fn people(&mut self) {
        let world = &mut self.world;
        let (url, file) = (world.url.clone(), self.file.clone());
        let pin = ["--server", &url, "--witness-policy", &file];
        let named = ["init", "--name", "Harbour Clinic", "--country", "IE"];
        let made = world.clinic("clinic", &[named.as_slice(), &pin].concat());
        assert_eq!(made.code, 0, "{}", made.err);
        let card = world.path("clinic.card");
        let made = world.clinic("clinic", &["card", "--out", &card]);
        assert_eq!(made.code, 0, "{}", made.err);
        copy(&world.path("clinic"), &world.path("fresh"));
        world.wallet_ok(&[["init"].as_slice(), &pin].concat());
        world.wallet_ok(&["import", "--sample"]);
    }

    /// A patient who asks for no witness shares with the clinic: `code.png`.
    pub(crate) fn stranger(&self) {
        let world = &self.world;
        let (card, code) = (world.path("clinic.card"), world.path("code.png"));
        for arguments in [
            ["init", "--server", &world.url].as_slice(),
            &["import", "--sample"],
            &["grant", "--to", &card, "--for", "2h", "--qr", &code],
        ] {
            let ended = world.run("wallet", "other", arguments);
            assert_eq!(ended.code, 0, "{}", ended.err);
        }
    }

    /// Stops a witness; its address.
    pub(crate) fn stop(&mut self, number: usize) -> String {
        let witness = self.witnesses[number].take().expect("it runs");
        let listen = witness.url.replace("http://", "");
        witness.stop();
        listen
    }

    /// Starts a witness again where it was.
    pub(crate) fn start(&mut self, number: usize, listen: &str) {
        self.witnesses[number] = Some(start(&self.world, number, &self.log, listen));
    }
}

fn start(world: &World, number: usize, log: &VerifierKey, listen: &str) -> Witness {
    let data = world.path(&format!("w{number}"));
    let name = format!("w{number}.example");
    Witness::listening(&data, &name, &log.to_string(), listen)
}

#[test]
fn a_ledger_shows_what_its_witnesses_cosigned_and_adds_without_them() {
    let mut watched = Watched::new(2, 3);
    watched.until(3);
    watched.stop(0);
    watched.world.make_people();
    watched.world.grant(&[]);
    let behind = watched.until(4);
    assert!(behind < Duration::from_secs(5), "{behind:?}");
    let health = watched.health();
    assert_eq!(
        (&health["ledger"], &health["witnessing"]["published"]),
        (&"accepting".into(), &4.into())
    );

    let listen = watched.stop(1);
    let second = watched.world.grant(&[]);
    assert_eq!(
        second["ledger"]["state"], "recorded",
        "adding waits for nobody"
    );
    let patience = Instant::now();
    while watched.health()["witnessing"]["witnesses"][1]["failures"] == 0 {
        assert!(
            patience.elapsed() < Duration::from_secs(20),
            "{}",
            watched.health()
        );
        thread::sleep(Duration::from_millis(50));
    }
    let health = watched.health();
    let (witnessing, who) = (&health["witnessing"], &health["witnessing"]["witnesses"]);
    assert_eq!(
        (&witnessing["head"], &witnessing["published"]),
        (&5.into(), &4.into())
    );
    assert_eq!(who[1]["name"], "w1.example");
    assert!(
        who[1]["said"]
            .as_str()
            .expect("words")
            .contains("cannot be reached")
    );
    assert_eq!(
        (&who[2]["size"], &witnessing["asked"]),
        (&5.into(), &5.into())
    );

    // A restart shows what was shown, and goes on when the witness is back.
    watched.world.stop();
    watched.world.restart();
    assert_eq!(watched.shown().expect("shown").checkpoint().size(), 4);
    watched.start(1, &listen);
    watched.until(5);
}

#[test]
fn a_policy_that_cannot_be_used_is_refused_with_a_sentence() {
    let world = World::with_server();
    let (file, data) = (world.path("policy"), world.path("other"));
    let run = |text: &str| {
        fs::write(&file, text).expect("written");
        keepwell(&[
            "serve",
            "--data",
            &data,
            "--listen",
            "127.0.0.1:0",
            "--witness-policy",
            &file,
        ])
    };
    for (text, code, why) in [
        ("", 5, "no line `quorum`"),
        ("quorum nobody\n", 5, "line 1"),
        ("quorum none\n", 2, "asks for no witness"),
    ] {
        let ended = run(text);
        assert!(
            ended.code == code && ended.err.contains(why),
            "{text}: {}",
            ended.err
        );
    }
    let log = world.ready["ledger"]["key"].as_str().expect("a key");
    let ended = run(&format!("log {log}\nquorum none\n"));
    assert!(
        ended.code == 2 && ended.err.contains("names other ledgers"),
        "{}",
        ended.err
    );
    fs::remove_file(&file).expect("removed");
    let ended = keepwell(&["serve", "--data", &data, "--witness-policy", &file]);
    assert!(
        ended.code == 5 && ended.err.contains("could not be read"),
        "{}",
        ended.err
    );
}

/// A wallet and clinics that ask for the witnesses: what their quorum has not seen is waited for, and opened by nobody.
#[test]
fn a_share_waits_for_the_witnesses_and_is_opened_with_their_word() {
    let mut watched = Watched::new(2, 2);
    watched.until(3);
    watched.people();
    let grant = watched.world.grant(&[]);
    assert_eq!(grant["ledger"]["state"], "recorded");
    let opened = watched.world.open("clinic", "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);

    // With a witness away the next share waits; what waits is not opened, and goes on when the witness is back.
    let listen = watched.stop(1);
    let grant = watched.world.grant(&[]);
    assert_eq!(grant["ledger"]["state"], "pending");
    let refused = watched.world.open("clinic", "early");
    assert_ne!(refused.code, 0);
    watched.world.assert_nothing_at("early");
    watched.start(1, &listen);
    watched.until(5);
    let sent = watched.world.wallet_ok(&["sync"]);
    assert_eq!(sent["waiting"], 0, "{sent}");
    let opened = watched.world.open("clinic", "late");
    assert_eq!(opened.code, 0, "{}", opened.err);
}

/// One key, two histories, both programs: the second grows while no witness is there; once they are, it is stopped and the evidence
/// kept, a clinic that knows the first is shown a lie and keeps it, and one that comes new to the second opens nothing.
#[test]
fn a_second_history_finds_no_witness_and_opens_at_no_clinic() {
    let mut watched = Watched::new(2, 3);
    watched.until(3);
    watched.people();
    // The same ledger once more, from a copy of its folder: from here on it has two histories.
    watched.world.stop();
    let (first, second) = (watched.world.path("server"), watched.world.path("second"));
    copy(&first, &second);
    watched.world.restart();
    watched.world.grant(&[]);
    watched.until(4);
    let opened = watched.world.open("clinic", "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    watched.world.stop();
    fs::rename(&first, watched.world.path("first")).expect("renamed");
    fs::rename(&second, &first).expect("renamed");
    let listens: Vec<String> = (0..3).map(|number| watched.stop(number)).collect();
    watched.world.restart();

    watched.stranger();
    for (number, listen) in listens.iter().enumerate() {
        watched.start(number, listen);
    }
    watched.until_contradicted();
    assert_eq!(watched.shown().expect("shown").checkpoint().size(), 3);
    // Each of them refuses it, and keeps what shows why.
    let evidence = || {
        let mut files = files_below(&watched.world.root().join("w0/evidence"));
        files.retain(|file| file.extension().is_some_and(|end| end == "txt"));
        files
    };
    let begun = Instant::now();
    while evidence().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(60), "no evidence");
        thread::sleep(Duration::from_millis(50));
    }
    let text = fs::read_to_string(&evidence()[0]).expect("text");
    assert!(text.contains("--- handed in later ---"));

    let refused = watched.world.open("clinic", "forked");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert_eq!(
        (&refused.error()["check"], &refused.error()["code"]),
        (&"receipt".into(), &"ledger_lies".into())
    );
    let kept = files_below(&watched.world.root().join("clinic/evidence"));
    assert_eq!(kept.len(), 1);
    watched.world.assert_nothing_at("forked");

    // Whoever comes new knows no other history; the witnesses do.
    copy(&watched.world.path("fresh"), &watched.world.path("new"));
    let refused = watched.world.open("new", "forked");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert_eq!(
        (&refused.error()["check"], &refused.error()["code"]),
        (&"receipt".into(), &"not_witnessed".into())
    );
    let words = refused.error()["message"]
        .as_str()
        .expect("words")
        .to_owned();
    assert!(words.contains("too few independent witnesses"), "{words}");
    watched.world.assert_nothing_at("forked");
}

/// The whole folder from before, as by a backup of the machine: it takes nothing, says why, and what its witness shows is what
/// `restore` asks for.
#[test]
fn an_older_copy_of_the_whole_folder_is_put_right_with_what_a_witness_shows() {
    let mut watched = Watched::new(2, 3);
    watched.until(3);
    watched.people();
    let (data, old) = (watched.world.path("server"), watched.world.path("old"));
    watched.world.stop();
    copy(&data, &old);
    watched.world.restart();
    watched.world.grant(&[]);
    watched.until(4);
    let newest = watched.world.path("newest");
    let made = keepwell(&["ledger", "backup", "--data", &data, "--to", &newest]);
    assert_eq!(made.code, 0, "{}", made.err);
    watched.world.stop();
    fs::rename(&data, watched.world.path("lost")).expect("renamed");
    fs::rename(&old, &data).expect("renamed");
    watched.world.restart();

    let why = watched.until_contradicted();
    assert!(why.contains("keepwell ledger restore --newest"), "{why}");
    let read = format!("{}/tile/entries/000.p/3", watched.world.url);
    assert_eq!(
        ask(Method::Get, &read, Vec::new()).0,
        200,
        "reading goes on"
    );
    let shown = why.split_whitespace().find(|word| word.starts_with("http"));
    let (status, note) = ask(Method::Get, shown.expect("an address"), Vec::new());
    assert_eq!(status, 200);
    let file = watched.world.path("witnessed.txt");
    fs::write(&file, note).expect("written");

    watched.world.stop();
    fs::remove_dir_all(format!("{data}/ledger")).expect("removed");
    let restored = keepwell(&[
        "ledger", "restore", "--from", &newest, "--data", &data, "--newest", &file,
    ]);
    assert_eq!(restored.code, 0, "{}", restored.err);
    watched.world.restart();
    let taken = watched.world.grant(&[]);
    assert_eq!(taken["ledger"]["state"], "recorded");
    watched.until(5);
}

#[test]
fn the_policy_that_a_ledger_serves_can_be_pinned_as_it_is() {
    let watched = Watched::new(2, 3);
    watched.until(3);
    let url = &watched.world.url;
    let (status, text) = ask(Method::Get, &format!("{url}/policy"), Vec::new());
    assert_eq!(status, 200);
    let file = watched.world.path("served.txt");
    fs::write(&file, text).expect("written");
    let pinned = ["init", "--server", url, "--witness-policy", &file];
    let made = watched.world.run("wallet", "pinned", &pinned);
    assert_eq!(made.code, 0, "{}", made.err);
    let synced = watched.world.run("wallet", "pinned", &["sync"]);
    assert_eq!(synced.code, 0, "{}", synced.err);
}

#[test]
fn a_policy_for_another_ledger_is_pinned_by_nobody() {
    let (world, other) = (World::with_server(), World::with_server());
    let log = other.ready["ledger"]["key"].as_str().expect("a key");
    let file = world.path("policy");
    fs::write(&file, format!("log {log}\nquorum none\n")).expect("written");
    let pin = ["--server", &world.url, "--witness-policy", &file];
    let wallet = world.wallet(&[["init"].as_slice(), &pin].concat());
    let named = ["init", "--name", "Harbour Clinic", "--country", "IE"];
    let clinic = world.clinic("clinic", &[named.as_slice(), &pin].concat());
    for ended in [wallet, clinic] {
        assert_eq!(ended.code, 2, "{}", ended.err);
        assert_eq!(ended.error()["code"], "witness_policy");
    }
}
