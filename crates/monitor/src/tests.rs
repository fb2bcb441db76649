//! A monitor beside real ledgers in the same process, honest ones and such as fork, roll back or serve wrong tiles, and
//! beside a line that alters what goes through it.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use axum::{Router, body::Body};
use keepwell_client::{
    servers::LedgerKey,
    transport::{Body as Answered, Method, Request, Response, Transport, TransportError},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_ledger::{Ledger, LedgerOptions, Limits};
use keepwell_protocol::{
    ledger_api::STATEMENT_TYPE, origin::Origin, statement::Statement, time::Timestamp,
};
use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    cosignature::Cosigner,
    note::{Name, VerifierKey},
    policy::Policy,
};
use rand_core::OsRng;
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::*;

mod roots;
mod status;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

/// What a line makes of an answer's body, by the path that was asked for.
type Alter = Box<dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>> + Send>;

/// A ledger, reached without a network.
struct Line {
    ledger: Ledger,
    router: Router,
    runtime: tokio::runtime::Runtime,
    alter: Mutex<Alter>,
}

impl Line {
    fn open(dir: &Path) -> Self {
        let options = LedgerOptions {
            dir: dir.to_owned(),
            authority: "ledger.example".to_owned(),
            clock: Arc::new(|| NOW),
            limits: Limits {
                window: std::time::Duration::ZERO,
                ..Limits::default()
            },
            witnesses: None,
            keep_statements_s: None,
            prune_days: None,
        };
        let ledger = Ledger::open(options, &mut OsRng).unwrap();
        Self {
            router: ledger.router(),
            ledger,
            runtime: tokio::runtime::Runtime::new().unwrap(),
            alter: Mutex::new(Box::new(|_, body| Some(body))),
        }
    }

    fn key(&self) -> LedgerKey {
        LedgerKey::parse(&self.ledger.info().key).unwrap()
    }

    fn add(&self, numbers: std::ops::Range<u64>) {
        for number in numbers {
            let mut seed = [7; 32];
            seed[..8].copy_from_slice(&number.to_be_bytes());
            let key = SigningKey::from_seed(&seed);
            self.post(&Statement::grant(&[1; 16], &[2; 32], b"terms", &key));
        }
    }

    fn post(&self, statement: &Statement) {
        let request = axum::http::Request::post("/entries")
            .header("content-type", STATEMENT_TYPE)
            .body(Body::from(statement.as_bytes().to_vec()));
        assert_eq!(self.ask(request.unwrap()).0, 201);
    }

    /// From now on answers are altered; `None` is no answer.
    fn alter(&self, how: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>> + Send + 'static) {
        *self.alter.lock().unwrap() = Box::new(how);
    }

    /// From now on its checkpoint has the witness's line of that time.
    fn cosigned(&self, time_s: u64) {
        let keys = [self.key().verifier().clone()];
        self.alter(move |path, body| {
            if path != "/checkpoint" {
                return Some(body);
            }
            let mut signed = SignedCheckpoint::open(&body, &keys).unwrap();
            let line = cosigner().cosign(signed.checkpoint(), time_s);
            signed.add(line).unwrap();
            Some(signed.note().to_string().into_bytes())
        });
    }

    fn ask(&self, request: axum::http::Request<Body>) -> (u16, Vec<u8>) {
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.unwrap();
            let status = answer.status().as_u16();
            let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await;
            (status, body.unwrap().to_vec())
        })
    }
}

impl Transport for Line {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        assert_eq!(request.method, Method::Get);
        let path = request.url.strip_prefix("https://ledger.example").unwrap();
        let asked = axum::http::Request::get(path).body(Body::empty()).unwrap();
        let (status, body) = self.ask(asked);
        let body = (self.alter.lock().unwrap())(path, body).ok_or(TransportError::Connect)?;
        let body = Answered::new(std::io::Cursor::new(body), request.limit);
        Ok(Response::new(status, Vec::new(), body))
    }
}

fn cosigner() -> Cosigner {
    let name = Name::parse("w.example").unwrap();
    Cosigner::new(name, SigningKey::from_seed(&[3; 32]))
}

fn watched(line: &Line, is_asking: bool) -> Watched {
    let one = (cosigner().witness_key().clone(), Vec::new());
    let policy = Policy::new(Vec::new(), vec![one], 1).unwrap();
    Watched {
        url: Origin::parse("https://ledger.example").unwrap(),
        key: line.key(),
        witnesses: is_asking.then(|| Arc::new(policy)),
        max_age_s: 900,
    }
}

/// A ledger and a monitor's folder.
struct Scene {
    ledger: TempDir,
    folder: TempDir,
    line: Line,
}

impl Scene {
    fn new() -> Self {
        let (ledger, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        Self {
            line: Line::open(ledger.path()),
            ledger,
            folder,
        }
    }

    fn monitor(&self) -> Monitor {
        Monitor::open(self.folder.path(), watched(&self.line, false)).unwrap()
    }

    /// What a monitor that is started anew finds.
    fn found(&self) -> Seen {
        self.monitor().look(&self.line, NOW, None).unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

#[test]
fn a_ledger_that_only_grows_is_fine_look_after_look() {
    let scene = Scene::new();
    let mut monitor = scene.monitor();
    for (more, size) in [
        (0..0, 3),
        (0..1, 4),
        (1..1, 4),
        (1..300, 303),
        (300..600, 603),
    ] {
        scene.line.add(more);
        let seen = monitor.look(&scene.line, NOW, None).unwrap();
        assert_eq!(
            (seen.found, seen.size),
            (Found::Fine, size),
            "{}",
            seen.words
        );
        assert!(seen.evidence.is_empty());
    }
    drop(monitor);
    scene.line.add(600..601);
    assert_eq!(scene.found().size, 604);
}

#[test]
fn a_second_history_is_caught_and_the_evidence_stays() {
    let mut scene = Scene::new();
    let twin = tempfile::tempdir().unwrap();
    drop(std::mem::replace(&mut scene.line, Line::open(twin.path())));
    let copied = tempfile::tempdir().unwrap();
    copy(scene.ledger.path(), copied.path());
    scene.line = Line::open(scene.ledger.path());
    scene.line.add(0..5);
    assert_eq!(scene.found().found, Found::Fine);
    let honest = std::mem::replace(&mut scene.line, Line::open(copied.path()));
    for more in [10..15, 15..20] {
        scene.line.add(more);
        let seen = scene.found();
        assert_eq!((seen.found, seen.size), (Found::Lied, 8), "{}", seen.words);
    }
    let seen = scene.found();
    assert_eq!(
        seen.evidence.len(),
        2,
        "forked at the same size, then rewritten"
    );
    let keys = [scene.line.key().verifier().clone()];
    for file in &seen.evidence {
        let kept: serde_json::Value =
            serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        for note in ["known", "contrary"] {
            let note = kept[note].as_str().unwrap();
            assert!(SignedCheckpoint::open(note.as_bytes(), &keys).is_ok());
        }
        assert_eq!(kept["ledger_key"], scene.line.key().to_string());
    }
    // The honest history again does not make it forgotten; whoever takes the evidence away does.
    scene.line = honest;
    let again = scene.found();
    assert_eq!((again.found, again.size), (Found::Lied, 8));
    for file in again.evidence {
        std::fs::remove_file(file).unwrap();
    }
    assert_eq!(scene.found().found, Found::Fine);
}

#[test]
fn a_ledger_that_shows_less_than_before_is_caught() {
    let scene = Scene::new();
    let (_, old) = scene.line.ask(
        axum::http::Request::get("/checkpoint")
            .body(Body::empty())
            .unwrap(),
    );
    scene.line.add(0..3);
    assert_eq!(scene.found().found, Found::Fine);
    scene.line.alter(move |path, body| {
        Some(if path == "/checkpoint" {
            old.clone()
        } else {
            body
        })
    });
    let seen = scene.found();
    assert_eq!(
        (seen.found, seen.size, seen.evidence.len()),
        (Found::Lied, 6, 1)
    );
}

#[test]
fn wrong_tiles_are_noticed_and_accuse_nobody() {
    for (tile, more) in [
        ("/tile/0/000", 0..400),
        ("/tile/1/000.p/1", 0..300),
        ("/tile/0/001.p/", 0..300),
    ] {
        let scene = Scene::new();
        scene.line.add(more);
        scene.line.alter(move |path, mut body| {
            let is_it = path.starts_with(tile) && (path == tile || tile.ends_with('/'));
            if let (true, Some(byte)) = (is_it, body.first_mut()) {
                *byte ^= 1;
            }
            Some(body)
        });
        let seen = scene.found();
        assert_eq!(
            (seen.found, seen.evidence.len()),
            (Found::Altered, 0),
            "{tile}"
        );
    }
}

#[test]
fn altered_entries_and_silence_are_told_apart() {
    let scene = Scene::new();
    scene.line.add(0..3);
    scene.line.alter(|path, mut body| {
        if path.starts_with("/tile/entries/") {
            *body.last_mut()? ^= 1;
        }
        Some(body)
    });
    assert_eq!(scene.found().found, Found::Altered);
    scene.line.alter(|_, _| None);
    let seen = scene.found();
    assert_eq!((seen.found, seen.size), (Found::Unreachable, 0));
    scene.line.alter(|_, body| Some(body));
    assert_eq!(scene.found().found, Found::Fine);
}

#[test]
fn its_witnesses_must_have_seen_it_and_lately() {
    let scene = Scene::new();
    let mut monitor = Monitor::open(scene.folder.path(), watched(&scene.line, true)).unwrap();
    let seen = monitor.look(&scene.line, NOW, None).unwrap();
    assert_eq!((seen.found, seen.size), (Found::NotWitnessed, 0));
    for (time_s, found) in [
        (NOW.seconds() - 900, Found::Fine),
        (NOW.seconds() - 901, Found::Neglected),
    ] {
        scene.line.cosigned(time_s);
        let seen = monitor.look(&scene.line, NOW, None).unwrap();
        assert_eq!((seen.found, seen.size), (found, 3));
        let cosigned = seen.witnesses[0].cosigned.unwrap();
        assert_eq!(cosigned.seconds(), time_s);
    }
}

#[test]
fn a_ledger_must_begin_with_what_is_on_a_chain() {
    let scene = Scene::new();
    scene.line.add(0..300);
    let first = scene.found();
    let root = |seen: &Seen| keepwell_tlog::hash::Hash::parse(&seen.root).unwrap();
    let anchored = (first.size, root(&first));
    scene.line.add(300..600);
    let look = |anchored| {
        let seen = scene.monitor().look(&scene.line, NOW, Some(anchored));
        seen.unwrap()
    };
    assert_eq!(look(anchored).found, Found::Fine);
    let newest = scene.found();
    assert_eq!(look((newest.size, root(&newest))).found, Found::Fine);
    for wrong in [
        (first.size + 1, anchored.1),
        (first.size, root(&newest)),
        (newest.size + 1, root(&newest)),
    ] {
        let seen = look(wrong);
        assert_eq!(seen.found, Found::NotAnchored, "{}", seen.words);
        assert_eq!(seen.size, newest.size);
    }
}

#[test]
fn a_folder_of_another_ledger_or_a_damaged_one_is_not_used() {
    let scene = Scene::new();
    let held = scene.monitor();
    let open = |key: LedgerKey| {
        let watched = Watched {
            key,
            ..watched(&scene.line, false)
        };
        Monitor::open(scene.folder.path(), watched).err()
    };
    assert!(matches!(open(scene.line.key()), Some(MonitorError::Busy)));
    drop(held);
    let other = SigningKey::from_seed(&[9; 32]).verifying_key();
    let other = VerifierKey::new(Name::parse("other.example").unwrap(), other);
    assert!(matches!(
        open(other.into()),
        Some(MonitorError::OtherLedger(_))
    ));
    let file = scene.folder.path().join("state.json");
    let good = std::fs::read(&file).unwrap();
    for damaged in [b"".as_slice(), b"{}", &good[..good.len() - 1]] {
        std::fs::write(&file, damaged).unwrap();
        assert!(matches!(
            open(scene.line.key()),
            Some(MonitorError::Damaged(_))
        ));
    }
    std::fs::write(&file, &good).unwrap();
    assert!(open(scene.line.key()).is_none());
}

#[test]
fn metrics_say_what_was_found() {
    let scene = Scene::new();
    let mut seen = scene.found();
    let text = metrics(&seen, 3);
    for line in [
        "keepwell_monitor_entries{log=\"ledger.example/ledger\"} 3",
        "keepwell_monitor_looks_total{log=\"ledger.example/ledger\"} 3",
        "keepwell_monitor_found{log=\"ledger.example/ledger\",found=\"fine\"} 1",
        "keepwell_monitor_found{log=\"ledger.example/ledger\",found=\"lied\"} 0",
        "keepwell_monitor_last_look_timestamp_seconds{log=\"ledger.example/ledger\"} 1795000000",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
    seen.log = "a\"b\\c".to_owned();
    seen.witnesses = vec![WitnessSeen {
        name: "w.example".to_owned(),
        cosigned: Some(NOW),
    }];
    let line = "keepwell_monitor_cosigned_timestamp_seconds{log=\"a\\\"b\\\\c\",witness=\"w.example\"} 1795000000";
    let text = metrics(&seen, 4);
    assert!(text.lines().any(|one| one == line), "{text}");
}
