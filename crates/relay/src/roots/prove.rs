//! Proves to the owner of a mailbox, for each of its events whose root is closed, that it is under that root, and that the root stands
//! on the ledger, in the state that the owner names.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{
    access_root::{EventProof, EventProofs, MAX_PROOFS, Opened},
    mailbox::MailboxId,
};
use keepwell_tlog::hash::Hash;

use super::{
    Closed, Head, Newest, Standing,
    logged::{Proved, Proving, leaf},
};
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
    /// What leads from the events of a mailbox, from number `from` on and no more than one answer holds, to their roots, for its owner;
    /// and from these to the state of the ledger with `size` entries, as far as that can be had.
    pub(crate) fn prove(
        &self,
        (id, owner): (&MailboxId, &VerifyingKey),
        from: u32,
        size: u64,
    ) -> Result<EventProofs, Refusal> {
        self.owned(id, owner)?;
        if !self.roots.are_kept()? {
            return Err(Refusal::NotAvailable);
        }
        // A machine that slept until now is asked before it has looked at the clock.
        self.tend_roots();
        let proofs = self.prove_events((id, owner), from)?;
        let head = self.roots.head(&self.rows)?;
        let mut proving = Proving::new(&self.roots, size);
        let newest = newest_in(&mut proving, &head, size).or(head.newest.as_ref());
        let mut wrong = Vec::new();
        for (root, proof) in &proofs {
            let Some((place, leaf)) = self.rows.standing(*root)?.zip(leaf(&proof.statement)) else {
                continue;
            };
            if let Proved::Anew(place) = proving.prove(*root, &leaf, &place) {
                wrong.push((*root, place));
            }
        }
        self.put_right(&wrong)?;
        Ok(EventProofs {
            proofs: proofs.into_iter().map(|(_, proof)| proof).collect(),
            newest: newest.map(|root| root.statement.clone()),
            logged: proving.into_logged(),
        })
    }

    /// What leads from events to their roots, each with the number of its root.
    fn prove_events(
        &self,
        (id, owner): (&MailboxId, &VerifyingKey),
        from: u32,
    ) -> Result<Vec<(u64, EventProof)>, Refusal> {
        let _held = self.locks.hold(id.as_bytes());
        let mailbox = self.owned(id, owner)?;
        let mut proofs = Vec::new();
        let mut tree: Option<Tree> = None;
        for number in from..mailbox.events() {
            if proofs.len() == MAX_PROOFS {
                break;
            }
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
            let proof = tree.proof((id, number), &event, &mark.salt)?;
            proofs.push((tree.root, proof));
        }
        Ok(proofs)
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

/// The newest root that stands in the state of `size` entries, where that can be proved: the ledger may have later ones, and its witnesses
/// not yet. No older one is tried, or each would be asked for where the ledger does not have that state.
fn newest_in<'h>(proving: &mut Proving<'_>, head: &'h Head, size: u64) -> Option<&'h Newest> {
    let roots = head.newest.iter().chain(&head.before);
    let mut placed = (1..)
        .zip(roots)
        .filter_map(|(back, root)| Some((back, root, root.index?)));
    let (back, root, index) = placed.find(|(_, _, index)| *index < size)?;
    let number = head.number.checked_sub(back)?;
    let proved = proving.prove(number, &leaf(&root.statement.0)?, &Standing::new(index));
    (!matches!(proved, Proved::No)).then_some(root)
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
