//! What is to be done next for a grant: a pure function of its record and of which server is worth asking. The order is
//! the protocol's: a mailbox and its parts, the grant index, the ledger, the manifest. A stop comes before everything,
//! and each of its halves goes out without waiting for the other server.

use keepwell_protocol::time::Timestamp;

use crate::grants::{Delivered, Grant, Share};

/// One request, or one resumable upload, to one server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Close the mailbox.
    Close,
    /// Create the mailbox.
    Create,
    /// Write the grant index.
    Index,
    /// Seal, where it has not been, and upload the manifest, with the ledger's proof or without.
    Manifest {
        /// Whether the proof is there.
        with_proof: bool,
    },
    /// Have the relay refuse the clinic until it is resumed, or let it in again.
    Pause {
        /// Refuse it.
        paused: bool,
    },
    /// Publish a link.
    Publish,
    /// Give a link a new end.
    Rearm,
    /// Register the grant's statement.
    Register,
    /// Register the revocation.
    Revoke,
    /// Upload the part with this number.
    Upload(usize),
}

/// Which servers are worth asking for this grant now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The relay.
    pub relay: bool,
    /// The ledger.
    pub ledger: bool,
}

impl Step {
    /// Whether the relay is asked, not the ledger.
    pub fn is_for_relay(self) -> bool {
        !matches!(self, Self::Register | Self::Revoke)
    }
}

/// The next step for `grant`; `None` when nothing can or need be done now.
pub fn next(grant: &Grant, reach: Reach, now: Timestamp) -> Option<Step> {
    if grant.stop.is_some() {
        return next_of_stop(grant, reach);
    }
    if now >= grant.until {
        return None;
    }
    let pause = next_of_pause(grant);
    let Some(share) = &grant.share else {
        let index_is_old = grant.indexed != Some(grant.index_mark());
        let step = pause.or(index_is_old.then_some(Step::Index));
        return step.filter(|_| reach.relay);
    };
    let first = || pause.or(next_of_end(grant));
    let to_relay = || first().or_else(|| next_before_index(grant, share));
    let early = || early_manifest(grant, share);
    let to_relay = || to_relay().or_else(early).filter(|_| reach.relay);
    let to_ledger = || next_at_ledger(grant).filter(|_| reach.ledger);
    let at_last = || next_after_index(grant, share).filter(|_| reach.relay);
    to_relay().or_else(to_ledger).or_else(at_last)
}

/// Whether something of `grant` still has to reach a server that has not refused it. An index entry that could say more
/// does not count: it changes nothing for the clinic or the patient.
pub fn is_waiting(grant: &Grant, now: Timestamp) -> bool {
    let all_that_may_answer = Reach {
        relay: grant.relay.retry.refused.is_none(),
        ledger: grant.ledger.retry.refused.is_none(),
    };
    match next(grant, all_that_may_answer, now) {
        Some(Step::Index) => grant.indexed.is_none(),
        step => step.is_some(),
    }
}

/// A stop goes on after the grant's end: this device's clock may be wrong, and then it is not over.
fn next_of_stop(grant: &Grant, reach: Reach) -> Option<Step> {
    grant.stop.as_ref()?;
    if reach.relay && grant.relay.tried && !grant.relay.closed {
        return Some(Step::Close);
    }
    if reach.ledger && grant.is_to_be_revoked() && !grant.is_stop_in_log() {
        // The ledger takes a revocation only of a statement it has; to register it again changes nothing.
        let is_known = grant.log_index().is_some();
        return Some(if is_known {
            Step::Revoke
        } else {
            Step::Register
        });
    }
    let index_is_old = grant.indexed.is_some_and(|mark| mark != grant.index_mark());
    (reach.relay && index_is_old).then_some(Step::Index)
}

/// A pause goes out as soon as there is a mailbox, so that nobody gets in before it.
fn next_of_pause(grant: &Grant) -> Option<Step> {
    let pause = grant.pause.filter(|pause| !pause.sent)?;
    let paused = pause.wish.paused;
    grant.relay.created.then_some(Step::Pause { paused })
}

/// A link's new end comes before its file, which the relay takes only of what is not over.
fn next_of_end(grant: &Grant) -> Option<Step> {
    let renewal = grant.link.as_ref()?.renewal?;
    (!renewal.sent).then_some(Step::Rearm)
}

/// A grant that may be opened without the ledger does not wait for it: its manifest goes out first without the proof, so
/// that a ledger that keeps silent uses up nobody's time.
fn early_manifest(grant: &Grant, share: &Share) -> Option<Step> {
    let is_ready = next_before_index(grant, share).is_none();
    if grant.link.is_some() {
        // No reader of a link asks the ledger: to wait for it would keep nobody but the right ones out.
        let is_new = grant.relay.manifest == Delivered::Nothing;
        return (is_ready && is_new).then_some(Step::Publish);
    }
    let is_first = grant.relay.manifest == Delivered::Nothing && grant.ledger.recorded.is_none();
    let wanted = is_ready && is_first && grant.terms().is_some_and(|terms| terms.offline_ok);
    wanted.then_some(Step::Manifest { with_proof: false })
}

fn next_before_index(grant: &Grant, share: &Share) -> Option<Step> {
    if !grant.relay.created {
        return Some(Step::Create);
    }
    let part = share.parts.iter().position(|part| !part.uploaded);
    let index = grant.indexed.is_none().then_some(Step::Index);
    part.map(Step::Upload).or(index)
}

fn next_at_ledger(grant: &Grant) -> Option<Step> {
    let ready = grant.indexed.is_some() && grant.ledger.recorded.is_none();
    ready.then_some(Step::Register)
}

fn next_after_index(grant: &Grant, share: &Share) -> Option<Step> {
    if next_before_index(grant, share).is_some() {
        return None;
    }
    let with_proof = grant.ledger.recorded.is_some();
    let wanted = if with_proof {
        Delivered::WithProof
    } else {
        Delivered::WithoutProof
    };
    if grant.link.is_none() && grant.relay.manifest < wanted {
        return Some(Step::Manifest { with_proof });
    }
    let index_is_old = grant.indexed != Some(grant.index_mark());
    index_is_old.then_some(Step::Index)
}

#[cfg(test)]
mod tests;
