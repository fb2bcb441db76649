//! Requests and manifests, by both texts of the standard.

use super::*;

fn kinds(json: &str) -> Vec<Kind> {
    let manifest = Manifest::read(json.as_bytes()).expect("a manifest");
    manifest.files.into_iter().map(|file| file.kind).collect()
}

fn fhir(version: &str) -> Kind {
    Kind::Fhir {
        version: version.to_owned(),
    }
}

#[test]
fn a_manifest_comes_back() {
    let manifest = Manifest {
        files: vec![File {
            kind: fhir("4.0.1"),
            location: None,
            embedded: Some("a..b.c.d".to_owned()),
            last_updated: Some("2026-11-29T10:00:00Z".to_owned()),
        }],
        status: Some(Status::CanChange),
    };
    let json = manifest.to_json();
    assert_eq!(
        json,
        concat!(
            r#"{"status":"can-change","files":[{"contentType":"application/fhir+json","#,
            r#""embedded":"a..b.c.d","lastUpdated":"2026-11-29T10:00:00Z"}]}"#
        )
    );
    let read = Manifest::read(json.as_bytes()).unwrap();
    assert_eq!(read.status, Some(Status::CanChange));
    assert_eq!(read.files[0].embedded.as_deref(), Some("a..b.c.d"));
}

/// 64.
#[test]
fn status_and_version_are_found_in_both_places() {
    let of_a_file = r#"{"files":[{"contentType":"application/fhir+json","location":"x","status":"finalized","fhirVersion":"3.0.2"}]}"#;
    let manifest = Manifest::read(of_a_file.as_bytes()).unwrap();
    assert_eq!(manifest.status, Some(Status::Finalized));
    assert_eq!(manifest.files[0].kind, fhir("3.0.2"));
    let parameter = r#"{"status":"no-longer-valid","files":[{"contentType":"application/fhir+json; fhirVersion=\"5.0.0\""},{"contentType":"application/fhir+json"}]}"#;
    assert_eq!(kinds(parameter), [fhir("5.0.0"), fhir("4.0.1")]);
    let unknown = Manifest::read(br#"{"status":"later","files":[]}"#).ok();
    assert_eq!(unknown.unwrap().status, None);
}

/// 65, 66, 72.
#[test]
fn the_unknown_is_passed_over() {
    let json = r#"{"list":{"resourceType":"List"},"x":1,"files":[
        {"contentType":"application/pdf","location":"https://a.example/1"},
        {"contentType":"application/smart-health-card","embedded":"e"},
        {"contentType":"application/smart-api-access","embedded":"e","more":true}]}"#;
    assert_eq!(kinds(json), [Kind::Other, Kind::Card, Kind::Access]);
    assert!(kinds("{}").is_empty());
}

/// 19, 20.
#[test]
fn a_request_says_who_asks_and_the_rest_is_passed_over() {
    let read = |json: &str| Request::read(json.as_bytes());
    let request = read(r#"{"recipient":"Desk 3","passcode":"","url":"x","embeddedLengthMax":10}"#);
    let request = request.unwrap();
    assert_eq!(request.recipient, "Desk 3");
    assert!(request.passcode.is_none());
    assert_eq!(request.embedded_length_max, Some(10));
    for json in [r"{}", r#"{"recipient":" "}"#, r#"{"recipient":7}"#] {
        assert_eq!(read(json).err(), Some(ManifestError::NoRecipient));
    }
    let long = format!(r#"{{"recipient":"{}"}}"#, "a".repeat(MAX_RECIPIENT + 1));
    assert_eq!(read(&long).err(), Some(ManifestError::NoRecipient));
    let damaged = read(r#"{"recipient":"a","passcode":1}"#).err();
    assert_eq!(damaged, Some(ManifestError::Damaged));
    assert_eq!(read("[").err(), Some(ManifestError::Damaged));
    let huge = " ".repeat(MAX_REQUEST + 1);
    assert_eq!(read(&huge).err(), Some(ManifestError::TooLarge));
}

#[test]
fn over_a_limit_there_is_no_manifest() {
    let file = r#"{"contentType":"a/b"}"#;
    let of = |count: usize| format!(r#"{{"files":[{}]}}"#, vec![file; count].join(","));
    assert!(Manifest::read(of(MAX_FILES).as_bytes()).is_ok());
    let many = Manifest::read(of(MAX_FILES + 1).as_bytes()).err();
    assert_eq!(many, Some(ManifestError::TooLarge));
    assert_eq!(
        Manifest::read(b"{\"files\":7}").err(),
        Some(ManifestError::Damaged)
    );
}

/// 60.
#[test]
fn what_is_left_of_a_passcode_s_attempts_is_read() {
    assert_eq!(remaining_attempts(br#"{"remainingAttempts":4}"#), Some(4));
    assert_eq!(remaining_attempts(br#"{"error":"no"}"#), None);
    assert_eq!(remaining_attempts(br#"{"remainingAttempts":-1}"#), None);
    assert_eq!(remaining_attempts(b"wrong"), None);
    let type_of = |text| Kind::of_type(text);
    assert_eq!(type_of("application/smart-health-card"), Kind::Card);
    assert_eq!(
        type_of("application/fhir+json;fhirVersion=4.3.0"),
        fhir("4.3.0")
    );
}
