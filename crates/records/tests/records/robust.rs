//! Nothing from outside makes this crate panic: bytes made up by chance, and fixtures with bytes changed.

use keepwell_records::{
    fold,
    import::{Utf8Check, detect, read},
    person::Person,
    view::View,
};
use proptest::prelude::{ProptestConfig, any, prop, proptest};

use crate::shelf::{Shelf, check_summary};

const FIXTURES: [&[u8]; 5] = [
    include_bytes!("../fixtures/booleans-as-text.json"),
    include_bytes!("../fixtures/searchset.json"),
    include_bytes!("../fixtures/odd-bundle.json"),
    include_bytes!("../fixtures/linked.json"),
    include_bytes!("../fixtures/no-known.json"),
];

/// Pieces that make interesting JSON when thrown together.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"resourceType\"",
    "\"Bundle\"",
    "\"entry\"",
    "\"resource\"",
    "\"Patient\"",
    "\"Condition\"",
    "\"subject\"",
    "\"reference\"",
    "\"Patient/1\"",
    "\"name\"",
    "\"code\"",
    "\"text\"",
    "\"\\ud800\"",
    "1e999",
    "null",
    "true",
    "\"é\"",
    "\n",
];

fn everything(bytes: &[u8]) {
    let _ = detect("file", bytes, bytes.len() as u64);
    let _ = Utf8Check::default().push(bytes);
    let Ok(import) = read("file.ndjson", bytes, &mut |_, _| {}) else {
        return;
    };
    let text = String::from_utf8_lossy(bytes);
    assert!(
        import
            .records
            .iter()
            .all(|record| text.contains(record.raw))
    );
    if bytes.len() < 100_000 && !import.records.is_empty() {
        let shelf = Shelf::of(bytes);
        check_summary(&shelf.summary(|_| true));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        everything(&bytes);
    }

    #[test]
    fn any_json_like_text(pieces in prop::collection::vec(0..PIECES.len(), 0..80)) {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        everything(text.as_bytes());
        let _ = View::of(&text, &|_| None);
        let _ = Person::of_patient(&text);
    }

    #[test]
    fn any_text(text in ".*") {
        let _ = fold::matches(&fold::fold(&text), &text);
        let resource = serde_json::json!({
            "resourceType": "Condition", "code": { "text": text }, "onsetDateTime": text
        });
        assert!(!View::of(&resource.to_string(), &|_| None).title.is_empty());
    }

    #[test]
    fn changed_fixtures(which in 0..FIXTURES.len(), changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..4)) {
        let mut bytes = FIXTURES[which].to_vec();
        let length = bytes.len();
        for (at, byte) in changes {
            bytes[at % length] = byte;
        }
        everything(&bytes);
    }
}
