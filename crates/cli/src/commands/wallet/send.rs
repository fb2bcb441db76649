//! Sending what a command just made, with a person's patience: ten seconds, then the rest waits for the next sync.

use std::time::{Duration, Instant};

use keepwell_wallet::{
    grants::GrantId,
    outbox::{self, Outcome, Pace},
    vault::Vault,
};
use rand_core::OsRng;

use crate::{commands::network, edge, exit::Failure};

/// How long `grant` and `revoke` wait for the servers.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends what waits for these grants.
pub(super) fn send(vault: &Vault, only: &[GrantId]) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let transport = network()?.fairly_within(PATIENCE);
    let run = outbox::Run {
        only,
        pace: Pace::Asked,
        is_over: &|| begun.elapsed() >= PATIENCE,
    };
    Ok(outbox::run(
        vault,
        &transport,
        &run,
        edge::now(),
        &mut OsRng,
    )?)
}
