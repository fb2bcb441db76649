//! What a ledger refuses when something is the matter with it, with the asker, or with the way in: each answer is problem details with
//! the title and status that programs go by, and is one that the description has. Each server is one such situation.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    path::Path,
    sync::Arc,
    thread::JoinHandle,
};

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    ledger_api::{CHECKPOINT_PATH, ENTRIES_PATH, STATEMENT_TYPE, TIME_PATH},
    statement::Statement,
    time::Timestamp,
};
use keepwell_server::{Asks, Pace, Post, ServeOptions, Witnesses};
use keepwell_tlog::{cosignature::WitnessKey, note::Name, policy::Policy};

use super::{Answer, Asker, NOW_S, Question};

const PROBLEM: &str = "application/concise-problem-details+cbor";
/// More than one source may ask at once.
const TOO_OFTEN: usize = 1_200;

/// A witness that says it knows more than there is, or that does not answer.
struct Witness {
    answers: bool,
}

impl Post for Witness {
    fn post(&self, _: &str, _: Vec<u8>) -> Result<(u16, Vec<u8>), String> {
        let more = (409, b"1000000\n".to_vec());
        self.answers.then_some(more).ok_or("away".to_owned())
    }

    fn get(&self, _: &str) -> Result<(u16, Vec<u8>), String> {
        Ok((404, Vec::new()))
    }
}

pub(super) fn ask(asker: &mut Asker, folder: &Path) {
    let slow = begin_slowly(asker);
    methods_and_paths(asker);
    too_often(asker);
    told(asker, slow.join().unwrap(), "Too slow", 408);

    let base = || ServeOptions::local(folder.join("other"), || Timestamp::from_seconds(NOW_S));
    let grant = Statement::grant(
        &[3; 16],
        &[2; 32],
        b"terms",
        &SigningKey::from_seed(&[21; 32]),
    );
    asker.turn_to(&ServeOptions {
        admission: Asks::Work(keepwell_admission::Pace::default()),
        witnesses: Some(witnessed(false)),
        ..base()
    });
    let asked = post(asker, &grant);
    assert!(asked.headers.contains_key("www-authenticate"));
    refused(&asked, "Admission needed", 401);
    let unwitnessed = asker.get(CHECKPOINT_PATH);
    assert!(unwitnessed.headers.contains_key("retry-after"));
    refused(&unwitnessed, "Not witnessed", 503);

    asker.turn_to(&ServeOptions {
        data: folder.join("stopped"),
        witnesses: Some(witnessed(true)),
        ..base()
    });
    let stopped = post(asker, &grant);
    assert!(stopped.headers.contains_key("retry-after"));
    refused(&stopped, "Stopped", 503);
}

/// One witness, all of whom must agree.
fn witnessed(answers: bool) -> Witnesses {
    let key = SigningKey::from_seed(&[22; 32]).verifying_key();
    let key = WitnessKey::new(Name::parse("w.example").unwrap(), key);
    Witnesses {
        policy: Policy::new(Vec::new(), vec![(key, b"http://127.0.0.1:1".to_vec())], 1).unwrap(),
        post: Arc::new(Witness { answers }),
        pace: Pace::default(),
    }
}

/// What the framework refuses by itself. The description has operations alone, so nothing of it is held against that.
fn methods_and_paths(asker: &mut Asker) {
    for (method, path, title, status) in [
        ("PUT", ENTRIES_PATH, "Method not allowed", 405),
        ("POST", CHECKPOINT_PATH, "Method not allowed", 405),
        ("GET", "/entries/0/nothing/here", "Not found", 404),
        ("GET", "/retention/other", "Not found", 404),
        ("GET", "/tile", "Not found", 404),
    ] {
        let answer = asker.ask(Question {
            method,
            path,
            ..Question::default()
        });
        asker.exchanges.pop();
        refused(&answer, title, status);
    }
    let key = asker.get("/.well-known/scitt-keys/%ff");
    asker.exchanges.pop();
    refused(&key, "Bad request", 400);
}

/// One source, named by a proxy on this machine, asks more often than it may.
fn too_often(asker: &mut Asker) {
    for _ in 0..TOO_OFTEN {
        let answer = asker.ask(Question {
            method: "POST",
            path: TIME_PATH,
            headers: vec![
                ("content-type", "application/octet-stream".to_owned()),
                ("x-forwarded-for", "198.51.100.7".to_owned()),
            ],
            body: vec![1; 32],
        });
        if answer.status == 429 {
            assert!(answer.headers.contains_key("retry-after"));
            return refused(&answer, "Too many requests", 429);
        }
        assert_eq!(answer.status, 200);
        asker.exchanges.pop();
    }
    panic!("nobody is held up");
}

/// Begins to send a statement and sends nothing more; the whole answer.
fn begin_slowly(asker: &Asker) -> JoinHandle<Vec<u8>> {
    let url = asker.server.url().to_string();
    let authority = url.split_once("://").unwrap().1.to_owned();
    let mut stream = TcpStream::connect(&authority).unwrap();
    write!(
        stream,
        "POST {ENTRIES_PATH} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\nContent-Type: {STATEMENT_TYPE}\r\nContent-Length: 200\r\n\r\nhalf"
    )
    .unwrap();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // The server may close without waiting for the rest.
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

/// An answer as it came over the line.
fn told(asker: &mut Asker, bytes: Vec<u8>, title: &str, status: u16) {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(bytes[..end].to_vec())
        .unwrap()
        .to_lowercase();
    let code: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut fields = head.lines().filter_map(|line| line.split_once(": "));
    let kind = fields.find(|(name, _)| *name == "content-type");
    let headers = kind.map(|(name, value)| (name.to_owned(), value.into()));
    let answer = Answer {
        status: code,
        bytes: bytes[end + 4..].to_vec(),
        headers: headers.into_iter().collect(),
    };
    refused(&answer, title, status);
    let question = Question {
        method: "POST",
        path: ENTRIES_PATH,
        headers: vec![("content-type", STATEMENT_TYPE.to_owned())],
        body: b"half".to_vec(),
    };
    asker.exchanges.push(super::noted(&question, &answer));
}

fn post(asker: &mut Asker, statement: &Statement) -> Answer {
    asker.ask(Question {
        method: "POST",
        path: ENTRIES_PATH,
        headers: vec![("content-type", STATEMENT_TYPE.to_owned())],
        body: statement.as_bytes().to_vec(),
    })
}

/// Problem details with this title and status, and a sentence.
fn refused(answer: &Answer, title: &str, status: u16) {
    assert_eq!(answer.status, status, "{title}");
    assert_eq!(answer.headers["content-type"], PROBLEM, "{title}");
    let map: ciborium::Value = ciborium::from_reader(answer.bytes.as_slice()).unwrap();
    let get = |key: i64| {
        let mut members = map.as_map().unwrap().iter();
        let found = members.find(|(name, _)| *name == ciborium::Value::from(key));
        found.unwrap().1.clone()
    };
    assert_eq!(get(-1), ciborium::Value::from(title));
    assert_eq!(get(-4), ciborium::Value::from(status));
    assert!(get(-2).as_text().unwrap().ends_with('.'));
}
