//! `keepwell clinic init`: a clinic's keys, pinned to its server's ledger.

use keepwell_client::servers::LedgerKey;
use keepwell_clinic::desk::{Desk, NewClinic};
use keepwell_crypto::slot::Cost;
use keepwell_protocol::origin::Origin;
use rand_core::OsRng;
use serde_json::json;

use super::Setting;
use crate::{
    args::ClinicInit,
    commands::{network, policy_file},
    edge,
    exit::Failure,
    home, secrets,
};

pub(super) fn run(init: &ClinicInit, setting: Setting<'_>) -> Result<(), Failure> {
    let folder = home::folder(setting.home.as_deref(), "clinic")?;
    let server = Origin::parse(&init.server).map_err(Failure::usage)?;
    let ledger_key = init
        .pins
        .ledger_key
        .as_deref()
        .map(LedgerKey::parse)
        .transpose()
        .map_err(Failure::usage)?;
    let witnesses = init.pins.witness_policy.as_deref();
    let witnesses = witnesses.map(policy_file).transpose()?;
    let passphrase =
        secrets::new_passphrase(setting.passphrase_file.as_deref(), "KEEPWELL_PASSPHRASE")?;
    let new = NewClinic {
        name: &init.name,
        country: &init.country,
        server: &server,
        ledger_key: ledger_key.as_ref(),
        witnesses: witnesses.as_ref(),
    };
    Desk::init(
        &folder,
        &new,
        (&passphrase, Cost::STANDARD),
        &network()?,
        edge::now(),
        &mut OsRng,
    )?;
    setting.output.answer(
        &json!({}),
        "This clinic is ready. Show its card with “keepwell clinic card --qr desk.png”.",
    )
}
