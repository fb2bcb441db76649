//! Check `receipt`: the grant is on the ledger, under the configured key, in the history that this clinic knows. While
//! the ledger is away, or does not have the grant yet, the patient decides: only terms that say so are opened then.

use keepwell_client::ledger::ProvenEntry;
use keepwell_protocol::{
    entry::{Entry, EntryType},
    manifest::Manifest,
    statement::Statement,
};

use super::{
    OpenError, Passed,
    ledger::{self, Contact},
};

/// The grant's index in the log; `None` while nobody can know it.
pub(super) fn check(
    manifest: &Manifest,
    statement: &Statement,
    contact: &Contact<'_>,
    offline_ok: bool,
) -> Passed<Option<u64>> {
    let entry = Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: statement.digest(),
    };
    let carried = match &manifest.proof {
        Some(proof) => Some(contact.verify(proof, &entry)?),
        None => None,
    };
    match (carried, contact.away()) {
        (carried, None) => online(carried, &entry, contact, offline_ok),
        (carried, Some(_)) if offline_ok => offline(carried, contact),
        (_, Some(reason)) => Err(OpenError::LedgerAway {
            reason: reason.to_owned(),
        }),
    }
}

fn online(
    carried: Option<ProvenEntry>,
    entry: &Entry,
    contact: &Contact<'_>,
    offline_ok: bool,
) -> Passed<Option<u64>> {
    let found = match carried {
        Some(proven) => Some((proven.receipt, proven.checkpoint)),
        None => contact
            .look_up(entry)
            .map_err(ledger::not_found)?
            .map(|found| (found.receipt, found.checkpoint)),
    };
    let Some((receipt, checkpoint)) = found else {
        return waiting(offline_ok);
    };
    // A lie is told first: there is evidence for it, whoever has cosigned what.
    let compared = contact.compare(&checkpoint);
    if !matches!(compared, Err(OpenError::LedgerLies { .. })) {
        contact.witnessed(&checkpoint)?;
    }
    compared?;
    let detail = format!(
        "the grant is entry {} of the ledger, which has only grown since this clinic last looked",
        receipt.index
    );
    Ok((Some(receipt.index), detail))
}

fn offline(carried: Option<ProvenEntry>, contact: &Contact<'_>) -> Passed<Option<u64>> {
    let Some(proven) = carried else {
        let detail = format!(
            "waiting: the ledger could not be reached and the share has no receipt yet, {}; the patient allowed to open it all the same",
            contact.age()
        );
        return Ok((None, detail));
    };
    contact.compare_offline(&proven.checkpoint)?;
    contact.witnessed(&proven.checkpoint)?;
    let index = proven.receipt.index;
    let detail = format!(
        "the ledger could not be reached; its receipt says that the grant is entry {index}, {}",
        contact.age()
    );
    Ok((Some(index), detail))
}

fn waiting(offline_ok: bool) -> Passed<Option<u64>> {
    if offline_ok {
        let detail = "waiting: the grant is not on the ledger yet; the patient allowed to open it all the same";
        Ok((None, detail.to_owned()))
    } else {
        Err(OpenError::NotRecorded)
    }
}
