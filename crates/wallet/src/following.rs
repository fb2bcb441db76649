//! What happens to one grant, told while it happens: who looked, and where its mailbox stands. What is told here is only
//! that something is new; [`crate::sync`] then takes it in with its evidence. A watch needs no open vault, so that a wallet
//! can lock while it listens.

use std::{ops::ControlFlow, time::Duration};

use keepwell_client::{
    ClientError,
    events::{self, Owner},
    relay::Relay,
    transport::Transport,
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{mailbox::MailboxId, origin::Origin, time::Timestamp};

use crate::{
    activity,
    grants::{self, GrantError, GrantId},
    vault::Vault,
};

pub use keepwell_client::events::Told;

/// Which mailbox to follow, and the key to it. No `Debug`: it holds a key.
pub struct Watch {
    relay: Origin,
    mailbox: MailboxId,
    owner: SigningKey,
    seen: u32,
}

/// A watch over this grant, from what the wallet knows now.
///
/// # Errors
/// [`GrantError::NotFound`].
pub fn watch(vault: &Vault, id: GrantId) -> Result<Watch, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    // Reports that cannot be read are left out there: too few only means that the last ones are told once more.
    let seen = activity::of(vault, &grant)?.len();
    Ok(Watch {
        owner: vault.keys().grant(id.as_bytes()).owner,
        seen: u32::try_from(seen).unwrap_or(u32::MAX),
        mailbox: grant.relay.mailbox,
        relay: grant.relay.origin,
    })
}

impl Watch {
    /// Tells everything that happens until `told` says stop; by a stream, or by asking where none comes through. Blocks its
    /// thread. `told` hears [`Told::Quiet`] at least every 30 seconds.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when the relay has no such mailbox any more.
    pub fn follow(
        &self,
        transport: &dyn Transport,
        clock: &dyn Fn() -> Timestamp,
        pause: &dyn Fn(Duration),
        told: &mut dyn FnMut(Told) -> ControlFlow<()>,
    ) -> Result<(), ClientError> {
        let owner = Owner {
            relay: &Relay::new(transport, self.relay.clone()),
            key: &self.owner,
            mailbox: &self.mailbox,
            seen: self.seen,
            clock,
            pause,
        };
        events::follow(&owner, told)
    }
}
