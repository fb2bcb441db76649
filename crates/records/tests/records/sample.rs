//! The built-in sample is a good record: nothing odd about it, rich enough to show everything, and marked as a sample.

use keepwell_records::{
    document::Media,
    import::{Detected, detect},
    sample::FILES,
    view::Category,
};

use crate::shelf::{Shelf, check_summary};

#[test]
fn the_sample_imports_without_a_problem() {
    let [record, letter] = &FILES;
    let shelf = Shelf::of(record.bytes);
    let import = &shelf.import;
    assert!(import.problems.is_empty());
    assert!(import.records.iter().all(|record| record.view.is_sample));
    let count = |category| {
        import
            .records
            .iter()
            .filter(|r| r.view.category == category)
            .count()
    };
    assert_eq!(count(Category::Allergies), 3);
    assert_eq!(count(Category::Problems), 5);
    assert_eq!(count(Category::Immunizations), 4);
    assert!(count(Category::Medicines) >= 6 && count(Category::Results) >= 10);
    let subject = import.subject.as_ref().expect("a subject");
    assert_eq!(
        subject.display_name().as_deref(),
        Some("Amina Haddad-Sample")
    );
    let length = letter.bytes.len() as u64;
    assert_eq!(
        detect(letter.name, letter.bytes, length),
        Ok(Detected::Document(Media::Text))
    );
}

#[test]
fn its_summary_says_that_it_is_a_sample() {
    let shelf = Shelf::of(FILES[0].bytes);
    let summary = shelf.summary(|_| true);
    let bundle = check_summary(&summary);
    assert!(summary.is_sample);
    for entry in bundle["entry"].as_array().expect("entries") {
        assert_eq!(entry["resource"]["meta"]["security"][0]["code"], "HTEST");
    }
    let text = String::from_utf8(summary.bytes).expect("UTF-8");
    assert!(text.contains("\"value\":2.10"), "digits are kept");
    assert!(text.contains("<td>Insulin glargine 100 units/mL, pen</td>"));
}
