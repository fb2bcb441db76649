//! `keepwell wallet server`, and the pinning of a server that `init` and `restore` share: its ledger's key is taken
//! from the person or, the first time, from the server itself, and a changed one is refused from then on.

use keepwell_client::transport::Transport;
use keepwell_protocol::origin::Origin;
use keepwell_tlog::note::VerifierKey;
use keepwell_wallet::{
    settings::{self, PinError, Settings},
    sync,
};
use serde_json::json;

use super::{Setting, failure::from_client, unlock};
use crate::{
    args::Pins,
    commands::{network, policy_file},
    exit::{Failure, Kind},
};

pub(super) fn run(url: &str, pins: &Pins, setting: Setting<'_>) -> Result<(), Failure> {
    let mut vault = unlock(&setting)?;
    let settings = pin(&network()?, url, pins)?;
    let keys = sync::ledger_keys(&vault)?;
    let settings = settings.after(vault.settings(), &keys).map_err(failure)?;
    vault.set_settings(settings)?;
    setting.output.answer(
        &json!({}),
        "From now on this wallet uses that server. Old shares stay where they are.",
    )
}

/// Asks the server what it offers and pins it.
pub(super) fn pin(transport: &dyn Transport, url: &str, pins: &Pins) -> Result<Settings, Failure> {
    let server = Origin::parse(url).map_err(Failure::usage)?;
    let policy = pins
        .witness_policy
        .as_deref()
        .map(policy_file)
        .transpose()?;
    let known = pins
        .ledger_key
        .as_deref()
        .map(VerifierKey::parse)
        .transpose()
        .map_err(Failure::usage)?;
    let settings = settings::pin(transport, server, known.as_ref()).map_err(failure)?;
    match policy {
        Some(policy) => settings.with_witnesses(policy).map_err(failure),
        None => Ok(settings),
    }
}

fn failure(error: PinError) -> Failure {
    match error {
        PinError::Client(error) => from_client(error),
        PinError::KeyChanged => Failure::new(Kind::Refused, "ledger_key_changed", error),
        PinError::BadPolicy(_) => Failure::new(Kind::Damaged, "witness_policy", error),
        PinError::NotInPolicy | PinError::PolicyMissing => {
            Failure::new(Kind::Usage, "witness_policy", error)
        }
    }
}
