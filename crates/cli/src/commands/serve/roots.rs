//! How a relay run apart reaches the ledger that has its access roots, how an operator names such a relay to the ledger, and what of all
//! that goes together.

use std::{sync::Arc, time::Duration};

use keepwell_client::{
    ClientError,
    ledger::{Ledger, Tiles},
    servers::LedgerKey,
    transport::{HttpOptions, HttpTransport},
};
use keepwell_protocol::{key_set::RelayKey, origin::Origin, statement::Statement};
use keepwell_server::{NoTiles, Registrar};
use keepwell_tlog::tile::{TileId, TileSource as _};

use crate::{
    args::{Role, Serve},
    exit::Failure,
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(10);

/// Refuses what would quietly do nothing.
pub(super) fn check(serve: &Serve) -> Result<(), Failure> {
    let runs = |role| serve.roles.contains(&role);
    let (ledger, relay) = (runs(Role::Ledger), runs(Role::Relay));
    let why = if serve.access_roots && serve.roots_to.is_some() {
        "a relay puts its access roots on one ledger: that of this server with --access-roots, another one with --roots-to"
    } else if serve.access_roots && !(ledger && relay) {
        "--access-roots is for a relay and a ledger in one server: run apart, the relay is given --roots-to and the ledger --relay-key"
    } else if serve.roots_to.is_some() && !relay {
        "no relay runs here that has access roots: leave --roots-to out, or add relay to --roles"
    } else if !serve.relay_key.is_empty() && !ledger {
        "no ledger runs here that takes access roots: leave --relay-key out, or add ledger to --roles"
    } else {
        return Ok(());
    };
    Err(Failure::usage(why))
}

/// Reads `LEDGERKEY@URL`. `extra_root` are further root certificates (PEM).
pub(super) fn over_network(
    text: &str,
    extra_root: Option<Vec<u8>>,
) -> Result<Arc<dyn Registrar>, Failure> {
    let read = || {
        let (key, url) = text.split_once('@')?;
        Some((LedgerKey::parse(key).ok()?, Origin::parse(url).ok()?))
    };
    let (key, url) = read().ok_or_else(|| {
        Failure::usage(
            "write the ledger for access roots as LEDGERKEY@URL, with the key that it says when it is ready",
        )
    })?;
    let options = HttpOptions {
        connect_timeout: CONNECT_TIMEOUT,
        silence: SILENCE,
        extra_root,
        ..HttpOptions::default()
    };
    Ok(Arc::new(Network {
        transport: HttpTransport::new(options),
        key,
        url,
    }))
}

/// Reads `RELAY=KEY`.
pub(super) fn relay(text: &str) -> Result<RelayKey, Failure> {
    RelayKey::parse(text).ok_or_else(|| {
        Failure::usage(
            "write a relay as RELAY=KEY, for example https://relay.example=0123…, as it says itself when it is ready",
        )
    })
}

struct Network {
    transport: HttpTransport,
    key: LedgerKey,
    url: Origin,
}

impl Network {
    fn ledger(&self) -> Ledger<'_> {
        Ledger::new(&self.transport, self.url.clone(), self.key.clone())
    }
}

impl Registrar for Network {
    fn register(&self, statement: &Statement) -> Result<u64, String> {
        // The receipt and its proof are checked: what does not prove the root is sent again.
        let registered = self.ledger().register(statement, 0);
        let index = registered.map(|registered| registered.receipt.index);
        index.map_err(|error| error.to_string())
    }

    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, NoTiles> {
        let tiles = Tiles(&self.ledger()).tiles(ids);
        tiles.map_err(|error| not_given(&error))
    }
}

fn not_given(error: &ClientError) -> NoTiles {
    let reason = error.to_string();
    match error {
        ClientError::Unreachable(_) => NoTiles::Away(reason),
        error if error.is_pruned() => NoTiles::Pruned(reason),
        _ => NoTiles::Refused(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Arguments, Command};
    use clap::Parser as _;

    fn checked(more: &str) -> Result<(), Failure> {
        let line = format!("keepwell serve --data server {more}");
        let parsed = Arguments::try_parse_from(line.split_whitespace()).unwrap();
        match parsed.command {
            Command::Serve(serve) => check(&serve),
            _ => panic!("another command"),
        }
    }

    #[test]
    fn what_would_quietly_do_nothing_is_refused() {
        let (to, key) = ("--roots-to KEY@URL", "--relay-key RELAY=KEY");
        for right in [
            String::new(),
            "--access-roots".to_owned(),
            format!("--access-roots {key}"),
            to.to_owned(),
            format!("--roles relay {to}"),
            format!("--roles ledger {key}"),
        ] {
            assert!(checked(&right).is_ok(), "{right}");
        }
        for wrong in [
            format!("--access-roots {to}"),
            "--roles relay --access-roots".to_owned(),
            "--roles ledger,page --access-roots".to_owned(),
            format!("--roles ledger {to}"),
            format!("--roles relay,page {key}"),
        ] {
            assert!(checked(&wrong).is_err(), "{wrong}");
        }
    }
}
