//! Sharing and stopping, as a patient and a clinic do it: open, refuse after a stop, once only, for one clinic only.

use serde_json::Value;

use crate::world::World;

const CHECKS: [&str; 11] = [
    "card",
    "qr",
    "relay",
    "decrypt",
    "digest",
    "statement",
    "terms",
    "receipt",
    "window",
    "revocation",
    "parts",
];

fn read(world: &World, file: &str) -> Value {
    let bytes = std::fs::read(world.root().join(file)).expect("an opened file");
    serde_json::from_slice(&bytes).expect("JSON")
}

fn assert_all_ok(answer: &Value) {
    let checks = answer["checks"].as_array().expect("checks");
    assert!(checks.iter().all(|check| check["ok"] == true), "{answer}");
}

fn tomorrow() -> String {
    let date = std::process::Command::new("date")
        .args(["-u", "-d", "+1 day", "+%Y-%m-%dT%H:%M:%SZ"])
        .output();
    String::from_utf8(date.expect("date runs").stdout)
        .expect("text")
        .trim()
        .to_owned()
}

#[test]
fn a_clinic_opens_what_was_shared_and_is_refused_after_the_stop() {
    let world = World::new();
    let grant = world.grant(&[]);
    assert_eq!(grant["ledger"]["state"], "recorded");
    assert!(
        grant["qr_text"]
            .as_str()
            .unwrap()
            .starts_with("HTTP://127.0.0.1:")
    );

    let opened = world.open("clinic", "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    let opened = opened.json();
    let names: Vec<&str> = opened["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| check["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, CHECKS);
    assert_all_ok(&opened);
    let bundle = read(&world, "visit/bundle.json");
    assert_eq!(bundle["type"], "document");
    assert_eq!(
        bundle["entry"][0]["resource"]["resourceType"],
        "Composition"
    );
    assert_eq!(
        read(&world, "visit/consent.json")["resourceType"],
        "Consent"
    );

    let id = grant["grant"].as_str().unwrap();
    let events = world.wallet_ok(&["activity"]);
    let opened = events["events"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["what"] == "opened")
        .unwrap();
    assert_eq!(
        (&opened["grant"], &opened["verified"]),
        (&Value::from(id), &Value::from(true))
    );
    assert_eq!(opened["clinic"], "Harbour Clinic");

    let stopped = world.wallet_ok(&["revoke", id]);
    assert_eq!(stopped["grants"][0]["state"], "revoked");
    let refused = world.open("clinic", "again");
    assert_eq!(refused.code, 3);
    assert_eq!(refused.error()["code"], "not_available");
    world.assert_nothing_at("again");
    assert_eq!(
        world.wallet_ok(&["grants"])["grants"][0]["state"],
        "revoked"
    );
    assert_all_ok(&world.wallet_ok(&["check"]));
}

#[test]
fn a_photographed_code_is_worthless_to_another_clinic() {
    let world = World::new();
    world.make_clinic("other", "Hilltop Clinic");
    world.grant(&[]);
    let refused = world.open("other", "stolen");
    assert_eq!(refused.code, 3);
    world.assert_nothing_at("stolen");
    assert_eq!(
        world.open("clinic", "visit").code,
        0,
        "the named clinic still opens it"
    );
}

#[test]
fn a_share_for_one_opening_opens_once() {
    let world = World::new();
    world.grant(&["--openings", "1"]);
    assert_eq!(world.open("clinic", "visit").code, 0);
    let refused = world.open("clinic", "again");
    assert_eq!(
        (refused.code, refused.error()["code"].as_str()),
        (3, Some("not_available"))
    );
    world.wallet_ok(&["sync"]);
    assert_eq!(
        world.wallet_ok(&["grants"])["grants"][0]["state"],
        "used_up"
    );
}

#[test]
fn a_share_that_begins_tomorrow_is_not_open_today() {
    let world = World::new();
    world.grant(&["--from", &tomorrow()]);
    let refused = world.open("clinic", "early");
    assert_eq!(
        (refused.code, refused.error()["code"].as_str()),
        (3, Some("not_available"))
    );
    world.assert_nothing_at("early");
}

#[test]
fn everything_means_one_entry_a_record_with_its_own_bytes() {
    let world = World::new();
    let records = world.wallet_ok(&["records"])["records"]
        .as_array()
        .unwrap()
        .len();
    let grant = world.grant(&["--share", "all"]);
    assert_eq!(grant["records"], records);
    assert_eq!(world.open("clinic", "visit").code, 0);
    let bundle = read(&world, "visit/bundle.json");
    assert_eq!(bundle["type"], "collection");
    assert_eq!(bundle["entry"].as_array().unwrap().len(), records);
}

#[test]
fn a_category_holds_back_the_rest() {
    let world = World::new();
    world.grant(&["--share", "category:allergies"]);
    assert_eq!(world.open("clinic", "visit").code, 0);
    let text = std::fs::read_to_string(world.root().join("visit/bundle.json")).unwrap();
    assert!(text.contains("AllergyIntolerance"));
    assert!(
        !text.contains("\"MedicationStatement\""),
        "medicines were not shared"
    );
}

#[test]
fn a_large_attachment_travels_as_a_part_and_comes_out_the_same() {
    let world = World::new();
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    picture.extend((0..3_000_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8));
    std::fs::write(world.root().join("scan.png"), &picture).unwrap();
    world.wallet_ok(&["import", &world.path("scan.png")]);
    world.grant(&["--share", "category:documents"]);
    let opened = world.open("clinic", "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    let files = crate::world::files_below(&world.root().join("visit/attachments"));
    assert!(
        files
            .iter()
            .any(|file| std::fs::read(file).unwrap() == picture)
    );
}

#[test]
fn a_card_travels_as_file_link_and_picture() {
    let world = World::new();
    let link = world.clinic("clinic", &["card"]).json()["card"]
        .as_str()
        .unwrap()
        .to_owned();
    for card in [link, world.path("clinic.card"), world.path("clinic.png")] {
        let made = world.wallet(&["grant", "--to", &card, "--for", "30m"]);
        assert_eq!(made.code, 0, "{card}: {}", made.err);
    }
}

#[test]
fn other_software_reads_the_code() {
    let world = World::new();
    let text = world.grant(&[])["qr_text"].as_str().unwrap().to_owned();
    let Ok(read) = std::process::Command::new("zbarimg")
        .args(["--raw", "-q", &world.path("code.png")])
        .output()
    else {
        println!("skipped: zbarimg is not installed (Debian: zbar-tools)");
        return;
    };
    assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), text);
}
