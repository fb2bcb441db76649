//! Publishes a mailbox's files under an address. The same again is a success, so that a lost answer does no harm; anything
//! else is refused, so that neither a passcode nor how often it was wrong is ever set back.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{mailbox::MailboxId, public_link::PublishLink};
use keepwell_store::StoreError;

use super::{ADDRESSES, Link};
use crate::{
    lease,
    refusal::{Fault, Refusal},
    rows::Changes,
    state::State,
};

impl State {
    /// Publishes the files of `owner`'s mailbox.
    pub(crate) fn publish(
        &self,
        id: &MailboxId,
        owner: &VerifyingKey,
        set: PublishLink,
    ) -> Result<(), Refusal> {
        set.check().map_err(Refusal::BadRequest)?;
        let _held = self.locks.hold(id.as_bytes());
        let mailbox = self.owned(id, owner)?;
        if let Some(known) = self.rows.link(id)? {
            return if known.set == set {
                Ok(())
            } else {
                Err(Refusal::Conflict)
            };
        }
        // Where several front ends share the rows, this is what keeps an address; on one machine the write below does too.
        if self.rows.linked(&set.address)?.is_some() {
            return Err(Refusal::Conflict);
        }
        if !lease::takes_uploads(&mailbox, self.now()) {
            return Err(Refusal::Conflict);
        }
        let mut changes = Changes::default();
        changes.put_new(ADDRESSES, &set.address, id)?;
        changes.put_link(id, &Link { set, wrong: 0 })?;
        match self.rows.write(&changes) {
            // Another mailbox has this address.
            Err(Fault::Store(StoreError::Conflict)) => Err(Refusal::Conflict),
            other => Ok(other?),
        }
    }
}
