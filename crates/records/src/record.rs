//! A record: one FHIR resource of any type, as the exact JSON it had in its file. Its digest names it everywhere; two
//! records with the same bytes are the same record.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};

use crate::reference::Target;

/// SHA-256. Of a record: over its raw JSON. Of a file: over all its bytes.
pub type Digest = [u8; 32];

/// A record on its way into a bundle. No `Debug`: it is health data.
#[derive(Clone)]
pub struct Record<'a> {
    /// SHA-256 of `raw`.
    pub digest: Digest,
    /// The `fullUrl` of the bundle entry it came from, if it had one.
    pub full_url: Option<Cow<'a, str>>,
    /// The resource, byte for byte.
    pub raw: Cow<'a, str>,
}

impl<'a> Record<'a> {
    /// A record from its raw JSON.
    #[must_use]
    pub fn new(raw: impl Into<Cow<'a, str>>, full_url: Option<Cow<'a, str>>) -> Self {
        let raw = raw.into();
        Self {
            digest: digest(raw.as_bytes()),
            full_url,
            raw,
        }
    }
}

/// What a summary may look up beyond the records it was given. Implemented by whoever keeps the records.
pub trait Vault {
    /// The record that `reference`, as written in the record `from`, points to. See
    /// [`crate::reference::ReferenceIndex`], which does this.
    fn resolve(&self, from: &Digest, reference: &str) -> Option<Target>;

    /// The record with this digest.
    fn load(&self, digest: &Digest) -> Option<Record<'_>>;
}

/// SHA-256 of `bytes`.
#[must_use]
pub fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}
