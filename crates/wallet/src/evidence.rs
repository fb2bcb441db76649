//! What is kept when a server broke its word: a file in the home that anybody can read and check, without health data,
//! and an alert in the vault that stays until the wallet is gone. Nothing here judges; it is handed what was found.

use std::path::PathBuf;

use keepwell_client::follow;
use keepwell_crypto::hash::sha256;
use keepwell_protocol::{
    access_root::EventProof, hexadecimal::to_hex, http_signature, mailbox::MailboxId,
    origin::Origin, relay_api::MailboxEvent, time::Timestamp,
};
use keepwell_store::{Batch, StoreError, Table};
use serde::{Deserialize, Serialize};

use crate::{
    grants::{Blob, GrantError},
    home::{create_folder, write_file},
    vault::Vault,
};

const ALERTS: Table = Table::new("alerts");

/// How a server broke its word. Its JSON is the evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "found")]
pub enum Finding {
    /// The relay told of an event otherwise than it had bound itself to on the ledger, or never bound itself to it.
    AlteredEvent {
        /// The relay.
        relay: Origin,
        /// The mailbox.
        mailbox: MailboxId,
        /// The event as it told it.
        event: Box<MailboxEvent>,
        /// What it gave as proof; `None` where there is none.
        proof: Option<Box<EventProof>>,
        /// The checkpoint up to which the log was read, as the ledger signed it.
        checkpoint: Option<String>,
    },
    /// The ledger's status list has a grant as revoked that nothing on its log revoked.
    FalseList {
        /// The ledger's verifier key.
        ledger: String,
        /// The grant's statement, Base64url.
        grant: String,
        /// Its index in the log.
        target: u64,
        /// The list as the ledger signed it, Base64url.
        list: String,
        /// A checkpoint of the log that the list says it follows from, as the ledger signed it.
        checkpoint: Option<String>,
    },
    /// The ledger has a revocation of a grant that the grant's key did not sign.
    ForeignRevocation {
        /// The ledger's verifier key.
        ledger: String,
        /// The grant's statement, Base64url.
        grant: String,
        /// Its index in the log.
        target: u64,
        /// The revocation's index in the log.
        index: u64,
        /// SHA-256 of the statement that the ledger took for a revocation, hexadecimal.
        statement: String,
        /// The checkpoint under which it stands, as the ledger signed it.
        checkpoint: Option<String>,
    },
    /// The ledger signed checkpoints that contradict each other.
    Lie(follow::Evidence),
    /// The relay's list of what happened at a mailbox no longer has what it showed before.
    LostEvent {
        /// The relay.
        relay: Origin,
        /// The mailbox.
        mailbox: MailboxId,
        /// The signed request that it had shown.
        evidence: Box<http_signature::Evidence>,
    },
    /// The relay does not put an access root on the ledger each minute.
    MissingRoot {
        /// The relay.
        relay: Origin,
        /// The ledger's verifier key.
        ledger: String,
        /// The statement of the root that the relay says it closed last, Base64url.
        newest: Option<String>,
        /// The checkpoint up to which the log was read, as the ledger signed it.
        checkpoint: Option<String>,
    },
    /// The ledger's status lists do not have a revocation that stands on its log: a list that covers it leaves it out, or none
    /// came after two were due.
    OmittedRevocation {
        /// The ledger's verifier key.
        ledger: String,
        /// The revocation, Base64url.
        statement: String,
        /// The grant's index in the log.
        target: u64,
        /// The revocation's index in the log.
        index: u64,
        /// The newest list as the ledger signed it, Base64url; `None` where it shows none.
        list: Option<String>,
        /// The checkpoint under which the revocation stands, as the ledger signed it.
        checkpoint: Option<String>,
    },
    /// The ledger gave a receipt for an index at which its log has something else.
    WrongIndex {
        /// The ledger's verifier key.
        ledger: String,
        /// The statement, Base64url.
        statement: String,
        /// The index in the receipt.
        index: u64,
        /// The receipt, Base64url.
        receipt: String,
        /// The checkpoint of the log that has something else there, as the ledger signed it.
        checkpoint: Option<String>,
    },
}

/// What the patient is told of a finding, and which check fails for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// When it was found, by this device's clock.
    pub time: Timestamp,
    /// The check of `wallet check` that fails from now on.
    pub check: CheckName,
    /// What was found, as a word that stays the same; empty in alerts of before there were such words.
    #[serde(default)]
    pub code: String,
    /// One sentence.
    pub sentence: String,
    /// The name of the file with the evidence, in the folder `evidence` of the home.
    pub file: String,
}

/// The checks of `wallet check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckName {
    /// The ledger only grew.
    Checkpoints,
    /// Everything sent has a receipt that holds.
    Receipts,
    /// Nobody else revoked, and what happened stays on record.
    Status,
    /// This device's own data.
    Vault,
}

impl Finding {
    fn check(&self) -> CheckName {
        match self {
            Self::AlteredEvent { .. }
            | Self::FalseList { .. }
            | Self::ForeignRevocation { .. }
            | Self::LostEvent { .. }
            | Self::MissingRoot { .. }
            | Self::OmittedRevocation { .. } => CheckName::Status,
            Self::Lie(_) => CheckName::Checkpoints,
            Self::WrongIndex { .. } => CheckName::Receipts,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::AlteredEvent { .. } => "altered_event",
            Self::FalseList { .. } => "false_list",
            Self::ForeignRevocation { .. } => "foreign_revocation",
            Self::Lie(evidence) => match evidence.lie {
                follow::Lie::Forked => "forked",
                follow::Lie::Rewritten => "rewritten",
                follow::Lie::Shrunk => "shrunk",
            },
            Self::LostEvent { .. } => "lost_event",
            Self::MissingRoot { .. } => "missing_root",
            Self::OmittedRevocation { .. } => "omitted_revocation",
            Self::WrongIndex { .. } => "wrong_index",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::AlteredEvent { .. } => {
                "the relay tells of something that happened to a grant otherwise than it had bound itself to on the ledger"
                    .to_owned()
            }
            Self::MissingRoot { .. } => {
                "the relay does not put on the ledger each minute what happened: it could alter that unnoticed"
                    .to_owned()
            }
            Self::FalseList { .. } => {
                "the ledger tells clinics that a grant was stopped, but its own log does not say so"
                    .to_owned()
            }
            Self::OmittedRevocation { .. } => {
                "the ledger does not tell clinics that a grant was stopped: the clinic may still be able to open what it holds"
                    .to_owned()
            }
            Self::ForeignRevocation { .. } => {
                "the ledger says that a grant was stopped, but this wallet did not stop it"
                    .to_owned()
            }
            Self::Lie(evidence) => evidence.to_string(),
            Self::LostEvent { .. } => {
                "the relay no longer shows something that happened to a grant".to_owned()
            }
            Self::WrongIndex { .. } => {
                "the ledger gave a receipt for a place where its log has something else".to_owned()
            }
        }
    }
}

/// Keeps the evidence in a file and the alert in the vault; both are durable on return. The same finding twice is kept
/// once.
///
/// # Errors
/// [`GrantError::Evidence`] when the disk fails, [`GrantError::Store`].
pub fn keep(vault: &Vault, finding: Finding, now: Timestamp) -> Result<Alert, GrantError> {
    let json = serde_json::to_vec_pretty(&finding).map_err(|_| GrantError::Unreadable)?;
    let digest = sha256(&json);
    if let Some(alert) = vault.store().get(ALERTS, &digest)? {
        return serde_json::from_slice(&alert).map_err(|_| GrantError::Unreadable);
    }
    let (short, _) = digest.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
    let alert = Alert {
        time: now,
        check: finding.check(),
        code: finding.code().to_owned(),
        sentence: finding.sentence(),
        file: format!("{}-{}.json", now.seconds(), to_hex(short)),
    };
    let folder: PathBuf = vault.home().evidence();
    create_folder(&folder)
        .and_then(|()| write_file(&folder.join(&alert.file), &json))
        .map_err(GrantError::Evidence)?;
    let value = serde_json::to_vec(&alert).map_err(|_| GrantError::Unreadable)?;
    let mut batch = Batch::new();
    batch.put(ALERTS, &digest, value);
    vault.store().write(&batch)?;
    Ok(alert)
}

/// Every alert so far, the oldest first.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub fn alerts(vault: &Vault) -> Result<Vec<Alert>, GrantError> {
    let read = |row: Result<(Vec<u8>, _), StoreError>| {
        let (_, value): (_, zeroize::Zeroizing<Vec<u8>>) = row?;
        serde_json::from_slice(&value).map_err(|_| GrantError::Unreadable)
    };
    let mut alerts = vault
        .store()
        .scan(ALERTS)
        .map(read)
        .collect::<Result<Vec<Alert>, GrantError>>()?;
    alerts.sort_by_key(|alert| alert.time);
    Ok(alerts)
}

/// Bytes as evidence writes them.
pub(crate) fn text(bytes: &Blob) -> String {
    serde_json::to_value(bytes)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::vault;

    fn finding() -> Finding {
        Finding::Lie(follow::Evidence {
            lie: follow::Lie::Forked,
            known: Some("one".to_owned()),
            contrary: "other".to_owned(),
        })
    }

    #[test]
    fn evidence_is_a_file_and_an_alert_and_is_kept_once() {
        let (_home, vault) = vault();
        let now = Timestamp::from_seconds(2_000_000);
        let alert = keep(&vault, finding(), now).unwrap();
        assert_eq!(keep(&vault, finding(), now.plus(9)).unwrap(), alert);
        assert_eq!(alerts(&vault).unwrap(), std::slice::from_ref(&alert));
        assert_eq!(alert.check, CheckName::Checkpoints);
        assert_eq!(alert.code, "forked");
        let file = std::fs::read_to_string(vault.home().evidence().join(&alert.file)).unwrap();
        assert!(file.contains(r#""found": "lie""#) && file.contains(r#""contrary": "other""#));
    }
}
