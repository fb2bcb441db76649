//! Somebody hands a patient their records by a SMART Health Link or as the picture of a code: the wallet takes them in, asks
//! as the standard says and no more, and says of each thing that goes wrong what it is.

use serde_json::Value;

use crate::{
    link_server::{LinkServer, PASSCODE, nowhere, payload},
    world::World,
};

const WHO: &str = "Keepwell, a patient's wallet";
const CODE: &str = include_str!("../vectors/smart/code.txt");
const CERTIFICATE: &str = include_str!("../vectors/smart/certificate.txt");

fn world() -> World {
    let mut world = World::with_server();
    world.make_patient();
    world
}

/// Writes `text` into a file and gives its path.
fn file(world: &World, name: &str, text: &str) -> String {
    std::fs::write(world.root().join(name), text).expect("written");
    world.path(name)
}

fn problems(file: &Value) -> Vec<&str> {
    let problems = file["problems"].as_array().expect("problems");
    problems
        .iter()
        .filter_map(|problem| problem["why"].as_str())
        .collect()
}

#[test]
fn what_is_behind_a_link_is_taken_in_file_by_file() {
    let (world, server) = (world(), LinkServer::new());
    let link = format!("https://viewer.example/#{}", server.link("/manifest", "L"));
    let taken = world.wallet_ok(&["import", &file(&world, "link.txt", &link)]);
    let files = taken["files"].as_array().expect("files");
    let told: Vec<_> = files
        .iter()
        .map(|file| {
            (
                file["format"].as_str().expect("a format"),
                &file["imported"],
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("fhir-json", &Value::from(2)),
            // Its person is there already; the vaccination and the card are new.
            ("smart-health-card", &Value::from(2)),
            ("unknown", &Value::from(0)),
            ("unknown", &Value::from(0)),
        ]
    );
    assert!(problems(&files[2])[0].contains("read on at another server"));
    assert!(problems(&files[3])[0].contains("files of this kind"));
    // The place of the card was over at first, so the manifest was asked for once more.
    let manifest = format!("POST /manifest {WHO}");
    assert_eq!(
        server.asked(),
        [manifest.as_str(), "GET /card -", &manifest, "GET /card -"]
    );
    let again = world.wallet_ok(&["import", &server.link("/manifest", "")]);
    assert_eq!(again["records"], taken["records"], "the same adds nothing");
}

#[test]
fn a_single_file_is_fetched_and_no_manifest_asked_for() {
    let (world, server) = (world(), LinkServer::new());
    let link = server.link("/single", "U");
    let taken = world.wallet_ok(&["import", &link]);
    assert_eq!(taken["files"][0]["imported"], 1);
    assert_eq!(server.asked(), ["GET /single -"]);
    let shown = taken.to_string();
    assert!(!shown.contains("shlink:/"), "the link itself is told");
}

#[test]
fn a_passcode_is_tried_once_and_what_is_left_is_told() {
    let (world, server) = (world(), LinkServer::new());
    let link = file(&world, "link.txt", &server.link("/passcode", "P"));
    let import = |passcode: &str| {
        let passcode = file(&world, "passcode", passcode);
        world.wallet(&["import", &link, "--passcode-file", &passcode])
    };
    let none = world.wallet(&["import", &link]);
    assert_eq!(none.code, 3, "{}", none.err);
    assert!(server.asked().is_empty(), "nothing is asked without one");
    for left in ["2 attempts are left", "one attempt is left"] {
        let wrong = import("1111");
        assert_eq!(wrong.code, 3, "{}", wrong.err);
        assert!(wrong.err.contains(left), "{}", wrong.err);
        assert_eq!(server.asked().len(), 1, "it was sent again");
    }
    let right = import(PASSCODE);
    assert_eq!(right.code, 0, "{}", right.err);
    assert!(!right.out.contains(PASSCODE));
    assert!(import("1111").err.contains("no attempt is left"));
    let over = import(PASSCODE);
    assert_eq!(over.code, 3, "{}", over.err);
}

#[test]
fn a_link_that_may_change_is_followed_until_it_is_stopped() {
    let (world, server) = (world(), LinkServer::new());
    world.wallet_ok(&["import", &server.link("/single", "U")]);
    let none = world.wallet_ok(&["followed", "list"]);
    assert_eq!(none["links"], Value::from(Vec::<Value>::new()));

    let link = file(&world, "link.txt", &server.link("/manifest", "L"));
    let taken = world.wallet_ok(&["import", &link]);
    server.asked();
    let followed = world.wallet_ok(&["followed", "list"]);
    let one = &followed["links"][0];
    assert_eq!(one["has_passcode"], false);
    assert!(
        one["source"]
            .as_str()
            .is_some_and(|source| source.starts_with("Ä summary, "))
    );
    assert!(!followed.to_string().contains("shlink:/"));
    assert!(server.asked().is_empty(), "a list asks nobody");

    let id = one["id"].as_str().expect("an id");
    let again = world.wallet_ok(&["followed", "update", id]);
    assert_eq!(again["records"], taken["records"], "the same adds nothing");
    assert!(!server.asked().is_empty());
    world.wallet_ok(&["followed", "stop", id]);
    assert_eq!(world.wallet(&["followed", "update", id]).code, 2);
    assert!(server.asked().is_empty());
}

#[test]
fn each_way_of_saying_no_has_its_own_sentence() {
    let (world, server) = (world(), LinkServer::new());
    for (path, code, says) in [
        ("/gone", 3, "nothing there any more"),
        ("/forbidden", 3, "refused (HTTP 403)"),
        ("/busy", 4, "wait 7 seconds"),
        ("/faulty", 4, "a fault (HTTP 503)"),
        ("/elsewhere", 4, "sends on to another address"),
        ("/garbage", 4, "makes no sense"),
        ("/empty", 5, "nothing is shared"),
    ] {
        let refused = world.wallet(&["import", &server.link(path, "")]);
        assert_eq!(refused.code, code, "{path}: {}", refused.err);
        assert!(refused.err.contains(says), "{path}: {}", refused.err);
        assert_eq!(server.asked().len(), 1, "{path}: it was asked again");
    }
    assert_eq!(
        world.wallet_ok(&["records"])["records"],
        Value::from(Vec::<Value>::new())
    );
}

#[test]
fn nothing_is_asked_where_a_link_is_over_newer_or_leads_inside() {
    let (world, server) = (world(), LinkServer::new());
    let newer = payload(&serde_json::json!({
        "url": "https://shl.example/a", "key": "A".repeat(43), "v": 2
    }));
    for (link, says) in [
        (
            nowhere("https://shl.example/", Some(1_700_000_000)),
            "time of this link is over",
        ),
        (newer, "newer program"),
        (nowhere("https://10.0.0.1/", None), "private network"),
        (nowhere("https://[fd00::1]/", None), "private network"),
        (nowhere("https://169.254.169.254/", None), "private network"),
        (nowhere("http://shl.example/", None), "has no https://"),
    ] {
        let refused = world.wallet(&["import", &link]);
        assert_eq!(refused.code, 3, "{says}: {}", refused.err);
        assert!(refused.err.contains(says), "{says}: {}", refused.err);
    }
    assert!(server.asked().is_empty());
}

#[test]
fn a_code_is_read_from_its_picture() {
    let (world, server) = (world(), LinkServer::new());
    let link = server.link("/single", "U");
    for (name, text, format, imported) in [
        ("card.png", CODE.trim(), "smart-health-card", 3),
        ("certificate.png", CERTIFICATE.trim(), "hcert", 5),
        ("link.png", &link, "fhir-json", 1),
        ("other.png", "https://clinic.example/", "png", 1),
    ] {
        let code = keepwell_qr::make::Code::new(text).expect("a code");
        std::fs::write(world.root().join(name), code.png(4).expect("a picture")).expect("written");
        let taken = world.wallet_ok(&["import", &world.path(name)]);
        let file = &taken["files"][0];
        assert_eq!(file["format"], format, "{name}: {file}");
        let count = |name: &str| file[name].as_u64().expect("a number");
        assert_eq!(
            count("imported") + count("duplicates"),
            imported,
            "{name}: {file}"
        );
    }
}
