//! The language files and dates.

use std::collections::BTreeSet;

use fluent_bundle::FluentResource;
use keepwell_records::view::ClinicalDate;
use time::macros::datetime;

use crate::{Language, words::Words};

fn source(language: Language) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let tag = language.tag();
    let app = format!("{root}/../../ui/locales/{tag}/summary.ftl");
    let own = format!("{root}/words/{tag}.ftl");
    std::fs::read_to_string(app)
        .or_else(|_| std::fs::read_to_string(own))
        .expect("the file")
}

#[test]
fn every_language_says_everything_without_faults() {
    let keys = |language| {
        let source = source(language);
        assert!(
            FluentResource::try_new(source.clone()).is_ok(),
            "{}",
            language.tag()
        );
        let key = |line: &str| line.split_once(" = ").map(|(key, _)| key.to_owned());
        source.lines().filter_map(key).collect::<BTreeSet<String>>()
    };
    let english = keys(Language::En);
    assert!(english.len() > 80);
    for language in Language::ALL {
        assert_eq!(keys(language), english, "{}", language.tag());
        let is_marked = source(language).starts_with("# unreviewed");
        assert_eq!(is_marked, language != Language::En);
        // Every message can be said: none names a value that it is not given.
        let words = Words::of(language);
        for month in 1..=12 {
            assert!(words.find(&format!("month-{month}"), &[]).is_some());
        }
    }
}

#[test]
fn dates_are_said_as_people_say_them() {
    let words = Words::of(Language::En);
    let said = |text: &str| words.date(text);
    assert_eq!(said("1971-03-14"), "14 Mar 1971");
    assert_eq!(said("2019-12-01T08:30:00+01:00"), "1 Dec 2019");
    assert_eq!(said("2019-12"), "Dec 2019");
    for other in [
        "1994",
        "in childhood",
        "03/14/1971",
        "2019-13-01",
        "71-3-1",
        "",
        "2019-é-1",
    ] {
        assert_eq!(said(other), other);
    }
    assert_eq!(Words::of(Language::De).date("1971-03-14"), "14. März 1971");
    assert_eq!(Words::of(Language::Zh).date("1971-03-14"), "1971年3月14日");
    assert_eq!(Words::of(Language::Ar).date("1971-03-14"), "14 مارس 1971");
    assert_eq!(Words::of(Language::Hi).date("1971-03-14"), "14 मार्च 1971");
    assert_eq!(Words::of(Language::Ru).date("1971-03-14"), "14 мар. 1971");
    assert_eq!(Words::of(Language::Sw).date("1971-03-14"), "14 Mac 1971");
    let odd = ClinicalDate {
        text: "2019-02-30".to_owned(),
        seconds: None,
    };
    assert_eq!(words.clinical_date(&odd), "2019-02-30");
    let moment = words.moment(datetime!(2026-11-21 14:05 -3:30));
    assert_eq!(moment, ["21 Nov 2026", "14:05", "UTC−03:30"]);
}
