//! The ledger's receipt for a statement: a COSE receipt (RFC 9942) with an RFC 9162 inclusion proof. The standard
//! signs the root alone, so a proof could be replayed at another index; our protected header therefore carries the
//! log's origin and the tree size, and the proof's size must equal it (protocol §7). One signature per checkpoint
//! serves every receipt under it.

use ciborium::Value;
use keepwell_crypto::sign::{SignatureBytes, SigningKey, VerifyingKey};
use keepwell_tlog::{hash::Hash, proof::InclusionProof};

use crate::{
    FormatError,
    cbor::{self, push_bytes, push_head},
    cose::{self, Header, Sign1},
    entry::Entry,
};

/// The largest receipt in bytes; one of a log with 2^40 entries takes about 1,700.
pub const MAX_BYTES: usize = 4096;
/// COSE header label: verifiable data structure; 1 is RFC9162_SHA256.
const VDS: i64 = 395;
const RFC9162_SHA256: u64 = 1;
/// COSE header label: verifiable data proofs.
const VDP: i64 = 396;
/// Within them: inclusion proofs.
const INCLUSION: i64 = -1;
/// The protected header parameter that carries the tree size; from COSE's private-use range.
pub const TREE_SIZE: i64 = -70_002;
/// CBOR's major types (RFC 8949 §3.1), and null.
const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;
const NULL: u8 = 0xf6;
const SUBJECT: &str = "urn:keepwell:ledger:checkpoint";
const WHAT: &str = "ledger's receipt";

/// A checkpoint's receipt signature, made once and used for every receipt under that checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootSignature {
    protected: Vec<u8>,
    signature: SignatureBytes,
    size: u64,
}

impl RootSignature {
    /// Signs `root` of the log `origin` at `size`.
    pub fn sign(origin: &str, size: u64, root: &Hash, key: &SigningKey) -> Self {
        let protected = header(origin, size, &key.verifying_key()).encode();
        let signature = key.sign(&cose::to_be_signed(&protected, root.as_bytes()));
        Self {
            protected,
            signature,
            size,
        }
    }

    /// The receipt for the entry that `proof` proves; `None` when the proof is for another size.
    pub fn receipt(&self, proof: &InclusionProof) -> Option<Vec<u8>> {
        if proof.size() != self.size {
            return None;
        }
        Some(self.around(&encode_proof(proof)))
    }

    /// The receipt with these bytes for a proof, written as it stands: there is one for every post.
    fn around(&self, proof: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(MAX_BYTES / 2);
        push_head(&mut bytes, TAG, cose::TAG);
        push_head(&mut bytes, ARRAY, 4);
        push_bytes(&mut bytes, &self.protected);
        push_head(&mut bytes, MAP, 1);
        push_integer(&mut bytes, VDP);
        push_head(&mut bytes, MAP, 1);
        push_integer(&mut bytes, INCLUSION);
        push_head(&mut bytes, ARRAY, 1);
        push_bytes(&mut bytes, proof);
        bytes.push(NULL);
        push_bytes(&mut bytes, &self.signature);
        bytes
    }
}

/// Size, index and path.
fn encode_proof(proof: &InclusionProof) -> Vec<u8> {
    let path = proof.path();
    let mut bytes = Vec::with_capacity(32 + path.len() * 34);
    push_head(&mut bytes, ARRAY, 3);
    push_head(&mut bytes, UNSIGNED, proof.size());
    push_head(&mut bytes, UNSIGNED, proof.index());
    let count = u64::try_from(path.len()).unwrap_or(u64::MAX);
    push_head(&mut bytes, ARRAY, count);
    for hash in path {
        push_bytes(&mut bytes, hash.as_bytes());
    }
    bytes
}

fn push_integer(to: &mut Vec<u8>, number: i64) {
    match u64::try_from(number) {
        Ok(positive) => push_head(to, UNSIGNED, positive),
        Err(_) => push_head(to, NEGATIVE, (-1 - number).unsigned_abs()),
    }
}

/// A receipt whose signature and proof have been checked against an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The entry's index in the log: the grant's number, by which it can be revoked.
    pub index: u64,
    /// The size of the log that the receipt speaks of.
    pub size: u64,
    /// Its root at that size.
    pub root: Hash,
}

impl Receipt {
    /// Checks that `bytes` prove `entry` to be in the log `origin` under `key`.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub fn verify(
        bytes: &[u8],
        entry: &Entry,
        origin: &str,
        key: &VerifyingKey,
    ) -> Result<Self, FormatError> {
        let mut document = Sign1::parse(WHAT, bytes, MAX_BYTES)?;
        if document.take_signer()? != *key {
            return Err(FormatError::BadSignature { what: WHAT });
        }
        if document.take_claims()? != (origin.to_owned(), SUBJECT.to_owned()) {
            return Err(FormatError::malformed(WHAT, "origin"));
        }
        if document.take(VDS) != Some(Value::from(RFC9162_SHA256)) {
            return Err(FormatError::malformed(WHAT, "data structure"));
        }
        let size = document.take(TREE_SIZE);
        let proof = parse_proof(document.take_unprotected())?;
        if size != Some(Value::from(proof.size())) {
            return Err(FormatError::malformed(WHAT, "tree size"));
        }
        let root = proof.root(&Hash::of_leaf(&entry.to_bytes()));
        document.finish(key, Some(root.as_bytes()))?;
        Ok(Self {
            index: proof.index(),
            size: proof.size(),
            root,
        })
    }
}

fn header(origin: &str, size: u64, key: &VerifyingKey) -> Header {
    Header::signed_by(key)
        .with_claims(origin, SUBJECT)
        .with(VDS, Value::from(RFC9162_SHA256))
        .with(TREE_SIZE, Value::from(size))
}

fn parse_proof(unprotected: Vec<(Value, Value)>) -> Result<InclusionProof, FormatError> {
    let wrong = FormatError::malformed(WHAT, "inclusion proof");
    let proofs = only(unprotected, VDP)
        .and_then(|proofs| proofs.into_map().ok())
        .ok_or(wrong)?;
    let list = only(proofs, INCLUSION)
        .and_then(|list| list.into_array().ok())
        .ok_or(wrong)?;
    let [proof]: [Value; 1] = list.try_into().map_err(|_| wrong)?;
    let proof = proof.into_bytes().map_err(|_| wrong)?;
    let parts = cbor::decode(WHAT, &proof, MAX_BYTES)?
        .into_array()
        .map_err(|_| wrong)?;
    let [size, index, path]: [Value; 3] = parts.try_into().map_err(|_| wrong)?;
    let number = |value: Value| {
        value
            .as_integer()
            .and_then(|n| u64::try_from(n).ok())
            .ok_or(wrong)
    };
    let hash = |value: Value| {
        value
            .into_bytes()
            .ok()?
            .try_into()
            .ok()
            .map(Hash::from_bytes)
    };
    let path = path.into_array().map_err(|_| wrong)?;
    let path = path
        .into_iter()
        .map(hash)
        .collect::<Option<_>>()
        .ok_or(wrong)?;
    InclusionProof::new(number(index)?, number(size)?, path).map_err(|_| wrong)
}

/// The value of the only pair in a map, when its key is `label`.
fn only(pairs: Vec<(Value, Value)>, label: i64) -> Option<Value> {
    let [(key, value)]: [_; 1] = pairs.try_into().ok()?;
    (key == Value::from(label)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::EntryType;

    const ORIGIN: &str = "ledger.example/log";

    fn entry(n: u8) -> Entry {
        Entry {
            kind: EntryType::Grant,
            target: 0,
            statement: [n; 32],
        }
    }

    /// A log of two entries: each is the other's proof.
    fn two() -> (SigningKey, RootSignature, [Hash; 2]) {
        let key = SigningKey::from_seed(&[1; 32]);
        let leaves = [0, 1].map(|n| Hash::of_leaf(&entry(n).to_bytes()));
        let root = Hash::of_children(&leaves[0], &leaves[1]);
        let signature = RootSignature::sign(ORIGIN, 2, &root, &key);
        (key, signature, leaves)
    }

    #[test]
    fn a_receipt_proves_its_own_entry_at_its_own_index() {
        let (key, signature, leaves) = two();
        let receipt = signature
            .receipt(&InclusionProof::new(0, 2, vec![leaves[1]]).unwrap())
            .unwrap();
        let public = key.verifying_key();
        let checked = Receipt::verify(&receipt, &entry(0), ORIGIN, &public).unwrap();
        assert_eq!((checked.index, checked.size), (0, 2));
        assert!(Receipt::verify(&receipt, &entry(1), ORIGIN, &public).is_err());
        assert!(Receipt::verify(&receipt, &entry(0), "other.example/log", &public).is_err());
        let other = SigningKey::from_seed(&[2; 32]).verifying_key();
        assert!(Receipt::verify(&receipt, &entry(0), ORIGIN, &other).is_err());
    }

    #[test]
    fn a_proof_replayed_at_another_index_or_size_is_refused() {
        let (key, signature, leaves) = two();
        let moved = signature
            .receipt(&InclusionProof::new(1, 2, vec![leaves[1]]).unwrap())
            .unwrap();
        assert!(Receipt::verify(&moved, &entry(0), ORIGIN, &key.verifying_key()).is_err());
        // In a log of three the same path leads to the same root for index 2: RFC 9942 alone would accept it.
        let larger = InclusionProof::new(2, 3, vec![leaves[1]]).unwrap();
        assert!(signature.receipt(&larger).is_none());
        let forged = RootSignature {
            size: 3,
            ..signature
        };
        let replayed = forged.receipt(&larger).unwrap();
        assert_eq!(
            Receipt::verify(&replayed, &entry(0), ORIGIN, &key.verifying_key()),
            Err(FormatError::malformed(WHAT, "tree size"))
        );
    }

    #[test]
    fn a_receipt_is_the_encoding_of_its_values() {
        let (_, signature, leaves) = two();
        let proof = InclusionProof::new(0, 2, vec![leaves[1]]).unwrap();
        let inner = cbor::encode(&Value::Array(vec![
            2.into(),
            0.into(),
            Value::Array(vec![Value::Bytes(leaves[1].as_bytes().to_vec())]),
        ]));
        let proofs = Value::Map(vec![(
            Value::from(INCLUSION),
            Value::Array(vec![Value::Bytes(inner)]),
        )]);
        let expected = cose::assemble(
            signature.protected.clone(),
            vec![(Value::from(VDP), proofs)],
            Value::Null,
            &signature.signature,
        );
        assert_eq!(signature.receipt(&proof), Some(expected));
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let (key, signature, leaves) = two();
        let receipt = signature
            .receipt(&InclusionProof::new(0, 2, vec![leaves[1]]).unwrap())
            .unwrap();
        for at in 0..receipt.len() {
            let mut changed = receipt.clone();
            changed[at] ^= 1;
            assert!(
                Receipt::verify(&changed, &entry(0), ORIGIN, &key.verifying_key()).is_err(),
                "byte {at}"
            );
        }
    }
}
