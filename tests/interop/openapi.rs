//! Python's `openapi-core`, by others: our description is what OpenAPI says one is, and every kind of answer that a running
//! ledger and relay give is one that it describes.

mod ledger;
mod refusals;
mod relay;

use std::{collections::BTreeSet, io::Read as _, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use keepwell_client::transport::{HttpOptions, HttpTransport, Method, Request, Transport as _};
use keepwell_protocol::time::Timestamp;
use keepwell_server::{ServeOptions, Server};
use serde_json::{Map, Value, json};
use tempfile::{NamedTempFile, TempDir};

use crate::{
    program::{argument, output},
    python::{self, Python},
};

const PACKAGE: &str = "openapi-core==0.23.1";
const NOW_S: u64 = 1_795_000_000;
/// The fields of answers that are described.
const FIELDS: [&str; 7] = [
    "content-type",
    "etag",
    "location",
    "replay-nonce",
    "retry-after",
    "upload-offset",
    "www-authenticate",
];
/// Streams are never finished: this much is looked at.
const PIECE: u64 = 16;

#[test]
fn openapi_core_finds_our_answers_as_described() {
    let Some(python) = python::install(PACKAGE) else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let mut asker = Asker::new(folder.path());
    let description = asker.get("/openapi.json");
    let description: Value = serde_json::from_slice(&description.bytes).unwrap();
    for path in ["/health", "/ready", "/log"] {
        asker.get(path);
    }
    asker.get("/.well-known/keepwell");
    ledger::ask(&mut asker);
    relay::ask(&mut asker);
    refusals::ask(&mut asker, folder.path());
    let told = check(&python, &description, &asker.exchanges);
    for (exchange, wrong) in asker.exchanges.iter().zip(&told) {
        assert_eq!(*wrong, Value::Null, "{exchange}");
    }
    assert_eq!(unseen(&description, &asker.exchanges), BTreeSet::new());
    let altered: Vec<_> = asker.exchanges.iter().flat_map(alter).collect();
    let told = check(&python, &description, &altered);
    assert!(altered.len() > 100);
    for (exchange, wrong) in altered.iter().zip(&told) {
        assert_ne!(*wrong, Value::Null, "not noticed: {exchange}");
    }
}

fn check(python: &Python, description: &Value, exchanges: &[Value]) -> Vec<Value> {
    let file = NamedTempFile::new().unwrap();
    let given = json!({ "description": description, "exchanges": exchanges });
    std::fs::write(file.path(), given.to_string()).unwrap();
    let told = output(python.script("openapi.py", &[argument(file.path())]));
    serde_json::from_slice(&told).unwrap()
}

/// Operations that nothing was asked of with success.
fn unseen(description: &Value, exchanges: &[Value]) -> BTreeSet<String> {
    let paths = description["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().keys();
        methods.map(move |method| format!("{method} {path}"))
    });
    let seen = |operation: &String| {
        let (method, path) = operation.split_once(' ').unwrap();
        let is_of = |exchange: &&Value| {
            let asked = exchange["path"].as_str().unwrap();
            exchange["method"].as_str().unwrap().to_lowercase() == method && is_like(asked, path)
        };
        let mut of = exchanges.iter().filter(is_of);
        of.any(|exchange| exchange["status"].as_u64().unwrap() < 400)
    };
    all.filter(|operation| !seen(operation)).collect()
}

/// Whether a path is one of those that a pattern with {parameters} stands for.
fn is_like(path: &str, pattern: &str) -> bool {
    let (path, pattern): (Vec<_>, Vec<_>) =
        (path.split('/').collect(), pattern.split('/').collect());
    let same = |(part, pattern): (&&str, &&str)| pattern.starts_with('{') || part == pattern;
    path.len() == pattern.len() && path.iter().zip(&pattern).all(same)
}

/// The same with a status that is not described, another media type, without its headers, and without a member.
fn alter(exchange: &Value) -> Vec<Value> {
    let with = |name: &str, value: Value| {
        let mut other = exchange.clone();
        other[name] = value;
        other
    };
    let mut all = vec![with("status", json!(418))];
    let kind = exchange["headers"]["content-type"].as_str();
    if exchange["body"] != "" && kind.is_some() {
        all.push(with("headers", json!({ "content-type": "image/png" })));
    }
    let has_members = kind == Some("application/json") && exchange["path"] != "/openapi.json";
    if has_members {
        all.push(with("body", STANDARD.encode("{}").into()));
    }
    all
}

/// Asks a server with every role, and notes what was asked and answered.
struct Asker {
    server: Server,
    network: HttpTransport,
    exchanges: Vec<Value>,
}

/// A question.
#[derive(Clone, Default)]
struct Question<'q> {
    method: &'q str,
    path: &'q str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// An answer.
struct Answer {
    status: u16,
    bytes: Vec<u8>,
    headers: Map<String, Value>,
}

impl Asker {
    fn new(folder: &Path) -> Self {
        let options = ServeOptions {
            access_roots: true,
            prune_days: Some(400),
            ..ServeOptions::local(folder.join("server"), || Timestamp::from_seconds(NOW_S))
        };
        Self {
            server: Server::start(&options).unwrap(),
            network: HttpTransport::new(HttpOptions::default()),
            exchanges: Vec::new(),
        }
    }

    /// Asks another server from now on.
    fn turn_to(&mut self, options: &ServeOptions) {
        self.server = Server::start(options).unwrap();
    }

    fn get(&mut self, path: &str) -> Answer {
        self.ask(Question {
            method: "GET",
            path,
            ..Question::default()
        })
    }

    fn ask(&mut self, question: Question<'_>) -> Answer {
        let method = [
            Method::Get,
            Method::Head,
            Method::Patch,
            Method::Post,
            Method::Put,
        ]
        .into_iter()
        .find(|method| method.as_str() == question.method)
        .unwrap();
        let is_stream = question.headers.iter().any(|(name, _)| *name == "accept");
        let request = Request {
            method,
            url: format!("{}{}", self.server.url(), question.path),
            headers: question.headers.clone(),
            body: question.body.clone(),
            limit: 1 << 22,
        };
        let response = if is_stream {
            self.network.stream(request)
        } else {
            self.network.send(request)
        };
        let response = response.unwrap();
        let status = response.status;
        let named = |name: &&str| Some(((*name).to_owned(), Value::from(response.header(name)?)));
        let headers: Map<_, _> = FIELDS.iter().filter_map(named).collect();
        let mut bytes = Vec::new();
        let limit = if is_stream { PIECE } else { u64::MAX };
        response.body.take(limit).read_to_end(&mut bytes).unwrap();
        let answer = Answer {
            status,
            bytes,
            headers,
        };
        self.exchanges.push(noted(&question, &answer));
        answer
    }
}

fn noted(question: &Question<'_>, answer: &Answer) -> Value {
    let (path, query) = question.path.split_once('?').unwrap_or((question.path, ""));
    // OpenAPI has no parameter with slashes: to the checker the tile's name is one piece.
    let path = match path.strip_prefix("/tile/") {
        Some(name) => format!("/tile/{}", name.replace('/', "%2F")),
        None => path.to_owned(),
    };
    let query: Map<_, _> = query
        .split_once('=')
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .into_iter()
        .collect();
    let headers: Map<_, _> = question
        .headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())))
        .collect();
    json!({
        "method": question.method, "path": path, "query": query, "request_headers": headers,
        "request_body": STANDARD.encode(&question.body), "status": answer.status,
        "headers": answer.headers, "body": STANDARD.encode(&answer.bytes),
    })
}
