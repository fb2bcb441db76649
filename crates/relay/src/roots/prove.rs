//! Proves to the owner of a mailbox, for each of its events whose root is closed, that it is under that root.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{
    access_root::{EventProof, EventProofs, Opened},
    mailbox::MailboxId,
};
use keepwell_tlog::hash::Hash;

use super::Closed;
use crate::{
    refusal::{Fault, Refusal},
    state::State,
};

/// A closed root, and its leaves taken apart once for all events under it.
struct Tree {
    root: u64,
    closed: Closed,
    leaves: Vec<Hash>,
}

impl State {
    /// What leads from the events of a mailbox to their roots, for its owner.
    pub(crate) fn prove(
        &self,
        id: &MailboxId,
        owner: &VerifyingKey,
    ) -> Result<EventProofs, Refusal> {
        self.owned(id, owner)?;
        if !self.roots.are_kept()? {
            return Err(Refusal::NotAvailable);
        }
        // A machine that slept until now is asked before it has looked at the clock.
        self.tend_roots();
        let _held = self.locks.hold(id.as_bytes());
        let mailbox = self.owned(id, owner)?;
        let mut proofs = Vec::new();
        let mut tree: Option<Tree> = None;
        for number in 0..mailbox.events() {
            let Some(mark) = self.rows.mark(id, number)? else {
                continue;
            };
            if tree.as_ref().is_none_or(|tree| tree.root != mark.root) {
                tree = self.tree(mark.root)?;
            }
            let Some(tree) = &tree else {
                continue;
            };
            let event = self.rows.event_bytes(id, number)?;
            proofs.push(tree.proof((id, number), &event, &mark.salt)?);
        }
        let newest = self.roots.head(&self.rows)?.newest;
        Ok(EventProofs {
            proofs,
            newest: newest.map(|newest| newest.statement),
        })
    }

    fn tree(&self, root: u64) -> Result<Option<Tree>, Fault> {
        let closed = self.rows.closed(root)?;
        Ok(closed.map(|closed| Tree {
            root,
            leaves: closed.leaves(),
            closed,
        }))
    }
}

impl Tree {
    fn proof(
        &self,
        (mailbox, number): (&MailboxId, u32),
        event: &[u8],
        salt: &[u8; 32],
    ) -> Result<EventProof, Fault> {
        let opened = Opened {
            salt,
            mailbox,
            number,
            event,
        };
        // A leaf that is not there was altered on this disk: no honest proof can be made of it.
        let proof = EventProof::make(&opened, &self.leaves, &self.closed.statement.0);
        proof.ok_or(Fault::Row)
    }
}
