//! Check `revocation`: the patient has not taken the grant back, by every entry of the ledger up to now. While the ledger
//! is away that is said with its age; `receipt` has made sure that the patient allowed it.

use super::{OpenError, Passed, ledger::Contact};

pub(super) fn check(index: Option<u64>, contact: &Contact<'_>) -> Passed<()> {
    let Some(index) = index else {
        let detail = "the grant is not on the ledger yet, so nobody can have taken it back there";
        return Ok(((), detail.to_owned()));
    };
    let record = &contact.record;
    if record.revoked.contains(index) {
        return Err(OpenError::Revoked);
    }
    let detail = if contact.away().is_none() {
        "the patient has not taken it back; the ledger was read to its end just now".to_owned()
    } else if index < record.view.size() {
        format!(
            "not taken back as far as is known: the ledger could not be reached, {}",
            contact.age()
        )
    } else {
        "unknown: the ledger could not be reached, and the grant is newer than what this clinic has read of it"
            .to_owned()
    };
    Ok(((), detail))
}
