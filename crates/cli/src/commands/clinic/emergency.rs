//! `keepwell clinic emergency`: an emergency card read and checked. It needs no keys of a clinic, since the card is for everybody.

use std::path::Path;

use keepwell_crypto::fingerprint::check_characters;
use keepwell_protocol::{FormatError, emergency_card::EmergencyCard, hexadecimal::to_hex};
use keepwell_qr::read::read;
use serde_json::json;

use super::{Setting, open::picture};
use crate::{
    args::ReadEmergencyCard,
    exit::{Failure, Kind},
};

pub(super) fn run(asked: &ReadEmergencyCard, setting: Setting<'_>) -> Result<(), Failure> {
    let card = EmergencyCard::read(&text(&asked.card)?).map_err(failure)?;
    let check = check_characters(card.key());
    let (lines, all) = card.part().unzip();
    let object = json!({
        "text": card.text(),
        "key": to_hex(card.key().as_bytes()),
        "check": check,
        "lines": lines,
        "all": all,
    });
    let lines = format!(
        "{}\n\nUnchanged since a wallet with the check characters {check} made it. That says nothing about whether it is true.",
        card.text(),
    );
    setting.output.answer(&object, &lines)
}

/// The text of a card: of the code in a picture, or of a file.
fn text(path: &Path) -> Result<String, Failure> {
    let bytes = picture(path)?.ok_or_else(|| {
        let what =
            "there is no such file: name a picture of the card's code, or a file with its text";
        Failure::new(Kind::Damaged, "not_a_card", what)
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(bytes) => {
            let code = read(bytes.as_bytes());
            code.map_err(|error| Failure::new(Kind::Damaged, "not_a_card", error))
        }
    }
}

fn failure(error: FormatError) -> Failure {
    let (kind, code) = match error {
        FormatError::BadSignature { .. } => (Kind::Refused, "altered"),
        FormatError::UnknownVersion { .. } => (Kind::Other, "newer_version"),
        FormatError::Malformed { .. } | FormatError::TooLarge { .. } => {
            (Kind::Damaged, "not_a_card")
        }
    };
    Failure::new(kind, code, error)
}
