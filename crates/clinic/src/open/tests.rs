//! Openings that succeed, and what the relay, the clock and the folder can do about them. Altered bytes and lying ledgers
//! have files of their own.

mod across;
mod altered;
mod ledger;
mod parcel;
mod status;
mod witnessed;

use std::fs;

use keepwell_protocol::{
    origin::Origin,
    report::{Deed, Report},
};
use rand_core::OsRng;

use super::*;
use crate::{
    card::issue,
    desk::parse_allowed,
    kind::Kind,
    testing::{DAY, NOW, Share, ShareOptions, World, clinic, ledger_key},
};

fn granted(world: &World) -> Share {
    granted_with(world, &ShareOptions::default())
}

fn granted_with(world: &World, options: &ShareOptions) -> Share {
    Share::make(&world.net, &world.desk.generations()[0].card, options)
}

#[test]
fn a_grant_opens_and_every_check_is_named_in_order() {
    let mut world = World::new();
    let share = granted(&world);
    let opened = world.open(&share).unwrap();
    let names: Vec<_> = opened.checks.iter().map(|one| one.name.as_str()).collect();
    let order = [
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
    assert_eq!(names, order);
    assert!(
        opened
            .checks
            .iter()
            .all(|one| one.ok && !one.detail.is_empty())
    );
    assert_eq!(opened.patient, "Amina Haddad");
    assert_eq!(opened.grant, "09".repeat(16));
    assert_eq!(
        opened.files,
        ["bundle.json", "consent.json", "attachments/1-letter.pdf"]
    );
    assert_eq!(opened.note, None);
    let out = world.folder.path().join("out");
    assert_eq!(fs::read(out.join("bundle.json")).unwrap(), share.parts[0].1);
    assert_eq!(
        fs::read(out.join("consent.json")).unwrap(),
        share.manifest.consent
    );
    assert_eq!(
        fs::read(out.join("attachments/1-letter.pdf")).unwrap(),
        share.parts[1].1
    );
    assert_eq!(fs::read_dir(&out).unwrap().count(), 3);
    let json = serde_json::to_value(&opened).unwrap();
    let mut members: Vec<_> = json.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(members, ["checks", "expires", "files", "grant", "patient"]);
    assert_eq!(json["checks"][1]["name"], "qr");
    assert_eq!(json["expires"], NOW.plus(7200).to_string());
}

#[test]
fn one_visit_is_one_opening_and_the_patient_is_told() {
    let mut world = World::new();
    let share = granted(&world);
    world.open(&share).unwrap();
    let servers = world.net.servers();
    let mailbox = &servers.mailboxes[&share.link.mailbox.to_string()];
    assert_eq!(mailbox.openings.len(), 3);
    assert!(
        mailbox
            .openings
            .iter()
            .all(|one| *one == mailbox.openings[0])
    );
    let deeds = mailbox.reports.iter().map(|sealed| {
        let statement = share.statement.digest();
        let report = Report::open(sealed, &share.report, &statement, &share.card.key()).unwrap();
        assert_eq!(report.time, NOW);
        report.deed
    });
    assert_eq!(deeds.collect::<Vec<_>>(), [Deed::Shown, Deed::Saved]);
}

#[test]
fn who_tries_again_after_a_cut_goes_on_within_the_same_opening() {
    let mut world = World::new();
    let share = granted(&world);
    world.net.servers().is_ledger_away = true;
    let cut = world.open(&share).err().unwrap();
    assert_eq!(cut.kind(), Kind::Unreachable);
    // What is noted is only a convenience: damaged, it is as if it were not there.
    let noted = world.desk.home().root().join("visits");
    let whole = fs::read(&noted).unwrap();
    fs::write(&noted, b"damaged").unwrap();
    assert!(world.open(&share).is_err());
    fs::write(&noted, whole).unwrap();

    world.net.servers().is_ledger_away = false;
    world.open(&share).unwrap();
    fs::remove_dir_all(world.folder.path().join("out")).unwrap();
    world.open(&share).unwrap();
    let servers = world.net.servers();
    let openings = &servers.mailboxes[&share.link.mailbox.to_string()].openings;
    let (first, rest) = openings.split_first().unwrap();
    let [_other, again @ .., a, b, c] = rest else {
        panic!("{} requests", rest.len())
    };
    assert_eq!(again, [*first; 3], "the first opening, finished");
    assert!(a == b && b == c && a != first, "an opening of its own");
}

#[test]
fn a_picture_of_the_code_and_a_file_with_its_text_open_too() {
    let mut world = World::new();
    let share = granted(&world);
    let text = share.link.to_text();
    let picture = keepwell_qr::make::Code::new(&text).unwrap().png(8).unwrap();
    for (name, file) in [("a", picture), ("b", format!("{text}\n").into_bytes())] {
        let out = world.folder.path().join(name);
        let code = Code::File(&file);
        open(&mut world.desk, &world.net, code, &out, NOW, &mut OsRng).unwrap();
    }
}

#[test]
fn what_is_no_code_of_ours_is_damaged_input() {
    let mut world = World::new();
    let card = issue(&mut world.desk, &world.net, NOW, &mut OsRng).unwrap();
    world.net.servers().asked.clear();
    let out = world.folder.path().join("out");
    let picture = keepwell_qr::make::Code::new("TEL:112")
        .unwrap()
        .png(8)
        .unwrap();
    for code in [
        Code::Text(""),
        Code::Text("https://example.com"),
        Code::Text(&card.link),
        Code::File(b"not a picture"),
        Code::File(&picture),
        Code::File(&[]),
    ] {
        let error = open(&mut world.desk, &world.net, code, &out, NOW, &mut OsRng);
        let error = error.err().unwrap();
        assert_eq!(
            (error.check(), error.kind()),
            (Some(CheckName::Qr), Kind::Damaged)
        );
    }
    assert!(world.net.servers().asked.is_empty(), "nobody is asked");
}

#[test]
fn another_clinic_gets_nothing() {
    let mut world = World::new();
    let share = granted(&world);
    let home = world.folder.path().join("home/other");
    world.desk = clinic(&home, "Hill Clinic", &world.net);
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("not_available", "relay"));
    assert_eq!(error.kind(), Kind::Refused);
    let servers = world.net.servers();
    assert!(
        servers.mailboxes[&share.link.mailbox.to_string()]
            .openings
            .is_empty()
    );
}

#[test]
fn a_grant_to_last_month_s_card_opens_until_its_keys_are_destroyed() {
    let mut world = World::new();
    let late = NOW.plus(30 * DAY - 1);
    let options = ShareOptions {
        granted: late,
        start: late,
        end: late.plus(30 * DAY),
        ..ShareOptions::default()
    };
    let share = granted_with(&world, &options);
    let rotated = NOW.plus(30 * DAY);
    world.net.servers().time = rotated;
    issue(&mut world.desk, &world.net, rotated, &mut OsRng).unwrap();
    assert_ne!(
        world.desk.generations()[0].card.digest(),
        share.card.digest()
    );
    let last = NOW.plus(60 * DAY - 2);
    world.net.servers().time = last;
    world.open_at(&share, last).unwrap();
    // A later opening of anything destroys the old keys; nothing for them can be opened any more.
    let over = NOW.plus(61 * DAY);
    world.net.servers().time = over;
    let other = granted_with(
        &world,
        &ShareOptions {
            granted: rotated,
            start: rotated,
            end: over.plus(DAY),
            ..ShareOptions::default()
        },
    );
    world.open_at(&other, over).unwrap();
    assert_eq!(world.desk.generations().len(), 1);
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("not_available", "relay"));
}

#[test]
fn a_card_that_expired_long_ago_is_named_before_anybody_is_asked() {
    let mut world = World::new();
    let share = granted(&world);
    world.net.servers().asked.clear();
    let late = NOW.plus(61 * DAY);
    let error = world.open_at(&share, late).err().unwrap();
    assert_eq!(error.check(), Some(CheckName::Card));
    assert!(world.net.servers().asked.is_empty());
}

#[test]
fn only_relays_on_the_list_are_contacted() {
    let mut world = World::new();
    let mut share = granted(&world);
    share.link.relay = Origin::parse("https://other.example").unwrap();
    world.net.servers().asked.clear();
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("relay_not_allowed", "relay"));
    assert!(world.net.servers().asked.is_empty());
    let servers = parse_allowed(&format!("https://other.example={}", ledger_key())).unwrap();
    world.desk.allow(servers, &mut OsRng).unwrap();
    let (error, check) = world.refused(&share);
    assert_eq!((error.kind(), check), (Kind::Unreachable, "relay"));
}

#[test]
fn a_folder_with_something_in_it_is_left_alone_and_no_opening_is_spent() {
    let mut world = World::new();
    let share = granted(&world);
    world.net.servers().asked.clear();
    let text = share.link.to_text();
    let full = world.folder.path().join("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("file"), "mine").unwrap();
    for out in [
        full.as_path(),
        &full.join("file"),
        Path::new("."),
        Path::new("/"),
    ] {
        let code = Code::Text(&text);
        let error = open(&mut world.desk, &world.net, code, out, NOW, &mut OsRng);
        let error = error.err().unwrap();
        assert_eq!(
            (error.kind(), error.check()),
            (Kind::Usage, None),
            "{}",
            out.display()
        );
    }
    assert!(world.net.servers().asked.is_empty());
    assert_eq!(fs::read(full.join("file")).unwrap(), b"mine");
    // An empty folder, one whose parents are missing, and one of an opening that was killed are fine.
    let empty = world.folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    fs::create_dir_all(world.folder.path().join(".empty.keepwell-opening/left")).unwrap();
    for out in [&empty, &world.folder.path().join("deep/er")] {
        let code = Code::Text(&text);
        open(&mut world.desk, &world.net, code, out, NOW, &mut OsRng).unwrap();
        assert!(out.join("bundle.json").exists());
    }
}

#[test]
fn a_failed_opening_leaves_no_folders_it_made() {
    let mut world = World::new();
    let share = granted(&world);
    world.net.servers().is_relay_away = true;
    let out = world.folder.path().join("deep/er/out");
    let text = share.link.to_text();
    let code = Code::Text(&text);
    let error = open(&mut world.desk, &world.net, code, &out, NOW, &mut OsRng);
    let error = error.err().unwrap();
    assert_eq!(error.check(), Some(CheckName::Relay));
    assert_eq!(
        (error.kind(), error.code()),
        (Kind::Unreachable, "unreachable")
    );
    assert!(!world.folder.path().join("deep").exists());
}

#[test]
fn a_download_that_breaks_off_is_unreachable_and_leaves_nothing() {
    let mut world = World::new();
    let share = granted(&world);
    for (after, check) in [(0, "relay"), (100, "relay"), (80_000, "parts")] {
        world.net.servers().breaks_after = Some(after);
        let (error, found) = world.refused(&share);
        assert_eq!((error.kind(), found), (Kind::Unreachable, check), "{after}");
    }
    world.net.servers().breaks_after = None;
    world.open(&share).unwrap();
}

#[test]
fn the_window_is_judged_by_the_ledger_s_time() {
    let mut world = World::new();
    let share = granted(&world);
    let times = [
        (NOW.minus(1), Err("too_early")),
        (NOW, Ok(())),
        (NOW.plus(7199), Ok(())),
        (NOW.plus(7200), Err("expired")),
    ];
    for (time, expected) in times {
        world.net.servers().time = time;
        let opened = world.open(&share);
        let found = opened.map(drop).map_err(|error| {
            assert_eq!(error.check(), Some(CheckName::Window));
            error.code()
        });
        assert_eq!(found, expected, "{time}");
    }
}

#[test]
fn a_wrong_clock_of_this_computer_is_noticed_and_not_obeyed() {
    let mut world = World::new();
    let share = granted(&world);
    let opened = world.open_at(&share, NOW.plus(DAY)).unwrap();
    assert!(opened.checks[8].detail.contains("1440 minutes off"));
    let opened = world.open(&share).unwrap();
    assert!(!opened.checks[8].detail.contains("off"));
}
