//! `keepwell wallet hand-over`: a share as an animated code, for a clinic that has no network, or a wallet that has none.

use std::path::Path;

use keepwell_protocol::frame::{Frames, RATE};
use keepwell_qr::make::{Code, animation};
use keepwell_wallet::grants;
use serde_json::json;

use super::{Setting, grant::other, unlock};
use crate::{commands::NewFile, edge, exit::Failure};

/// Pixels a module in the pictures: 125 modules a side.
const SCALE: u8 = 5;
/// How many times as many frames as are needed are written, before they begin anew.
const TIMES: usize = 2;

pub(super) fn run(digits: &str, out: &Path, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let grant = grants::find(&vault, digits)?;
    let file = NewFile::prepare(out)?;
    let handed = grants::hand_over(&vault, grant.id, edge::now())?;
    let frames = &handed.frames;
    file.write(&picture(frames)?)?;
    let seconds = seconds(frames);
    let mut object = json!({
        "file": out,
        "frames": frames.needed() * TIMES,
        "needed": frames.needed(),
        "seconds": seconds,
    });
    let whose = match &handed.words {
        None => format!("the camera of {}", grant.clinic.name),
        Some(_) => "the camera at the desk".to_owned(),
    };
    let mut lines = format!(
        "The animated code is in {}. A browser or picture viewer plays it.\nShow it to {whose} for {seconds} seconds, or a little longer.\n",
        out.display(),
    );
    if let (Some(words), Some(fields)) = (&handed.words, object.as_object_mut()) {
        fields.insert("words".to_owned(), json!(words.words()));
        lines = format!("The six words: {}\n\n{lines}", *words.expose());
    }
    setting.output.answer(&object, &lines)
}

/// The frames as an animated PNG.
pub(super) fn picture(frames: &Frames) -> Result<Vec<u8>, Failure> {
    let count = u32::try_from(frames.needed() * TIMES).unwrap_or(u32::MAX);
    let codes = (0..count).map(|number| Code::dense(&frames.frame(number).to_text()));
    let codes = codes.collect::<Result<Vec<_>, _>>().map_err(other)?;
    animation(&codes, u16::try_from(RATE).unwrap_or(u16::MAX), SCALE).map_err(other)
}

/// How long it takes where every frame is seen.
fn seconds(frames: &Frames) -> usize {
    frames.needed().div_ceil(usize::try_from(RATE).unwrap_or(1))
}
