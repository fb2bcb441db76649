//! An object and frames of it: its own symbols, and some made of all of it.

use serde_json::json;

use super::check;
use crate::{frame::Frames, hexadecimal::to_hex};

#[test]
fn frames() {
    let object: Vec<u8> = (0..5000_u32)
        .map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect();
    let frames = Frames::new(&object).unwrap();
    let texts = [0, 1, 2, 3, 4, 5, 6, 7, 1000, 1_048_575].map(|number| {
        let frame = frames.frame(number);
        json!({ "number": number, "text": frame.to_text() })
    });
    check(
        "frame.json",
        &json!({ "object": to_hex(&object), "frames": texts }),
    );
}
