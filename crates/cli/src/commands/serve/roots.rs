//! How a relay run apart reaches the ledger that has its access roots, and how an operator names such a relay to the ledger.

use std::{sync::Arc, time::Duration};

use keepwell_client::{
    ledger::Ledger,
    servers::LedgerKey,
    transport::{HttpOptions, HttpTransport},
};
use keepwell_protocol::{key_set::RelayKey, origin::Origin, statement::Statement};
use keepwell_server::Registrar;

use crate::exit::Failure;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(10);

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

impl Registrar for Network {
    fn register(&self, statement: &Statement) -> Result<(), String> {
        let ledger = Ledger::new(&self.transport, self.url.clone(), self.key.clone());
        // The receipt and its proof are checked: what does not prove the root is sent again.
        let registered = ledger.register(statement, 0);
        registered.map(drop).map_err(|error| error.to_string())
    }
}
