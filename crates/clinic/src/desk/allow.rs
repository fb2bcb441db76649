//! Servers of other operators. A clinic contacts only relays and ledgers that its own operator listed: an address in a
//! code or a share alone never makes it connect anywhere (protocol §5).

use keepwell_client::servers::{LedgerKey, Servers};
use keepwell_protocol::origin::Origin;
use rand_core::CryptoRngCore;
use thiserror::Error;

use super::{Desk, DeskError};

/// Text that names no server.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error(
    "write an allowed server as RELAY=LEDGERKEY, such as https://relay.example=ledger.example+1a2b3c4d+AQ…, with @LEDGERURL behind it where the ledger is elsewhere"
)]
pub struct NotAServer;

/// Reads `RELAY=LEDGERKEY`, an operator whose relay and ledger answer at the same address, or `RELAY=LEDGERKEY@LEDGERURL`.
///
/// # Errors
/// [`NotAServer`].
pub fn parse_allowed(text: &str) -> Result<Servers, NotAServer> {
    let (relay, rest) = text.split_once('=').ok_or(NotAServer)?;
    let (key, url) = rest.split_once('@').unwrap_or((rest, relay));
    let origin = |text: &str| Origin::parse(text.trim()).map_err(|_| NotAServer);
    let relay = origin(relay)?;
    Ok(Servers {
        ledger: LedgerKey::parse(key.trim()).map_err(|_| NotAServer)?,
        ledger_url: origin(url)?,
        page: relay.clone(),
        relay,
    })
}

impl Desk {
    /// Allows another operator's servers from now on, in place of any with the same relay.
    ///
    /// # Errors
    /// [`DeskError::OwnServer`] for the relay it is pinned to, [`DeskError::NotInPolicy`] for a ledger whose witnesses the
    /// clinic's policy does not know, [`DeskError::Home`] when the disk fails.
    pub fn allow(
        &mut self,
        servers: Servers,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), DeskError> {
        if servers.relay == self.own_servers().relay {
            return Err(DeskError::OwnServer);
        }
        let witnesses = self.witnesses();
        if witnesses.is_some_and(|policy| !policy.is_for(servers.ledger.verifier())) {
            return Err(DeskError::NotInPolicy);
        }
        self.change(rng, |state, _| {
            state.allowed.retain(|one| one.relay != servers.relay);
            state.allowed.push(servers);
            true
        })?;
        Ok(())
    }

    /// Withdraws what [`Self::allow`] allowed, and says whether there was something to withdraw.
    ///
    /// # Errors
    /// [`DeskError::Home`] when the disk fails.
    pub fn disallow(
        &mut self,
        relay: &Origin,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<bool, DeskError> {
        let mut found = false;
        self.change(rng, |state, _| {
            let before = state.allowed.len();
            state.allowed.retain(|one| one.relay != *relay);
            found = state.allowed.len() < before;
            found
        })?;
        Ok(found)
    }
}
