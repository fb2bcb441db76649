//! The card's file: JSON with the signed text and what its lines are, so that code and lines are drawn from it without the
//! record. It is read before anybody has proved to be the owner, so what is too long, altered or makes no sense counts as not
//! there (`docs/formats/emergency-card.md`).

use std::{fs, io::Read as _, path::Path};

use keepwell_protocol::{emergency_card::EmergencyCard, time::Timestamp};
use keepwell_qr::make::Code;
use keepwell_records::emergency::CardText;
use serde::{Deserialize, Serialize};

use super::{
    super::{Card, Language, LineKind, MOST_VERSION},
    LockedCard,
};

const VERSION: u8 = 1;
/// The largest file that is read, in bytes. A card of 880 bytes has at most 440 lines, whose kinds are words of up to 5 letters.
pub(super) const MAX_BYTES: u64 = 8192;

/// The file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct CardFile {
    version: u8,
    made: Timestamp,
    language: String,
    /// How many of the chosen lines are there, and how many there are to be.
    lines: u32,
    all: u32,
    /// What each line of the text is, the last one left out.
    kinds: Vec<LineKind>,
    /// The signed text.
    card: String,
}

/// A card's file.
pub(super) fn encode(card: &Card, made: Timestamp) -> Vec<u8> {
    let file = CardFile {
        version: VERSION,
        made,
        language: card.language.tag().to_owned(),
        lines: card.shown.lines.try_into().unwrap_or(u32::MAX),
        all: card.shown.all.try_into().unwrap_or(u32::MAX),
        kinds: card.shown.kinds.clone(),
        card: card.text.clone(),
    };
    // Texts, numbers and names can always be written.
    serde_json::to_vec(&file).unwrap_or_default()
}

/// The card in a file, if one is there and whole.
pub(super) fn read(path: &Path) -> Option<LockedCard> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).ok()?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).ok()?;
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Option<LockedCard> {
    let is_small = u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_BYTES);
    let file: CardFile = serde_json::from_slice(is_small.then_some(bytes)?).ok()?;
    let signed = EmergencyCard::read(&file.card).ok()?;
    let text = file.card.rsplit_once('\n')?.0;
    let part = (file.lines < file.all).then_some((file.lines, file.all));
    let is_whole = file.version == VERSION
        && file.lines <= file.all
        // A scanner's liberties are not a file's.
        && text == signed.text()
        && text.lines().count() == file.kinds.len()
        && part == signed.part();
    is_whole.then_some(())?;
    Some(LockedCard {
        made: file.made,
        card: Card {
            language: Language::of(&file.language)?,
            code: Code::of_text(&file.card, MOST_VERSION).ok()?,
            shown: CardText {
                text: text.to_owned(),
                kinds: file.kinds,
                lines: file.lines.try_into().ok()?,
                all: file.all.try_into().ok()?,
            },
            text: file.card,
        },
    })
}
