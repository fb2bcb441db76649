//! Moves a clinic to another server, as each year does that begins with a new ledger: from then on its cards name the new one, and
//! what was shared over the old one is opened as before, because that stays allowed. The clinic stays who it is.

use std::{mem, sync::Arc};

use keepwell_client::{servers::LedgerKey, transport::Transport};
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_tlog::policy::Policy;
use rand_core::CryptoRngCore;

use super::{Desk, DeskError, init::pin};

/// Where a clinic moves to.
#[derive(Clone, Debug)]
pub struct NewServer<'a> {
    /// The server.
    pub server: &'a Origin,
    /// Its ledger's key, when it is known from somewhere better than the server itself.
    pub ledger_key: Option<&'a LedgerKey>,
    /// The witnesses to ask for from now on; without, those that were asked for so far.
    pub witnesses: Option<&'a Policy>,
}

impl Desk {
    /// Pins another server, allows the old one from now on, and makes new card keys at `now`. Those that were replaced open what was
    /// shared before.
    ///
    /// # Errors
    /// [`DeskError::OwnServer`] for a server with the relay it is pinned to, [`DeskError::OtherLedgerKey`],
    /// [`DeskError::NotInPolicy`] when the witnesses are not for each of its ledgers, the old ones too,
    /// [`DeskError::Client`], [`DeskError::Home`]; then it stays where it is.
    pub fn move_to(
        &mut self,
        to: &NewServer<'_>,
        transport: &dyn Transport,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), DeskError> {
        let own = pin(to.server, to.ledger_key, transport)?;
        if own.relay == self.own_servers().relay {
            return Err(DeskError::OwnServer);
        }
        let witnesses = to.witnesses.cloned().map(Arc::new);
        let witnesses = witnesses.or_else(|| self.witnesses());
        let is_for_all = |policy: &Arc<Policy>| {
            let mut all = self.servers().chain([&own]);
            all.all(|one| policy.is_for(one.ledger.verifier()))
        };
        if !witnesses.as_ref().is_none_or(is_for_all) {
            return Err(DeskError::NotInPolicy);
        }
        self.change(rng, |state, rng| {
            state.allowed.retain(|one| one.relay != own.relay);
            state.allowed.push(mem::replace(&mut state.own, own));
            state.witnesses = witnesses;
            state.renew(now, rng);
            true
        })?;
        Ok(())
    }
}
