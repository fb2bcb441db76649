//! `keepwell wallet restore`: a wallet from its words, its record from a backup, its shares from the relay.

use std::path::Path;

use keepwell_crypto::phrase::Phrase;
use keepwell_wallet::{backup, index, records, vault::NewVault};
use rand_core::OsRng;
use serde_json::json;

use super::{COST, Setting, init::refuse_existing, server::pin};
use crate::{
    args::RestoreWallet,
    commands::network,
    edge,
    exit::{Failure, Kind},
    home, secrets,
};

pub(super) fn run(restore: RestoreWallet, setting: Setting<'_>) -> Result<(), Failure> {
    let folder = home::folder(setting.home.as_deref(), "wallet")?;
    refuse_existing(&folder)?;
    if let Some(backup) = &restore.backup {
        refuse_absent(backup)?;
    }
    let phrase = Phrase::parse(&secrets::phrase(restore.phrase_file.as_deref())?)
        .map_err(|error| Failure::new(Kind::Damaged, "wrong_words", error))?;
    let passphrase =
        secrets::new_passphrase(setting.passphrase_file.as_deref(), "KEEPWELL_PASSPHRASE")?;
    let transport = network()?;
    let settings = pin(&transport, &restore.server, &restore.pins)?;
    let new = NewVault {
        root: &folder,
        passphrase: &passphrase,
        cost: COST,
        settings: &settings,
    };
    let vault = backup::restore(
        &new,
        &phrase,
        restore.backup.as_deref(),
        edge::now(),
        &mut OsRng,
    )?;
    let grants = match index::restore(&vault, &transport, edge::now()) {
        Ok(restored) => restored.grants,
        Err(error) => {
            // Half a restore would be in the way of the next one: shares that come later cannot be stopped from here.
            vault.erase(&mut OsRng)?;
            return Err(error.into());
        }
    };
    let records = records::count(&vault)?;
    let lines =
        format!("Your wallet is back: {records} records, {grants} shares that are not over yet.");
    setting
        .output
        .answer(&json!({ "records": records, "grants": grants }), &lines)
}

/// Says that there is no backup before anybody types words.
fn refuse_absent(backup: &Path) -> Result<(), Failure> {
    if backup.is_file() {
        return Ok(());
    }
    let message = format!(
        "{} is not there or is not a file: choose the file that was backed up",
        backup.display()
    );
    Err(Failure::new(Kind::Damaged, "bad_backup", message))
}
