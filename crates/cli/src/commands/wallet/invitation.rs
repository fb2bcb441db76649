//! `keepwell wallet invitation`: fetches the tokens that an invitation is good for.

use std::path::Path;

use keepwell_wallet::tokens;
use rand_core::OsRng;
use serde_json::json;

use super::{Setting, unlock};
use crate::{commands::network, exit::Failure, secrets};

pub(super) fn run(file: &Path, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let invitation = secrets::invitation(file)?;
    let came = tokens::fetch(&vault, &network()?, &invitation, &mut OsRng)?;
    let lines = format!(
        "{came} tokens came: each share takes two, and what waited is sent with the next sync."
    );
    setting.output.answer(&json!({ "tokens": came }), &lines)
}
