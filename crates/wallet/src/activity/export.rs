//! The proof of a grant, and everything that happened, as files: JSON with all that another program needs to check it,
//! and a line that says how. A proof names neither patient nor clinic; the list of what happened names clinics
//! (docs/formats/proof.md).

use std::path::Path;

use keepwell_crypto::hash::{Digest, sha256};
use keepwell_protocol::{
    entry::{Entry, EntryType},
    hexadecimal::to_hex,
    http_signature::Evidence,
    statement::Statement,
    time::Timestamp,
};
use keepwell_tlog::tlog_proof::TlogProof;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Story, What, kept, proof::verify, rows};
use crate::{
    evidence::text,
    grants::{self, Blob, Grant, GrantError, GrantId, Recorded},
    home::write_file,
    sync::keys_of,
    vault::Vault,
};

/// What stands first in the file of a proof.
const ABOUT_PROOF: &str = "Proof that a transparency log recorded a grant, and its stop where there is one. It names \
     nobody. To check it without Keepwell: `receipt` is a COSE receipt (RFC 9942) over the leaf `entry`, `tlog_proof` the \
     same as a C2SP tlog-proof, `checkpoint` a signed note, all under `log.key`; `statement` is a COSE_Sign1 signed by \
     `signer`, and bytes 9 to 40 of `entry` are its SHA-256.";
/// What stands first in the file of what happened.
const ABOUT_ACTIVITY: &str = "What happened to the grants of one Keepwell wallet. Each event carries the signed request \
     that caused it (RFC 9421, Ed25519), so that anybody can check it. It names clinics: keep it where only you look.";

/// Writes the proof of a grant, and of its stop, into one file.
///
/// # Errors
/// As [`super::proof`], and [`GrantError::Write`] when the file cannot be written.
pub fn export_proof(vault: &Vault, id: GrantId, path: &Path) -> Result<(), GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let recorded = grant.ledger.recorded.as_ref();
    let granted = proven(
        vault,
        &grant,
        (recorded.ok_or(GrantError::NoProof)?, &grant.statement),
        &grant.entry(),
    )?;
    let key = &grant.ledger.key;
    let known = keys_of(vault, key)?;
    let keys: Vec<_> = known
        .each()
        .map(|(key, until)| json!({"key": key.to_string(), "until": until}))
        .collect();
    let file = json!({
        "about": ABOUT_PROOF,
        "log": {
            "origin": key.origin(),
            "key": key.to_string(),
            "public_key": to_hex(key.key().as_bytes()),
            "keys": keys,
        },
        "grant": granted,
        "stop": stop(vault, &grant)?,
    });
    write_file(path, &bytes(&file)?).map_err(GrantError::unwritten)
}

/// Writes everything that happened into one file.
///
/// # Errors
/// As [`story`], and [`GrantError::Write`] when the file cannot be written.
pub fn export(vault: &Vault, path: &Path, now: Timestamp) -> Result<(), GrantError> {
    write_file(path, &story(vault, now)?).map_err(GrantError::unwritten)
}

/// Everything that happened, as the bytes of a JSON file.
///
/// # Errors
/// As [`grants::all`].
pub fn story(vault: &Vault, now: Timestamp) -> Result<Vec<u8>, GrantError> {
    let Story { rows, log } = rows(vault, now)?;
    let mut events = Vec::new();
    for grant in grants::all(vault)? {
        for kept in kept(vault, grant.id)? {
            events.push(Event {
                time: kept.event.time,
                grant: grant.id,
                what: kept.what,
                access_key: to_hex(grant.access.0.as_bytes()),
                evidence: kept.event.evidence,
            });
        }
    }
    let file = json!({
        "about": ABOUT_ACTIVITY,
        "made": now,
        "rows": rows,
        "events": events,
        "log": {
            "checked": log.checked,
            "entries": log.entries,
            "alert": log.alert.map(|alert| alert.message),
        },
    });
    bytes(&file)
}

/// One event with what proves it.
#[derive(Serialize)]
struct Event {
    time: Timestamp,
    grant: GrantId,
    /// `None` for a report that cannot be read.
    what: Option<What>,
    /// Who must have signed.
    access_key: String,
    evidence: Option<Evidence>,
}

/// The proof of a stop; `null` without one, or before the log confirmed it.
fn stop(vault: &Vault, grant: &Grant) -> Result<Value, GrantError> {
    let stop = grant.stop.as_ref();
    let recorded = stop.and_then(|stop| Some((stop, stop.recorded.as_ref()?)));
    let Some((stop, recorded)) = recorded else {
        return Ok(Value::Null);
    };
    let entry = Entry {
        kind: EntryType::Revocation,
        target: grant.log_index().ok_or(GrantError::NoProof)?,
        statement: sha256(&stop.statement.0),
    };
    proven(vault, grant, (recorded, &stop.statement), &entry)
}

fn proven(
    vault: &Vault,
    grant: &Grant,
    (recorded, statement): (&Recorded, &Blob),
    entry: &Entry,
) -> Result<Value, GrantError> {
    verify(vault, grant, (recorded, entry))?;
    let parsed = Statement::parse(&statement.0).map_err(|_| GrantError::Unreadable)?;
    let digest: Digest = parsed.digest();
    let proof = TlogProof::parse(recorded.tlog_proof.as_bytes());
    let proof = proof.map_err(|_| GrantError::BadProof)?;
    Ok(json!({
        "statement_sha256": to_hex(&digest),
        "statement": text(statement),
        "signer": to_hex(parsed.signer().as_bytes()),
        "entry": to_hex(&entry.to_bytes()),
        "index": recorded.index,
        "size": recorded.size,
        "root": to_hex(&recorded.root),
        "receipt": text(&recorded.receipt),
        "tlog_proof": recorded.tlog_proof,
        "checkpoint": proof.note().to_string(),
    }))
}

fn bytes(file: &Value) -> Result<Vec<u8>, GrantError> {
    let mut bytes = serde_json::to_vec_pretty(file).map_err(|_| GrantError::Unreadable)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{Servers, card, send, share_with},
        testing::{NOW, Wallet},
    };

    fn read(path: &Path) -> Value {
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }

    #[test]
    fn a_proof_file_has_all_that_others_need_and_names_nobody() {
        let (wallet, servers) = (Wallet::with_sample(), Servers::default());
        let vault = &wallet.vault;
        let id = share_with(vault, &card("Harbour Clinic", 1));
        let path = wallet.folder.path().join("proof.json");
        let error = export_proof(vault, id, &path);
        assert!(matches!(error, Err(GrantError::NoProof)) && !path.exists());
        send(vault, &servers);
        export_proof(vault, id, &path).unwrap();
        let file = read(&path);
        assert!(file["stop"].is_null());
        grants::revoke(vault, id, NOW).unwrap();
        send(vault, &servers);
        export_proof(vault, id, &path).unwrap();
        let file = read(&path);
        for half in ["grant", "stop"] {
            let entry = file[half]["entry"].as_str().unwrap();
            assert_eq!(entry.len(), 82);
            assert!(entry.ends_with(file[half]["statement_sha256"].as_str().unwrap()));
            let checkpoint = file[half]["checkpoint"].as_str().unwrap();
            assert!(checkpoint.starts_with("ledger.example\n"));
        }
        let text = file.to_string();
        assert!(!text.contains("Harbour") && !text.contains(&id.to_string()));
    }

    #[test]
    fn what_happened_is_written_with_its_evidence() {
        let wallet = Wallet::with_sample();
        share_with(&wallet.vault, &card("Harbour Clinic", 1));
        let path = wallet.folder.path().join("activity.json");
        export(&wallet.vault, &path, NOW).unwrap();
        let file = read(&path);
        let rows = file["rows"].as_array().unwrap();
        assert!(rows.iter().any(|row| row["what"] == "shared"));
        assert!(file["events"].as_array().unwrap().is_empty());
        let nowhere = wallet.folder.path().join("no/such/folder");
        let error = export(&wallet.vault, &nowhere, NOW);
        assert!(matches!(error, Err(GrantError::Write(_))));
    }
}
