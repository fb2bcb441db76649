//! Check `revocation`: the patient has not taken the grant back. By the ledger's status list, a whole shard of it, so that
//! the ledger does not learn which grant is meant; and by what was logged since, up to now, which is sooner. A list that is
//! too old, or none, is said with its age, and only terms that allow to open without the ledger are opened then.

use keepwell_client::status::ListError;
use keepwell_protocol::status::{EXPIRES_S, INTERVAL_S, MAX_AGE_S, StatusList, shard_of};
use rand_core::CryptoRngCore;

use super::{OpenError, Passed, ledger::Contact};

pub(super) fn check(
    index: Option<u64>,
    contact: &Contact<'_>,
    offline_ok: bool,
    rng: &mut dyn CryptoRngCore,
) -> Passed<()> {
    let Some(index) = index else {
        return Ok(((), unlisted(contact)));
    };
    if contact.record.revoked.contains(index) {
        return Err(OpenError::Revoked);
    }
    // What was taken back stays so: for that no list is too old.
    let kept = contact.kept_list(shard_of(index).0)?;
    if kept.is_some_and(|list| list.is_revoked(index) == Some(true)) {
        return Err(OpenError::Revoked);
    }
    let list = newest(index, contact, rng)?;
    let is_revoked = list.as_ref().and_then(|list| list.is_revoked(index));
    if is_revoked == Some(true) {
        return Err(OpenError::Revoked);
    }
    let age = list.as_ref().map(|list| age(list, contact));
    // Between an older list and the entries that were read, something may have been revoked that is in neither.
    let goes_on = list.as_ref().is_some_and(|list| contact.goes_on_from(list));
    let is_fresh = goes_on && age.is_some_and(|age| age <= MAX_AGE_S);
    if let (Some(list), true, None) = (&list, is_fresh, contact.away()) {
        let detail = format!(
            "the patient has not taken it back, by the ledger's status list of {} and what it logged since",
            list.root.time
        );
        return Ok(((), detail));
    }
    if !offline_ok {
        return Err(OpenError::OldStatus { age });
    }
    // Known is what the list covers, and what was registered behind what was passed over.
    let is_listed = is_revoked == Some(false) && (goes_on || contact.away().is_some());
    let is_known = index < contact.record.view.size()
        && (index >= contact.record.view.unread_before() || is_listed);
    Ok(((), amber(is_known, age, contact)))
}

/// What can be said of a grant of which nobody knows whether it is on the ledger.
fn unlisted(contact: &Contact<'_>) -> String {
    if contact.away().is_none() {
        return "the grant is not on the ledger yet, so nobody can have taken it back there"
            .to_owned();
    }
    format!(
        "unknown without the ledger: whether the patient took it back, {}",
        contact.age()
    )
}

/// The newest list that is proven to be on the log: what is kept while it is fresh or the ledger is away, else what the
/// ledger has.
fn newest(
    index: u64,
    contact: &Contact<'_>,
    rng: &mut dyn CryptoRngCore,
) -> Result<Option<StatusList>, OpenError> {
    let (shard, _) = shard_of(index);
    let kept = contact.kept_list(shard)?;
    let kept = kept.filter(|list| age(list, contact) <= EXPIRES_S);
    let is_new = kept
        .as_ref()
        .is_some_and(|list| age(list, contact) < INTERVAL_S && contact.goes_on_from(list));
    if contact.away().is_some() || is_new {
        return Ok(kept);
    }
    let mut fetched = contact.fetch_list(shard, rng)?;
    let is_older = |list: &StatusList| !contact.goes_on_from(list);
    if matches!(&fetched, Ok(Some(list)) if is_older(list)) {
        // One machine of the ledger may be a moment behind another.
        fetched = contact.fetch_list(shard, rng)?;
    }
    let fetched = match fetched {
        Ok(fetched) => fetched,
        Err(ListError::Bad(error)) => return Err(OpenError::BadStatus(error)),
        Err(ListError::Ask(_)) => None,
    };
    let covers = |list: &StatusList| list.root.size;
    // A list that covers less than the one before it takes nothing back.
    Ok([kept, fetched].into_iter().flatten().max_by_key(covers))
}

/// By the better clock of the two, in seconds.
fn age(list: &StatusList, contact: &Contact<'_>) -> u64 {
    let now = contact.clock().now.seconds();
    now.saturating_sub(list.root.time.seconds())
}

/// What is said where the list is old or missing, and the patient allowed to open all the same.
fn amber(is_known: bool, age: Option<u64>, contact: &Contact<'_>) -> String {
    let list = match age {
        Some(age) => format!("its last status list here is {} minutes old", age / 60),
        None => "there is no status list of it here".to_owned(),
    };
    if contact.away().is_none() && is_known {
        return format!(
            "the patient has not taken it back, by what the ledger logged up to now; but {list}"
        );
    }
    if is_known {
        return format!(
            "not taken back as far as is known: the ledger could not be reached, {}; {list}",
            contact.age()
        );
    }
    if contact.away().is_none() {
        return format!("unknown: whether the patient took it back; {list}");
    }
    format!(
        "unknown: the ledger could not be reached, and the grant is not among what this clinic has read of it; {list}"
    )
}
