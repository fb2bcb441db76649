//! `keepwell wallet init`: a new wallet, and its recovery words, shown once.

use keepwell_crypto::phrase::WordCount;
use keepwell_wallet::{
    home::Home,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;
use serde_json::json;

use super::{COST, Setting, failure::from_home, server::pin};
use crate::{
    args::WalletInit,
    commands::network,
    exit::{Failure, Kind},
    home, secrets,
};

pub(super) fn run(init: WalletInit, setting: Setting<'_>) -> Result<(), Failure> {
    let folder = home::folder(setting.home.as_deref(), "wallet")?;
    refuse_existing(&folder)?;
    let passphrase =
        secrets::new_passphrase(setting.passphrase_file.as_deref(), "KEEPWELL_PASSPHRASE")?;
    let settings = pin(&network()?, &init.server, &init.pins)?;
    let words = if init.words == "24" {
        WordCount::TwentyFour
    } else {
        WordCount::Twelve
    };
    let new = NewVault {
        root: &folder,
        passphrase: &passphrase,
        cost: COST,
        settings: &settings,
    };
    let (_vault, phrase) = Vault::create(&new, words, &mut OsRng)?;
    let phrase = phrase.expose();
    let lines = format!(
        "Your wallet is ready. These are your recovery words:\n\n    {}\n\n\
         Write them on paper. Only you have them: nobody can make new ones. They are not shown again.",
        phrase.as_str()
    );
    setting
        .output
        .answer(&json!({ "recovery_phrase": phrase.as_str() }), &lines)
}

/// Says so before anything is asked or sent when there is a wallet already, or the folder cannot hold one.
pub(super) fn refuse_existing(folder: &std::path::Path) -> Result<(), Failure> {
    use keepwell_wallet::home::HomeError;
    match Home::open(folder) {
        Ok(_) => Err(from_home(HomeError::Exists)),
        Err(HomeError::Missing) => Ok(()),
        Err(HomeError::OfAClinic) => Err(Failure::new(
            Kind::Refused,
            "home_exists",
            "there is already a clinic in this folder: choose another",
        )),
        Err(error) => Err(from_home(error)),
    }
}
