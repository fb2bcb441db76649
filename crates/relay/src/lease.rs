//! The rules of a lease, as functions of a mailbox and the relay's time alone: what a new one may be, whether a reader is
//! let in, when the ciphertext must go and when the rest. No clock, disk or network here, so that each rule is tested.

use keepwell_protocol::{
    public_link::Rearm,
    relay_api::{CreateMailbox, MailboxState, OPENING_LASTS_S},
    time::Timestamp,
};

use crate::{
    limits::{FARTHEST_START_S, KEEP_EVENTS_S, LONGEST_LEASE_S, MAX_OPENINGS, MAX_REPORTS},
    mailbox::{Mailbox, Visit},
};

/// What becomes of a request by the right reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Let in, and counted as an opening.
    Begin,
    /// Let in, within an opening that was counted.
    Continue,
    /// Not let in.
    Refuse,
}

/// Whether somebody may create a mailbox with this lease now; else what is wrong with it.
pub(crate) fn check_new(lease: &CreateMailbox, now: Timestamp) -> Result<(), &'static str> {
    if lease.expires <= lease.not_before || lease.expires <= now {
        return Err("the lease is over before it begins");
    }
    if lease.expires > lease.not_before.plus(LONGEST_LEASE_S) {
        return Err("a lease is at most 31 days long");
    }
    if lease.not_before > now.plus(FARTHEST_START_S) {
        return Err("a lease begins within a year");
    }
    if lease.openings == Some(0) {
        return Err("a lease allows at least one opening");
    }
    Ok(())
}

/// Whether the public link of a mailbox may be given this end now; else what is wrong with it.
pub(crate) fn check_rearm(
    lease: &CreateMailbox,
    wish: &Rearm,
    now: Timestamp,
) -> Result<(), &'static str> {
    if wish.expires <= now || wish.expires <= lease.not_before {
        return Err("the lease is over before it begins");
    }
    if wish.expires > now.plus(LONGEST_LEASE_S) {
        return Err("a new end is at most 31 days from now");
    }
    if wish.openings == Some(0) {
        return Err("a lease allows at least one opening");
    }
    Ok(())
}

/// Where a mailbox stands at `now`.
pub(crate) fn state(mailbox: &Mailbox, now: Timestamp) -> MailboxState {
    if mailbox.closed {
        MailboxState::Closed
    } else if now >= mailbox.lease.expires {
        MailboxState::Expired
    } else if is_used_up(mailbox) {
        MailboxState::UsedUp
    } else if mailbox.emptied {
        // It was over by a clock that has gone back since.
        MailboxState::Expired
    } else if mailbox.paused {
        MailboxState::Paused
    } else {
        MailboxState::Open
    }
}

/// Whether the right reader is let in at `now` with an opening of which `visit` is known, to a part that is `there`.
pub(crate) fn decide(mailbox: &Mailbox, visit: Visit, there: bool, now: Timestamp) -> Decision {
    let lets_in = match state(mailbox, now) {
        MailboxState::Open => true,
        MailboxState::UsedUp => !mailbox.emptied && !mailbox.paused,
        MailboxState::Closed | MailboxState::Expired | MailboxState::Paused => false,
    };
    if !lets_in || !there || now < mailbox.lease.not_before {
        return Decision::Refuse;
    }
    match visit.began {
        Some(began) if is_running(began, now) => Decision::Continue,
        Some(_) => Decision::Refuse,
        None if is_used_up(mailbox) || mailbox.openings >= MAX_OPENINGS => Decision::Refuse,
        None => Decision::Begin,
    }
}

/// Whether a reader may still report within an opening: as long as the mailbox's events are kept.
pub(crate) fn takes_report(mailbox: &Mailbox, visit: Visit) -> bool {
    visit.began.is_some() && mailbox.reports < MAX_REPORTS
}

/// Whether the owner may upload.
pub(crate) fn takes_uploads(mailbox: &Mailbox, now: Timestamp) -> bool {
    let state = state(mailbox, now);
    !mailbox.emptied && matches!(state, MailboxState::Open | MailboxState::Paused)
}

/// Whether nobody can be let in any more, so that the ciphertext must go.
pub(crate) fn is_over(mailbox: &Mailbox, now: Timestamp) -> bool {
    match state(mailbox, now) {
        MailboxState::Closed | MailboxState::Expired => true,
        MailboxState::UsedUp => !mailbox
            .last_opening
            .is_some_and(|began| is_running(began, now)),
        MailboxState::Open | MailboxState::Paused => false,
    }
}

/// When time alone changes something about the mailbox next, so that it is worth looking then and not before.
pub(crate) fn due(mailbox: &Mailbox) -> Timestamp {
    let expires = mailbox.lease.expires;
    if mailbox.emptied {
        return expires.plus(KEEP_EVENTS_S);
    }
    match mailbox.last_opening {
        _ if mailbox.closed => Timestamp::from_seconds(0),
        Some(began) if is_used_up(mailbox) => expires.min(began.plus(OPENING_LASTS_S)),
        None if is_used_up(mailbox) => Timestamp::from_seconds(0),
        _ => expires,
    }
}

/// Whether everything about the mailbox is to be forgotten.
pub(crate) fn is_forgotten(mailbox: &Mailbox, now: Timestamp) -> bool {
    now >= mailbox.lease.expires.plus(KEEP_EVENTS_S)
}

fn is_used_up(mailbox: &Mailbox) -> bool {
    mailbox
        .lease
        .openings
        .is_some_and(|most| mailbox.openings >= most)
}

/// An opening runs for 15 minutes; by a clock that went back it has only begun.
fn is_running(began: Timestamp, now: Timestamp) -> bool {
    now.seconds().saturating_sub(began.seconds()) < OPENING_LASTS_S
}

#[cfg(test)]
mod tests;
