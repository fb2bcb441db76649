//! Check `card`: the clinic has card keys that a grant can be alive for. That the card is its own and fits the keys was
//! checked when the home was unlocked; that the grant is for it, `terms` checks.

use keepwell_protocol::time::Timestamp;

use super::{OpenError, Passed};
use crate::desk::Generation;

pub(super) fn check(generations: &[Generation], now: Timestamp) -> Passed<()> {
    let alive = || {
        generations
            .iter()
            .filter(|one| one.can_be_granted_to(now) && !one.is_over(now))
    };
    let newest = alive().next().ok_or(OpenError::NoLiveCard)?;
    let details = newest.card.details();
    let older = match alive().count() - 1 {
        0 => String::new(),
        older => format!(", and {older} older ones are kept for grants that are still alive"),
    };
    let detail = format!(
        "the card of {} is this clinic's own, issued {}{older}",
        details.name, details.issued
    );
    Ok(((), detail))
}
