//! `zbarimg` reads emergency cards: of the built-in sample, of real summaries of many countries, in every language and in the letters
//! of a keyboard. Each is one code of version 22 at most, gives back every letter, and its signature is right; the command's own
//! picture is checked by the command.

use std::fs;

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    FormatError,
    emergency_card::{EmergencyCard, MAX_TEXT},
};
use keepwell_qr::make::Code;
use keepwell_records::{
    bundle::Bundle,
    emergency::{CardText, Part, Wish, card},
    sample,
    terms::Language,
};
use tempfile::TempDir;
use time::{Date, Month};

use crate::{
    program::{argument, is_installed, say},
    world::World,
    zbar::read,
};

#[test]
fn zbarimg_reads_a_card_in_every_language() {
    if !is_installed("zbarimg") {
        return;
    }
    for language in Language::ALL {
        read_back("sample", sample::FILES[0].bytes, language, false);
    }
    read_back("sample", sample::FILES[0].bytes, Language::En, true);
}

#[test]
fn zbarimg_reads_the_card_of_every_real_summary() {
    if !is_installed("zbarimg") {
        return;
    }
    let samples = crate::pdf::samples();
    if samples.is_empty() {
        say(
            "interop: SKIPPED cards of real summaries: no data/ips in KEEPWELL_SHARED or in ../shared",
        );
    }
    for sample in samples {
        let name = sample.file_stem().unwrap().to_string_lossy().into_owned();
        let bundle = fs::read(&sample).unwrap();
        for (language, is_ascii) in [
            (Language::En, false),
            (Language::Ar, false),
            (Language::Zh, false),
            (Language::Hi, false),
            (Language::En, true),
        ] {
            let (made, version) = read_back(&name, &bundle, language, is_ascii);
            let letters = if is_ascii { "ASCII" } else { language.tag() };
            say(&format!(
                "interop: {name} in {letters}: {} of {} lines, version {version}",
                made.lines, made.all
            ));
        }
    }
}

#[test]
fn the_command_s_card_is_read_and_an_altered_letter_is_told() {
    if !is_installed("zbarimg") {
        return;
    }
    let world = World::new();
    let (picture, text) = (world.path("emergency.png"), world.path("emergency.txt"));
    let made = world.wallet_ok(&["emergency", "--language", "fr", "--qr", &picture]);
    let card = made["card"].as_str().unwrap();
    assert_eq!(read(&picture), card);
    assert!(made["version"].as_u64().unwrap() <= 22);
    let told = world.clinic("nobody", &["emergency", &picture]);
    assert_eq!(told.code, 0);
    let told = told.json();
    assert!(card.starts_with(told["text"].as_str().unwrap()));
    fs::write(&text, card.replace("\n", "\r\n")).unwrap();
    assert_eq!(world.clinic("nobody", &["emergency", &text]).json(), told);
    fs::write(&text, card.replacen("2026", "2027", 1)).unwrap();
    let altered = world.clinic("nobody", &["emergency", &text]);
    assert_eq!(altered.code, 3);
    assert_eq!(altered.error()["code"], "altered");
    let typed = world.wallet_ok(&["emergency", "--ascii", "--lines", "name,allergies"]);
    assert!(
        typed["card"].as_str().unwrap().is_ascii() && typed["all"].as_u64() < made["all"].as_u64()
    );
}

/// Makes a card of a Bundle, and gives it when `zbarimg` has read it back.
fn read_back(name: &str, bundle: &[u8], language: Language, is_ascii: bool) -> (CardText, u8) {
    let bundle = Bundle::read(bundle).unwrap();
    let made = card(
        &bundle,
        &Wish {
            parts: Part::ALL.to_vec(),
            language,
            is_ascii,
            day: Date::from_calendar_date(2026, Month::March, 3).unwrap(),
            most_bytes: MAX_TEXT,
        },
    );
    let key = SigningKey::from_seed(&[17; 32]);
    let signed = EmergencyCard::sign(&made.text, &key).unwrap();
    let code = Code::of_text(&signed, 22).unwrap();
    let folder = TempDir::new().unwrap();
    let picture = folder.path().join("card.png");
    fs::write(&picture, code.png(4).unwrap()).unwrap();
    assert_eq!(
        read(argument(&picture)),
        signed,
        "{name} in {}",
        language.tag()
    );
    assert!(!signed.contains("://"));
    let part = signed.starts_with(&format!("PART {} of {}", made.lines, made.all));
    assert_eq!(part, made.lines < made.all, "{signed}");
    assert_eq!(EmergencyCard::read(&signed).unwrap().text(), made.text);
    let last = made.text.chars().last().unwrap();
    let altered = signed.replacen(last, if last == 'x' { "y" } else { "x" }, 1);
    let refused = EmergencyCard::read(&altered).err();
    assert!(
        matches!(refused, Some(FormatError::BadSignature { .. })),
        "{altered}"
    );
    (made, code.version())
}
