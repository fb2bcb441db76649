//! `keepwell wallet server`, and the pinning of a server that `init` and `restore` share: its ledger's key is taken
//! from the person or, the first time, from the server itself, and a changed one is refused from then on.

use keepwell_client::{servers::discover, transport::Transport};
use keepwell_protocol::origin::Origin;
use keepwell_tlog::note::VerifierKey;
use keepwell_wallet::settings::Settings;
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
    let old = vault.settings();
    if old.server == settings.server && old.ledger != settings.ledger {
        return Err(key_changed());
    }
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
    let given = ledger_key
        .map(VerifierKey::parse)
        .transpose()
        .map_err(Failure::usage)?;
    let info = discover(transport, &server).map_err(from_client)?;
    let nonsense = || {
        let message =
            "this server runs no ledger and relay that a wallet can use: check its address";
        Failure::new(Kind::Unreachable, "server", message)
    };
    let shown = info
        .ledger
        .as_ref()
        .and_then(|ledger| VerifierKey::parse(&ledger.key).ok());
    let ledger = match (given, shown) {
        (Some(given), Some(shown)) if given != shown => return Err(key_changed()),
        (_, shown) => shown.ok_or_else(nonsense)?,
    };
    Ok(Settings {
        server,
        relay: info.relay_origin().map_err(|_| nonsense())?,
        page: Origin::parse(&info.page).map_err(|_| nonsense())?,
        ledger,
    })
}

fn key_changed() -> Failure {
    let message = "this server shows another ledger key than the one that was pinned: do not trust it, ask its operator";
    Failure::new(Kind::Refused, "ledger_key_changed", message)
}
