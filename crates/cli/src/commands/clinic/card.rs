//! `keepwell clinic card`: the clinic's card as a link, a file and a picture for its desk.

use std::path::Path;

use keepwell_clinic::card;
use keepwell_qr::make::{Code, Ink};
use rand_core::OsRng;
use serde_json::json;

use super::{Setting, unlock};
use crate::{
    commands::{network, write_file},
    edge,
    exit::{Failure, Kind},
};

/// Pixels a module in the picture.
const SCALE: u8 = 8;

pub(super) fn run(
    out: Option<&Path>,
    qr: Option<&Path>,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let mut desk = unlock(&setting)?;
    let issued = card::issue(&mut desk, &network()?, edge::now(), &mut OsRng)?;
    let other = |error: keepwell_qr::make::MakeError| Failure::new(Kind::Other, "code", error);
    let code = Code::new(&issued.link).map_err(other)?;
    if let Some(file) = out {
        write_file(file, issued.card.as_bytes())?;
    }
    if let Some(file) = qr {
        write_file(file, &code.png(SCALE).map_err(other)?)?;
    }
    let drawing = if setting.output.is_seen() {
        code.terminal(Ink::Colour)
    } else {
        String::new()
    };
    let lines = format!(
        "{}\n{}\n\nCheck characters: {}\nPatients compare them with what their wallet shows. Valid until {}.",
        drawing,
        issued.link,
        issued.check,
        issued.card.details().expires,
    );
    setting.output.answer(
        &json!({ "card": issued.link, "check": issued.check }),
        &lines,
    )
}
