//! `keepwell wallet grant --words`: a share for a desk that has no code to show, as an animated code under six words. The words
//! are part of the answer and nowhere else, for whoever stands at the desk to say them.

use std::path::Path;

use keepwell_protocol::spoken::NAME;
use keepwell_wallet::grants::{self, NewWords};
use rand_core::OsRng;
use serde_json::json;

use super::{Asked, hand_over, other, send, told};
use crate::{
    commands::{NewFile, Setting, wallet::unlock},
    edge,
    exit::Failure,
};

pub(super) fn run(asked: &Asked, file: &Path, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    // A grant whose code cannot be written would be sent all the same.
    let animated = NewFile::prepare(file)?;
    let now = edge::now();
    let words = NewWords::generate(&vault, NAME, now, &mut OsRng)?;
    let wish = asked.wish(words.card(), now);
    let made = grants::make_under_words(&vault, &words, wish, now, &mut OsRng)?;
    send(&vault, &[made.id])?;
    // After it was sent, so that it has the ledger's receipt where that was to be had.
    let handed = grants::hand_over(&vault, made.id, edge::now())?;
    animated.write(&hand_over::picture(&handed.frames)?)?;
    let (mut object, sent) = told(&vault, &made)?;
    let words = handed.words.map(|words| words.words()).unwrap_or_default();
    let fields = object.as_object_mut().ok_or_else(|| other("no answer"))?;
    fields.insert("words".to_owned(), json!(words));
    let lines = format!(
        "The six words: {}\n\nShow the animated code in {} to the camera at the desk, and say the words there. Whoever has both can open \
         {} records until {}. {sent}\nStop it any time: keepwell wallet revoke {}",
        words.join(" "),
        file.display(),
        made.records,
        made.expires,
        made.id,
    );
    setting.output.answer(&object, &lines)
}
