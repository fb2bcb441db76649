//! Somebody else's server of SMART Health Links, as the standard has it and nothing of ours: manifests, a passcode with a
//! count for life, places that hold for one look, a single file, and every way of saying no. It notes what it was asked.

use std::{
    net::TcpListener,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri},
};
use keepwell_smart::{
    file::seal,
    link::{Flags, Key, Link, NewLink},
};
use serde_json::{Value, json};

const KEY: [u8; 32] = [9; 32];
/// What its passcode is, and how often it may be tried.
pub(crate) const PASSCODE: &str = "2468";
const ATTEMPTS: u64 = 3;
const FHIR: &str = "application/fhir+json";
const CARD: &str = "application/smart-health-card";
const CARD_FILE: &[u8] = include_bytes!("../vectors/smart/two.smart-health-card");

/// The person of the card too.
const BUNDLE: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
 {"fullUrl":"urn:uuid:1f0b1a50-0000-4000-8000-000000000001","resource":{"resourceType":"Patient","name":[{"family":"Okonjo","given":["Mira"]}],"birthDate":"1984-02-03"}},
 {"resource":{"resourceType":"AllergyIntolerance","code":{"text":"Peanuts"},"patient":{"reference":"urn:uuid:1f0b1a50-0000-4000-8000-000000000001"}}}]}"#;
const SINGLE: &str = r#"{"resourceType":"Condition","code":{"text":"Asthma"}}"#;

/// A running server; it goes with the test's process.
pub(crate) struct LinkServer {
    url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    asked: Vec<String>,
    wrong: u64,
    /// How often the place of the card was looked at.
    looks: u32,
}

type Answer = (StatusCode, HeaderMap, String);

impl LinkServer {
    /// Starts it on a free port.
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::<Mutex<State>>::default();
        let (shared, own) = (state.clone(), url.clone());
        let answering = move |method: Method, uri: Uri, body: Bytes| {
            let answer = answer(
                &mut shared.lock().expect("no panic"),
                &own,
                &method,
                &uri,
                &body,
            );
            async move { answer }
        };
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async move {
                listener.set_nonblocking(true).expect("a listener");
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                axum::serve(listener, Router::new().fallback(answering)).await
            })
        });
        Self { url, state }
    }

    /// A link that leads to `path` here.
    pub(crate) fn link(&self, path: &str, flags: &str) -> String {
        payload(&json!({
            "url": format!("{}{path}", self.url),
            "key": data_encoding::BASE64URL_NOPAD.encode(&KEY),
            "flag": flags,
            "label": "Ä summary",
        }))
    }

    /// What it was asked so far, and forgets it.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().expect("no panic").asked)
    }
}

/// A link with these members.
pub(crate) fn payload(members: &Value) -> String {
    let text = members.to_string();
    format!(
        "shlink:/{}",
        data_encoding::BASE64URL_NOPAD.encode(text.as_bytes())
    )
}

/// A link as this project makes them, which leads nowhere.
pub(crate) fn nowhere(base: &str, expires: Option<u64>) -> String {
    let link = Link::make(NewLink {
        base,
        id: &[3; 32],
        key: Key::new(KEY),
        expires,
        flags: Flags::default(),
        label: None,
    });
    link.expect("a link").to_text().to_string()
}

fn answer(state: &mut State, own: &str, method: &Method, uri: &Uri, body: &[u8]) -> Answer {
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let recipient = request["recipient"].as_str();
    let asked = format!("{method} {} {}", uri.path(), recipient.unwrap_or("-"));
    state.asked.push(asked);
    match (method.as_str(), uri.path()) {
        ("POST", "/manifest") => manifest(own),
        ("GET", "/card") => {
            state.looks += 1;
            match state.looks {
                1 => status(404),
                _ => (StatusCode::OK, HeaderMap::new(), sealed(CARD, CARD_FILE, 2)),
            }
        }
        ("POST", "/passcode") => passcode(state, &request, own),
        ("GET", "/single")
            if uri
                .query()
                .is_some_and(|query| query.contains("recipient=")) =>
        {
            let file = sealed(FHIR, SINGLE.as_bytes(), 3);
            (StatusCode::OK, HeaderMap::new(), file)
        }
        ("POST", "/empty") => (
            StatusCode::OK,
            HeaderMap::new(),
            r#"{"files":[]}"#.to_owned(),
        ),
        ("POST", "/busy") => with(status(429), "retry-after", "7"),
        ("POST", "/faulty") => status(503),
        ("POST", "/elsewhere") => with(status(307), "location", "/manifest"),
        ("POST", "/forbidden") => status(403),
        ("POST", "/garbage") => (StatusCode::OK, HeaderMap::new(), "<html>".to_owned()),
        _ => status(404),
    }
}

fn manifest(own: &str) -> Answer {
    let files = json!({ "files": [
        { "contentType": FHIR, "embedded": sealed(FHIR, BUNDLE.as_bytes(), 1) },
        { "contentType": CARD, "location": format!("{own}/card") },
        { "contentType": "application/smart-api-access", "location": format!("{own}/access") },
        { "contentType": "application/dicom", "location": format!("{own}/picture") },
    ]});
    (StatusCode::OK, HeaderMap::new(), files.to_string())
}

fn passcode(state: &mut State, request: &Value, own: &str) -> Answer {
    if state.wrong >= ATTEMPTS {
        return status(404);
    }
    if request["passcode"] == PASSCODE {
        return manifest(own);
    }
    state.wrong += 1;
    let left = json!({ "remainingAttempts": ATTEMPTS - state.wrong });
    (StatusCode::UNAUTHORIZED, HeaderMap::new(), left.to_string())
}

fn sealed(content_type: &str, bytes: &[u8], iv: u8) -> String {
    seal(&Key::new(KEY), [iv; 12], content_type, bytes).expect("sealed")
}

fn status(number: u16) -> Answer {
    let status = StatusCode::from_u16(number).expect("a status");
    (status, HeaderMap::new(), String::new())
}

fn with(mut answer: Answer, name: &'static str, value: &'static str) -> Answer {
    let name = HeaderName::from_static(name);
    answer.1.insert(name, HeaderValue::from_static(value));
    answer
}
