//! What the ledger's status lists say of this wallet's grants: that each stop reached the next list, and that nothing is
//! listed as stopped that is not stopped on the log. Clinics go by these lists, so a ledger that leaves a stop out, or shows
//! no list, keeps a door open that the patient closed.

use std::collections::BTreeMap;

use keepwell_client::{
    ClientError,
    follow::LogView,
    ledger::Ledger,
    status::{Fetched, ListError, fetch_list, prove_list},
};
use keepwell_protocol::{
    status::{INTERVAL_S, shard_of},
    time::Timestamp,
};

use crate::{
    evidence::{self, Finding},
    grants::{self, Blob, Grant, GrantError, Listed},
    vault::Vault,
};

/// A stop that is in no list after two of them were due is missing. Where witnesses are asked for, the time is theirs: a ledger shows no
/// list before enough of them have cosigned its root, and while they are away none is due.
const PATIENCE_S: u64 = 2 * INTERVAL_S;

/// A grant that is listed as revoked, while what revoked it was not read.
pub(super) struct Hidden {
    pub(super) grant: Grant,
    list: Fetched,
}

/// Looks at the lists of every shard that has a grant of `ours` which may still be opened. Asks for them only where there
/// is something to learn: `is_new` says that the ledger logged another list, and a stop may wait for its first. Gives those that are
/// revoked by what stands among entries that were passed over.
///
/// # Errors
/// [`GrantError`] when the vault fails. The inner error is why a list could not be had; what is against the ledger is kept.
pub(super) fn check(
    vault: &Vault,
    ledger: &Ledger<'_>,
    view: &LogView,
    (ours, is_new): (&[Grant], bool),
    now: Timestamp,
) -> Result<Result<Vec<Hidden>, ClientError>, GrantError> {
    let mut hidden = Vec::new();
    let mut shards: BTreeMap<u64, Vec<&Grant>> = BTreeMap::new();
    for grant in ours.iter().filter(|grant| now < grant.until) {
        if let Some(index) = grant.log_index() {
            shards.entry(shard_of(index).0).or_default().push(grant);
        }
    }
    for (number, grants) in shards {
        if !is_new && !grants.iter().any(|grant| is_waiting(grant)) {
            continue;
        }
        let list = match newest(ledger, view, number) {
            Ok(list) => list,
            Err(error) => return Ok(Err(error)),
        };
        for grant in grants {
            hidden.extend(judge(vault, (ledger, view), grant, list.as_ref(), now)?);
        }
    }
    Ok(Ok(hidden))
}

impl Hidden {
    /// Keeps that the log says nothing of what the list says.
    ///
    /// # Errors
    /// [`GrantError`] when the vault fails.
    pub(super) fn is_false(
        &self,
        vault: &Vault,
        (ledger, view): (&Ledger<'_>, &LogView),
        now: Timestamp,
    ) -> Result<(), GrantError> {
        let finding = Finding::FalseList {
            ledger: ledger.key().to_string(),
            grant: evidence::text(&self.grant.statement),
            target: self.grant.log_index().unwrap_or_default(),
            list: evidence::text(&Blob(self.list.bytes.clone())),
            checkpoint: view.signed().map(str::to_owned),
        };
        evidence::keep(vault, finding, now)?;
        let covers = self.list.list.root.size;
        grants::change(vault, self.grant.id, |grant| {
            grant.ledger.foreign_stop = Some(covers)
        })
        .map(drop)
    }
}

/// The newest list that is of the history which this wallet follows. One that is not what the ledger logged is none.
fn newest(
    ledger: &Ledger<'_>,
    view: &LogView,
    number: u64,
) -> Result<Option<Fetched>, ClientError> {
    let fetched = match fetch_list(ledger, number) {
        Ok(Some(fetched)) => fetched,
        Ok(None) | Err(ListError::Bad(_)) => return Ok(None),
        Err(ListError::Ask(error)) => return Err(error),
    };
    prove_list(ledger, view, &fetched.list)?;
    Ok(Some(fetched))
}

fn judge(
    vault: &Vault,
    (ledger, view): (&Ledger<'_>, &LogView),
    grant: &Grant,
    fetched: Option<&Fetched>,
    now: Timestamp,
) -> Result<Option<Hidden>, GrantError> {
    let index = grant.log_index().unwrap_or_default();
    let listed = fetched.and_then(|fetched| fetched.list.is_revoked(index));
    // An entry that the list covers and this wallet has not read yet says nothing.
    let covers = fetched.map_or(0, |fetched| fetched.list.root.size);
    let is_read = covers <= view.size();
    let shown_at = ledger.cosigned_at(view).unwrap_or(now);
    let stopped_at = grant.stop.as_ref().and_then(|stop| stop.seen_at);
    let of_list = fetched.map(|fetched| evidence::text(&Blob(fetched.bytes.clone())));
    match (stopped_at, listed) {
        (Some(_), Some(true)) => mark(vault, grant, Listed::Yes),
        (Some(at), _) if at < covers || is_overdue(grant, shown_at) => {
            if is_waiting(grant) {
                let finding = Finding::OmittedRevocation {
                    ledger: ledger.key().to_string(),
                    statement: evidence::text(
                        grant
                            .stop
                            .as_ref()
                            .map_or(&grant.statement, |stop| &stop.statement),
                    ),
                    target: index,
                    index: at,
                    list: of_list,
                    checkpoint: view.signed().map(str::to_owned),
                };
                evidence::keep(vault, finding, now)?;
            }
            mark(vault, grant, Listed::Missing)
        }
        (Some(_), _) => match grant.stop.as_ref().map(|stop| stop.listed) {
            Some(Listed::Unknown) => mark(vault, grant, Listed::Awaited(now.max(shown_at))),
            _ => Ok(()),
        },
        (None, Some(true)) if is_read && grant.ledger.foreign_stop.is_none() => {
            let hidden = fetched.map(|list| Hidden {
                grant: grant.clone(),
                list: list.clone(),
            });
            if index < view.unread_before() {
                return Ok(hidden);
            }
            hidden.map_or(Ok(()), |one| one.is_false(vault, (ledger, view), now))
        }
        (None, _) => Ok(()),
    }?;
    Ok(None)
}

/// Whether a stop of it is on the log and in no list that this wallet saw.
fn is_waiting(grant: &Grant) -> bool {
    grant.stop.as_ref().is_some_and(|stop| {
        let is_open = matches!(stop.listed, Listed::Unknown | Listed::Awaited(_));
        stop.seen_at.is_some() && is_open
    })
}

fn is_overdue(grant: &Grant, shown_at: Timestamp) -> bool {
    match grant.stop.as_ref().map(|stop| stop.listed) {
        Some(Listed::Awaited(since)) => shown_at >= since.plus(PATIENCE_S),
        _ => false,
    }
}

fn mark(vault: &Vault, grant: &Grant, listed: Listed) -> Result<(), GrantError> {
    if grant
        .stop
        .as_ref()
        .is_some_and(|stop| stop.listed == listed)
    {
        return Ok(());
    }
    grants::change(vault, grant.id, |grant| {
        if let Some(stop) = &mut grant.stop {
            stop.listed = listed;
        }
    })
    .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixtures::grant, grants::Stop};

    #[test]
    fn a_list_is_overdue_by_the_time_of_what_the_ledger_shows() {
        let since = Timestamp::from_seconds(2_000_000);
        let mut grant = grant(1, since);
        grant.stop = Some(Stop {
            asked: since,
            statement: Blob(Vec::new()),
            recorded: None,
            seen_at: Some(7),
            listed: Listed::Awaited(since),
        });
        // Witnesses are away since before the stop, for as long as it may be.
        assert!(!is_overdue(&grant, since.minus(60)));
        assert!(!is_overdue(&grant, since.plus(PATIENCE_S - 1)));
        assert!(is_overdue(&grant, since.plus(PATIENCE_S)));
    }
}
