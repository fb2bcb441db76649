//! What the page says in each state, and that nothing in a checkpoint becomes part of its structure.

use std::time::Duration;

use keepwell_ledger::{Stance, WitnessReport};

use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

fn all(health: Health, checkpoint: &str) -> Told {
    let figures = Figures {
        entries: 1_234_567,
        on_their_own: 1_234_432,
        waiting: 3,
        places: 10,
        commits: 7,
        flushing: Duration::from_secs(1),
        since_last: Some(Duration::from_secs(7200)),
        pruned: 0,
        listed_at: None,
        leads: None,
    };
    Told {
        key: "log.example/<ledger>+01+AA".to_owned(),
        health,
        figures,
        checkpoint: Some(checkpoint.to_owned()).filter(|note| !note.is_empty()),
        witnessing: None,
        kept: Kept::default(),
        now: NOW,
    }
}

fn told(health: Health, checkpoint: &str) -> String {
    all(health, checkpoint).html()
}

fn witness(name: &str, stance: Stance, size: u64, seconds: u64) -> WitnessReport {
    WitnessReport {
        name: name.to_owned(),
        size,
        cosigned_at: (size > 0).then(|| NOW.minus(seconds)),
        stance,
        failures: 0,
        said: "a word for the operator".to_owned(),
        said_at: None,
    }
}

fn cell(html: &str, name: &str) -> String {
    let (_, rest) = html.split_once(&format!("<dt>{name}</dt><dd>")).unwrap();
    rest.split_once("</dd>").unwrap().0.to_owned()
}

const NOTE: &str = "log.example/ledger\n1234000\nROOT=\n\n— log.example/ledger AAAA\n";

#[test]
fn it_tells_size_checkpoint_lag_and_witnesses() {
    let html = told(Health::Accepting, NOTE);
    assert_eq!(cell(&html, "Entries"), "1,234,567");
    assert_eq!(cell(&html, "Last entry"), "2 hours ago");
    assert_eq!(cell(&html, "Waiting to be entered"), "3");
    assert_eq!(cell(&html, "Newest checkpoint"), "of 1,234,000 entries");
    assert_eq!(cell(&html, "Entered since then"), "567 entries");
    assert!(cell(&html, "Its time").starts_with("Not known:"));
    assert!(html.contains("This log has no witnesses"));
    assert_eq!(cell(&html, "Its root"), "<code>ROOT=</code>");
    assert!(cell(&html, "Signed by").ends_with("No witness has signed it."));
    let more = format!("{NOTE}— one.example BBBB\n— two.example CCCC\n");
    let signed = cell(&told(Health::Accepting, &more), "Signed by");
    assert!(
        signed.ends_with("witnesses: one.example, two.example"),
        "{signed}"
    );
}

#[test]
fn each_witness_is_told_by_its_name_with_what_it_signed_when_and_how_it_stands() {
    let witnesses = vec![
        witness("up.example", Stance::Cosigns, 1_234_567, 30),
        witness("slow.example", Stance::Behind, 1_234_000, 200),
        witness("gone.example", Stance::Away, 1_000, 90_000),
        witness("no.example", Stance::Refuses, 0, 0),
        witness("other.example", Stance::Contradicts, 5, 60),
        witness("<b>new</b>", Stance::Unheard, 0, 0),
        witness("unasked.example", Stance::NotAsked, 0, 0),
    ];
    let report = WitnessingReport {
        head: 1_234_567,
        published: Some(1_234_000),
        published_at: Some(NOW.minus(200)),
        asked: None,
        witnesses,
        contradicted: None,
    };
    let html = Told {
        witnessing: Some(report),
        ..all(Health::Accepting, NOTE)
    }
    .html();
    assert_eq!(
        cell(&html, "Its time"),
        format!(
            "3 minutes ago ({}), by its witnesses",
            words::moment(NOW.minus(200))
        )
    );
    assert_eq!(
        cell(&html, "Entered since then"),
        "567 entries, in 3 minutes, that wait for the witnesses"
    );
    let signed = |name: &str, start: &str, end: &str| {
        let cell = cell(&html, name);
        assert!(
            cell.starts_with(start) && cell.contains(end),
            "{name}: {cell}"
        );
    };
    signed(
        "up.example",
        "Has signed everything",
        "1,234,567 entries, less than a minute ago",
    );
    signed(
        "slow.example",
        "Is behind by 567 entries.",
        "1,234,000 entries, 3 minutes ago",
    );
    signed("gone.example", "Is away", "1,000 entries, 1 day ago");
    signed("no.example", "Refuses", "Nothing of it is known");
    signed("other.example", "Refuses", "another history");
    signed("&lt;b>new&lt;/b>", "Has not answered", "");
    signed("unasked.example", "Is not asked", "");
    assert!(!html.contains("for the operator"));
}

#[test]
fn what_is_kept_is_told_as_this_server_keeps_it() {
    let words = |statements_s, entries_days, pruned| {
        Kept {
            statements_s,
            entries_days,
        }
        .words(pruned)
    };
    assert!(words(None, None, 0).contains("ever changed or taken out"));
    for (statements_s, entries_days, pruned) in [
        (None, Some(90), 0),
        (None, Some(90), 65_536),
        (None, None, 65_536),
    ] {
        let told = words(statements_s, entries_days, pruned);
        assert!(
            !told.contains("taken out") && told.contains("removed"),
            "{told}"
        );
        assert_eq!(told.contains("older than 90 days"), entries_days.is_some());
        assert_eq!(
            told.contains("The first 65,536 have been removed"),
            pruned > 0
        );
    }
    assert!(words(Some(365 * 86_400), None, 0).contains("erased after 365 days"));
    assert!(words(None, None, 0).contains("erased where that was asked for"));
}

#[test]
fn it_says_that_witnesses_have_not_signed_yet() {
    let html = told(Health::Accepting, "");
    assert!(cell(&html, "Newest checkpoint").starts_with("None yet:"));
    assert!(!html.contains("Signed by"));
}

#[test]
fn it_says_whether_the_log_works() {
    let state = |health| cell(&told(health, NOTE), "State");
    assert!(state(Health::Accepting).starts_with("Works."));
    assert!(state(Health::Closed).starts_with("Is being stopped."));
    assert!(state(Health::Stopped).contains("must read its log"));
    assert!(state(Health::OutOfReach).contains("It tries again by itself."));
    assert!(state(Health::Contradicted).contains("another history"));
}

#[test]
fn nothing_in_a_checkpoint_becomes_part_of_the_page() {
    let html = told(Health::Accepting, "a<script>\nx\n\"<b>\n\n— <i>&\" AAAA\n");
    let name = cell(&html, "Name of the log");
    assert_eq!(name, "<code>log.example/&lt;ledger></code>");
    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("<i>"));
}

#[test]
fn times_are_told_as_people_say_them() {
    let told = ago;
    assert_eq!(told(59), "Less than a minute ago");
    assert_eq!(told(60), "1 minute ago");
    assert_eq!(told(86_399), "23 hours ago");
    assert_eq!(told(172_800), "2 days ago");
    assert_eq!(
        words::moment(Timestamp::parse("2026-11-30T10:22:30Z").unwrap()),
        "<time datetime=\"2026-11-30T10:22:30Z\">2026-11-30 10:22:30 UTC</time>"
    );
}
