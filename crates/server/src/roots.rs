//! Brings a relay's access roots onto a ledger: that of the same server without a network. Which relays a ledger takes them from is
//! noted on it before the first one comes.

use std::{io, sync::Arc, time::Duration};

use keepwell_ledger::{Ledger, NotTaken};
use keepwell_protocol::{key_set::RelayKey, statement::Statement};
use keepwell_relay::{NoTiles, Registrar, Relay};
use keepwell_tlog::tile::{TILE_WIDTH, TileId};

/// How often it is looked whether a minute is over.
const LOOK: Duration = Duration::from_secs(1);

/// The ledger of the same server.
pub(crate) struct Beside(pub(crate) Arc<Ledger>);

impl Registrar for Beside {
    fn register(&self, statement: &Statement) -> Result<u64, String> {
        let registered = self.0.register(statement);
        registered.map_err(|reason| reason.to_string())
    }

    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, NoTiles> {
        let tiles = self.0.tiles(ids);
        tiles.map_err(|error| {
            let reason = error.to_string();
            let pruned = self.0.figures().pruned;
            if error.kind() == io::ErrorKind::NotFound && ids.iter().any(|id| ends_by(id, pruned)) {
                NoTiles::Pruned(reason)
            } else {
                NoTiles::Refused(reason)
            }
        })
    }
}

/// Whether a tile is one of entries alone, all before entry `end`.
fn ends_by(id: &TileId, end: u64) -> bool {
    id.level() == 0 && id.index() < end / u64::from(TILE_WIDTH)
}

/// Has the ledger take the roots of the relay of the same server and of those that the operator named, and of no others; and the
/// first one of the own relay, so that there is a root before the first request.
pub(crate) fn begin(
    ledger: &Ledger,
    own: Option<&Relay>,
    named: &[RelayKey],
) -> Result<(), NotTaken> {
    let mut relays: Vec<RelayKey> = own.into_iter().map(Relay::key).collect();
    for one in named {
        if !relays.contains(one) {
            relays.push(one.clone());
        }
    }
    ledger.name_relays(&relays)?;
    if let Some(relay) = own {
        relay.tend_roots();
    }
    Ok(())
}

/// Closes and posts roots when they are due.
pub(crate) async fn tend(relay: Relay) {
    let mut ticks = tokio::time::interval(LOOK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let relay = relay.clone();
        // What failed has logged why, and is done again.
        let _ = tokio::task::spawn_blocking(move || relay.tend_roots()).await;
    }
}
