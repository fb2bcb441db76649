//! What a listener has not been told yet, read from the store.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{
    mailbox::MailboxId,
    relay_api::{MailboxEvent, MailboxState},
};

use crate::{lease, refusal::Refusal, state::State};

/// What is new to an owner.
pub(super) struct News {
    /// Where the mailbox stands.
    pub(super) state: MailboxState,
    /// The events that were not seen, with their numbers.
    pub(super) events: Vec<(u32, MailboxEvent)>,
}

impl State {
    /// What is new at a mailbox to its owner, who has seen `seen` events.
    pub(super) fn news(
        &self,
        id: &MailboxId,
        owner: &VerifyingKey,
        seen: u32,
    ) -> Result<News, Refusal> {
        let _held = self.locks.hold(id.as_bytes());
        let mailbox = self.owned(id, owner)?;
        let events = (seen..mailbox.events())
            .map(|number| Ok((number, self.rows.event(id, number)?)))
            .collect::<Result<_, Refusal>>()?;
        Ok(News {
            state: lease::state(&mailbox, self.now()),
            events,
        })
    }

    /// Whether nobody is let into a mailbox any more; `None` when `key` is not its reader's.
    pub(crate) fn has_ended(
        &self,
        id: &MailboxId,
        key: &VerifyingKey,
    ) -> Result<Option<bool>, Refusal> {
        let mailbox = self.rows.mailbox(id)?;
        let mailbox = mailbox.filter(|mailbox| mailbox.lease.access.0 == *key);
        Ok(mailbox.map(|mailbox| mailbox.emptied || lease::is_over(&mailbox, self.now())))
    }
}
