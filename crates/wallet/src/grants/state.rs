//! Where a grant stands for the patient: computed from what the wallet knows and the time, nothing else. What was told
//! by a server weighs less than what the patient did: a stop that is not sent yet is pending, never revoked.

use keepwell_protocol::{relay_api::MailboxState, time::Timestamp};
use serde::Serialize;

use crate::grants::{Delivered, Grant};

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
    /// Relay or ledger has not confirmed the grant, its pause or its stop yet, or they disagree on whether it is stopped.
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
    let is_unsettled = grant.is_pause_waiting() || grant.ledger.foreign_stop.is_some();
    if !grant.is_at_relay() || grant.log_index().is_none() || is_unsettled {
        GrantState::Pending
    } else if is_paused(grant) {
        GrantState::Paused
    } else {
        GrantState::Active
    }
}

/// Whether the clinic can get in at `now`, as far as this device knows. In doubt it can: a stop or a pause counts once
/// the relay confirmed it, and a manifest without the log's proof may do. What was handed over no relay holds back.
pub fn can_open(grant: &Grant, now: Timestamp) -> bool {
    let is_held_back = match grant.relay.seen.and_then(|seen| seen.state) {
        Some(said) => said == MailboxState::Paused,
        None => grant
            .pause
            .is_some_and(|pause| pause.sent && pause.wish.paused),
    };
    let is_within = grant.from <= now && state(grant, now).is_live();
    let is_at_relay = was_uploaded(grant) && !grant.relay.closed && !is_held_back;
    is_within && (grant.handed_over || is_at_relay)
}

/// Whether a computer that cannot reach the log may open it at `now`, or later: also after a stop, until its end, if it
/// had been there to fetch. Where the terms are not known on this device, it may.
pub(super) fn is_open_offline(grant: &Grant, now: Timestamp) -> bool {
    // A link is opened at the relay, and no reader looks into the ledger.
    let is_allowed = grant.link.is_none() && grant.terms().is_none_or(|terms| terms.offline_ok);
    let is_there = state(grant, now).is_live() || grant.handed_over || was_uploaded(grant);
    is_allowed && is_there && now < grant.until
}

fn was_uploaded(grant: &Grant) -> bool {
    grant.share.is_none() || grant.relay.manifest != Delivered::Nothing
}

/// The relay's word; before it gave one, the patient's wish that it confirmed.
pub(super) fn is_paused(grant: &Grant) -> bool {
    match grant.relay.seen.and_then(|seen| seen.state) {
        Some(state) => state == MailboxState::Paused,
        None => grant.pause.is_some_and(|pause| pause.wish.paused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{grant, recorded},
        grants::{Blob, Listed, Pause, PauseWish, Seen, Stop},
    };

    const NOW: Timestamp = Timestamp::from_seconds(2_000_000);

    fn delivered() -> Grant {
        let mut grant = grant(1, NOW);
        (grant.relay.tried, grant.relay.created) = (true, true);
        grant.relay.manifest = Delivered::WithProof;
        grant.ledger.tried = true;
        grant.ledger.recorded = Some(recorded(7));
        grant
    }

    fn told(grant: &Grant, state: MailboxState) -> Grant {
        let mut grant = grant.clone();
        grant.relay.seen = Some(Seen {
            at: NOW,
            state: Some(state),
            openings: 1,
        });
        grant
    }

    fn stopped(grant: &Grant) -> Grant {
        let mut grant = grant.clone();
        grant.stop = Some(Stop {
            asked: NOW,
            statement: Blob(Vec::new()),
            recorded: None,
            seen_at: None,
            listed: Listed::default(),
        });
        grant
    }

    #[test]
    fn a_grant_is_pending_until_both_servers_confirmed() {
        let check = |change: fn(&mut Grant), expected| {
            let mut grant = delivered();
            change(&mut grant);
            assert_eq!(state(&grant, NOW), expected);
        };
        check(|_| {}, GrantState::Active);
        check(
            |grant| grant.relay.manifest = Delivered::Nothing,
            GrantState::Pending,
        );
        check(
            |grant| grant.relay.manifest = Delivered::WithoutProof,
            GrantState::Pending,
        );
        check(|grant| grant.ledger.recorded = None, GrantState::Pending);
        assert_eq!(state(&grant(1, NOW), NOW), GrantState::Pending);
    }

    #[test]
    fn the_relay_s_word_ends_or_pauses_it() {
        for (said, expected) in [
            (MailboxState::Open, GrantState::Active),
            (MailboxState::Paused, GrantState::Paused),
            (MailboxState::Closed, GrantState::Revoked),
            (MailboxState::Expired, GrantState::Expired),
            (MailboxState::UsedUp, GrantState::UsedUp),
        ] {
            assert_eq!(state(&told(&delivered(), said), NOW), expected, "{said:?}");
        }
    }

    #[test]
    fn a_pause_counts_once_the_relay_confirmed_it() {
        let mut grant = delivered();
        let mut check = |paused, sent, expected| {
            let wish = PauseWish { asked: NOW, paused };
            grant.pause = Some(Pause { wish, sent });
            assert_eq!(state(&grant, NOW), expected);
        };
        check(true, false, GrantState::Pending);
        check(true, true, GrantState::Paused);
        check(false, false, GrantState::Pending);
        check(false, true, GrantState::Active);
    }

    #[test]
    fn a_revocation_of_somebody_else_s_is_neither_open_nor_stopped() {
        let mut grant = delivered();
        grant.ledger.foreign_stop = Some(9);
        assert_eq!(state(&grant, NOW), GrantState::Pending);
        // The log says it already; what is left is the relay.
        let mut stopped = stopped(&grant);
        assert_eq!(state(&stopped, NOW), GrantState::Pending);
        stopped.relay.closed = true;
        assert_eq!(state(&stopped, NOW), GrantState::Revoked);
    }

    #[test]
    fn time_ends_it_whatever_the_relay_said() {
        let grant = told(&delivered(), MailboxState::Open);
        assert_eq!(state(&grant, grant.until.minus(1)), GrantState::Active);
        assert_eq!(state(&grant, grant.until), GrantState::Expired);
        assert!(!state(&grant, grant.until).is_live());
    }

    #[test]
    fn a_stop_is_revoked_only_when_both_servers_know() {
        let mut grant = stopped(&delivered());
        assert_eq!(state(&grant, NOW), GrantState::Pending);
        grant.relay.closed = true;
        assert_eq!(state(&grant, NOW), GrantState::Pending);
        // The relay's own word is not the ledger's.
        let closed = told(&grant, MailboxState::Closed);
        assert_eq!(state(&closed, NOW), GrantState::Pending);
        grant.stop.as_mut().unwrap().recorded = Some(recorded(8));
        assert_eq!(state(&grant, NOW), GrantState::Revoked);
        assert_eq!(state(&grant, grant.until), GrantState::Revoked);
    }

    #[test]
    fn a_stop_that_came_too_late_is_an_expired_grant() {
        let grant = stopped(&delivered());
        assert_eq!(state(&grant, grant.until), GrantState::Expired);
    }

    #[test]
    fn a_grant_that_never_left_is_stopped_at_once() {
        assert_eq!(state(&stopped(&grant(1, NOW)), NOW), GrantState::Revoked);
    }

    #[test]
    fn in_doubt_the_clinic_can_open_it() {
        let can = |how: &dyn Fn(&mut Grant)| {
            let mut grant = delivered();
            how(&mut grant);
            can_open(&grant, NOW)
        };
        let wish = |paused, sent| {
            let wish = PauseWish { asked: NOW, paused };
            Some(Pause { wish, sent })
        };
        assert!(can(&|_| {}));
        assert!(can(&|grant| grant.relay.manifest = Delivered::WithoutProof));
        assert!(can(&|grant| grant.pause = wish(true, false)), "not sent");
        assert!(can(&|grant| *grant = stopped(grant)), "not sent");
        assert!(!can(&|grant| grant.relay.manifest = Delivered::Nothing));
        assert!(!can(&|grant| grant.pause = wish(true, true)));
        assert!(!can(&|grant| *grant = told(grant, MailboxState::Paused)));
        assert!(!can(&|grant| grant.from = NOW.plus(1)));
        assert!(!can(&|grant| grant.until = NOW));
        assert!(!can(&|grant| {
            *grant = stopped(grant);
            grant.relay.closed = true;
        }));
    }

    #[test]
    fn a_grant_from_the_index_counts_as_delivered() {
        let mut grant = delivered();
        grant.share = None;
        grant.relay.manifest = Delivered::Nothing;
        assert_eq!(state(&grant, NOW), GrantState::Active);
    }
}
