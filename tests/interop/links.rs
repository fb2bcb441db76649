//! npm's `kill-the-clipboard` opens our SMART Health Links, as the `keepwell` command makes them and a running server serves
//! them: by manifest, as a single file, with a passcode, paused and stopped. npm's `jose` and Python's `jwcrypto` open their files.

use std::io::Read as _;

use keepwell_client::transport::{HttpOptions, HttpTransport, Method, Request, Transport as _};
use keepwell_smart::link::Link;
use serde_json::{Value, json};

use crate::{
    node::{self, Node},
    program::{argument, output},
    python,
    world::World,
};

const READERS: [&str; 2] = ["kill-the-clipboard@1.1.0", "jose@6.2.18"];
const JWCRYPTO: &str = "jwcrypto==1.6.1";
pub(crate) const CODE: &str = "blue anchor 42";

pub(crate) fn patient() -> World {
    let mut world = World::with_server();
    world.make_patient();
    world.wallet_ok(&["import", "--sample"]);
    std::fs::write(world.root().join("code"), CODE).unwrap();
    world
}

/// A link, made by the command.
pub(crate) fn made(world: &World, more: &[&str]) -> Value {
    let line = [&["link", "make", "--for", "2h"], more].concat();
    let made = world.wallet_ok(&line);
    assert_eq!(made["ledger"]["state"], "recorded");
    made
}

fn ask(node: &Node, questions: &Value) -> Vec<Value> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), questions.to_string()).unwrap();
    let told = output(node.run("health_link.mjs", &[argument(file.path())]));
    serde_json::from_slice(&told).unwrap()
}

/// What one reader finds behind one link.
fn open(node: &Node, made: &Value, more: &Value) -> Value {
    let mut question = json!({ "link": made["page"], "recipient": "Port Clinic" });
    let more = more.as_object().unwrap().clone();
    question.as_object_mut().unwrap().extend(more);
    ask(node, &json!([question])).remove(0)
}

#[test]
fn kill_the_clipboard_opens_our_links() {
    let Some(node) = node::install(&READERS) else {
        return;
    };
    let world = patient();
    let code = world.path("code");
    let travel = made(
        &world,
        &[
            "--shape",
            "travel",
            "--passcode-file",
            &code,
            "--label",
            "Été 旅",
        ],
    );
    let usa = made(&world, &["--shape", "clinic-us", "--openings", "2"]);
    let plain = made(&world, &["--shape", "travel"]);

    let wrong = open(&node, &travel, &json!({ "passcode": "red anchor 42" }));
    assert_eq!(wrong["error"], "SHLInvalidPasscodeError");
    is_for_travellers(&node, &travel);
    is_for_clinics_in_the_usa(&node, &usa);
    // Over: the single file is refused, whatever its reader calls that.
    assert!(open(&node, &usa, &json!({}))["error"].is_string());

    let bare = json!([{ "link": plain["link"], "recipient": "Port Clinic" }]);
    assert_eq!(ask(&node, &bare)[0]["flag"], "L");
    let id = plain["grant"].as_str().unwrap();
    world.wallet_ok(&["link", "pause", id]);
    let over = |world: &World| {
        assert!(world.root().exists());
        open(&node, &plain, &json!({}))["error"] == "SHLManifestNotFoundError"
    };
    assert!(over(&world));
    world.wallet_ok(&["link", "resume", id]);
    assert!(!over(&world));
    world.wallet_ok(&["link", "stop", id]);
    assert!(over(&world));

    told_to_the_patient(&world, [&travel, &usa, &plain]);
}

/// Twice, by its passcode: the document in the manifest and beside it.
fn is_for_travellers(node: &Node, travel: &Value) {
    for (most, embedded) in [(0, 0), (64 << 20, 1)] {
        let told = open(
            node,
            travel,
            &json!({ "passcode": CODE, "embeddedLengthMax": most }),
        );
        assert_eq!(
            (&told["flag"], &told["label"]),
            (&json!("LP"), &json!("Été 旅"))
        );
        assert_eq!(told["bundles"][0]["type"], "document");
        assert_eq!(told["bundles"][0]["kinds"][0], "Composition");
        assert_eq!(
            (&told["embedded"], &told["located"]),
            (&json!(embedded), &json!(1 - embedded))
        );
    }
}

/// Twice, which is as often as it may be opened.
fn is_for_clinics_in_the_usa(node: &Node, usa: &Value) {
    for _ in 0..2 {
        let told = open(node, usa, &json!({}));
        assert_eq!(told["flag"], "U");
        assert!(told["exp"].is_u64());
        assert_eq!(told["bundles"][0]["type"], "collection");
        let kinds = told["bundles"][0]["kinds"].as_array().unwrap();
        assert_eq!(kinds.last(), Some(&json!("DocumentReference")));
    }
}

/// Who opened each, and where each stands.
fn told_to_the_patient(world: &World, [travel, usa, plain]: [&Value; 3]) {
    let opened = |made: &Value| {
        let told = world.wallet_ok(&["link", "opened", made["grant"].as_str().unwrap()]);
        let events = told["events"].as_array().unwrap().clone();
        assert!(
            events
                .iter()
                .all(|event| event["recipient"] == "Port Clinic")
        );
        let what = |event: &Value| event["what"].as_str().unwrap().to_owned();
        events.iter().map(what).collect::<Vec<_>>()
    };
    assert_eq!(opened(travel), ["refused", "opened", "opened"]);
    assert_eq!(opened(usa), ["opened", "opened"]);
    assert_eq!(opened(plain), ["opened", "opened"]);
    let listed = world.wallet_ok(&["link", "list"]);
    let left = |made: &Value| {
        let mut links = listed["links"].as_array().unwrap().iter();
        let link = links.find(|link| link["id"] == made["grant"]).unwrap();
        (link["state"].clone(), link["attempts_left"].clone())
    };
    assert_eq!(left(travel), (json!("active"), json!(9)));
    assert_eq!(left(usa), (json!("used_up"), Value::Null));
    assert_eq!(left(plain), (json!("revoked"), Value::Null));
}

/// The sealed file of a link, fetched as its reader would.
fn sealed(made: &Value) -> Value {
    let link = Link::read(made["link"].as_str().unwrap()).unwrap().link;
    let network = HttpTransport::new(HttpOptions::default());
    let mut answer = network
        .send(Request {
            method: Method::Get,
            url: format!("{}?recipient=Port%20Clinic", link.url()),
            headers: Vec::new(),
            body: Vec::new(),
            limit: 32 << 20,
        })
        .unwrap();
    assert_eq!(answer.status, 200);
    let mut text = String::new();
    answer.body.read_to_string(&mut text).unwrap();
    let key = data_encoding::BASE64URL_NOPAD.encode(link.key().as_bytes());
    json!({ "sealed": text, "key": key })
}

#[test]
fn jose_and_jwcrypto_open_our_files_and_no_altered_one() {
    let (Some(node), Some(python)) = (node::install(&READERS), python::install(JWCRYPTO)) else {
        return;
    };
    let world = patient();
    let right = sealed(&made(&world, &["--shape", "clinic-us"]));
    let mut altered = right.clone();
    let text = right["sealed"].as_str().unwrap();
    let mut bytes = text.as_bytes().to_vec();
    let end = text.rfind('.').unwrap() - 10;
    bytes[end] = if bytes[end] == b'A' { b'B' } else { b'A' };
    altered["sealed"] = json!(String::from_utf8(bytes).unwrap());
    let questions = json!([right, altered]);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), questions.to_string()).unwrap();
    let by_python = output(python.script("health_link.py", &[argument(file.path())]));
    let by_python: Vec<Value> = serde_json::from_slice(&by_python).unwrap();
    for told in [ask(&node, &questions), by_python] {
        let header = json!({ "alg": "dir", "enc": "A256GCM", "cty": "application/fhir+json" });
        assert_eq!(told[0], json!({ "header": header, "type": "collection" }));
        assert!(told[1]["error"].is_string(), "{}", told[1]);
    }
}
