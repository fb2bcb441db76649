//! Where a grant stands for the patient: computed from what the wallet knows and the time, nothing else. What was told
//! by a server weighs less than what the patient did: a stop that is not sent yet is pending, never revoked.

use keepwell_protocol::{relay_api::MailboxState, time::Timestamp};
use serde::Serialize;

use crate::grants::Grant;

/// Where a grant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantState {
    /// Relay and ledger confirmed it; the clinic can open it within its time.
    Active,
    /// Its time is over.
    Expired,
    /// The relay refuses the clinic until the patient resumes.
    Paused,
    /// Relay or ledger has not confirmed the grant, or its stop, yet.
    Pending,
    /// Stopped, and confirmed.
    Revoked,
    /// The last opening was used.
    UsedUp,
}

impl GrantState {
    /// Whether the clinic may be able to open it now or later.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Active | Self::Paused | Self::Pending)
    }
}

/// Where `grant` stands at `now`.
pub fn state(grant: &Grant, now: Timestamp) -> GrantState {
    let told = grant.relay.seen.and_then(|seen| seen.state);
    if grant.is_stop_sent() {
        return GrantState::Revoked;
    }
    if now >= grant.until {
        return GrantState::Expired;
    }
    if grant.stop.is_some() {
        return GrantState::Pending;
    }
    match told {
        Some(MailboxState::Closed) => return GrantState::Revoked,
        Some(MailboxState::Expired) => return GrantState::Expired,
        Some(MailboxState::UsedUp) => return GrantState::UsedUp,
        Some(MailboxState::Open | MailboxState::Paused) | None => {}
    }
    if !grant.is_at_relay() || grant.log_index().is_none() {
        GrantState::Pending
    } else if told == Some(MailboxState::Paused) {
        GrantState::Paused
    } else {
        GrantState::Active
    }
}
