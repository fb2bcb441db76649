//! Targets over the HTTP doors of relay and ledger: any request that gets through an HTTP parser, against a real relay and a real
//! ledger in a folder of their own. Requests to the relay are also signed anew, since nothing else gets past its signature.

use std::sync::{Mutex, OnceLock};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode},
};
use keepwell_crypto::{hash::sha256, sign::SigningKey};
use keepwell_ledger::{Ledger, LedgerOptions, Limits, written_again};
use keepwell_protocol::{
    http_signature::{Covered, sign},
    mailbox::OpeningId,
    origin::Origin,
    page_url::PageUrl,
    time::Timestamp,
};
use keepwell_relay::{Relay, RelayLimits, RelayOptions};
use rand_core::OsRng;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

use super::signed::GRANT_SEED;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
const ORIGIN: &str = "https://relay.example";
/// No answer but a part or a tile is longer.
const MAX_ANSWER: usize = 1 << 20;
/// How many requests a relay or ledger takes before a new one is made, so that its disk does not fill.
const REQUESTS: u32 = 20_000;

/// A server's face, what keeps it alive, and how often it was asked.
struct Door {
    router: Router,
    runtime: Runtime,
    asked: u32,
    _kept: (Box<dyn Send>, TempDir),
}

impl Door {
    fn new(open: fn(&TempDir) -> (Router, Box<dyn Send>)) -> Self {
        let folder = TempDir::new().expect("a folder");
        let (router, kept) = open(&folder);
        Self {
            router,
            runtime: Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime"),
            asked: 0,
            _kept: (kept, folder),
        }
    }

    fn ask(&mut self, request: Request<Body>) -> Answer {
        self.asked += 1;
        let router = self.router.clone();
        self.runtime.block_on(async {
            let answer = router
                .oneshot(request)
                .await
                .unwrap_or_else(|never| match never {});
            let (head, body) = answer.into_parts();
            let nonce = head.headers.get("replay-nonce").cloned();
            let nonce = nonce.and_then(|nonce| nonce.to_str().map(str::to_owned).ok());
            let is_stream = head
                .headers
                .get("content-type")
                .is_some_and(|kind| kind == "text/event-stream");
            // A stream is never finished.
            if !is_stream {
                let body = to_bytes(body, MAX_ANSWER).await.expect("a short answer");
                let is_fault = head.status.is_server_error()
                    && head.status != StatusCode::INSUFFICIENT_STORAGE;
                assert!(
                    !is_fault,
                    "{} {}",
                    head.status,
                    String::from_utf8_lossy(&body)
                );
            }
            Answer { nonce }
        })
    }
}

struct Answer {
    nonce: Option<String>,
}

/// A request to a relay: a byte that says whether it is signed, then what [`parse`] reads.
pub fn relay(data: &[u8]) {
    static DOOR: OnceLock<Mutex<Option<Door>>> = OnceLock::new();
    let Some((signing, rest)) = data.split_first() else {
        return;
    };
    let Some(asked) = parse(rest) else {
        return;
    };
    let mut door = DOOR
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(|held| held.into_inner());
    let door = fresh(&mut door, open_relay);
    if signing % 2 == 0 {
        door.ask(asked.request(Vec::new()));
        return;
    }
    let nonce = Asked {
        method: Method::HEAD,
        path: "/v1/nonce",
        fields: Vec::new(),
        body: b"",
    };
    let nonce = door.ask(nonce.request(Vec::new())).nonce.expect("a nonce");
    let opening = (signing % 4 == 3).then(|| OpeningId::from_bytes([10; 16]));
    door.ask(asked.request(asked.signed(&nonce, opening)));
}

/// A request to a ledger.
pub fn ledger(data: &[u8]) {
    static DOOR: OnceLock<Mutex<Option<Door>>> = OnceLock::new();
    let Some(asked) = parse(data) else {
        return;
    };
    let mut door = DOOR
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(|held| held.into_inner());
    fresh(&mut door, open_ledger).ask(asked.request(Vec::new()));
}

fn fresh(door: &mut Option<Door>, open: fn(&TempDir) -> (Router, Box<dyn Send>)) -> &mut Door {
    if door.as_ref().is_some_and(|door| door.asked > REQUESTS) {
        *door = None;
    }
    door.get_or_insert_with(|| Door::new(open))
}

fn open_relay(folder: &TempDir) -> (Router, Box<dyn Send>) {
    let often = keepwell_relay::limits::Rate {
        burst: u32::MAX,
        per_hour: u32::MAX,
    };
    let options = RelayOptions {
        dir: folder.path().join("relay"),
        origin: Origin::parse(ORIGIN).expect("an origin"),
        page: PageUrl::parse("https://clinic.example").expect("a page"),
        clock: std::sync::Arc::new(|| NOW),
        limits: RelayLimits {
            requests: often,
            mailboxes: often,
            boxes: often,
            meetings: often,
            disk_bytes: 32 << 20,
            ..RelayLimits::default()
        },
        registrar: None,
        shared: None,
    };
    let relay = Relay::open(options, &mut OsRng).expect("a relay");
    (relay.router(), Box::new(relay))
}

fn open_ledger(folder: &TempDir) -> (Router, Box<dyn Send>) {
    let options = LedgerOptions {
        dir: folder.path().join("ledger"),
        authority: "ledger.example".to_owned(),
        clock: std::sync::Arc::new(|| NOW),
        witnesses: None,
        keep_statements_s: None,
        prune_days: None,
        limits: Limits {
            window: std::time::Duration::ZERO,
            statements: keepwell_ledger::Rate {
                burst: u32::MAX,
                per_second: u32::MAX,
            },
            times: keepwell_ledger::Rate {
                burst: u32::MAX,
                per_second: u32::MAX,
            },
            ..Limits::default()
        },
    };
    let ledger = Ledger::open(options, &mut OsRng).expect("a ledger");
    (ledger.router(), Box::new(ledger))
}

/// What is asked.
struct Asked<'d> {
    method: Method,
    path: &'d str,
    fields: Vec<(&'d str, &'d str)>,
    body: &'d [u8],
}

/// `METHOD PATH`, fields `name: value` a line each, an empty line, and the body; `None` for what no HTTP parser lets through.
fn parse(data: &[u8]) -> Option<Asked<'_>> {
    let end = data.windows(2).position(|two| two == b"\n\n")?;
    let head = std::str::from_utf8(&data[..end]).ok()?;
    let mut lines = head.split('\n');
    let (method, path) = lines.next()?.split_once(' ')?;
    let asked = Asked {
        method: Method::from_bytes(method.as_bytes()).ok()?,
        path,
        fields: lines.filter_map(|line| line.split_once(": ")).collect(),
        body: &data[end + 2..],
    };
    asked.build(Vec::new()).is_some().then_some(asked)
}

impl Asked<'_> {
    /// The fields of a signature by the one key that asks.
    fn signed(&self, nonce: &str, opening: Option<OpeningId>) -> Vec<(&'static str, String)> {
        let uri = format!("{ORIGIN}{}", self.path);
        let covered = Covered {
            method: self.method.as_str(),
            target_uri: &uri,
            body: sha256(self.body),
            opening,
        };
        let fields = sign(&covered, &SigningKey::from_seed(&GRANT_SEED), NOW, nonce);
        let mut signed = vec![
            ("content-digest", fields.content_digest),
            ("signature-input", fields.signature_input),
            ("signature", fields.signature),
        ];
        signed.extend(opening.map(|opening| ("keepwell-opening", opening.to_string())));
        signed
    }

    fn request(&self, more: Vec<(&'static str, String)>) -> Request<Body> {
        self.build(more).expect("parsed before")
    }

    fn build(&self, more: Vec<(&'static str, String)>) -> Option<Request<Body>> {
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(self.path);
        for (name, value) in &self.fields {
            request = request.header(*name, *value);
        }
        for (name, value) in more {
            request = request.header(name, value);
        }
        request.body(Body::from(self.body.to_vec())).ok()
    }
}

/// What the machines of one ledger hand each other through PostgreSQL.
///
/// # Panics
/// When what was read is written otherwise.
pub fn handed_in(data: &[u8]) {
    for again in written_again(data).into_iter().flatten() {
        assert_eq!(again, data, "one spelling for what is handed in");
    }
}
