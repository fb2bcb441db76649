//! The ledger's answers that are not statements, receipts or tiles: its paths, and the signed time by which a clinic
//! judges a grant's window (protocol §8). The time is signed over the asker's fresh nonce, so that an old answer
//! cannot be played again.

use ciborium::Value;
use keepwell_crypto::{
    hash::Digest,
    sign::{SigningKey, VerifyingKey},
};

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
    cose::{self, Header, Sign1},
    hexadecimal::to_hex,
    time::Timestamp,
};

/// `POST` registers a statement (SCRAPI).
pub const ENTRIES_PATH: &str = "/entries";
/// `GET` gives the COSE Key Set (SCRAPI).
pub const KEYS_PATH: &str = "/.well-known/scitt-keys";
/// `GET` gives the newest signed checkpoint (C2SP tlog-tiles).
pub const CHECKPOINT_PATH: &str = "/checkpoint";
/// `GET` gives the policy that the ledger holds itself to: a C2SP tlog-policy file.
pub const POLICY_PATH: &str = "/policy";
/// `POST` with 32 random bytes gives a signed time.
pub const TIME_PATH: &str = "/time";
/// Media type of a statement.
pub const STATEMENT_TYPE: &str = "application/scitt-statement+cose";
/// Media type of a receipt.
pub const RECEIPT_TYPE: &str = "application/scitt-receipt+cose";
/// Largest answer of [`TIME_PATH`].
pub const MAX_TIME_BYTES: usize = 512;
const WHAT: &str = "signed time";
const VERSION: u64 = 1;

/// `GET` gives the receipt of the statement with this digest.
pub fn entry_path(statement: &Digest) -> String {
    format!("{ENTRIES_PATH}/{}", to_hex(statement))
}

/// `GET` gives the statement itself, where it concerns everybody: a withdrawal of a card.
pub fn statement_path(statement: &Digest) -> String {
    format!("{ENTRIES_PATH}/{}/statement", to_hex(statement))
}

/// `GET` gives its receipt under the checkpoint of exactly this size.
pub fn entry_path_at(statement: &Digest, size: u64) -> String {
    format!("{}?size={size}", entry_path(statement))
}

/// `GET` gives its C2SP tlog-proof at the checkpoint that readers are shown, with the cosignatures of its witnesses.
pub fn shown_proof_path(statement: &Digest) -> String {
    format!("{}/proof", entry_path(statement))
}

/// `GET` gives its C2SP tlog-proof at the checkpoint of exactly this size.
pub fn proof_path(statement: &Digest, size: u64) -> String {
    format!("{ENTRIES_PATH}/{}/proof?size={size}", to_hex(statement))
}

/// A time signed over `nonce` by the ledger's key.
pub fn sign_time(nonce: &[u8; 32], time: Timestamp, key: &SigningKey) -> Vec<u8> {
    let payload = MapWriter::default()
        .put(0, Value::from(VERSION))
        .bytes(1, nonce)
        .put(2, Value::from(time.seconds()))
        .encode();
    cose::sign(
        &Header::signed_by(&key.verifying_key()),
        Vec::new(),
        &payload,
        false,
        key,
    )
}

/// The time in an answer to `nonce`, when `key` signed it.
///
/// # Errors
/// [`FormatError`] when it was signed by another key or over another nonce.
pub fn verify_time(
    bytes: &[u8],
    nonce: &[u8; 32],
    key: &VerifyingKey,
) -> Result<Timestamp, FormatError> {
    let mut document = Sign1::parse(WHAT, bytes, MAX_TIME_BYTES)?;
    if document.take_signer()? != *key {
        return Err(FormatError::BadSignature { what: WHAT });
    }
    let payload = document.finish(key, None)?;
    let mut map = MapReader::parse(WHAT, &payload, MAX_TIME_BYTES)?;
    map.version(VERSION)?;
    if map.array::<32>(1, "nonce")? != *nonce {
        return Err(FormatError::malformed(WHAT, "nonce"));
    }
    let time = Timestamp::from_seconds(map.uint(2, "time")?);
    map.finish()?;
    Ok(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_answers_its_own_nonce_only() {
        let key = SigningKey::from_seed(&[1; 32]);
        let answer = sign_time(&[2; 32], Timestamp::from_seconds(77), &key);
        let public = key.verifying_key();
        assert_eq!(
            verify_time(&answer, &[2; 32], &public),
            Ok(Timestamp::from_seconds(77))
        );
        assert!(verify_time(&answer, &[3; 32], &public).is_err());
        let other = SigningKey::from_seed(&[9; 32]).verifying_key();
        assert!(verify_time(&answer, &[2; 32], &other).is_err());
    }
}
