//! `keepwell clinic allow`: other operators whose shares this clinic opens, as its own operator lists them.

use keepwell_clinic::desk::parse_allowed;
use keepwell_protocol::origin::Origin;
use rand_core::OsRng;
use serde_json::json;

use super::{Setting, unlock};
use crate::exit::Failure;

pub(super) fn run(
    operator: Option<&str>,
    stop: Option<&str>,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let servers = operator.map(parse_allowed).transpose();
    let servers = servers.map_err(Failure::usage)?;
    let relay = stop.map(Origin::parse).transpose();
    let relay = relay.map_err(Failure::usage)?;
    let mut desk = unlock(&setting)?;
    if let Some(servers) = servers {
        desk.allow(servers, &mut OsRng)?;
    }
    if let Some(relay) = relay
        && !desk.disallow(&relay, &mut OsRng)?
    {
        let why =
            "no other operator with this relay is allowed: write its address as you allowed it";
        return Err(Failure::usage(why));
    }
    let relays: Vec<_> = desk.servers().map(|one| one.relay.as_str()).collect();
    let lines = format!("This clinic opens shares from {}.", relays.join(", "));
    let object = json!({ "relays": relays });
    setting.output.answer(&object, &lines)
}
