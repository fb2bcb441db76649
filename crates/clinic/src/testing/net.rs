//! A network in memory: one address with a relay and a ledger behind it. The relay checks signatures as a real one does;
//! each server can be away, and a download can break off.

use std::{
    collections::HashMap,
    io::{self, Read},
    sync::{Mutex, MutexGuard},
};

use keepwell_client::transport::{Body, Method, Request, Response, Transport, TransportError};
use keepwell_crypto::{hash::sha256, sign::VerifyingKey};
use keepwell_protocol::{
    discovery::{self, LedgerInfo, ServerInfo},
    http_signature::{Covered, SignatureFields, verify},
    ledger_api::TIME_PATH,
    mailbox::OpeningId,
    relay_api::{ErrorBody, ErrorDetail, NONCE_HEADER, NONCE_PATH, OPENING_HEADER},
    report::SealedReport,
    time::Timestamp,
};

use super::{
    LEDGER, Log, NOW, SERVER, ledger_key,
    meetings::{self, Meeting},
};

/// Both servers and everything on them.
#[derive(Default)]
pub(crate) struct Net(Mutex<Servers>);

/// What is on the servers.
pub(crate) struct Servers {
    pub(crate) log: Log,
    pub(crate) time: Timestamp,
    pub(crate) mailboxes: HashMap<String, Mailbox>,
    pub(crate) boxes: HashMap<String, Vec<u8>>,
    pub(crate) meetings: HashMap<String, Meeting>,
    pub(crate) is_ledger_away: bool,
    /// A second history, of which lists and receipts are shown.
    pub(crate) lists_of: Option<Log>,
    /// Whether a status list is made when one is due and somebody asks.
    pub(crate) publishes: bool,
    pub(crate) is_relay_away: bool,
    /// After how many bytes of a part the connection breaks, each time.
    pub(crate) breaks_after: Option<usize>,
    /// What was asked, as method and path.
    pub(crate) asked: Vec<String>,
}

/// A mailbox as the relay sees it.
pub(crate) struct Mailbox {
    pub(crate) access: VerifyingKey,
    pub(crate) parts: HashMap<String, Vec<u8>>,
    pub(crate) openings: Vec<OpeningId>,
    pub(crate) reports: Vec<SealedReport>,
}

impl Default for Servers {
    fn default() -> Self {
        let mut log = Log::default();
        log.fill(3);
        Self {
            log,
            time: NOW,
            mailboxes: HashMap::new(),
            boxes: HashMap::new(),
            meetings: HashMap::new(),
            is_ledger_away: false,
            lists_of: None,
            publishes: true,
            is_relay_away: false,
            breaks_after: None,
            asked: Vec::new(),
        }
    }
}

impl Net {
    /// The servers, to look at or to tamper with.
    pub(crate) fn servers(&self) -> MutexGuard<'_, Servers> {
        self.0.lock().unwrap()
    }
}

impl Transport for Net {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        let Some(path) = request.url.strip_prefix(SERVER) else {
            return Err(TransportError::Connect);
        };
        let mut servers = self.servers();
        servers
            .asked
            .push(format!("{} {path}", request.method.as_str()));
        let is_relay = path.starts_with("/v1/");
        if (is_relay && servers.is_relay_away) || (!is_relay && servers.is_ledger_away) {
            return Err(TransportError::Connect);
        }
        let answer = match path {
            discovery::PATH => Some(serde_json::to_vec(&info()).unwrap()),
            TIME_PATH => Some(Log::time(&request.body, servers.time)),
            _ if is_relay => return Ok(servers.relay(&request, path)),
            _ => {
                if path.starts_with("/status/") && servers.publishes {
                    let now = servers.time;
                    servers.log.publish_at(now);
                }
                let is_of_lists = path.starts_with("/status/") || path.starts_with("/entries/");
                let other = servers.lists_of.as_ref().filter(|_| is_of_lists);
                other.unwrap_or(&servers.log).get(path)
            }
        };
        Ok(answer.map_or_else(not_available, |bytes| ok(Vec::new(), bytes)))
    }
}

impl Servers {
    fn relay(&mut self, request: &Request, path: &str) -> Response {
        if path == NONCE_PATH {
            return ok(Vec::new(), Vec::new());
        }
        if let Some(rest) = path.strip_prefix("/v1/rendezvous/") {
            return self.meeting(request, rest);
        }
        let answer = match path.strip_prefix("/v1/boxes/") {
            Some(id) => self.a_box(request, id),
            None => self.mailbox(request, path),
        };
        answer.unwrap_or_else(not_available)
    }

    fn meeting(&mut self, request: &Request, path: &str) -> Response {
        let steps: Vec<&str> = path.split('/').collect();
        let Some(caller) = signer(request) else {
            return not_available();
        };
        match meetings::serve(&mut self.meetings, &steps, caller, request) {
            (404, _) => not_available(),
            (409, _) => refused(409, "conflict"),
            (status, body) => {
                let mut response = ok(Vec::new(), body);
                response.status = status;
                response
            }
        }
    }

    fn a_box(&mut self, request: &Request, id: &str) -> Option<Response> {
        let tag = |bytes: &[u8]| {
            let tag = u64::from_be_bytes(sha256(bytes)[..8].try_into().unwrap());
            vec![("etag".to_owned(), format!("\"{tag}\""))]
        };
        if request.method == Method::Put {
            signer(request)?;
            self.boxes.insert(id.to_owned(), request.body.clone());
            return Some(ok(tag(&request.body), Vec::new()));
        }
        let bytes = self.boxes.get(id)?.clone();
        Some(ok(tag(&bytes), bytes))
    }

    fn mailbox(&mut self, request: &Request, path: &str) -> Option<Response> {
        let (id, rest) = path.strip_prefix("/v1/mailboxes/")?.split_once('/')?;
        let breaks_after = self.breaks_after;
        let mailbox = self.mailboxes.get_mut(id)?;
        let opening = OpeningId::parse(header(request, OPENING_HEADER)?)?;
        if signer(request)? != mailbox.access {
            return None;
        }
        if rest == "reports" {
            let report = serde_json::from_slice(&request.body).unwrap();
            mailbox.reports.push(report);
            return Some(ok(Vec::new(), Vec::new()));
        }
        let bytes = mailbox.parts.get(rest.strip_prefix("parts/")?)?.clone();
        mailbox.openings.push(opening);
        Some(part(request, &bytes, breaks_after))
    }
}

/// A part or, where a range was asked for, its rest.
fn part(request: &Request, bytes: &[u8], breaks_after: Option<usize>) -> Response {
    let from = header(request, "range")
        .and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        })
        .unwrap_or(0);
    let length = bytes.len();
    let headers = vec![
        ("content-length".to_owned(), (length - from).to_string()),
        (
            "content-range".to_owned(),
            format!("bytes {from}-{}/{length}", length - 1),
        ),
        ("etag".to_owned(), "\"1\"".to_owned()),
        (NONCE_HEADER.to_owned(), "nonce".to_owned()),
    ];
    let rest = &bytes[from..];
    let body = match breaks_after {
        Some(after) if after < rest.len() => {
            // The second attempt gets nothing any more.
            let given = if from == 0 { &rest[..after] } else { &[] };
            Body::new(io::Cursor::new(given.to_vec()).chain(Broken), request.limit)
        }
        _ => Body::new(io::Cursor::new(rest.to_vec()), request.limit),
    };
    Response::new(if from == 0 { 200 } else { 206 }, headers, body)
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

/// Who signed a request rightly.
fn signer(request: &Request) -> Option<VerifyingKey> {
    let fields = SignatureFields {
        content_digest: header(request, "content-digest")?.to_owned(),
        signature_input: header(request, "signature-input")?.to_owned(),
        signature: header(request, "signature")?.to_owned(),
    };
    let covered = Covered {
        method: request.method.as_str(),
        target_uri: &request.url,
        body: sha256(&request.body),
        opening: header(request, OPENING_HEADER).and_then(OpeningId::parse),
    };
    verify(&covered, &fields).ok().map(|signed| signed.key)
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    let found = request.headers.iter().find(|(there, _)| *there == name);
    found.map(|(_, value)| value.as_str())
}

fn ok(mut headers: Vec<(String, String)>, bytes: Vec<u8>) -> Response {
    headers.push((NONCE_HEADER.to_owned(), "nonce".to_owned()));
    Response::new(200, headers, Body::new(io::Cursor::new(bytes), u64::MAX))
}

fn not_available() -> Response {
    refused(404, "not_available")
}

fn refused(status: u16, code: &str) -> Response {
    let body = ErrorBody {
        error: ErrorDetail {
            code: code.to_owned(),
            message: "no".to_owned(),
        },
    };
    let bytes = serde_json::to_vec(&body).unwrap();
    Response::new(
        status,
        Vec::new(),
        Body::new(io::Cursor::new(bytes), u64::MAX),
    )
}

fn info() -> ServerInfo {
    ServerInfo {
        version: 1,
        relay: SERVER.to_owned(),
        page: "https://page.example".to_owned(),
        ledger: Some(LedgerInfo {
            origin: LEDGER.to_owned(),
            key: ledger_key().to_string(),
        }),
    }
}
