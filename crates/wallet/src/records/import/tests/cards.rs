//! SMART Health Cards and certificates taken in: what they hold as records, the card itself kept, and nothing said of a
//! signature that nobody has checked.

use super::*;

const TWO: &[u8] = include_bytes!("../../../../../../tests/vectors/smart/two.smart-health-card");
const EXPIRED: &[u8] =
    include_bytes!("../../../../../../tests/vectors/smart/expired.smart-health-card");
const CODE: &str = include_str!("../../../../../../tests/vectors/smart/code.txt");
const CODES: &str = include_str!("../../../../../../tests/vectors/smart/codes.txt");
const CERTIFICATE: &str = include_str!("../../../../../../tests/vectors/smart/certificate.txt");
const SUMMARY_LINK: &str = include_str!("../../../../../../tests/vectors/smart/summary-link.txt");

fn codes(report: &FileReport) -> Vec<(&str, &str)> {
    let problems = report.problems.iter();
    problems
        .map(|problem| (problem.place.as_str(), problem.code))
        .collect()
}

#[test]
fn the_cards_of_a_file_are_taken_in_each_by_itself() {
    let wallet = Wallet::new();
    let report = wallet.import("mine.smart-health-card", TWO);
    let file = &report.files[0];
    assert_eq!(file.format, "smart-health-card");
    // The person, the vaccination, and the card itself.
    assert_eq!((file.imported, report.records), (3, 3));
    assert_eq!(
        codes(file),
        [
            ("card 1, https://issuer.example", "card_unchecked"),
            ("card 2", "card_damaged")
        ]
    );
    let listed = list(&wallet.vault, &Filter::default()).expect("a list");
    assert!(listed.iter().any(|record| wallet.raw(record.id) == TWO));
    let again = wallet.import("again.smart-health-card", TWO);
    assert_eq!((again.files[0].imported, again.files[0].duplicates), (0, 3));
}

#[test]
fn an_expired_card_says_so_and_is_kept() {
    let report = Wallet::new().import("old.smart-health-card", EXPIRED);
    let file = &report.files[0];
    assert_eq!(file.imported, 3);
    let words: Vec<_> = codes(file).into_iter().map(|(_, code)| code).collect();
    assert_eq!(words, ["card_unchecked", "card_expired"]);
}

#[test]
fn a_code_is_taken_in_whole_or_in_pieces() {
    for text in [CODE, CODES] {
        let report = Wallet::new().import("code.txt", text.as_bytes());
        assert_eq!(report.files[0].format, "smart-health-card");
        assert_eq!(report.files[0].imported, 3);
    }
    let first = CODES.lines().next().expect("a line");
    let report = Wallet::new().import("code.txt", first.as_bytes());
    assert_eq!(codes(&report.files[0]), [("file", "card_codes_missing")]);
    assert!(report.unreadable().is_some());
    let torn = CODE.get(..CODE.len() - 2).expect("letters");
    let report = Wallet::new().import("code.txt", torn.as_bytes());
    assert_eq!(codes(&report.files[0]), [("file", "card_damaged")]);
}

/// 87, and the same of pictures: each of its codes, in any order, or none of it.
#[test]
fn a_code_is_taken_in_from_its_pictures() {
    let picture = |text: &str| {
        let code = keepwell_qr::make::Code::new(text).expect("a code");
        code.png(3).expect("a picture")
    };
    let whole = picture(CODE.trim());
    let mut pieces: Vec<_> = CODES.lines().map(picture).collect();
    pieces.reverse();
    for (pictures, formats) in [
        (vec![whole], vec!["smart-health-card"]),
        (pieces.clone(), vec!["smart-health-card", "unknown"]),
    ] {
        let wallet = Wallet::new();
        let inputs: Vec<_> = pictures
            .iter()
            .map(|bytes| Input::Bytes {
                name: "a.png",
                bytes,
            })
            .collect();
        let report = import(&wallet.vault, &inputs, &options(), &mut |_| {}, &mut OsRng);
        let report = report.expect("a report");
        let found: Vec<_> = report.files.iter().map(|file| file.format).collect();
        assert_eq!(found, formats);
        assert_eq!((report.files[0].imported, report.records), (3, 3));
        assert!(report.unreadable().is_none());
    }
    let report = Wallet::new().import("a.png", &pieces[0]);
    assert_eq!(codes(&report.files[0]), [("file", "card_codes_missing")]);
}

#[test]
fn a_certificate_becomes_what_it_says() {
    let wallet = Wallet::new();
    let report = wallet.import("certificate.txt", CERTIFICATE.as_bytes());
    let file = &report.files[0];
    assert_eq!((file.format, file.imported), ("hcert", 5));
    assert_eq!(codes(file), [("certificate, ZZ", "card_unchecked")]);
    let listed = list(&wallet.vault, &Filter::default()).expect("a list");
    let mut titles: Vec<_> = listed.iter().map(|record| record.title.as_str()).collect();
    titles.sort_unstable();
    assert!(titles.contains(&"COVID-19 vaccine") && titles.contains(&"COVID-19 test"));
    let link = wallet.import("link.txt", SUMMARY_LINK.as_bytes());
    assert_eq!(link.files[0].imported, 1, "kept, and not followed");
}

#[test]
fn somebody_else_s_card_is_refused_as_a_whole() {
    let wallet = Wallet::new();
    let own = bundle("Other Person", "1990-01-01", "Peanuts");
    wallet.import("record.json", own.as_bytes());
    for (name, bytes) in [("a.txt", CODE), ("b.txt", CERTIFICATE)] {
        let report = wallet.import(name, bytes.as_bytes());
        assert!(report.mismatch().is_some(), "{name}");
        assert_eq!(report.records, 2, "{name}");
    }
}

#[test]
fn a_note_that_only_begins_like_a_code_stays_a_note() {
    for text in [
        "eyJust a note",
        "HC1 is what the label says",
        "shc is short for it",
    ] {
        let report = Wallet::new().import("note.txt", text.as_bytes());
        assert_eq!(
            (report.files[0].format, report.files[0].imported),
            ("text", 1)
        );
    }
}
