//! `keepwell wallet passphrase`: another passphrase; the record stays as it is.

use std::path::Path;

use rand_core::OsRng;
use serde_json::json;

use super::{COST, Setting, unlock};
use crate::{exit::Failure, secrets};

pub(super) fn run(new: Option<&Path>, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let passphrase = secrets::new_passphrase(new, "KEEPWELL_NEW_PASSPHRASE")?;
    vault.change_passphrase(&passphrase, COST, &mut OsRng)?;
    setting
        .output
        .answer(&json!({}), "The passphrase is changed.")
}
