//! `keepwell clinic server`: the clinic moves to another server and stays who it is.

use keepwell_client::servers::LedgerKey;
use keepwell_clinic::desk::NewServer;
use keepwell_protocol::origin::Origin;
use rand_core::OsRng;
use serde_json::json;

use super::{Setting, unlock};
use crate::{
    args::Pins,
    commands::{network, policy_file},
    edge,
    exit::Failure,
};

pub(super) fn run(url: &str, pins: &Pins, setting: Setting<'_>) -> Result<(), Failure> {
    let server = Origin::parse(url).map_err(Failure::usage)?;
    let key = pins.ledger_key.as_deref().map(LedgerKey::parse).transpose();
    let key = key.map_err(Failure::usage)?;
    let witnesses = pins.witness_policy.as_deref();
    let witnesses = witnesses.map(policy_file).transpose()?;
    let mut desk = unlock(&setting)?;
    let to = NewServer {
        server: &server,
        ledger_key: key.as_ref(),
        witnesses: witnesses.as_ref(),
    };
    desk.move_to(&to, &network()?, edge::now(), &mut OsRng)?;
    setting.output.answer(
        &json!({}),
        "From now on this clinic's card names that server: print it anew with “keepwell clinic card --qr desk.png”.\nWhat was shared over the old one is opened as before.",
    )
}
