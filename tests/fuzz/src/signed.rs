//! Signing anew what the fuzzer changed. A signature check lets no change through, so whatever is behind it would never be
//! reached; the keys are those of the vectors.

use ciborium::Value;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{cbor, cose};

/// The seeds of the keys in `tests/vectors/protocol`.
pub const CLINIC_SEED: [u8; 32] = [1; 32];
/// As above.
pub const GRANT_SEED: [u8; 32] = [3; 32];
/// As above.
pub const LEDGER_SEED: [u8; 32] = [4; 32];

const LIMIT: usize = 64 * 1024;

/// The same COSE_Sign1 with a signature by `key` over what it holds now; `None` when it is none, or its payload is
/// elsewhere.
pub fn sign_anew(data: &[u8], key: &SigningKey) -> Option<Vec<u8>> {
    let Value::Tag(tag, inner) = cbor::decode("document", data, LIMIT).ok()? else {
        return None;
    };
    let parts: [Value; 4] = inner.into_array().ok()?.try_into().ok()?;
    let [protected, unprotected, payload, _] = parts;
    let protected = protected.into_bytes().ok()?;
    let signature = key.sign(&cose::to_be_signed(&protected, payload.as_bytes()?));
    let unprotected = unprotected.into_map().ok()?;
    (tag == 18).then(|| cose::assemble(protected, unprotected, payload, &signature))
}
