//! Links followed on a scripted network: what is asked, in which order, and what is believed.

use std::{
    cell::Cell,
    sync::{Arc, Mutex},
};

use keepwell_client::transport::{Body, Reach, Request, Response, TransportError};
use keepwell_smart::{
    file::seal,
    link::{Flags, Key, Link, NewLink},
    manifest::Request as Asked,
};

use super::*;
use crate::{
    fixtures::{Scripted, answer},
    records::{self, Filter, Input, Online, Report},
    testing::{NOW, Wallet, bundle, options},
};

type Log = Arc<Mutex<Vec<String>>>;

const FHIR: &str = "application/fhir+json";

fn link(flags: Flags) -> String {
    let link = Link::make(NewLink {
        base: "https://shl.example/",
        id: &[3; 32],
        key: Key::new([9; 32]),
        expires: None,
        flags,
        label: Some("From/\u{202e}Dr Ward\n"),
    });
    link.expect("a link")
        .to_page("https://viewer.example/")
        .to_string()
}

fn sealed(content_type: &str, bytes: &[u8]) -> String {
    seal(&Key::new([9; 32]), [1; 12], content_type, bytes).expect("sealed")
}

fn record() -> String {
    sealed(
        FHIR,
        bundle("Mira Okonjo", "1984-02-03", "Peanuts").as_bytes(),
    )
}

/// A network that notes what it is asked.
fn network(
    script: impl Fn(&Request) -> Result<Response, TransportError> + Send + Sync + 'static,
) -> (Scripted, Log) {
    let log = Log::default();
    let noted = log.clone();
    let scripted = Scripted::new(move |request| {
        let path = request.url.rsplit('/').next().unwrap_or_default();
        let line = format!("{} {}", request.method.as_str(), path);
        noted.lock().unwrap().push(line);
        script(request)
    });
    (scripted, log)
}

fn follow(
    text: &str,
    transport: &Scripted,
    now: &dyn Fn() -> Timestamp,
    passcode: &mut AskPasscode<'_>,
) -> Result<Linked, LinkWhy> {
    fetch(text, &Strangers { transport, now }, passcode)
}

fn nobody(_: Attempt) -> Option<Zeroizing<String>> {
    panic!("nobody is asked for a passcode")
}

fn error_of(linked: Result<Linked, LinkWhy>) -> LinkWhy {
    linked.err().expect("nothing")
}

#[test]
fn an_imported_link_leaves_where_it_came_from_and_never_itself() {
    let wallet = Wallet::new();
    let (transport, _) = network(|request| {
        let asked = Asked::read(&request.body).expect("a request");
        assert_eq!(
            (asked.recipient.as_str(), asked.passcode),
            (RECIPIENT, None)
        );
        Ok(answer(200, &[], manifest_of(&record())))
    });
    let text = link(Flags::default());
    let import = |name: &str, text: &str| -> Report {
        let input = [Input::Bytes {
            name,
            bytes: text.as_bytes(),
        }];
        let mut online = Online {
            strangers: Strangers {
                transport: &transport,
                now: &|| NOW,
            },
            passcode: &mut nobody,
        };
        let rng = &mut rand_core::OsRng;
        records::import_online(
            &wallet.vault,
            &input,
            &options(),
            &mut online,
            &mut |_| {},
            rng,
        )
        .expect("a report")
    };
    let report = import("link.txt", &format!("{text}\n"));
    assert_eq!(report.files[0].file, "link.txt/1");
    assert_eq!((report.files[0].imported, report.records), (2, 2));
    for record in records::list(&wallet.vault, &Filter::default()).expect("a list") {
        let detail = records::detail(&wallet.vault, record.id).expect("a record");
        assert_eq!(
            detail.file.as_deref(),
            Some("FromDr Ward, shl.example.json")
        );
    }
    // Without a network it is named for what it is, and not kept as a text that anybody may read who gets all documents.
    let offline = wallet.import("link.txt", text.as_bytes());
    assert_eq!(offline.files[0].problems[0].code, "link_not_followed");
    assert_eq!(offline.records, 2);
    let note = format!("My link is {text}");
    assert_eq!(import("note.txt", &note).files[0].format, "text");
}

fn manifest_of(embedded: &str) -> String {
    format!(r#"{{"files":[{{"contentType":"{FHIR}","embedded":"{embedded}"}}]}}"#)
}

#[test]
fn each_wrong_passcode_is_told_with_what_is_left_until_nothing_is() {
    let text = link(Flags {
        has_passcode: true,
        ..Flags::default()
    });
    let tried = Mutex::new(0);
    let (transport, log) = network(move |request| {
        let asked = Asked::read(&request.body).expect("a request");
        let mut tried = tried.lock().unwrap();
        *tried += 1;
        Ok(match asked.passcode.as_deref().map(String::as_str) {
            Some("right") => answer(200, &[], manifest_of(&record())),
            _ => answer(
                401,
                &[],
                format!(r#"{{"remainingAttempts":{}}}"#, 5 - *tried),
            ),
        })
    });
    let heard = std::cell::RefCell::new(Vec::new());
    let mut types = |attempt: Attempt| {
        heard.borrow_mut().push(attempt);
        let typed = if attempt.wrong == 2 { "right" } else { "wrong" };
        Some(Zeroizing::new(typed.to_owned()))
    };
    let linked = follow(&text, &transport, &|| NOW, &mut types);
    assert!(linked.is_ok_and(|linked| linked.files.iter().all(Result::is_ok)));
    let attempt = |wrong, left| Attempt { wrong, left };
    assert_eq!(
        *heard.borrow(),
        [attempt(0, None), attempt(1, Some(4)), attempt(2, Some(3))]
    );
    assert_eq!(log.lock().unwrap().len(), 3);
    // Two more are left, and then nobody is asked.
    let mut wrong = |_: Attempt| Some(Zeroizing::new("wrong".to_owned()));
    let refused = error_of(follow(&text, &transport, &|| NOW, &mut wrong));
    assert_eq!(refused, LinkWhy::Ask(AskError::Passcode(Some(0))));
    assert_eq!(log.lock().unwrap().len(), 5);
}

#[test]
fn a_place_that_is_an_hour_old_is_not_asked_but_the_manifest_once_more() {
    let place = r#"{"contentType":"application/fhir+json","location":"https://shl.example/"#;
    let manifest = format!(r#"{{"files":[{place}one"}},{place}two"}}]}}"#);
    let (transport, log) = network(move |request| {
        Ok(match request.method.as_str() {
            "POST" => answer(200, &[], &manifest),
            _ => answer(200, &[], record()),
        })
    });
    // Half an hour passes with every look at the clock after the manifest has come.
    let looks = Cell::new(0_u64);
    let clock = || {
        looks.set(looks.get() + 1);
        NOW.plus(looks.get() * 1800)
    };
    let linked = follow(&link(Flags::default()), &transport, &clock, &mut nobody).unwrap();
    assert!(linked.files.iter().all(Result::is_ok));
    let log = log.lock().unwrap();
    let kinds: Vec<_> = log
        .iter()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(kinds, ["POST", "GET", "POST", "GET"]);
}

#[test]
fn what_the_network_does_has_a_sentence_each() {
    let cases = [
        (TransportError::Silent, "link_silent"),
        (TransportError::Connect, "link_unreachable"),
        (TransportError::Untrusted, "link_unreachable"),
        (TransportError::Broken, "link_broken"),
        (TransportError::Private, "link_address"),
        (TransportError::Address, "link_address"),
    ];
    let mut sentences = std::collections::HashSet::new();
    for (error, code) in cases {
        let (transport, _) = network(move |_| Err(error));
        let why = error_of(follow(
            &link(Flags::default()),
            &transport,
            &|| NOW,
            &mut nobody,
        ));
        assert_eq!(why.code(), code);
        sentences.insert(why.to_string());
    }
    assert_eq!(sentences.len(), 5, "only the two of an address are one");
}

#[test]
fn what_does_not_open_is_named_and_the_rest_taken() {
    let (good, other) = (record(), sealed("application/x-new", b"{}"));
    let files = [good.as_str(), "torn", &other]
        .map(|file| format!(r#"{{"contentType":"{FHIR}","embedded":"{file}"}}"#));
    let manifest = format!(
        r#"{{"status":"no-longer-valid","list":{{"resourceType":"List","extension":[{{"url":"x"}}]}},"files":[{},{{"contentType":"{FHIR}"}}]}}"#,
        files.join(",")
    );
    let (transport, _) = network(move |_| Ok(answer(200, &[], &manifest)));
    let linked = follow(&link(Flags::default()), &transport, &|| NOW, &mut nobody).unwrap();
    let codes: Vec<_> = linked
        .files
        .iter()
        .map(|file| file.as_ref().err().map(LinkWhy::code))
        .collect();
    // The manifest says what a file is; its own header counts only where there is no manifest.
    assert_eq!(
        codes,
        [None, Some("link_file"), None, Some("link_nonsense")]
    );
    assert_eq!(linked.notes, [LinkWhy::Outdated]);
}

#[test]
fn a_single_file_says_itself_what_it_is() {
    let text = link(Flags {
        is_single_file: true,
        ..Flags::default()
    });
    for (content_type, code) in [
        (FHIR, None),
        ("application/smart-health-card", None),
        ("application/smart-api-access", Some("link_access")),
        ("application/pdf", Some("link_unknown")),
    ] {
        let file = sealed(content_type, b"{}");
        let (transport, log) = network(move |_| Ok(answer(200, &[], &file)));
        let linked = follow(&text, &transport, &|| NOW, &mut nobody).unwrap();
        assert_eq!(linked.files[0].as_ref().err().map(LinkWhy::code), code);
        let asked = log.lock().unwrap().join(", ");
        let recipient = "?recipient=Keepwell%2C%20a%20patient%27s%20wallet";
        assert!(
            asked.starts_with("GET ") && asked.ends_with(recipient),
            "{asked}"
        );
    }
}

#[test]
fn a_server_that_sends_too_much_is_cut_off() {
    let (transport, _) = network(|request| {
        let endless = std::io::Read::take(std::io::repeat(b'x'), request.limit + 1);
        Ok(Response::new(
            200,
            Vec::new(),
            Body::new(endless, request.limit),
        ))
    });
    let text = link(Flags {
        is_single_file: true,
        ..Flags::default()
    });
    let linked = follow(&text, &transport, &|| NOW, &mut nobody).unwrap();
    let why = linked.files[0].as_ref().err();
    assert_eq!(why, Some(&LinkWhy::Ask(AskError::TooLarge)));
}

#[test]
fn a_wallet_of_the_outside_world_follows_nothing_into_this_machine() {
    let wallet = Wallet::new();
    assert_eq!(reach(&wallet.vault), Reach::Public);
}

#[test]
fn only_a_whole_text_is_a_link() {
    for is in [
        "shlink:/abc",
        " https://v.example/#shlink:/abc\n",
        "http://v#shlink:/a",
    ] {
        assert!(is_link(is), "{is}");
    }
    for is_not in [
        "",
        "see shlink:/abc",
        "shlink:/abc and more",
        "x#shlink:/a",
        "shc:/1",
    ] {
        assert!(!is_link(is_not), "{is_not}");
    }
}
