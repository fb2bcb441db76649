//! Whether what the relay told of a mailbox is what it bound itself to on the ledger: each event leads to an access root that stands
//! there, in its place and within its time. What was altered, left out, moved or made up later does not.

use std::{collections::HashMap, ops::Range};

use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    access_root::{AccessRoot, EventProof, EventProofs},
    key_set::RelayKey,
    relay_api::MailboxEvent,
    statement::Statement,
    time::Timestamp,
};
use keepwell_store::Batch;
use serde::{Deserialize, Serialize};

use super::{EVENTS, Kept, kept, key};
use crate::{
    grants::{Grant, GrantError, GrantId},
    vault::Vault,
};

/// How long a relay may take, in seconds, from when it was first missed.
const PATIENCE_S: u64 = 10 * 60;
/// How often it must have been missed: a relay that comes back after it was away puts its root on the ledger within seconds.
const LOOKS: u32 = 3;
/// How far apart two looks are that count, in seconds.
const APART_S: u64 = 60;

/// Whether an event is under an access root that stands on the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Rooted {
    /// The ledger does not know of access roots of this relay.
    #[default]
    Unchecked,
    /// Not yet.
    Awaited(Patience),
    /// Under the root with this number.
    Proved(u64),
    /// It should be and is not: the alarm was raised.
    Missing,
}

/// When it is looked for something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Now, by this device's clock.
    pub(crate) now: Timestamp,
    /// Up to when the state that was checked can show anything: where witnesses are asked for, when enough of them had cosigned it.
    pub(crate) shown: Timestamp,
}

/// Since when something is missed. While witnesses are away the state that they cosigned stays as it is, and nobody is missed in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Patience {
    since: Timestamp,
    last: Timestamp,
    looks: u32,
}

/// What this wallet knows of the access roots of one relay on one ledger.
pub(crate) struct OnLedger {
    /// The keys by which the ledger knows that relay.
    pub(crate) relays: Vec<RelayKey>,
    /// The indexes of the access roots that are proved to stand on the log, by the digests of their statements.
    pub(crate) seen: HashMap<Digest, u64>,
}

/// What is against the relay.
pub(crate) struct Against {
    /// The event as the relay told it.
    pub(crate) event: MailboxEvent,
    /// What it gave as proof; `None` where nothing came.
    pub(crate) proof: Option<EventProof>,
}

impl Patience {
    /// Missed for the first time.
    pub(crate) fn new(look: Look) -> Self {
        let since = look.now.max(look.shown);
        Self {
            since,
            last: since,
            looks: 1,
        }
    }

    /// Missed again.
    #[must_use]
    pub(crate) fn again(self, look: Look) -> Self {
        if look.shown < self.last.plus(APART_S) {
            return self;
        }
        Self {
            last: look.shown,
            looks: self.looks.saturating_add(1),
            ..self
        }
    }

    /// Whether it has been missed too long.
    pub(crate) fn is_over(self) -> bool {
        self.is_over_after(PATIENCE_S)
    }

    /// Whether it has been missed for so many seconds, and often enough.
    pub(crate) fn is_over_after(self, seconds: u64) -> bool {
        self.looks >= LOOKS && self.last >= self.since.plus(seconds)
    }
}

impl OnLedger {
    /// What a statement says, if a relay at `grant`'s address made it.
    pub(crate) fn is_by(&self, statement: &Statement, root: &AccessRoot, grant: &Grant) -> bool {
        let mut relays = self.relays.iter();
        let origin = &grant.relay.origin;
        root.relay == *origin
            && relays.any(|one| one.relay == *origin && one.key == statement.signer())
    }
}

/// The numbers of this grant's events from the first one on that is still to be proved; empty where none is.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(crate) fn unproved(vault: &Vault, grant: &Grant) -> Result<Range<u32>, GrantError> {
    let all = kept(vault, grant.id)?;
    let is_open = |kept: &Kept| matches!(kept.rooted, Rooted::Unchecked | Rooted::Awaited(_));
    let number = |place| u32::try_from(place).unwrap_or(u32::MAX);
    let first = all.iter().position(is_open).unwrap_or(all.len());
    Ok(number(first)..number(all.len()))
}

/// Whether the relay still has to bind itself to an event of this grant.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(crate) fn awaits_roots(vault: &Vault, grant: GrantId) -> Result<bool, GrantError> {
    let all = kept(vault, grant)?;
    let mut rooted = all.iter().map(|kept| kept.rooted);
    Ok(rooted.any(|rooted| matches!(rooted, Rooted::Awaited(_))))
}

/// Judges the events of a grant with numbers in `range` that are not proved yet, and keeps what came of it; durable on return. `told` is
/// what the relay gave for them.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(crate) fn judge(
    vault: &Vault,
    grant: &Grant,
    ledger: &OnLedger,
    told: &EventProofs,
    range: &Range<u32>,
    look: Look,
) -> Result<Vec<Against>, GrantError> {
    let mut against = Vec::new();
    let mut batch = Batch::new();
    for (number, mut kept) in (0u32..).zip(kept(vault, grant.id)?) {
        let is_settled = matches!(kept.rooted, Rooted::Proved(_) | Rooted::Missing);
        if is_settled || !range.contains(&number) {
            continue;
        }
        let mut proofs = told.proofs.iter();
        let proof = proofs.find(|proof| proof.number == number);
        let checked = proof.map_or(Ok(None), |proof| check(grant, ledger, proof, &kept.event));
        let rooted = match checked {
            Err(Wrong) => Rooted::Missing,
            Ok(Some(root)) => Rooted::Proved(root),
            Ok(None) => waiting(kept.rooted, look),
        };
        if rooted == Rooted::Missing {
            against.push(Against {
                event: kept.event.clone(),
                proof: proof.cloned(),
            });
        }
        if rooted != kept.rooted {
            kept.rooted = rooted;
            let value = serde_json::to_vec(&kept).map_err(|_| GrantError::Unreadable)?;
            batch.put(EVENTS, &key(grant.id, number), value);
        }
    }
    if !batch.is_empty() {
        vault.store().write(&batch)?;
    }
    Ok(against)
}

fn waiting(rooted: Rooted, look: Look) -> Rooted {
    let patience = match rooted {
        Rooted::Awaited(patience) => patience.again(look),
        _ => Patience::new(look),
    };
    if patience.is_over() {
        Rooted::Missing
    } else {
        Rooted::Awaited(patience)
    }
}

/// A proof does not lead from this event to a root of its relay.
struct Wrong;

/// The number of the root under which the event is, once that stands on the ledger.
fn check(
    grant: &Grant,
    ledger: &OnLedger,
    proof: &EventProof,
    event: &MailboxEvent,
) -> Result<Option<u64>, Wrong> {
    let checked = proof.check(&grant.relay.mailbox);
    let (proved, statement, root) = checked.map_err(|_| Wrong)?;
    if proved != *event || !ledger.is_by(&statement, &root, grant) {
        return Err(Wrong);
    }
    let is_on_ledger = ledger.seen.contains_key(&statement.digest());
    Ok(is_on_ledger.then_some(root.number))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A look where no witnesses are asked for.
    fn at(seconds: u64) -> Look {
        let now = Timestamp::from_seconds(seconds);
        Look { now, shown: now }
    }

    #[test]
    fn patience_ends_after_its_time_and_three_looks_a_minute_apart() {
        let begun = Patience::new(at(1000));
        assert_eq!(begun.again(at(1059)), begun, "too soon to count");
        let twice = begun.again(at(9000));
        assert!(!twice.is_over(), "it may have been away until just now");
        assert!(twice.again(at(9060)).is_over());
        let quick = begun.again(at(1060)).again(at(1120)).again(at(1599));
        assert!(!quick.is_over());
        assert!(quick.again(at(1660)).is_over());
        assert!(!quick.again(at(1660)).is_over_after(3600));
    }

    #[test]
    fn nobody_is_missed_in_a_state_that_witnesses_cosigned_before() {
        let look = |now, shown| Look {
            now: Timestamp::from_seconds(now),
            shown: Timestamp::from_seconds(shown),
        };
        let begun = Patience::new(look(1000, 900));
        let away = [2000, 3000, 4000];
        let waited = away
            .into_iter()
            .fold(begun, |missed, now| missed.again(look(now, 900)));
        assert_eq!(waited, begun);
        let back = waited.again(look(5000, 1599)).again(look(5060, 1660));
        assert!(back.is_over(), "once they are back it counts");
    }
}
