//! What stands on a card: the right facts, in the right language, never more than fits, and never turned round.

use time::{Date, Month};
use unicode_bidi::{BidiInfo, Level};

use super::{CardText, LineKind, Part, SheetKind, SheetWords, Wish, card, sheet};
use crate::{bundle::Bundle, terms::Language};

const PATIENT: &str = r#"{"resourceType":"Patient","birthDate":"1971-03-14","name":[{"text":"Amina Haddad"}],
    "contact":[{"name":{"text":"Yusuf Haddad"},"relationship":[{"text":"Brother in law"}],"telecom":[
        {"system":"email","value":"y@example.org"},{"system":"phone","value":"+255 700 000 118"}]}]}"#;
const PENICILLIN: &str = r#"{"resourceType":"AllergyIntolerance","criticality":"high","code":{"text":"Penicillin","coding":[
    {"system":"http://snomed.info/sct","code":"764146007"}]},"reaction":[{"manifestation":[{"text":"Hives"}]}]}"#;
const METFORMIN: &str = r#"{"resourceType":"MedicationStatement","status":"active","medicationCodeableConcept":{"text":"Glucophage",
    "coding":[{"system":"http://www.whocc.no/atc","code":"A10BA02"}]},"dosage":[{"timing":{"repeat":{"frequency":2,"period":1,
    "periodUnit":"d"}},"doseAndRate":[{"doseQuantity":{"value":500,"unit":"mg"}}],"text":"500 mg twice a day with food"}]}"#;
const HERBS: &str = r#"{"resourceType":"MedicationStatement","status":"active","language":"nl","medicationCodeableConcept":
    {"text":"Kruidenthee van oma"},"dosage":[{"text":"10 mg, later 20 mg"}]}"#;
const GROUP: &str = r#"{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"882-1"}]},
    "valueString":"A Rh+","effectiveDateTime":"2019-05-02"}"#;

fn made(resources: &[&str], wish: impl FnOnce(&mut Wish)) -> CardText {
    let entries: Vec<String> = resources
        .iter()
        .map(|resource| format!("{{\"resource\":{resource}}}"))
        .collect();
    let text = format!(
        "{{\"resourceType\":\"Bundle\",\"entry\":[{}]}}",
        entries.join(",")
    );
    let bundle = Bundle::read(text.as_bytes()).expect("a Bundle");
    let mut wanted = Wish {
        parts: Part::USUAL.to_vec(),
        language: Language::En,
        is_ascii: false,
        day: Date::from_calendar_date(2026, Month::March, 3).expect("a day"),
        most_bytes: 880,
    };
    wish(&mut wanted);
    card(&bundle, &wanted)
}

#[test]
fn a_card_says_what_helps_in_this_order() {
    let card = made(&[GROUP, HERBS, METFORMIN, PENICILLIN, PATIENT], |_| {});
    let wanted = "EMERGENCY CARD, 3 Mar 2026\n\
        Amina Haddad, born 14 Mar 1971\n\
        ALLERGY (SEVERE): Penicillin (Hives)\n\
        MEDICINE: Kruidenthee van oma*nl\n\
        10 mg, later 20 mg*nl\n\
        MEDICINE: metformin [Glucophage]\n\
        500 mg, twice daily [500 mg twice a day with food]\n\
        CALL: Yusuf Haddad (Brother in law*) +255 700 000 118\n\
        The person's own record. It may miss things. Ask.\n\
        [ ] original. Terms from a word list, not reviewed\n\
        * as written, not translated";
    assert_eq!(card.text, wanted);
    assert_eq!((card.lines, card.all), (5, 5));
    assert_eq!(card.kinds.len(), card.text.lines().count());
    assert_eq!(
        card.kinds[..3],
        [LineKind::Title, LineKind::Fact, LineKind::Alert]
    );
}

#[test]
fn the_language_of_the_helper_stands_beside_the_original() {
    let card = made(&[METFORMIN, PENICILLIN, PATIENT], |wish| {
        wish.language = Language::Es
    });
    for line in [
        "TARJETA DE EMERGENCIA, 3 mar 2026",
        "Amina Haddad, nacimiento: 14 mar 1971",
        "MEDICAMENTO: metformina [Glucophage]",
        "500 mg, dos veces al día [500 mg twice a day with food]",
    ] {
        assert!(card.text.lines().any(|one| one == line), "{}", card.text);
    }
    let allergy = card
        .text
        .lines()
        .find(|line| line.starts_with("ALERGIA (GRAVE): "));
    assert!(
        allergy.is_some_and(|line| line.contains("penicilina") && line.contains("[Penicillin]"))
    );
}

#[test]
fn nothing_recorded_is_not_the_same_as_nothing_known() {
    let none = r#"{"resourceType":"AllergyIntolerance","code":{"coding":[{"system":"http://snomed.info/sct","code":"716186003"}],
        "text":"No known allergies"}}"#;
    let nobody_asked = r#"{"resourceType":"AllergyIntolerance","code":{"coding":[{"code":"no-allergy-info",
        "system":"http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"}]}}"#;
    let ruled_out = r#"{"resourceType":"AllergyIntolerance","verificationStatus":{"coding":[{"code":"refuted"}]},"code":{"text":"Latex"}}"#;
    let text = |resources: &[&str]| made(resources, |_| {}).text;
    assert!(text(&[none]).contains("\nALLERGY: No known allergies\n"));
    for resources in [&[][..], &[nobody_asked], &[ruled_out]] {
        let text = text(resources);
        assert!(text.contains("\nALLERGY: Not recorded. Ask.\n"), "{text}");
        assert!(text.contains("\nMEDICINE: Not recorded. Ask.\n"), "{text}");
        assert!(
            !text.contains("Latex") && text.contains("\nName not recorded\n"),
            "{text}"
        );
    }
    assert!(
        !text(&[none, PENICILLIN]).contains("No known"),
        "a record speaks against it"
    );
}

#[test]
fn what_is_over_stopped_or_not_to_be_taken_is_no_line() {
    let medicine = |rest: &str| {
        format!(
            "{{\"resourceType\":\"MedicationRequest\",{rest},\"medicationCodeableConcept\":{{\"text\":\"Warfarin\"}}}}"
        )
    };
    for rest in [
        r#""status":"stopped""#,
        r#""status":"draft""#,
        r#""status":"completed""#,
        r#""status":"active","doNotPerform":true"#,
    ] {
        assert!(
            !made(&[&medicine(rest)], |_| {}).text.contains("arfarin"),
            "{rest}"
        );
    }
    let paused = made(&[&medicine(r#""status":"on-hold""#)], |_| {});
    assert!(paused.text.contains("\nMEDICINE (PAUSED): Warfarin\n"));
    let suspected = r#"{"resourceType":"Condition","verificationStatus":{"coding":[{"code":"provisional"}]},"code":{"text":"Asthma"}}"#;
    assert!(
        made(&[suspected], |_| {})
            .text
            .contains("\nCONDITION (NOT CONFIRMED): Asthma\n")
    );
}

#[test]
fn the_blood_group_is_there_when_asked_for_and_from_a_laboratory() {
    assert!(!made(&[GROUP], |_| {}).text.contains("BLOOD"));
    let asked = |wish: &mut Wish| wish.parts = vec![Part::Blood];
    assert!(
        made(&[GROUP], asked)
            .text
            .contains("\nBLOOD GROUP: A Rh+, 2 May 2019\n")
    );
    let told = GROUP.replace("final", "preliminary");
    assert!(!made(&[&told], asked).text.contains("BLOOD"));
}

#[test]
fn what_does_not_fit_is_counted_in_the_first_line() {
    let condition = |number: usize| {
        format!(
            "{{\"resourceType\":\"Condition\",\"code\":{{\"text\":\"Rare condition number {number}\"}}}}"
        )
    };
    let conditions: Vec<String> = (0..60).map(condition).collect();
    let mut resources: Vec<&str> = conditions.iter().map(String::as_str).collect();
    resources.extend([PATIENT, PENICILLIN]);
    for language in Language::ALL {
        let card = made(&resources, |wish| wish.language = language);
        assert!(card.text.len() <= 880);
        assert_eq!(
            card.all, 64,
            "name, allergy, no medicines, conditions, contact"
        );
        let first = format!("PART {} of 64", card.lines);
        let line = card.text.lines().next().unwrap_or_default();
        assert!(
            line == first || line.starts_with(&format!("{first} (")),
            "{line}"
        );
        let more = made(&resources, |wish| {
            wish.language = language;
            wish.most_bytes = 2000;
        });
        assert!(more.lines > card.lines);
    }
    let few = made(&[PATIENT, PENICILLIN], |_| {});
    assert!(!few.text.contains("PART"));
}

#[test]
fn a_keyboard_can_type_every_letter() {
    let russian = PATIENT
        .replace("Amina Haddad", "Амина Хаддад")
        .replace("Yusuf", "يوسف");
    let allergy = PENICILLIN.replace("Penicillin", "Пенициллин");
    let unknown = r#"{"resourceType":"Condition","code":{"text":"Редкая болезнь"}}"#;
    let card = made(&[&russian, &allergy, unknown, METFORMIN], |wish| {
        wish.is_ascii = true;
        wish.language = Language::Ar;
    });
    let is_typed = |byte: u8| byte == b'\n' || (b' '..=b'~').contains(&byte);
    assert!(card.text.bytes().all(is_typed), "{}", card.text);
    for part in [
        "~Amina Khaddad",
        "penicillin",
        "[~Penitsillin]",
        "CONDITION: ~Redkaya bolezn",
        "~ letters replaced",
    ] {
        assert!(card.text.contains(part), "{part}: {}", card.text);
    }
}

#[test]
fn no_address_stands_on_it() {
    let linked = PENICILLIN.replace(
        "Penicillin",
        "Penicillin https://evil.example/x www.evil.example",
    );
    let card = made(&[&linked], |_| {});
    assert!(!card.text.contains("evil"), "{}", card.text);
}

#[test]
fn a_dose_too_long_to_show_is_not_cut() {
    let long = METFORMIN.replace("with food", &"and more ".repeat(20));
    let card = made(&[&long], |_| {});
    assert!(card.text.contains("\nDose: see the record\n") && !card.text.contains("500"));
}

#[test]
fn a_dose_beside_arabic_stands_alone_and_keeps_its_order() {
    let card = made(&[HERBS, METFORMIN, PATIENT], |wish| {
        wish.language = Language::Ar
    });
    let dose = card
        .text
        .lines()
        .find(|line| line.contains("20 mg"))
        .expect("a line of its own");
    assert!(!dose.contains("Kruidenthee"));
    assert_eq!(seen(dose), "10 mg, later 20 mg*nl");
    let coded = card
        .text
        .lines()
        .find(|line| line.contains("500 mg"))
        .expect("a line of its own");
    assert!(seen(coded).contains("500 mg"), "{}", seen(coded));
    let phone = card
        .text
        .lines()
        .find(|line| line.contains("118"))
        .expect("the contact");
    assert!(seen(phone).contains("+255 700 000 118"), "{}", seen(phone));
}

/// A line of a page that runs from right to left, as it is seen from left to right.
fn seen(line: &str) -> String {
    let bidi = BidiInfo::new(line, Some(Level::rtl()));
    let [paragraph] = bidi.paragraphs.as_slice() else {
        panic!("one paragraph")
    };
    let shown = bidi.reorder_line(paragraph, paragraph.range.clone());
    shown.replace(['\u{2066}', '\u{2068}', '\u{2069}'], "")
}

#[test]
fn a_page_has_the_country_s_words_above_and_what_was_written_below() {
    let text = format!(
        "{{\"resourceType\":\"Bundle\",\"entry\":[{{\"resource\":{HERBS}}},{{\"resource\":{METFORMIN}}},{{\"resource\":{PENICILLIN}}}]}}"
    );
    let bundle = Bundle::read(text.as_bytes()).expect("a Bundle");
    let page = sheet(&bundle, Language::Ar);
    let [allergy, herbs, metformin] = page.lines.as_slice() else {
        panic!("three lines");
    };
    let what = |line: &super::SheetLine| line.what.clone().expect("a name");
    assert_eq!(
        (allergy.kind, allergy.is_severe),
        (SheetKind::Allergy, true)
    );
    assert_eq!(allergy.marks, ["شديدة"]);
    assert_eq!(what(allergy).written, "Penicillin");
    assert!(what(allergy).term.is_some() && !what(allergy).is_untranslated);
    assert!(allergy.reactions[0].term.is_some());

    // Free text stands as it was written, with its language, and so does its dose.
    assert_eq!(what(herbs).term, None);
    assert_eq!(what(herbs).language.as_deref(), Some("nl"));
    let [dose] = herbs.doses.as_slice() else {
        panic!("one dose");
    };
    assert_eq!((dose.term.clone(), dose.is_untranslated), (None, true));
    assert_eq!(dose.written, "10 mg, later 20 mg");

    assert_eq!(what(metformin).term.as_deref(), Some("ميتفورمين"));
    let [dose] = metformin.doses.as_slice() else {
        panic!("one dose");
    };
    let term = dose.term.as_deref().expect("all of it is coded");
    assert!(term.starts_with("\u{2068}500 mg\u{2069}"), "{term:?}");
    assert_eq!(dose.written, "500 mg twice a day with food");
    let dutch = sheet(&bundle, Language::En);
    assert_eq!(
        what(&dutch.lines[0]).term,
        None,
        "its title says it already"
    );
    assert_eq!(SheetWords::of(Language::Ar).medicines, "الأدوية");
}

#[test]
fn a_page_says_that_nothing_is_recorded_and_not_that_there_is_nothing() {
    let text = r#"{"resourceType":"Bundle","entry":[]}"#;
    let bundle = Bundle::read(text.as_bytes()).expect("a Bundle");
    let page = sheet(&bundle, Language::Es);
    let kinds: Vec<_> = page.lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [SheetKind::Allergy, SheetKind::Medicine]);
    assert!(
        page.lines
            .iter()
            .all(|line| line.what.is_none() && !line.is_none)
    );
}
