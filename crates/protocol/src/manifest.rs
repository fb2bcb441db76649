//! The manifest of a share (protocol §4): everything a clinic needs to check a grant before it shows anything. It is
//! padded and sealed to the clinic as a part of its own, once the ledger's receipt has arrived or, when the ledger is
//! away, at once and again later.

use ciborium::Value;
use keepwell_crypto::{
    agree::AgreementKey,
    hash::{Digest, sha256_labelled},
    label::Label,
    sign::{SignatureBytes, SigningKey, VerifyingKey},
};

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
};

/// The part that holds the manifest. It is not among the terms' parts, for it holds the terms.
pub const MANIFEST_PART: &str = "manifest";
/// The largest manifest, in bytes.
pub const MAX_BYTES: usize = 512 * 1024;
const WHAT: &str = "share's manifest";
const VERSION: u64 = 1;

/// A share's manifest; its parts are exact bytes, not checked yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The FHIR Consent's exact bytes.
    pub consent: Vec<u8>,
    /// The salt of the statement's commitment.
    pub salt: [u8; 32],
    /// The terms' exact bytes.
    pub terms: Vec<u8>,
    /// The statement's exact bytes.
    pub statement: Vec<u8>,
    /// The ledger's receipt and tlog-proof, once they are there.
    pub proof: Option<LedgerProof>,
    /// The wallet's identity key: says "the same wallet as before", never who.
    pub identity: VerifyingKey,
    /// Its signature over the statement's digest.
    pub identity_signature: SignatureBytes,
    /// What the clinic seals its reports to.
    pub report_key: AgreementKey,
}

/// What the ledger gave back for a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerProof {
    /// The COSE receipt (RFC 9942).
    pub receipt: Vec<u8>,
    /// The C2SP tlog-proof, for the same size and root.
    pub tlog_proof: String,
}

/// The identity key's signature over the digest of a grant's statement.
pub fn sign_identity(identity: &SigningKey, statement: &Digest) -> SignatureBytes {
    identity.sign(&Label::IDENTITY_SIGNATURE.with(&[statement]))
}

/// SHA-256(L ‖ identity key ‖ report key): what the terms say of the wallet's keys.
pub fn wallet_keys(identity: &VerifyingKey, report_key: &AgreementKey) -> Digest {
    sha256_labelled(
        Label::WALLET_KEYS,
        &[identity.as_bytes(), report_key.as_bytes()],
    )
}

impl Manifest {
    /// What the terms must say of the wallet's keys in this manifest.
    pub fn wallet_keys(&self) -> Digest {
        wallet_keys(&self.identity, &self.report_key)
    }

    /// Deterministic CBOR.
    pub fn encode(&self) -> Vec<u8> {
        let mut map = MapWriter::default()
            .put(0, Value::from(VERSION))
            .bytes(1, &self.consent)
            .bytes(2, &self.salt)
            .bytes(3, &self.terms)
            .bytes(4, &self.statement);
        if let Some(proof) = &self.proof {
            map = map
                .bytes(5, &proof.receipt)
                .bytes(6, proof.tlog_proof.as_bytes());
        }
        map.bytes(7, self.identity.as_bytes())
            .bytes(8, &self.identity_signature)
            .bytes(9, self.report_key.as_bytes())
            .encode()
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_BYTES)?;
        map.version(VERSION)?;
        let manifest = Self {
            consent: map.bytes(1, "consent")?,
            salt: map.array(2, "salt")?,
            terms: map.bytes(3, "terms")?,
            statement: map.bytes(4, "statement")?,
            proof: parse_proof(&mut map)?,
            identity: VerifyingKey::from_bytes(&map.array(7, "identity")?)
                .map_err(|_| FormatError::malformed(WHAT, "identity"))?,
            identity_signature: map.array(8, "identity signature")?,
            report_key: AgreementKey::from_bytes(map.array(9, "report key")?),
        };
        map.finish()?;
        Ok(manifest)
    }

    /// Whether the identity key signed this statement digest.
    pub fn identity_signed(&self, statement: &Digest) -> bool {
        let signed = Label::IDENTITY_SIGNATURE.with(&[statement]);
        self.identity
            .verify(&signed, &self.identity_signature)
            .is_ok()
    }
}

fn parse_proof(map: &mut MapReader) -> Result<Option<LedgerProof>, FormatError> {
    let receipt = map.optional_bytes(5, "receipt")?;
    let tlog_proof = map.optional_bytes(6, "tlog-proof")?;
    match (receipt, tlog_proof.map(String::from_utf8)) {
        (Some(receipt), Some(Ok(tlog_proof))) => Ok(Some(LedgerProof {
            receipt,
            tlog_proof,
        })),
        (None, None) => Ok(None),
        _ => Err(FormatError::malformed(WHAT, "receipt")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_with_and_without_its_proof() {
        let identity = SigningKey::from_seed(&[1; 32]);
        let mut manifest = Manifest {
            consent: b"{}".to_vec(),
            salt: [2; 32],
            terms: vec![3],
            statement: vec![4],
            proof: None,
            identity: identity.verifying_key(),
            identity_signature: sign_identity(&identity, &[5; 32]),
            report_key: AgreementKey::from_bytes([6; 32]),
        };
        assert!(Manifest::parse(&manifest.encode()).unwrap() == manifest);
        manifest.proof = Some(LedgerProof {
            receipt: vec![7],
            tlog_proof: "proof".into(),
        });
        assert!(Manifest::parse(&manifest.encode()).unwrap() == manifest);
        assert!(manifest.identity_signed(&[5; 32]));
        assert!(!manifest.identity_signed(&[6; 32]));
    }
}
