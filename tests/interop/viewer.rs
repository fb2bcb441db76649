//! The page that opens SMART Health Links in a browser, run in Node as a server serves its scripts: it shows what is behind our
//! links, allergies first, and has a name of its own for each failure. The page itself is looked at by `ui/screens-clinic`.

use std::{collections::BTreeSet, io::Read as _};

use keepwell_client::transport::{HttpOptions, HttpTransport, Method, Request, Transport as _};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    links::{CODE, made, patient},
    program::{argument, command, is_installed, output},
    world::World,
};

/// The scripts, as the server gives them.
fn scripts(world: &World) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("package.json"), r#"{"type":"module"}"#).unwrap();
    let network = HttpTransport::new(HttpOptions::default());
    for name in ["link.js", "summary.js", "texts.js"] {
        let request = Request {
            method: Method::Get,
            url: format!("{}/view/{name}", world.url),
            headers: Vec::new(),
            body: Vec::new(),
            limit: 1 << 20,
        };
        let mut answer = network.send(request).unwrap();
        assert_eq!(answer.status, 200, "{name}");
        let mut bytes = Vec::new();
        answer.body.read_to_end(&mut bytes).unwrap();
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn the_page_s_scripts_open_our_links_and_name_each_failure() {
    if !is_installed("node") {
        return;
    }
    let world = patient();
    let code = world.path("code");
    let travel = made(&world, &["--shape", "travel", "--passcode-file", &code]);
    let usa = made(&world, &["--shape", "clinic-us"]);
    let paused = made(&world, &["--shape", "travel"]);
    world.wallet_ok(&["link", "pause", paused["grant"].as_str().unwrap()]);
    let question = json!({ "links": [
        { "link": travel["page"], "passcode": CODE },
        { "link": travel["page"], "passcode": "wrong" },
        { "link": usa["link"] },
        { "link": paused["page"] },
    ] });
    let folder = scripts(&world);
    let file = folder.path().join("question.json");
    std::fs::write(&file, question.to_string()).unwrap();
    let script = crate::vector::tests().join("interop/viewer.mjs");
    let mut node = command("node");
    node.args([argument(&script), argument(folder.path()), argument(&file)]);
    let told = output(node.output().expect("Node starts"));
    let told: Value = serde_json::from_slice(&told).unwrap();
    shown(&told["shown"]);
    failures(&told);
    texts(&told["texts"]);
}

fn shown(told: &Value) {
    let (travel, usa) = (&told[0], &told[2]);
    assert!(
        travel["person"]["name"]
            .as_str()
            .unwrap()
            .contains("Haddad"),
        "{travel}"
    );
    assert_eq!(travel["sections"][0][0], "allergies");
    assert!(travel["sections"][0][1].as_u64().unwrap() > 0);
    assert!(!travel["first"]["title"].as_str().unwrap().is_empty());
    assert_eq!((&travel["pdfs"], &usa["pdfs"]), (&json!(0), &json!(1)));
    assert_eq!(travel["sections"], usa["sections"], "both say the same");
    assert_eq!(told[1], json!({ "what": "passcode", "detail": 9 }));
    assert_eq!(told[3], json!({ "what": "gone" }));
}

fn trouble(what: &str) -> Value {
    json!({ "what": what })
}

fn failures(told: &Value) {
    let reading = &told["reading"];
    for (of, what) in [
        ("none", "none"),
        ("cut", "cut"),
        ("http", "cut"),
        ("short", "cut"),
    ] {
        assert_eq!(reading[of], trouble(what), "{of}");
    }
    for (of, what) in [
        ("newer", "newer"),
        ("over", "over"),
        ("overInMilliseconds", "over"),
    ] {
        assert_eq!(reading[of], trouble(what), "{of}");
    }
    assert_eq!(reading["right"], "https://relay.example/x");
    let asking = &told["asking"];
    for what in [
        "empty",
        "unknown",
        "nonsense",
        "gone",
        "fault",
        "unreachable",
    ] {
        assert_eq!(asking[what], trouble(what));
    }
    assert_eq!(asking["redirect"], trouble("unreachable"));
    assert_eq!(asking["bad"], trouble("nonsense"));
    assert_eq!(
        asking["passcode"],
        json!({ "what": "passcode", "detail": 3 })
    );
    assert_eq!(asking["often"], json!({ "what": "often", "detail": 17 }));
    assert_eq!(
        asking["embedded"].as_array().unwrap().len(),
        1,
        "the rest is opened"
    );
    opening(told);
}

/// What is not sealed by the link's key, or not in the way that the standard has.
fn opening(told: &Value) {
    let opening = &told["opening"];
    let patient = r#"{"resourceType":"Patient"}"#;
    assert_eq!(
        (&opening["right"], &opening["deflated"]),
        (&json!(patient), &json!(patient))
    );
    for of in ["zlib", "otherZip", "otherWay"] {
        assert_eq!(opening[of], trouble("damaged"), "{of}");
    }
    assert_eq!(opening["bomb"], trouble("large"));
    assert_eq!(opening["spoilt"], Value::from(vec![trouble("damaged"); 4]));
}

fn texts(told: &Value) {
    let names: BTreeSet<_> = told["names"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::to_string)
        .collect();
    assert_eq!(names.len(), 1, "every language has every text");
    assert_eq!(
        told["languages"],
        json!(["en", "es", "fr", "de", "pt", "ar", "zh"])
    );
    assert_eq!(told["chosen"], json!(["pt", "fr", "en", "en"]));
    assert_eq!(told["empty"], 0);
}
