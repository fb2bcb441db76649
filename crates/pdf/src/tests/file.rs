//! What the file holds, found by nothing but searching and unpacking.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::{bundle, input};
use crate::{Language, summary};

const RECORD: &str =
    r#"{"resourceType":"Condition","code":{"text":"Asthma"},"recordedDate":"2020"}"#;

fn holds(bytes: &[u8], wanted: &str) -> bool {
    memchr::memmem::find(bytes, wanted.as_bytes()).is_some()
}

/// Every stream, unpacked where it is packed.
fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let starts = memchr::memmem::find_iter(pdf, b"\nstream\n");
    let stream = |at: usize| {
        let data = pdf.get(at + 8..).unwrap_or_default();
        let mut unpacked = Vec::new();
        if ZlibDecoder::new(data).read_to_end(&mut unpacked).is_ok() {
            return unpacked;
        }
        let end = memchr::memmem::find(data, b"\nendstream").unwrap_or(data.len());
        data.get(..end).unwrap_or_default().to_vec()
    };
    starts.map(stream).collect()
}

#[test]
fn it_is_tagged_archival_titled_and_carries_the_bundle_unchanged() {
    for language in Language::ALL {
        let bundle = bundle(&[RECORD]);
        let pdf = summary(&input(&bundle, language)).expect("a summary");
        for wanted in [
            "/Marked true",
            "/StructTreeRoot",
            "/DisplayDocTitle true",
            "/AFRelationship/Source",
            &format!("/Lang({})", language.tag()),
        ] {
            let squeezed =
                String::from_utf8_lossy(&pdf).replace("/AFRelationship /", "/AFRelationship/");
            let squeezed = squeezed.replace("/Lang (", "/Lang(");
            assert!(squeezed.contains(wanted), "{wanted} in {}", language.tag());
        }
        let streams = streams(&pdf);
        assert!(streams.iter().any(|stream| stream == bundle.as_bytes()));
        let about = streams
            .iter()
            .find(|stream| holds(stream, "<x:xmpmeta"))
            .expect("XMP");
        for wanted in ["<pdfaid:part>3", "<pdfaid:conformance>A", "<pdfuaid:part>1"] {
            assert!(holds(about, wanted), "{wanted}");
        }
    }
}

#[test]
fn equal_input_gives_equal_bytes() {
    let bundle = bundle(&[RECORD]);
    let one = summary(&input(&bundle, Language::Ar)).expect("a summary");
    assert!(summary(&input(&bundle, Language::Ar)).is_ok_and(|other| other == one));
    let mut later = input(&bundle, Language::Ar);
    later.made += time::Duration::minutes(1);
    assert!(summary(&later).is_ok_and(|other| other != one));
}
