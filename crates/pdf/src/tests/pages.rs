//! What stands on the pages.

use super::{bundle, input, lines, seen};
use crate::{Language, MAX_RECORDS, PdfError, summary};

const PERSON: &str = r#"{"resourceType":"Patient","gender":"female","birthDate":"1971-03-14","name":[{"text":"ليلى حداد"}],
    "contact":[{"name":{"given":["Omar"],"family":"Haddad"},"telecom":[{"value":"+33 1 23 45"}]}]}"#;

fn has(lines: &[String], wanted: &str) -> bool {
    lines.iter().any(|line| line == wanted)
}

#[test]
fn an_empty_copy_says_so_and_never_that_there_is_nothing() {
    for language in Language::ALL {
        let words = crate::words::Words::of(language);
        let lines = lines(&bundle(&[]), language);
        let none = lines.iter().filter(|line| **line == words.say("none"));
        assert_eq!(none.count(), 8, "{}", language.tag());
    }
    let lines = lines(&bundle(&[]), Language::En);
    assert!(has(&lines, "Name: not in this copy") && has(&lines, "Birth date: not in this copy"));
}

#[test]
fn the_person_stands_first_then_allergies() {
    let allergy = r#"{"resourceType":"AllergyIntolerance","criticality":"high","code":{"text":"Penicillin"},
        "clinicalStatus":{"coding":[{"code":"active"}]},"reaction":[{"manifestation":[{"text":"Hives"}],"severity":"severe"}],
        "recordedDate":"2020-05","recorder":{"display":"Dr. Abe"}}"#;
    let condition = r#"{"resourceType":"Condition","code":{"text":"Asthma"}}"#;
    let lines = lines(&bundle(&[condition, PERSON, allergy]), Language::En);
    let wanted = [
        "Patient summary",
        "ليلى حداد",
        "Born 14 Mar 1971",
        "Female",
        "This is the patient’s own copy. It may miss things. Ask the patient.",
        "Allergies",
        "What",
        "Date",
        "Where from",
        "Penicillin",
        "Active · High risk · Severe",
        "Hives",
        "May 2020",
        "Dr. Abe",
        "Medicines",
        "No information: ask the patient",
        "Conditions",
    ];
    assert_eq!(
        lines.get(..wanted.len()),
        Some(wanted.map(str::to_owned).as_slice())
    );
    assert!(has(&lines, "No date") && has(&lines, "Not named"));
    assert!(has(&lines, "Omar Haddad") && has(&lines, "+33 1 23 45"));
}

#[test]
fn a_dose_and_a_range_keep_their_order_beside_arabic() {
    let medicine = r#"{"resourceType":"MedicationStatement","status":"active","medicationCodeableConcept":{"text":"دواء 7.5 mg"},
        "dosage":[{"text":"5 mg، ثم 10 mg"},{"text":"2.5 mg"}]}"#;
    let result = r#"{"resourceType":"Observation","status":"final","code":{"text":"K"},"valueQuantity":{"value":5.60,"unit":"mmol/L"},
        "interpretation":[{"text":"مرتفع"}],"referenceRange":[{"low":{"value":3.5},"high":{"value":5.0}}]}"#;
    for language in [Language::En, Language::Ar] {
        let lines = lines(&bundle(&[medicine, result]), language);
        assert!(has(&lines, "2.5 mg"), "alone on its line");
        assert!(has(&lines, "5.60 mmol/L"), "with its digits");
        let range = lines
            .iter()
            .find(|line| line.contains("3.5"))
            .expect("the range");
        assert!(range.contains("3.5 – 5.0"), "{range}");
        let first = lines
            .iter()
            .find(|line| line.contains("10 mg"))
            .expect("the dose");
        assert!(first.contains("5 mg"), "{first}");
        assert!(
            has(&lines, "7.5 mgدواء"),
            "a title is read from the right: {lines:?}"
        );
    }
}

#[test]
fn what_is_not_so_never_looks_as_if_it_were() {
    let refuted = r#"{"resourceType":"AllergyIntolerance","code":{"text":"Latex"},"verificationStatus":{"coding":[{"code":"refuted"}]}}"#;
    let error = r#"{"resourceType":"AllergyIntolerance","code":{"text":"Wrong"},"verificationStatus":{"coding":[{"code":"entered-in-error"}]}}"#;
    let not = r#"{"resourceType":"MedicationRequest","status":"active","doNotPerform":true,"medicationCodeableConcept":{"text":"Aspirin"}}"#;
    let given =
        r#"{"resourceType":"Immunization","status":"not-done","vaccineCode":{"text":"MMR"}}"#;
    let lines = lines(&bundle(&[refuted, error, not, given]), Language::En);
    assert!(has(&lines, "Ruled out") && !has(&lines, "Wrong"));
    assert!(has(&lines, "Do NOT take · Active") && has(&lines, "Not done"));
}

#[test]
fn a_coded_term_is_said_in_the_language_of_the_document_too() {
    let coded = r#"{"resourceType":"MedicationStatement","status":"active","medicationCodeableConcept":{
        "coding":[{"system":"http://www.whocc.no/atc","code":"A10BA02"}],"text":"Diabex 500"}}"#;
    let named = r#"{"resourceType":"AllergyIntolerance","code":{"text":"Erdnuss"},
        "verificationStatus":{"coding":[{"code":"refuted"}]}}"#;
    let unknown = r#"{"resourceType":"Condition","code":{"text":"tired since the move"}}"#;
    let bundle = bundle(&[coded, named, unknown]);
    for (language, medicine, allergen) in [
        (Language::Es, "metformina", "cacahuete"),
        (Language::Ar, "ميتفورمين", "فول سوداني"),
        (Language::Zh, "二甲双胍", "花生"),
    ] {
        let lines = lines(&bundle, language);
        let says = |term: &str| lines.iter().any(|line| line.contains(term));
        assert!(has(&lines, "Diabex 500") && says(medicine), "{lines:?}");
        assert!(has(&lines, "Erdnuss") && says(allergen), "{lines:?}");
    }
    let spanish = lines(&bundle, Language::Es);
    let place = |text: &str| spanish.iter().position(|line| line.contains(text));
    let meant = place("cacahuete").expect("the term");
    let words = crate::words::Words::of(Language::Es);
    let refuted = words.find("certainty-refuted", &[]).expect("its words");
    let not_so = place(&refuted).expect("what turns it round");
    assert!(not_so < meant, "what is not so comes first");
    let meanings = spanish.iter().filter(|line| line.contains("Significa"));
    assert_eq!(meanings.count(), 2, "free text is not translated");
    let german = lines(&bundle, Language::De);
    let meanings = german.iter().filter(|line| line.contains("Erdnuss"));
    assert_eq!(
        meanings.count(),
        1,
        "what says it already is not said twice"
    );
}

#[test]
fn hostile_text_stays_text() {
    let evil = r##""#import \"x\" ] $y$ \\ <b> \u0000 5\u202e0 mg \ud80c\udc00 \ue000""##;
    let record = format!(r#"{{"resourceType":"Condition","code":{{"text":{evil}}}}}"#);
    let bundle = bundle(&[&record]);
    let lines = lines(&bundle, Language::En);
    let wanted = "#import \"x\" ] $y$ \\ <b> 50 mg 𓀀 \u{fffd}";
    assert!(has(&lines, wanted), "{lines:?}");
    let unshown = crate::words::Words::of(Language::En).say("unshown");
    let start = unshown.split(';').next().unwrap_or_default();
    assert!(
        lines.iter().any(|line| line.starts_with(start)),
        "the box is explained"
    );
    let pdf = summary(&input(&bundle, Language::Ar));
    assert!(pdf.is_ok_and(|pdf| pdf.starts_with(b"%PDF-1.7")));
}

#[test]
fn a_long_table_repeats_its_head_and_every_page_its_person() {
    let results: Vec<String> = (0..120)
        .map(|number| {
            format!(r#"{{"resourceType":"Observation","status":"final","code":{{"text":"Test {number}"}},"valueInteger":{number}}}"#)
        })
        .collect();
    let mut all: Vec<&str> = results.iter().map(String::as_str).collect();
    all.push(PERSON);
    let bundle = bundle(&all);
    let mut input = input(&bundle, Language::En);
    input.is_sample = true;
    let pages = seen(&input);
    let total = pages.len();
    assert!(total > 4);
    for (number, page) in pages.iter().enumerate() {
        let says = |text: &str| page.iter().any(|(line, _)| line == text);
        assert!(says(&format!("Page {} of {total}", number + 1)));
        assert!(says("ليلى حداد · Born 14 Mar 1971") && says("SAMPLE: not about a real person"));
        assert!(number == 0 || number + 1 == total || says("Where from"));
    }
    let tests = pages
        .iter()
        .flatten()
        .filter(|(line, _)| line.starts_with("Test "));
    assert_eq!(tests.count(), 120);
    let heads = pages
        .iter()
        .flatten()
        .filter(|(line, is_read)| line == "Where from" && *is_read);
    assert_eq!(heads.count(), 2, "read aloud once for each table");
}

#[test]
fn what_is_no_bundle_or_too_much_is_refused() {
    for text in [
        "",
        "{}",
        "[]",
        "{\"resourceType\":\"Patient\"}",
        "{\"resourceType\":\"Bundle\"",
    ] {
        assert_eq!(
            summary(&input(text, Language::En)),
            Err(PdfError::Bundle),
            "{text}"
        );
    }
    let condition = r#"{"resourceType":"Condition"}"#;
    let many = bundle(&vec![condition; MAX_RECORDS + 1]);
    assert_eq!(
        summary(&input(&many, Language::En)),
        Err(PdfError::TooLarge)
    );
}

#[test]
fn documents_beside_the_bundle_are_listed_once() {
    let letter =
        r#"{"resourceType":"DocumentReference","status":"current","description":"letter.pdf"}"#;
    let bundle = bundle(&[letter]);
    let mut input = input(&bundle, Language::En);
    input.documents = &["letter.pdf", "scan.png"];
    let lines: Vec<String> = seen(&input)
        .into_iter()
        .flatten()
        .map(|(line, _)| line)
        .collect();
    assert_eq!(lines.iter().filter(|line| *line == "letter.pdf").count(), 1);
    assert!(has(&lines, "scan.png") && has(&lines, "Shared as a file of its own"));
}
