//! What the page says in each state, and that nothing in a checkpoint becomes part of its structure.

use super::*;

fn told(health: Health, checkpoint: &str) -> String {
    let figures = Figures {
        entries: 1_234_567,
        on_their_own: 1_234_432,
        waiting: 3,
        places: 10,
        commits: 7,
        flushing: Duration::from_secs(1),
        since_last: Some(Duration::from_secs(7200)),
    };
    let key = "log.example/<ledger>+01+AA".to_owned();
    Told {
        key,
        health,
        figures,
        checkpoint: Some(checkpoint.to_owned()).filter(|note| !note.is_empty()),
    }
    .html()
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
    assert_eq!(cell(&html, "Entered since then"), "567");
    assert_eq!(cell(&html, "Its fingerprint"), "<code>ROOT=</code>");
    assert!(cell(&html, "Signed by").ends_with("No witness has signed it."));
    let more = format!("{NOTE}— one.example BBBB\n— two.example CCCC\n");
    let signed = cell(&told(Health::Accepting, &more), "Signed by");
    assert!(
        signed.ends_with("witnesses: one.example, two.example"),
        "{signed}"
    );
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
    let told = |seconds| ago(Duration::from_secs(seconds));
    assert_eq!(told(59), "Less than a minute ago");
    assert_eq!(told(60), "1 minute ago");
    assert_eq!(told(86_399), "23 hours ago");
    assert_eq!(told(172_800), "2 days ago");
}
