//! Asks the relay about every grant that may still change: where its mailbox stands and what happened to it.

use std::collections::HashSet;

use keepwell_client::{ClientError, relay::Relay, transport::Transport};
use keepwell_protocol::{
    relay_api::{MailboxState, MailboxStatus},
    time::Timestamp,
};

use crate::{
    activity,
    evidence::{self, Finding},
    grants::{self, Grant, GrantError, GrantId, Seen},
    vault::Vault,
};

/// How long after its end a grant is asked about, in seconds.
const LISTENS_S: u64 = 24 * 60 * 60;
/// After how many seconds behind its end nobody is asked about a grant any more, whatever was heard of it: relays keep mailboxes for 30
/// days more, and then whoever ran them may have gone.
const ASKED_S: u64 = 31 * 24 * 60 * 60;

/// What the relays told.
#[derive(Default)]
pub(super) struct Asked {
    /// Why one could not be asked.
    pub(super) failure: Option<ClientError>,
    /// The grants that one told of.
    pub(super) heard: HashSet<GrantId>,
}

/// Asks about every grant. A relay that does not answer is asked once.
///
/// # Errors
/// [`GrantError`] when this device's own vault fails.
pub(super) fn ask(
    vault: &Vault,
    transport: &dyn Transport,
    now: Timestamp,
) -> Result<Asked, GrantError> {
    let mut asked = Asked::default();
    let mut grants = Vec::new();
    for grant in grants::all(vault)? {
        // A relay that was asked too seldom to be missed is asked on: it could wait until nobody asks.
        let is_asked = may_change(&grant) || activity::awaits_roots(vault, grant.id)?;
        if is_asked && !is_over(&grant, now) {
            grants.push(grant);
        }
    }
    grants.sort_by(|one, other| one.relay.origin.cmp(&other.relay.origin));
    for grants in grants.chunk_by(|one, other| one.relay.origin == other.relay.origin) {
        let failure = ask_one(vault, transport, grants, &mut asked.heard, now)?;
        asked.failure = failure.or(asked.failure);
    }
    Ok(asked)
}

/// Asks one relay about its grants, over one chain of nonces.
fn ask_one(
    vault: &Vault,
    transport: &dyn Transport,
    grants: &[Grant],
    heard: &mut HashSet<GrantId>,
    now: Timestamp,
) -> Result<Option<ClientError>, GrantError> {
    let Some(first) = grants.first() else {
        return Ok(None);
    };
    let relay = Relay::new(transport, first.relay.origin.clone());
    for grant in grants {
        let owner = vault.keys().grant(grant.id.as_bytes()).owner;
        match relay.status(&owner, &grant.relay.mailbox, now) {
            Ok(status) => {
                take_in(vault, grant, &status, now)?;
                heard.insert(grant.id);
            }
            Err(ClientError::NotAvailable) => {
                grants::change(vault, grant.id, |grant| see(grant, None, now))?;
            }
            Err(error) => return Ok(Some(error)),
        }
    }
    Ok(None)
}

/// Whether the relay may know something of the grant that was not heard yet. After a stop or the end, a clinic that had
/// opened in time may still report what it did.
pub(super) fn may_change(grant: &Grant) -> bool {
    let last_report = grant.until.plus(LISTENS_S);
    let settled = grant.relay.seen.is_some_and(|seen| seen.at >= last_report);
    grant.relay.created && !settled
}

/// Whether the grant's end is so long ago that neither its relay nor, where it is no other's, its ledger is asked any more.
pub(super) fn is_over(grant: &Grant, now: Timestamp) -> bool {
    grant.until.plus(ASKED_S) <= now
}

fn take_in(
    vault: &Vault,
    grant: &Grant,
    status: &MailboxStatus,
    now: Timestamp,
) -> Result<(), GrantError> {
    if let Some(lost) = activity::take(vault, grant, &status.events)? {
        let finding = Finding::LostEvent {
            relay: grant.relay.origin.clone(),
            mailbox: grant.relay.mailbox,
            evidence: Box::new(lost),
        };
        evidence::keep(vault, finding, now)?;
    }
    grants::change(vault, grant.id, |grant| see(grant, Some(status), now))?;
    Ok(())
}

fn see(grant: &mut Grant, status: Option<&MailboxStatus>, now: Timestamp) {
    let before = grant.relay.seen.map_or(0, |seen| seen.openings);
    // Only an owner's key closes: this device's, or another of the same wallet.
    grant.relay.closed |= status.is_some_and(|status| status.state == MailboxState::Closed);
    if let (Some(link), Some(status)) = (&mut grant.link, status) {
        link.attempts_left = status.attempts_left;
    }
    grant.relay.seen = Some(Seen {
        at: now,
        state: status.map(|status| status.state),
        // What was counted once has happened, whatever the relay says later.
        openings: status.map_or(before, |status| status.openings.max(before)),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::grant;

    const NOW: Timestamp = Timestamp::from_seconds(2_000_000);

    fn status(state: MailboxState, openings: u32) -> MailboxStatus {
        MailboxStatus {
            state,
            openings,
            attempts_left: None,
            events: Vec::new(),
        }
    }

    #[test]
    fn a_grant_is_asked_about_until_nothing_more_can_happen() {
        let mut grant = grant(1, NOW);
        assert!(!may_change(&grant), "the relay does not know it");
        grant.relay.created = true;
        assert!(may_change(&grant));
        see(&mut grant, Some(&status(MailboxState::Open, 0)), NOW);
        assert!(may_change(&grant));
        let last = grant.until.plus(LISTENS_S);
        let closed = status(MailboxState::Closed, 0);
        see(&mut grant, Some(&closed), last.minus(1));
        assert!(may_change(&grant), "the clinic may still report");
        see(&mut grant, Some(&closed), last);
        assert!(!may_change(&grant));
        let end = grant.until.plus(ASKED_S);
        assert!(!is_over(&grant, end.minus(1)) && is_over(&grant, end));
    }

    #[test]
    fn openings_are_never_uncounted() {
        let mut grant = grant(1, NOW);
        for (said, kept) in [(Some(2), 2), (Some(1), 2), (None, 2), (Some(3), 3)] {
            let status = said.map(|openings| status(MailboxState::Open, openings));
            see(&mut grant, status.as_ref(), NOW);
            assert_eq!(grant.relay.seen.unwrap().openings, kept);
        }
    }
}
