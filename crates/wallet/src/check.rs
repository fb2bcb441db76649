//! What `wallet check` says: four checks over what this device holds, without a network. Syncing first makes them fresh.

use keepwell_client::{ledger::verify_proof, servers::LedgerKey};
use keepwell_crypto::hash::sha256;
use keepwell_protocol::{
    entry::{Entry, EntryType},
    manifest::LedgerProof,
    time::Timestamp,
};
use serde::Serialize;

use crate::{
    activity,
    evidence::{self, Alert, CheckName},
    grants::{self, Grant, GrantError, Listed, Recorded},
    outbox, records, sync,
    vault::Vault,
};

/// One check. Its JSON is a line of `wallet check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked.
    pub name: CheckName,
    /// Whether all is well.
    pub ok: bool,
    /// One sentence for a person.
    pub detail: String,
}

/// Runs every check: vault, receipts, checkpoints, status.
///
/// # Errors
/// [`GrantError`] when the vault cannot be read at all.
pub fn check(vault: &Vault, now: Timestamp) -> Result<Vec<Check>, GrantError> {
    let grants = grants::all(vault)?;
    let alerts = evidence::alerts(vault)?;
    let checks = [
        (CheckName::Vault, check_vault(vault)),
        (CheckName::Receipts, check_receipts(vault, &grants, now)?),
        (CheckName::Checkpoints, check_checkpoints(vault, &grants)?),
        (CheckName::Status, check_status(vault, &grants, now)?),
    ];
    let judged = checks
        .into_iter()
        .map(|(name, found)| judge(name, found, &alerts));
    Ok(judged.collect())
}

/// What a check found: a sentence, good or bad.
type Found = Result<String, String>;

/// An alert outweighs everything: what a server did against its word stays.
fn judge(name: CheckName, found: Found, alerts: &[Alert]) -> Check {
    let alert = alerts.iter().rev().find(|alert| alert.check == name);
    let found = match alert {
        Some(alert) => Err(format!("{} (evidence: {})", alert.sentence, alert.file)),
        None => found,
    };
    let ok = found.is_ok();
    let (Ok(detail) | Err(detail)) = found;
    Check { name, ok, detail }
}

fn check_vault(vault: &Vault) -> Found {
    match vault.store().scrub() {
        Err(error) => return Err(error.to_string()),
        Ok(Some(_)) => return Err("damage was found and repaired: look after this disk".to_owned()),
        Ok(None) if vault.was_rebuilt() => {
            return Err(
                "damage was repaired when it was unlocked: look after this disk".to_owned(),
            );
        }
        Ok(None) => {}
    }
    match records::count(vault) {
        Ok(count) => Ok(format!("{count} records, all readable")),
        Err(error) => Err(error.to_string()),
    }
}

fn check_receipts(vault: &Vault, grants: &[Grant], now: Timestamp) -> Result<Found, GrantError> {
    let mut good = 0;
    for grant in grants {
        let keys = sync::keys_of(vault, &grant.ledger.key)?;
        for (recorded, entry) in receipts(grant) {
            let proof = LedgerProof {
                receipt: recorded.receipt.0.clone(),
                tlog_proof: recorded.tlog_proof.clone(),
            };
            let proven = verify_proof(&proof, &entry, &keys);
            if !proven.is_ok_and(|proven| proven.receipt.index == recorded.index) {
                return Ok(Err(
                    "a receipt that was kept does not hold any more".to_owned()
                ));
            }
            good += 1;
        }
    }
    let waiting = grants
        .iter()
        .filter(|grant| outbox::is_waiting(grant, now))
        .count();
    Ok(Ok(format!(
        "{good} receipts hold, {waiting} grants or stops are not sent yet"
    )))
}

/// A grant's receipts, each with the entry that it must prove.
fn receipts(grant: &Grant) -> Vec<(&Recorded, Entry)> {
    let stop = grant.stop.as_ref().and_then(|stop| {
        let entry = Entry {
            kind: EntryType::Revocation,
            target: grant.log_index()?,
            statement: sha256(&stop.statement.0),
        };
        Some((stop.recorded.as_ref()?, entry))
    });
    let own = grant.ledger.recorded.as_ref();
    own.map(|recorded| (recorded, grant.entry()))
        .into_iter()
        .chain(stop)
        .collect()
}

fn check_checkpoints(vault: &Vault, grants: &[Grant]) -> Result<Found, GrantError> {
    let mut keys = vec![LedgerKey::from(vault.settings().ledger.clone())];
    for grant in grants {
        if !keys.contains(&grant.ledger.key) {
            keys.push(grant.ledger.key.clone());
        }
    }
    let (mut entries, mut views) = (0, 0);
    for key in keys {
        let view = sync::view_of(vault, &key)?;
        let Some(text) = view.signed() else {
            continue;
        };
        let opened = view.keys(&key).open(text.as_bytes());
        let same = opened.is_ok_and(|signed| {
            let checkpoint = signed.checkpoint();
            checkpoint.size() == view.size() && *checkpoint.root() == view.root()
        });
        if !same {
            return Ok(Err(
                "the last state of the ledger that was kept is not signed by it".to_owned(),
            ));
        }
        entries += view.size();
        views += 1;
    }
    Ok(Ok(match views {
        0 => "the ledger was not read yet".to_owned(),
        _ => format!("the ledger only grew; it has {entries} entries"),
    }))
}

fn check_status(vault: &Vault, grants: &[Grant], now: Timestamp) -> Result<Found, GrantError> {
    let forgotten = grants.iter().any(|grant| {
        let told = grant.relay.seen.is_some_and(|seen| seen.state.is_none());
        told && grant.stop.is_none() && now < grant.until
    });
    if forgotten {
        return Ok(Err(
            "the relay no longer has something that was shared: the clinic cannot open it"
                .to_owned(),
        ));
    }
    let unreadable = activity::unreadable(vault)?;
    if unreadable > 0 {
        return Ok(Err(format!(
            "{unreadable} reports of a clinic cannot be read"
        )));
    }
    let waiting = grants
        .iter()
        .filter(|grant| grant.stop.is_some() && !grant.is_stop_sent() && now < grant.until)
        .count();
    if waiting > 0 {
        return Ok(Ok(format!("{waiting} stops are not sent yet")));
    }
    let unlisted = grants
        .iter()
        .filter_map(|grant| grant.stop.as_ref().filter(|_| now < grant.until))
        .filter(|stop| matches!(stop.listed, Listed::Unknown | Listed::Awaited(_)))
        .filter(|stop| stop.seen_at.is_some())
        .count();
    if unlisted > 0 {
        return Ok(Ok(format!(
            "stops that are on the log and not in the ledger's list for clinics yet: {unlisted}"
        )));
    }
    Ok(Ok("nobody but this wallet stopped a grant".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        evidence::Finding,
        fixtures::{insert, made_grant, recorded, vault},
    };
    use keepwell_client::follow;

    const NOW: Timestamp = Timestamp::from_seconds(2_000_000);

    fn failing(vault: &Vault) -> Vec<CheckName> {
        let checks = check(vault, NOW).unwrap();
        assert_eq!(checks.len(), 4);
        let failing = checks.into_iter().filter(|check| !check.ok);
        failing.map(|check| check.name).collect()
    }

    #[test]
    fn a_fresh_wallet_passes_and_its_json_is_what_programs_rely_on() {
        let (_home, vault) = vault();
        assert_eq!(failing(&vault), []);
        let checks = check(&vault, NOW).unwrap();
        let json = serde_json::to_value(&checks).unwrap();
        let names: Vec<_> = (0..4).map(|at| json[at]["name"].clone()).collect();
        assert_eq!(names, ["vault", "receipts", "checkpoints", "status"]);
        assert_eq!(json[0]["ok"], true);
    }

    #[test]
    fn a_receipt_that_does_not_hold_fails() {
        let (_home, vault) = vault();
        let mut grant = made_grant(1, NOW, vault.keys());
        grant.ledger.recorded = Some(recorded(7));
        insert(&vault, &grant);
        assert_eq!(failing(&vault), [CheckName::Receipts]);
    }

    #[test]
    fn a_lie_fails_its_check_for_ever() {
        let (_home, vault) = vault();
        let lie = follow::Evidence {
            lie: follow::Lie::Shrunk,
            known: None,
            contrary: String::new(),
        };
        evidence::keep(&vault, Finding::Lie(lie), NOW).unwrap();
        assert_eq!(failing(&vault), [CheckName::Checkpoints]);
    }

    #[test]
    fn a_relay_that_forgot_a_share_fails() {
        let (_home, vault) = vault();
        let mut grant = made_grant(1, NOW, vault.keys());
        grant.relay.seen = Some(grants::Seen {
            at: NOW,
            state: None,
            openings: 0,
        });
        insert(&vault, &grant);
        assert_eq!(failing(&vault), [CheckName::Status]);
    }
}
