//! `keepwell wallet proof`: the log's proof of one share as a file that other programs check.

use std::path::Path;

use keepwell_wallet::activity;
use serde_json::json;

use super::{Setting, unlock};
use crate::{edge, exit::Failure};

pub(super) fn run(digits: &str, out: &Path, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let id = keepwell_wallet::grants::find(&vault, digits)?.id;
    let proof = activity::proof(&vault, id, edge::now())?;
    activity::export_proof(&vault, id, out)?;
    let object = json!({
        "file": out,
        "entry": proof.entry,
        "tree_size": proof.tree_size,
        "root": proof.root,
        "root_words": proof.root_words,
        "checked": proof.checked,
        "log": proof.log,
    });
    let lines = format!(
        "Entry {} of {} in {}, checked {}.\nThe log's state in words: {}\nThe proof is in {}.\n",
        proof.entry,
        proof.tree_size,
        proof.log,
        proof.checked,
        proof.root_words.join(" "),
        out.display(),
    );
    setting.output.answer(&object, &lines)
}
