//! `keepwell wallet server`, and the pinning of a server that `init` and `restore` share: its ledger's key is taken
//! from the person or, the first time, from the server itself, and a changed one is refused from then on.

use keepwell_client::transport::Transport;
use keepwell_protocol::origin::Origin;
use keepwell_tlog::note::VerifierKey;
use keepwell_wallet::settings::{self, PinError, Settings};
use serde_json::json;

use super::{Setting, failure::from_client, unlock};
use crate::{
    commands::network,
    exit::{Failure, Kind},
};

pub(super) fn run(
    url: &str,
    ledger_key: Option<&str>,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let mut vault = unlock(&setting)?;
    let settings = pin(&network()?, url, ledger_key)?;
    settings
        .may_follow(vault.settings())
        .map_err(|_| key_changed())?;
    vault.set_settings(settings)?;
    setting.output.answer(
        &json!({}),
        "From now on this wallet uses that server. Old shares stay where they are.",
    )
}

/// Asks the server what it offers and pins it.
pub(super) fn pin(
    transport: &dyn Transport,
    url: &str,
    ledger_key: Option<&str>,
) -> Result<Settings, Failure> {
    let server = Origin::parse(url).map_err(Failure::usage)?;
    let known = ledger_key
        .map(VerifierKey::parse)
        .transpose()
        .map_err(Failure::usage)?;
    settings::pin(transport, server, known.as_ref()).map_err(|error| match error {
        PinError::Client(error) => from_client(error),
        PinError::KeyChanged => key_changed(),
    })
}

fn key_changed() -> Failure {
    Failure::new(Kind::Refused, "ledger_key_changed", PinError::KeyChanged)
}
