//! COSE_Sign1 (RFC 9052 §4.2) with EdDSA, in the one strict shape that our documents use: tag 18, a deterministic
//! protected header, everything that matters protected. Written here because the bytes are what we exist for; the
//! tests check them with the `coset` crate.

use ciborium::Value;
use keepwell_crypto::sign::{Signed, SigningKey, VerifyingKey};

use crate::{FormatError, cbor};

/// COSE header label: algorithm.
pub const ALG: i64 = 1;
/// COSE header label: key id; here always the raw 32-byte public key.
pub const KID: i64 = 4;
/// COSE header label: CWT claims (RFC 9597).
pub const CWT_CLAIMS: i64 = 15;
/// COSE algorithm: EdDSA.
pub const EDDSA: i64 = -8;
/// CWT claim: issuer.
pub const ISS: i64 = 1;
/// CWT claim: subject.
pub const SUB: i64 = 2;

/// CBOR tag of a COSE_Sign1.
pub const TAG: u64 = 18;

/// The field that [`FormatError::Malformed`] names where it is signed in another way than by Ed25519.
pub const OTHER_ALGORITHM: &str = "algorithm";
/// The same where the payload does not travel inside and is nowhere else.
pub const NO_PAYLOAD: &str = "missing payload";

/// The protected header: label and value, which [`Header::encode`] puts into deterministic order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header(Vec<(i64, Value)>);

/// A COSE_Sign1 taken apart; its signature is not checked yet.
pub struct Sign1 {
    what: &'static str,
    protected: Vec<u8>,
    header: Header,
    unprotected: Vec<(Value, Value)>,
    payload: Option<Vec<u8>>,
    signature: [u8; 64],
}

/// A COSE_Sign1 read to its end, but for its signature.
pub struct Unverified {
    what: &'static str,
    key: VerifyingKey,
    message: Vec<u8>,
    signature: [u8; 64],
    payload: Vec<u8>,
}

impl Header {
    /// A header with EdDSA and the signer's public key as `kid`.
    pub fn signed_by(key: &VerifyingKey) -> Self {
        Self(vec![
            (ALG, Value::from(EDDSA)),
            (KID, Value::Bytes(key.as_bytes().to_vec())),
        ])
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, label: i64, value: Value) -> Self {
        self.0.push((label, value));
        self
    }

    /// Adds CWT claims `iss` and `sub`.
    #[must_use]
    pub fn with_claims(self, iss: &str, sub: &str) -> Self {
        let claims = vec![
            (Value::from(ISS), Value::from(iss)),
            (Value::from(SUB), Value::from(sub)),
        ];
        self.with(CWT_CLAIMS, Value::Map(claims))
    }

    /// Deterministic CBOR: keys in the order of their encodings.
    pub fn encode(&self) -> Vec<u8> {
        let mut pairs: Vec<_> = self
            .0
            .iter()
            .map(|(label, value)| (Value::from(*label), value.clone()))
            .collect();
        pairs.sort_by_cached_key(|(label, _)| cbor::encode(label));
        cbor::encode(&Value::Map(pairs))
    }

    /// Takes a parameter out.
    pub fn take(&mut self, label: i64) -> Option<Value> {
        let at = self.0.iter().position(|(there, _)| *there == label)?;
        Some(self.0.remove(at).1)
    }

    /// Whether every parameter was taken, hence understood.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn decode(what: &'static str, bytes: &[u8], limit: usize) -> Result<Self, FormatError> {
        let wrong = FormatError::malformed(what, "protected header");
        let pairs = cbor::decode(what, bytes, limit)?
            .into_map()
            .map_err(|_| wrong)?;
        let label = |key: Value| {
            key.as_integer()
                .and_then(|key| i64::try_from(key).ok())
                .ok_or(wrong)
        };
        pairs
            .into_iter()
            .map(|(key, value)| Ok((label(key)?, value)))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// Signs `payload` under `header`; with `detached` the payload stays out of the result, and `unprotected` goes beside.
pub fn sign(
    header: &Header,
    unprotected: Vec<(Value, Value)>,
    payload: &[u8],
    detached: bool,
    key: &SigningKey,
) -> Vec<u8> {
    let protected = header.encode();
    let signature = key.sign(&to_be_signed(&protected, payload));
    let payload = if detached {
        Value::Null
    } else {
        Value::Bytes(payload.to_vec())
    };
    assemble(protected, unprotected, payload, &signature)
}

/// Puts a COSE_Sign1 together from a signature made before: one signature over a root serves many receipts.
pub fn assemble(
    protected: Vec<u8>,
    unprotected: Vec<(Value, Value)>,
    payload: Value,
    signature: &[u8; 64],
) -> Vec<u8> {
    let parts = vec![
        Value::Bytes(protected),
        Value::Map(unprotected),
        payload,
        Value::Bytes(signature.to_vec()),
    ];
    cbor::encode(&Value::Tag(TAG, Box::new(Value::Array(parts))))
}

/// The Sig_structure of RFC 9052 §4.4 with no external data.
pub fn to_be_signed(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    // An array of four, and the text "Signature1".
    let mut bytes = b"\x84\x6aSignature1".to_vec();
    bytes.reserve(
        protected
            .len()
            .saturating_add(payload.len())
            .saturating_add(24),
    );
    for part in [protected, &[], payload] {
        cbor::push_bytes(&mut bytes, part);
    }
    bytes
}

impl Sign1 {
    /// Takes `bytes` apart.
    ///
    /// # Errors
    /// [`FormatError`] when they are over `limit`, not a tagged COSE_Sign1, or not deterministic.
    pub fn parse(what: &'static str, bytes: &[u8], limit: usize) -> Result<Self, FormatError> {
        let wrong = FormatError::malformed(what, "COSE_Sign1");
        let Value::Tag(TAG, inner) = cbor::decode(what, bytes, limit)? else {
            return Err(wrong);
        };
        let parts: [Value; 4] = inner
            .into_array()
            .map_err(|_| wrong)?
            .try_into()
            .map_err(|_| wrong)?;
        let [protected, unprotected, payload, signature] = parts;
        let protected = protected.into_bytes().map_err(|_| wrong)?;
        let header = Header::decode(what, &protected, limit)?;
        let payload = match payload {
            Value::Null => None,
            Value::Bytes(bytes) => Some(bytes),
            _ => return Err(wrong),
        };
        let signature = signature
            .into_bytes()
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(wrong)?;
        let unprotected = unprotected.into_map().map_err(|_| wrong)?;
        Ok(Self {
            what,
            protected,
            header,
            unprotected,
            payload,
            signature,
        })
    }

    /// The unprotected header, taken out; an honest document without one has it empty.
    pub fn take_unprotected(&mut self) -> Vec<(Value, Value)> {
        std::mem::take(&mut self.unprotected)
    }

    /// The attached payload.
    pub fn payload(&self) -> Option<&[u8]> {
        self.payload.as_deref()
    }

    /// Checks that the algorithm is EdDSA and gives the `kid`, both taken from the header.
    ///
    /// # Errors
    /// [`FormatError::Malformed`] for any other algorithm or a `kid` that is no key.
    pub fn take_signer(&mut self) -> Result<VerifyingKey, FormatError> {
        let alg = self.header.take(ALG).and_then(|alg| alg.as_integer());
        if alg != Some(EDDSA.into()) {
            return Err(FormatError::malformed(self.what, OTHER_ALGORITHM));
        }
        let kid = self.header.take(KID).and_then(|kid| kid.into_bytes().ok());
        kid.and_then(|kid| kid.try_into().ok())
            .and_then(|kid| VerifyingKey::from_bytes(&kid).ok())
            .ok_or(FormatError::malformed(self.what, "kid"))
    }

    /// CWT claims `iss` and `sub`, taken from the header; no other claim is allowed.
    ///
    /// # Errors
    /// [`FormatError::Malformed`].
    pub fn take_claims(&mut self) -> Result<(String, String), FormatError> {
        let wrong = FormatError::malformed(self.what, "CWT claims");
        let claims = self
            .header
            .take(CWT_CLAIMS)
            .and_then(|claims| claims.into_map().ok())
            .ok_or(wrong)?;
        let [(iss_key, iss), (sub_key, sub)]: [_; 2] = claims.try_into().map_err(|_| wrong)?;
        if iss_key != Value::from(ISS) || sub_key != Value::from(SUB) {
            return Err(wrong);
        }
        Ok((
            iss.into_text().map_err(|_| wrong)?,
            sub.into_text().map_err(|_| wrong)?,
        ))
    }

    /// One more protected parameter, taken out.
    pub fn take(&mut self, label: i64) -> Option<Value> {
        self.header.take(label)
    }

    /// Ends the reading: nothing unknown may be left in either header, and the signature must match. `detached` is the
    /// payload when it does not travel inside.
    ///
    /// # Errors
    /// [`FormatError`] when something is unknown or the signature does not match.
    pub fn finish(
        self,
        key: &VerifyingKey,
        detached: Option<&[u8]>,
    ) -> Result<Vec<u8>, FormatError> {
        let unverified = self.unverified(key, detached)?;
        match key.verify(&unverified.message, &unverified.signature) {
            Ok(()) => Ok(unverified.payload),
            Err(_) => Err(unverified.bad()),
        }
    }

    /// Ends the reading as [`Self::finish`] does, but for the signature, so that many can be checked together.
    ///
    /// # Errors
    /// [`FormatError`] when something is unknown.
    pub fn unverified(
        self,
        key: &VerifyingKey,
        detached: Option<&[u8]>,
    ) -> Result<Unverified, FormatError> {
        if !self.header.is_empty() || !self.unprotected.is_empty() {
            return Err(FormatError::malformed(self.what, "unknown header"));
        }
        let payload = match (self.payload, detached) {
            (Some(attached), None) => attached,
            (None, Some(detached)) => detached.to_vec(),
            (None, None) => return Err(FormatError::malformed(self.what, NO_PAYLOAD)),
            (Some(_), Some(_)) => return Err(FormatError::malformed(self.what, "payload")),
        };
        Ok(Unverified {
            what: self.what,
            key: *key,
            message: to_be_signed(&self.protected, &payload),
            signature: self.signature,
            payload,
        })
    }
}

impl Unverified {
    /// What is to be checked.
    pub fn signed(&self) -> Signed<'_> {
        Signed {
            key: *self.key.as_bytes(),
            message: &self.message,
            signature: self.signature,
        }
    }

    /// The payload, which nobody may rely on before the signature was checked.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// That the signature does not match.
    pub fn bad(&self) -> FormatError {
        FormatError::BadSignature { what: self.what }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coset::TaggedCborSerializable as _;

    #[test]
    fn another_library_reads_and_checks_it() {
        let key = SigningKey::from_seed(&[3; 32]);
        let header = Header::signed_by(&key.verifying_key()).with_claims("urn:a", "urn:b");
        let bytes = sign(&header, Vec::new(), b"payload", false, &key);
        let theirs = coset::CoseSign1::from_tagged_slice(&bytes).unwrap();
        assert_eq!(theirs.payload.as_deref(), Some(b"payload".as_slice()));
        assert_eq!(
            theirs.protected.header.key_id,
            key.verifying_key().as_bytes()
        );
        theirs
            .verify_signature(b"", |signature, signed| {
                key.verifying_key()
                    .verify(signed, &signature.try_into().unwrap())
            })
            .unwrap();
    }

    #[test]
    fn what_is_signed_is_the_encoding_of_an_array() {
        for length in [0, 1, 23, 24, 255, 256, 5000, 70_000] {
            let part = vec![7; length];
            let array = Value::Array(vec![
                Value::from("Signature1"),
                Value::Bytes(part.clone()),
                Value::Bytes(Vec::new()),
                Value::Bytes(vec![9; 32]),
            ]);
            assert_eq!(
                to_be_signed(&part, &[9; 32]),
                cbor::encode(&array),
                "{length}"
            );
        }
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let key = SigningKey::from_seed(&[3; 32]);
        let header = Header::signed_by(&key.verifying_key()).with_claims("urn:a", "urn:b");
        let bytes = sign(&header, Vec::new(), b"payload", false, &key);
        let read = |bytes: &[u8]| {
            let mut document = Sign1::parse("test", bytes, 1000)?;
            let signer = document.take_signer()?;
            document.take_claims()?;
            document.finish(&signer, None)
        };
        assert_eq!(read(&bytes).unwrap(), b"payload");
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(read(&changed).is_err(), "byte {at}");
        }
    }
}
