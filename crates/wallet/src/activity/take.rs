//! Takes in what the relay tells of a mailbox: new events are judged and kept, old ones must still be there.

use std::collections::VecDeque;

use keepwell_protocol::{http_signature::Evidence, relay_api::MailboxEvent};
use keepwell_store::{Batch, StoreError};

use super::{EVENTS, Kept, Rooted, What, judge::judge, kept, key};
use crate::{
    grants::{Grant, GrantError},
    vault::Vault,
};

/// The most events of one grant that are kept: a relay keeps fewer.
const MOST: usize = 10_000;
/// How often it is begun again when somebody else kept events of the same grant meanwhile.
const ATTEMPTS: u32 = 20;

/// Keeps every event that is not kept yet; durable on return. Gives the evidence of an event that was told before and is
/// now missing.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(crate) fn take(
    vault: &Vault,
    grant: &Grant,
    told: &[MailboxEvent],
) -> Result<Option<Evidence>, GrantError> {
    let Before { known, .. } = keep(vault, grant, &|known| unknown(known, told))?;
    let mut lost = known.iter().filter(|kept| !told.contains(&kept.event));
    // An opening of a link is signed by nobody: that the relay told it once can be shown only by an access root.
    Ok(lost.find_map(|kept| kept.event.evidence.clone()))
}

/// Keeps the event with this number, which was told while it happened; durable on return. Gives what it was, and whether nothing like
/// it was known before; `None` when it was kept already, comes before its turn, or is a report that cannot be read.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(crate) fn take_one(
    vault: &Vault,
    grant: &Grant,
    number: u32,
    event: &MailboxEvent,
) -> Result<Option<(What, bool)>, GrantError> {
    let is_next = |known: &[Kept]| usize::try_from(number) == Ok(known.len());
    let next = |known: &[Kept]| is_next(known).then_some(event).into_iter().collect();
    let Before { known, new } = keep(vault, grant, &next)?;
    let what = new.first().and_then(|kept| kept.what);
    let is_first = |what: What| known.iter().all(|kept| kept.what != Some(what));
    Ok(what.map(|what| (what, is_first(what))))
}

/// What was kept before, and what was not.
struct Before {
    known: Vec<Kept>,
    new: Vec<Kept>,
}

/// What was told more often than it is known: two openings of a link within a second are the same to the bit.
fn unknown<'t>(known: &[Kept], told: &'t [MailboxEvent]) -> Vec<&'t MailboxEvent> {
    let mut known: VecDeque<_> = known.iter().map(|kept| &kept.event).collect();
    let is_unknown = |event: &&MailboxEvent| {
        let place = known.iter().position(|one| *one == *event);
        place.and_then(|place| known.remove(place)).is_none()
    };
    told.iter().filter(is_unknown).collect()
}

/// Keeps what `new` finds that is not kept yet.
fn keep<'t>(
    vault: &Vault,
    grant: &Grant,
    new: &dyn Fn(&[Kept]) -> Vec<&'t MailboxEvent>,
) -> Result<Before, GrantError> {
    let report_key = vault.keys().grant(grant.id.as_bytes()).report;
    for _ in 0..ATTEMPTS {
        let known = kept(vault, grant.id)?;
        let new: Vec<Kept> = new(&known)
            .into_iter()
            .map(|event| {
                let verdict = judge(event, grant, &report_key);
                Kept {
                    event: event.clone(),
                    what: verdict.what,
                    is_newer: verdict.is_newer,
                    verified: verdict.verified,
                    rooted: Rooted::Unchecked,
                }
            })
            .collect();
        match write(vault, grant, known.len(), &new) {
            Err(GrantError::Store(StoreError::Conflict)) => {}
            other => return other.map(|()| Before { known, new }),
        }
    }
    Err(StoreError::Conflict.into())
}

/// Writes events under the numbers from `first` on, none of which may be taken.
fn write(vault: &Vault, grant: &Grant, first: usize, events: &[Kept]) -> Result<(), GrantError> {
    let mut batch = Batch::new();
    for (event, number) in events.iter().zip(first..MOST) {
        let number = u32::try_from(number).map_err(|_| GrantError::Unreadable)?;
        let value = serde_json::to_vec(event).map_err(|_| GrantError::Unreadable)?;
        let key = key(grant.id, number);
        batch.expect_absent(EVENTS, &key);
        batch.put(EVENTS, &key, value);
    }
    if batch.is_empty() {
        return Ok(());
    }
    Ok(vault.store().write(&batch)?)
}
