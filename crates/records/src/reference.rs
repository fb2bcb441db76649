//! Which record a FHIR reference points to. Filled from the headings of records, it answers for the file a reference was
//! written in: `Patient/1` of one hospital is not `Patient/1` of another, while a full address means the same everywhere.

use std::collections::HashMap;

use crate::record::Digest;

/// What the index knows of a record.
pub struct Heading<'a> {
    /// SHA-256 of the record.
    pub digest: Digest,
    /// Its resource type.
    pub kind: &'a str,
    /// Its `id`.
    pub id: Option<&'a str>,
    /// The `fullUrl` it had in its bundle.
    pub full_url: Option<&'a str>,
}

/// Where a reference leads.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    /// SHA-256 of the record.
    pub digest: Digest,
    /// Its resource type.
    pub kind: String,
}

/// All records by the names other records call them.
#[derive(Default)]
pub struct ReferenceIndex {
    origins: HashMap<Digest, Vec<Digest>>,
    names: HashMap<String, Vec<Named>>,
}

struct Named {
    origin: Digest,
    target: Target,
    /// Known under an address of a server, so another server's address never means it.
    has_address: bool,
}

impl ReferenceIndex {
    /// Adds a record that stood in the file `origin` (the digest of the file). A record found again in a second file is
    /// added again with that file, so that references from its new neighbours find it.
    pub fn add(&mut self, origin: Digest, heading: &Heading<'_>) {
        let origins = self.origins.entry(heading.digest).or_default();
        if origins.contains(&origin) {
            return;
        }
        origins.push(origin);
        let has_address = heading.full_url.is_some_and(|url| url.starts_with("http"));
        let short = heading.id.map(|id| format!("{}/{id}", heading.kind));
        for name in heading.full_url.map(str::to_owned).into_iter().chain(short) {
            let target = Target {
                digest: heading.digest,
                kind: heading.kind.to_owned(),
            };
            self.names.entry(name).or_default().push(Named {
                origin,
                target,
                has_address,
            });
        }
    }

    /// The record that `reference`, as written in the record `from`, points to.
    #[must_use]
    pub fn resolve(&self, from: &Digest, reference: &str) -> Option<&Target> {
        let reference = reference
            .split_once("/_history/")
            .map_or(reference, |(before, _)| before);
        let origins = self
            .origins
            .get(from)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let is_near = |named: &&Named| origins.contains(&named.origin);
        let is_full = reference.contains(':');
        let exact = self
            .names
            .get(reference)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let found = exact.iter().find(is_near);
        let found = found.or_else(|| exact.first().filter(|_| is_full));
        let found = found.or_else(|| {
            let short = self.names.get(short_form(reference)?)?;
            short
                .iter()
                .filter(is_near)
                .find(|named| !(is_full && named.has_address))
        });
        found.map(|named| &named.target)
    }
}

/// The resource type a reference names, from its own words: `Patient` for `Patient/1` or `https://…/Patient/1`.
pub(crate) fn kind_in(reference: &str) -> Option<&str> {
    let reference = reference
        .split_once("/_history/")
        .map_or(reference, |(before, _)| before);
    short_form(reference)?.split('/').next()
}

/// `Type/id`, the last two steps of an address.
fn short_form(reference: &str) -> Option<&str> {
    let (before, id) = reference.rsplit_once('/')?;
    let kind = before.rsplit('/').next()?;
    let is_type = kind.starts_with(|first: char| first.is_ascii_uppercase())
        && kind.chars().all(|letter| letter.is_ascii_alphabetic());
    if !is_type || id.is_empty() {
        return None;
    }
    reference.get(reference.len().checked_sub(kind.len() + 1 + id.len())?..)
}

#[cfg(test)]
mod tests {
    use super::{Heading, ReferenceIndex, kind_in};

    fn index() -> ReferenceIndex {
        let mut index = ReferenceIndex::default();
        let mut add = |origin: u8, digest: u8, kind, id, full_url| {
            index.add(
                [origin; 32],
                &Heading {
                    digest: [digest; 32],
                    kind,
                    id,
                    full_url,
                },
            );
        };
        add(
            1,
            10,
            "Patient",
            Some("1"),
            Some("https://a.example/fhir/Patient/1"),
        );
        add(1, 11, "Observation", Some("o"), Some("urn:uuid:o"));
        add(2, 20, "Patient", Some("1"), Some("urn:uuid:p"));
        add(2, 21, "Condition", None, None);
        index
    }

    fn find(from: u8, reference: &str) -> Option<u8> {
        index()
            .resolve(&[from; 32], reference)
            .map(|target| target.digest[0])
    }

    #[test]
    fn short_references_stay_in_their_file() {
        assert_eq!(find(11, "Patient/1"), Some(10));
        assert_eq!(find(21, "Patient/1/_history/3"), Some(20));
        assert_eq!(find(99, "Patient/1"), None);
    }

    #[test]
    fn full_addresses_are_the_same_everywhere() {
        assert_eq!(find(21, "https://a.example/fhir/Patient/1"), Some(10));
        assert_eq!(find(21, "urn:uuid:o"), Some(11));
        assert_eq!(find(11, "https://b.example/fhir/Patient/1"), None);
        assert_eq!(find(21, "https://b.example/fhir/Patient/1"), Some(20));
    }

    #[test]
    fn the_type_is_read_from_the_reference() {
        assert_eq!(
            kind_in("https://a.example/fhir/Patient/1/_history/2"),
            Some("Patient")
        );
        assert_eq!(kind_in("urn:uuid:1"), None);
        assert_eq!(kind_in("Patient/"), None);
    }
}
