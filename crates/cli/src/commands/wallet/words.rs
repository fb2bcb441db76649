//! `keepwell wallet words`: the recovery words shown again, or compared with what a person has on paper.

use keepwell_crypto::phrase::Phrase;
use keepwell_wallet::words;
use serde_json::json;
use zeroize::Zeroizing;

use super::{Setting, open};
use crate::{
    args::ShowWords,
    edge,
    exit::{Failure, Kind},
    secrets,
};

pub(super) fn run(wish: &ShowWords, setting: Setting<'_>) -> Result<(), Failure> {
    let (vault, passphrase) = open(&setting)?;
    if wish.check || wish.phrase_file.is_some() {
        let typed = Phrase::parse(&secrets::phrase(wish.phrase_file.as_deref())?)
            .map_err(|error| Failure::new(Kind::Damaged, "wrong_words", error))?;
        if !words::compare(&vault, &typed, edge::now())? {
            let message = "these are the words of another wallet: find the right paper, or look at this wallet's words";
            return Err(Failure::new(Kind::Refused, "wrong_words", message));
        }
        let lines = "These are the words of this wallet. Keep the paper safe.";
        return setting.output.answer(&json!({}), lines);
    }
    let shown = words::show(&vault, &passphrase)?;
    let phrase = Zeroizing::new(shown.join(" "));
    let lines = format!(
        "These are your recovery words:\n\n    {}\n\nWrite them on paper, and let nobody see them.",
        phrase.as_str()
    );
    let object = json!({ "recovery_phrase": phrase.as_str() });
    setting.output.answer(&object, &lines)
}
