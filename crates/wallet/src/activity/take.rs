//! Takes in what the relay tells of a mailbox: new events are judged and kept, old ones must still be there.

use keepwell_protocol::{http_signature::Evidence, relay_api::MailboxEvent};
use keepwell_store::Batch;

use super::{EVENTS, Kept, judge::judge, kept, key};
use crate::{
    grants::{Grant, GrantError},
    vault::Vault,
};

/// The most events of one grant that are kept: a relay keeps fewer.
const MOST: usize = 10_000;

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
    let known = kept(vault, grant.id)?;
    let report_key = vault.keys().grant(grant.id.as_bytes()).report;
    let is_known = |event: &&MailboxEvent| known.iter().any(|kept| kept.event == **event);
    let new = told.iter().filter(|event| !is_known(event));
    let mut batch = Batch::new();
    for (event, number) in new.zip(known.len()..MOST) {
        let verdict = judge(event, grant, &report_key);
        let value = serde_json::to_vec(&Kept {
            event: event.clone(),
            what: verdict.what,
            verified: verdict.verified,
        });
        let number = u32::try_from(number).map_err(|_| GrantError::Unreadable)?;
        let value = value.map_err(|_| GrantError::Unreadable)?;
        batch.put(EVENTS, &key(grant.id, number), value);
    }
    if !batch.is_empty() {
        vault.store().write(&batch)?;
    }
    let lost = known.iter().find(|kept| !told.contains(&kept.event));
    Ok(lost.map(|kept| kept.event.evidence.clone()))
}
