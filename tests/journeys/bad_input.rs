//! Bad input at every door: a clear sentence, the exit code of the contract, nothing lost and nothing half-written.

use std::{io::Write as _, net::TcpListener};

use crate::{
    command::{keepwell, prepared},
    world::World,
};

/// A server that takes connections and answers with these bytes, or with silence.
fn fake_server(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(answer);
            if answer.is_empty() {
                kept.push(stream);
            }
        }
    });
    address
}

#[test]
fn what_is_not_our_code_is_refused_by_kind() {
    let world = World::new();
    let open = |code: &str| world.clinic("clinic", &["open", code, "--out", &world.path("visit")]);
    std::fs::write(world.root().join("not-a-picture.png"), b"hello").unwrap();
    for code in [
        "hello",
        "https://example.com",
        "HTTPS://RELAY.EXAMPLE/G#AAAA",
        &world.path("not-a-picture.png"),
        &world.path("clinic.png"),
        "",
    ] {
        let refused = open(code);
        assert_eq!(refused.code, 5, "{code}: {}", refused.err);
        assert!(!refused.error()["message"].as_str().unwrap().is_empty());
        world.assert_nothing_at("visit");
    }
}

#[test]
fn a_torn_card_is_refused() {
    let world = World::new();
    let card = std::fs::read(world.root().join("clinic.card")).unwrap();
    std::fs::write(world.root().join("torn.card"), &card[..card.len() - 9]).unwrap();
    let refused = world.wallet(&["grant", "--to", &world.path("torn.card"), "--for", "2h"]);
    assert_eq!(refused.code, 5, "{}", refused.err);
    assert_eq!(
        world.wallet_ok(&["grants"])["grants"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn a_wrong_word_is_named() {
    let world = World::with_server();
    std::fs::write(
        world.root().join("words"),
        "legal winner thank yeer wave sausage worth useful legal winner thank yellow",
    )
    .unwrap();
    let line = [
        "restore",
        "--server",
        &world.url,
        "--phrase-file",
        &world.path("words"),
    ];
    let refused = world.run("wallet", "mine", &line);
    assert_eq!(refused.code, 5, "{}", refused.err);
    assert!(
        refused.error()["message"]
            .as_str()
            .unwrap()
            .contains("yeer")
    );
    world.assert_nothing_at("mine");
}

#[test]
fn a_wrong_passphrase_is_refused_everywhere() {
    let world = World::new();
    let wrong = |side: &str, home: &str, command: &str| {
        let home = world.path(home);
        let output = prepared(&[side, command, "--home", &home, "--json"])
            .env("KEEPWELL_PASSPHRASE", "wrong")
            .output()
            .unwrap();
        output.status.code()
    };
    for command in ["records", "grants", "sync", "check", "activity", "cards"] {
        assert_eq!(wrong("wallet", "mine", command), Some(3), "{command}");
    }
    assert_eq!(wrong("clinic", "clinic", "card"), Some(3));
}

#[test]
fn a_home_is_never_overwritten_and_a_newer_one_is_left_alone() {
    let world = World::new();
    let again = world.wallet(&["init", "--server", &world.url]);
    assert_eq!(again.code, 3, "{}", again.err);
    let again = world.clinic(
        "clinic",
        &[
            "init",
            "--name",
            "X",
            "--country",
            "IE",
            "--server",
            &world.url,
        ],
    );
    assert_eq!(again.code, 3, "{}", again.err);
    for home in ["mine", "clinic"] {
        let format = world.root().join(home).join("format");
        let text = std::fs::read_to_string(&format).unwrap();
        std::fs::write(&format, text.replace('1', "2")).unwrap();
        let side = if home == "mine" { "wallet" } else { "clinic" };
        let command = if home == "mine" { "records" } else { "card" };
        let newer = world.run(side, home, &[command]);
        assert_eq!(newer.code, 1, "{}", newer.err);
        assert!(newer.error()["message"].as_str().unwrap().contains("newer"));
    }
}

#[test]
fn a_server_that_is_away_or_talks_nonsense_is_unreachable() {
    let world = World::with_server();
    let html = fake_server(
        b"HTTP/1.1 200 OK\r\ncontent-length: 15\r\nconnection: close\r\n\r\n<html>hi</html>",
    );
    let garbage = fake_server(b"\0\x01\x02 this is not HTTP\r\n\r\n");
    for server in ["http://127.0.0.1:9", &html, &garbage] {
        let made = world.run("wallet", "mine", &["init", "--server", server]);
        assert_eq!(made.code, 4, "{server}: {}", made.err);
        world.assert_nothing_at("mine");
    }
    let made = world.run(
        "wallet",
        "mine",
        &["init", "--server", "http://example.com"],
    );
    assert_eq!(made.code, 2, "plain HTTP to another machine");
}

#[test]
fn files_that_cannot_be_read_are_listed_and_the_others_kept() {
    let world = World::new();
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    std::fs::write(world.root().join("deep.json"), deep).unwrap();
    std::fs::write(
        world.root().join("good.json"),
        br#"{"resourceType":"Condition","code":{"text":"Hay fever"}}"#,
    )
    .unwrap();
    std::fs::write(world.root().join("zip.bin"), b"PK\x03\x04\0\0").unwrap();
    let before = world.wallet_ok(&["records"])["records"]
        .as_array()
        .unwrap()
        .len();
    let ended = world.wallet(&[
        "import",
        &world.path("deep.json"),
        &world.path("good.json"),
        &world.path("zip.bin"),
        &world.path("missing.json"),
    ]);
    assert_eq!(ended.code, 5, "{}", ended.err);
    let report = ended.json();
    assert_eq!(report["files"][1]["imported"], 1, "{report}");
    for bad in [0, 2, 3] {
        assert!(
            !report["files"][bad]["problems"]
                .as_array()
                .unwrap()
                .is_empty(),
            "{report}"
        );
    }
    assert_eq!(report["records"], before + 1);
    let again = world.wallet_ok(&["import", &world.path("good.json")]);
    assert_eq!(again["files"][0]["duplicates"], 1);
}

#[test]
fn somebody_else_s_file_is_skipped_and_both_are_named() {
    let world = World::new();
    let other =
        br#"{"resourceType":"Patient","name":[{"text":"Otto Example"}],"birthDate":"1950-05-05"}"#;
    std::fs::write(world.root().join("other.json"), other).unwrap();
    let ended = world.wallet(&["import", &world.path("other.json")]);
    assert_eq!(ended.code, 3, "{}", ended.err);
    assert!(ended.err.contains("Otto Example"));
    let kept = world.wallet_ok(&["import", &world.path("other.json"), "--person", "other"]);
    assert_eq!(kept["files"][0]["imported"], 1);
}

#[test]
fn a_port_in_use_and_a_read_only_place_are_said() {
    let world = World::with_server();
    let listen = world.url.strip_prefix("http://").unwrap();
    let second = keepwell(&[
        "serve",
        "--data",
        &world.path("server2"),
        "--listen",
        listen,
    ]);
    assert_eq!(second.code, 1, "{}", second.err);
    assert!(
        second.error()["message"]
            .as_str()
            .unwrap()
            .contains("in use")
    );
    std::fs::write(world.root().join("file"), b"").unwrap();
    let made = world.run("wallet", "file/home", &["init", "--server", &world.url]);
    assert_eq!(made.code, 1, "{}", made.err);
}

#[test]
fn wrong_usage_is_2_and_does_nothing() {
    let world = World::new();
    let card = world.path("clinic.card");
    for line in [
        vec!["grant", "--to", &card, "--for", "31d"],
        vec!["grant", "--to", &card, "--for", "soon"],
        vec!["grant", "--to", &card, "--for", "2h", "--purpose", "FUN"],
        vec![
            "grant",
            "--to",
            &card,
            "--for",
            "2h",
            "--share",
            "category:horoscopes",
        ],
        vec!["revoke"],
        vec!["records", "--category", "horoscopes"],
        vec!["records", "--colour", "red"],
    ] {
        let refused = world.wallet(&line);
        assert_eq!(
            (refused.code, refused.error()["code"].as_str()),
            (2, Some("usage")),
            "{line:?}"
        );
    }
    assert_eq!(
        world.wallet_ok(&["grants"])["grants"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn a_changed_ledger_key_is_refused() {
    let world = World::with_server();
    let key = world.ready["ledger"]["key"].as_str().unwrap();
    let other = World::with_server();
    let made = other.run(
        "wallet",
        "mine",
        &["init", "--server", &other.url, "--ledger-key", key],
    );
    assert_eq!(made.code, 3, "{}", made.err);
    let made = world.run(
        "wallet",
        "mine",
        &["init", "--server", &world.url, "--ledger-key", key],
    );
    assert_eq!(made.code, 0, "{}", made.err);
}

#[test]
fn a_code_without_a_place_for_its_picture_makes_no_grant() {
    let world = World::new();
    let (card, nowhere) = (world.path("clinic.card"), world.path("missing/code.png"));
    let refused = world.wallet(&["grant", "--to", &card, "--for", "2h", "--qr", &nowhere]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(grants(&world).is_empty());
}

#[test]
fn files_that_are_not_there_are_said_to_be_missing() {
    let world = World::new();
    let missing = world.path("missing");
    let refused = world.wallet(&["grant", "--to", &missing, "--for", "2h"]);
    assert_eq!(refused.code, 5, "{}", refused.err);
    let words = world.path("words");
    let line = [
        "restore",
        "--server",
        &world.url,
        "--phrase-file",
        &words,
        "--backup",
        &missing,
    ];
    let refused = world.run("wallet", "second", &line);
    assert_eq!(refused.code, 5, "{}", refused.err);
    world.assert_nothing_at("second");
}

#[test]
fn a_clinic_s_folder_is_no_wallet_and_is_left_alone() {
    let world = World::new();
    assert_eq!(world.run("wallet", "clinic", &["records"]).code, 1);
    let line = ["init", "--server", &world.url];
    assert_eq!(world.run("wallet", "clinic", &line).code, 3);
    assert_eq!(
        world.clinic("clinic", &["card"]).code,
        0,
        "the clinic still works"
    );
}

fn grants(world: &World) -> Vec<serde_json::Value> {
    let listed = world.wallet_ok(&["grants"]);
    listed["grants"].as_array().expect("a list").clone()
}
