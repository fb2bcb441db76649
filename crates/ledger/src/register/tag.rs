//! What entries are found by, shortened to 40 bits: SHA-256 over a statement's digest, a grant's signer or a revoked grant's
//! index, under a secret of this ledger. Whoever does not know the secret cannot choose statements whose tags are alike, so
//! nobody can make the table of tags slow.

use keepwell_crypto::hash::{Digest, sha256, sha256_labelled};
use keepwell_crypto::label::Label;
use keepwell_crypto::secret::Secret32;
use keepwell_protocol::entry::{Entry, EntryType};

use crate::chunk::Signer;

/// Bytes of a tag.
pub(super) const TAG_BYTES: usize = 5;

/// The first 40 bits of a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tag(u64);

/// What makes tags of one ledger.
pub(crate) struct TagKey(Secret32);

impl Tag {
    /// From its bytes, big endian.
    pub(super) fn from_bytes(bytes: [u8; TAG_BYTES]) -> Self {
        let [a, b, c, d, e] = bytes;
        Self(u64::from_be_bytes([0, 0, 0, a, b, c, d, e]))
    }

    pub(super) fn to_bytes(self) -> [u8; TAG_BYTES] {
        let [_, _, _, a, b, c, d, e] = self.0.to_be_bytes();
        [a, b, c, d, e]
    }

    /// The 40 bits as a number.
    pub(super) fn number(self) -> u64 {
        self.0
    }
}

impl TagKey {
    pub(crate) fn new(secret: Secret32) -> Self {
        Self(secret)
    }

    /// For the statement with this digest.
    pub(super) fn statement(&self, digest: &Digest) -> Tag {
        self.tag(b"s", digest)
    }

    /// For the grant of this signer.
    pub(super) fn signer(&self, signer: &Signer) -> Tag {
        self.tag(b"g", signer)
    }

    /// For the revocation of this grant.
    pub(super) fn revoked(&self, grant: u64) -> Tag {
        self.tag(b"r", &grant.to_be_bytes())
    }

    /// All that an entry is found by.
    pub(super) fn of(&self, entry: &Entry, signer: &Signer) -> impl Iterator<Item = Tag> {
        let second = match entry.kind {
            EntryType::Grant => Some(self.signer(signer)),
            EntryType::Revocation => Some(self.revoked(entry.target)),
            _ => None,
        };
        [self.statement(&entry.statement)].into_iter().chain(second)
    }

    /// What a file of tags ends with, so that one that was altered, or made under another secret, is told.
    pub(super) fn seal(&self, content: &[u8]) -> Secret32 {
        Secret32::derive(
            self.0.expose(),
            Label::LEDGER_INDEX,
            &[b"f", &sha256(content)],
        )
    }

    fn tag(&self, what: &[u8; 1], value: &[u8]) -> Tag {
        let digest = sha256_labelled(Label::LEDGER_INDEX, &[self.0.expose(), what, value]);
        let [a, b, c, d, e, ..] = digest;
        Tag::from_bytes([a, b, c, d, e])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_differ_by_secret_by_use_and_by_value() {
        let [one, other] = [1, 2].map(|byte| TagKey::new(Secret32::from_bytes([byte; 32])));
        let tags = [
            one.statement(&[1; 32]),
            one.statement(&[2; 32]),
            other.statement(&[1; 32]),
            one.signer(&[1; 16]),
            one.revoked(1),
        ];
        for (at, tag) in tags.iter().enumerate() {
            assert!(!tags.iter().skip(at + 1).any(|later| later == tag));
            assert_eq!(Tag::from_bytes(tag.to_bytes()), *tag);
        }
        assert!(one.seal(b"x") != other.seal(b"x") && one.seal(b"x") != one.seal(b"y"));
    }

    #[test]
    fn grants_and_revocations_are_found_by_two_things() {
        let tags = TagKey::new(Secret32::from_bytes([1; 32]));
        let of = |kind, target| {
            let statement = [7; 32];
            let entry = Entry {
                kind,
                target,
                statement,
            };
            tags.of(&entry, &[3; 16]).collect::<Vec<_>>()
        };
        let statement = tags.statement(&[7; 32]);
        assert_eq!(of(EntryType::Grant, 0), [statement, tags.signer(&[3; 16])]);
        assert_eq!(of(EntryType::Revocation, 9), [statement, tags.revoked(9)]);
        assert_eq!(of(EntryType::CardWithdrawal, 0), [statement]);
    }
}
