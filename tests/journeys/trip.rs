//! A traveller prepares a trip on the command line: one command makes the link for its dates, the papers are written, and the
//! test counts only while no server answers.

use serde_json::Value;

use crate::world::World;

fn states(list: &Value) -> Vec<&str> {
    let steps = list["steps"].as_array().expect("steps");
    steps
        .iter()
        .filter_map(|step| step["state"].as_str())
        .collect()
}

/// The day in so long a time (`2d`), as a person writes it: no test looks at a clock, so a link says it.
fn day(world: &World, lasts: &str) -> String {
    let made = world.wallet_ok(&["link", "make", "--shape", "clinic-us", "--for", lasts]);
    let expires = made["expires"].as_str().expect("a time");
    expires.split('T').next().expect("a day").to_owned()
}

/// The links for travellers.
fn travel_links(world: &World) -> usize {
    let listed = world.wallet_ok(&["link", "list"]);
    let links = listed["links"].as_array().expect("links");
    links
        .iter()
        .filter(|link| link["shape"] == "travel")
        .count()
}

/// Plans the trip, makes its link and writes its papers.
fn planned(world: &World, more: &[&str]) -> Value {
    std::fs::write(world.root().join("code.txt"), "blue anchor 42\n").expect("written");
    let (from, until, code) = (day(world, "2d"), day(world, "12d"), world.path("code.txt"));
    let plan = [
        "trip",
        "--from",
        &from,
        "--until",
        &until,
        "--language",
        "pt",
    ];
    world.wallet_ok(&[plan.as_slice(), &["--passcode-file", &code], more].concat())
}

#[test]
fn one_command_prepares_a_trip() {
    let world = World::new();
    let list = world.wallet_ok(&["trip"]);
    assert_eq!(list["trip"], Value::Null);
    assert_eq!(
        states(&list),
        ["done", "open", "open", "open", "open", "open"]
    );

    let [qr, card, summary] = ["link.png", "card.pdf", "summary.pdf"].map(|name| world.path(name));
    let papers = ["--qr", &qr, "--card", &card, "--summary", &summary];
    let ready = planned(&world, &papers);
    let wanted = ["done", "done", "done", "done", "done", "open"];
    assert_eq!(states(&ready), wanted);
    assert_eq!(ready["trip"]["language"], "pt");
    assert_eq!(ready["link"]["expires"], ready["trip"]["until"]);
    assert!(!ready.to_string().contains("blue anchor"));
    let pdf = std::fs::read(&summary).expect("a summary");
    assert!(pdf.starts_with(b"%PDF"));

    // The same once more makes no second link: a code on paper goes on.
    let again = planned(&world, &[]);
    assert_eq!(again["link"]["grant"], ready["link"]["grant"]);
    assert_eq!(travel_links(&world), 1);
}

#[test]
fn the_test_counts_only_while_no_server_answers() {
    let mut world = World::new();
    let refused = world.wallet(&["trip", "--test"]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("a server answered"), "{}", refused.err);
    world.stop();
    let tested = world.wallet_ok(&["trip", "--test"]);
    assert_eq!(states(&tested).last(), Some(&"done"), "{tested}");
    for made in ["records", "terms", "card", "pdf", "frames"] {
        assert!(tested["test"][made].as_u64() > Some(0), "{made}: {tested}");
    }
}

#[test]
fn dates_and_languages_that_make_no_sense_are_refused() {
    let world = World::new();
    for (from, until, language) in [
        (day(&world, "9d"), day(&world, "3d"), "pt"),
        (day(&world, "1d"), "soon".to_owned(), "pt"),
        (day(&world, "1d"), day(&world, "3d"), "tlh"),
    ] {
        let wish = [
            "trip",
            "--from",
            &from,
            "--until",
            &until,
            "--language",
            language,
        ];
        let refused = world.wallet(&wish);
        assert_eq!(refused.code, 2, "{wish:?}: {}", refused.err);
    }
    assert_eq!(world.wallet_ok(&["trip"])["trip"], Value::Null);
}
