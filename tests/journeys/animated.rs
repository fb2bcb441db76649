//! A share in an animated code: handed over with the server gone, opened from what was recorded of it, and on the ledger later.

use std::fs;

use keepwell_qr::read::read_animation;
use serde_json::Value;

use crate::{command::Ended, world::World};

fn detail(opened: &Ended, check: &str) -> String {
    let object = opened.json();
    let checks = object["checks"].as_array().expect("checks");
    let found = checks.iter().find(|one| one["name"] == check);
    let detail = found.and_then(|one| one["detail"].as_str());
    detail.expect("a detail").to_owned()
}

/// Opens with these words in a file, or with what nobody types.
fn open_with(world: &World, words: Option<&str>, out: &str) -> Ended {
    let file = world.path("words.txt");
    let (frames, out) = (world.path("frames.png"), world.path(out));
    let mut line = vec!["open", &frames, "--out", &out];
    if let Some(words) = words {
        fs::write(&file, words).expect("written");
        line.extend(["--words-file", &file]);
    }
    world.clinic("clinic", &line)
}

/// A share under words, and the words.
fn under_words(world: &World) -> (String, Vec<String>) {
    let frames = world.path("frames.png");
    let line = ["grant", "--words", "--for", "2h", "--animated", &frames];
    let made = world.wallet_ok(&line);
    let words = made["words"].as_array().expect("words").iter();
    let words = words.map(|word| word.as_str().expect("a word").to_owned());
    let grant = made["grant"].as_str().expect("a grant").to_owned();
    (grant, words.collect())
}

fn open(world: &World, what: &str, out: &str) -> Ended {
    world.clinic(
        "clinic",
        &["open", &world.path(what), "--out", &world.path(out)],
    )
}

/// A share whose animated code is in `frames.png`.
fn animated(world: &World) -> String {
    let made = world.grant(&["--animated", &world.path("frames.png")]);
    made["grant"].as_str().expect("a grant").to_owned()
}

fn bundle(world: &World, out: &str) -> Value {
    let bytes = fs::read(world.root().join(out).join("bundle.json")).expect("a bundle");
    serde_json::from_slice(&bytes).expect("JSON")
}

#[test]
fn it_opens_while_nobody_has_a_network_and_reaches_the_ledger_later() {
    let mut world = World::new();
    world.stop();
    let grant = animated(&world);
    let opened = open(&world, "frames.png", "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert!(detail(&opened, "relay").contains("was not asked"));
    assert!(detail(&opened, "receipt").starts_with("waiting"));
    assert!(detail(&opened, "revocation").starts_with("unknown"));
    assert_eq!(bundle(&world, "visit")["resourceType"], "Bundle");

    world.restart();
    assert_eq!(world.wallet_ok(&["sync"])["waiting"], 0);
    assert_eq!(world.wallet_ok(&["grants"])["grants"][0]["state"], "active");
    world.wallet_ok(&["hand-over", &grant, "--out", &world.path("again.png")]);
    world.stop();
    let opened = open(&world, "again.png", "later");
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert!(detail(&opened, "receipt").contains("the grant is entry"));
    assert_eq!(bundle(&world, "later"), bundle(&world, "visit"));
}

#[test]
fn it_is_stopped_like_any_other() {
    let mut world = World::new();
    let grant = animated(&world);
    assert_eq!(open(&world, "frames.png", "visit").code, 0);
    world.wallet_ok(&["revoke", &grant]);
    let late = open(&world, "frames.png", "late");
    assert_eq!(
        (late.code, late.error()["check"].as_str()),
        (3, Some("revocation"))
    );
    world.assert_nothing_at("late");
    world.stop();
    let late = open(&world, "frames.png", "late");
    assert_eq!(
        (late.code, late.error()["code"].as_str()),
        (3, Some("revoked"))
    );
    world.assert_nothing_at("late");
    let over = world.wallet(&["hand-over", &grant, "--out", &world.path("never.png")]);
    assert_eq!(over.code, 3, "{}", over.err);
}

#[test]
fn pictures_of_it_do_as_well_and_too_few_say_so() {
    let mut world = World::new();
    animated(&world);
    world.stop();
    let file = fs::read(world.root().join("frames.png")).expect("a file");
    let texts = read_animation(&file).expect("readable").expect("animated");
    let folder = world.root().join("taken");
    fs::create_dir(&folder).expect("a folder");
    let (few, rest) = texts.split_at(3);
    let take = |number: usize, text: &String| {
        let code = keepwell_qr::make::Code::dense(text).expect("a code");
        let picture = code.png(4).expect("a picture");
        fs::write(folder.join(format!("{number:03}.png")), picture).expect("written");
    };
    fs::write(folder.join("000.png"), b"no picture").expect("written");
    few.iter()
        .enumerate()
        .for_each(|(at, text)| take(at + 1, text));
    let torn = open(&world, "taken", "torn");
    assert_eq!(
        (torn.code, torn.error()["code"].as_str()),
        (5, Some("not_whole"))
    );
    world.assert_nothing_at("torn");
    // Every third one was missed.
    let seen = rest.iter().enumerate().filter(|(at, _)| at % 3 != 0);
    seen.for_each(|(at, text)| take(at + 4, text));
    let opened = open(&world, "taken", "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
}

#[test]
fn a_desk_that_has_no_code_to_show_opens_it_with_the_words_and_no_others_do() {
    let mut world = World::new();
    world.stop();
    let (grant, words) = under_words(&world);
    let refused = |words: Option<&str>| {
        let ended = open_with(&world, words, "torn");
        world.assert_nothing_at("torn");
        (
            ended.code,
            ended.error()["code"].as_str().map(str::to_owned),
        )
    };
    let other = if words[0] == "zoo" { "art" } else { "zoo" };
    let mut others = words.clone();
    others[0] = other.to_owned();
    let wrong = refused(Some(&others.join(" ")));
    assert_eq!(wrong, (3, Some("wrong_words".to_owned())));
    let five = refused(Some(&words[1..].join(" ")));
    assert_eq!(five, (5, Some("not_words".to_owned())));
    assert_eq!(refused(None), (2, Some("usage".to_owned())));

    // As somebody types who was told them: capitals, commas, the first letters.
    let typed: Vec<String> = words.iter().map(|word| word.to_uppercase()).collect();
    let short: Vec<&str> = typed
        .iter()
        .map(|word| word.get(..4).unwrap_or(word))
        .collect();
    let opened = open_with(&world, Some(&short.join(", ")), "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert!(detail(&opened, "card").contains("six words"));
    assert!(detail(&opened, "receipt").starts_with("waiting"));
    assert_eq!(bundle(&world, "visit")["resourceType"], "Bundle");

    world.restart();
    assert_eq!(world.wallet_ok(&["sync"])["waiting"], 0);
    assert_eq!(world.wallet_ok(&["grants"])["grants"][0]["state"], "active");
    let again = world.wallet_ok(&["hand-over", &grant, "--out", &world.path("frames.png")]);
    assert_eq!(again["words"], serde_json::json!(words));
    world.stop();
    let opened = open_with(&world, Some(&words.join(" ")), "later");
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert!(detail(&opened, "receipt").contains("the grant is entry"));
    assert_eq!(bundle(&world, "later"), bundle(&world, "visit"));
}

#[test]
fn what_is_under_words_is_stopped_like_any_other() {
    let world = World::new();
    let (grant, words) = under_words(&world);
    let words = words.join(" ");
    assert_eq!(open_with(&world, Some(&words), "visit").code, 0);
    world.wallet_ok(&["revoke", &grant]);
    let late = open_with(&world, Some(&words), "late");
    assert_eq!(
        (late.code, late.error()["code"].as_str()),
        (3, Some("revoked"))
    );
    world.assert_nothing_at("late");
    let over = world.wallet(&["hand-over", &grant, "--out", &world.path("never.png")]);
    assert_eq!(over.code, 3, "{}", over.err);
}
