//! Our own summary is drawn; files made to harm end in an error, quickly and without a crash.

use super::{MAX_WIDTH, RenderError, page, pages};
use crate::{Input, Language, summary};

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
const TREE: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";

/// A PDF of these objects, numbered from 1; the first is its catalogue.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let table = out.len();
    out.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    ));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!(
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF",
        objects.len() + 1
    ));
    out.into_bytes()
}

fn stream(dictionary: &str, data: &str) -> String {
    let length = data.len();
    format!("<<{dictionary}/Length {length}>>\nstream\n{data}\nendstream")
}

fn one_page(resources: &str, content: &str, more: Vec<String>) -> Vec<u8> {
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<{resources}>>>>"
    );
    let fixed = [CATALOG.into(), TREE.into(), page, stream("", content)];
    file(&fixed.into_iter().chain(more).collect::<Vec<_>>())
}

fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| png.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    let number = |at| u32::from_be_bytes(number(at).expect("a PNG"));
    (number(16), number(20))
}

#[test]
fn a_page_becomes_a_picture_of_the_asked_width() {
    let bundle = br#"{"resourceType":"Bundle","entry":[]}"#;
    let ours = summary(&Input {
        bundle,
        documents: &["letter.pdf"],
        language: Language::Ar,
        made: time::OffsetDateTime::UNIX_EPOCH,
        is_sample: false,
    });
    let ours = ours.expect("a summary");
    assert_eq!(pages(&ours), Ok(1));
    let png = page(&ours, 0, 300).expect("a picture");
    assert!(png.starts_with(b"\x89PNG"));
    let (width, height) = size(&png);
    assert!(width.abs_diff(300) <= 1 && height.abs_diff(424) <= 1);
    assert_eq!(page(&ours, 1, 300), Err(RenderError::NoPage));

    let plain = one_page("", "0 0 100 100 re f", Vec::new());
    let width = size(&page(&plain, 0, u32::MAX).expect("a picture")).0;
    assert!(width <= MAX_WIDTH);
}

#[test]
fn what_is_no_pdf_is_refused() {
    for bytes in [b"".as_slice(), b"%PDF-1.7", b"hello", &[0xff; 1000]] {
        assert_eq!(pages(bytes), Err(RenderError::Unreadable));
        assert_eq!(page(bytes, 0, 100), Err(RenderError::Unreadable));
    }
}

#[test]
fn forms_that_multiply_are_not_drawn() {
    let form = |next: usize| {
        let named = format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {next} 0 R>>>>");
        stream(&named, "/F Do /F Do /F Do")
    };
    let mut forms: Vec<String> = (6..46).map(form).collect();
    forms.push(stream("/Subtype/Form/BBox[0 0 9 9]", "0 0 9 9 re f"));
    let bytes = one_page("/XObject<</F 5 0 R>>", "/F Do", forms);
    assert_eq!(pages(&bytes), Ok(1));
    assert_eq!(page(&bytes, 0, 100), Err(RenderError::TooLarge));
}

#[test]
fn patterns_that_multiply_are_not_drawn() {
    let tile = |next: usize| {
        let named = format!(
            "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</F {next} 0 R>>>>"
        );
        stream(
            &named,
            "/Pattern cs /F scn 0 0 9 9 re f 0 0 9 9 re f 0 0 9 9 re f",
        )
    };
    let tiles: Vec<String> = (6..46).map(tile).collect();
    let content = "/Pattern cs /F scn 0 0 9 9 re f";
    let bytes = one_page("/Pattern<</F 5 0 R>>", content, tiles);
    assert_eq!(page(&bytes, 0, 100), Err(RenderError::TooLarge));
}

#[test]
fn huge_pictures_and_pages_are_not_drawn() {
    let image = "/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1";
    let bytes = one_page("/XObject<</I 5 0 R>>", "/I Do", vec![stream(image, "x")]);
    assert_eq!(page(&bytes, 0, 100), Err(RenderError::TooLarge));
    let text = String::from_utf8(one_page("", "", Vec::new())).expect("text");
    for (high, wanted) in [
        ("9000000", RenderError::TooLarge),
        ("0", RenderError::TooLarge),
    ] {
        let odd = text.replace("200 100]", &format!("200 {high}]"));
        let drawn = page(odd.as_bytes(), 0, 100);
        assert!(drawn.is_ok() || drawn == Err(wanted), "{high}");
    }
}

#[test]
fn damage_anywhere_ends_in_a_result() {
    let bytes = one_page(
        "",
        "q 1 0 0 1 9 9 cm BT (x) Tj ET 0 0 9 9 re f Q",
        Vec::new(),
    );
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        if let Some(byte) = damaged.get_mut(at) {
            *byte ^= 0x15;
        }
        let _ = page(&damaged, 0, 20);
        let _ = pages(bytes.get(..at).unwrap_or_default());
    }
}
