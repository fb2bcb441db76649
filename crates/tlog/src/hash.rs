//! The hashes of the tree: SHA-256 with the prefixes of RFC 9162 §2.1.1, which keep a leaf from ever passing for an
//! inner node. Computed from entries and from other hashes; written in text as standard Base64.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// Length of a hash in bytes.
pub const HASH_BYTES: usize = 32;

/// Length of a hash as Base64, in characters.
const TEXT_CHARS: usize = 44;

/// The Merkle Tree Hash of some part of a log.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; HASH_BYTES]);

impl Hash {
    /// The root of a tree without entries: SHA-256 of nothing.
    pub fn of_empty_tree() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// A leaf: SHA-256(0x00 ‖ entry).
    pub fn of_leaf(entry: &[u8]) -> Self {
        Self(
            Sha256::new_with_prefix([0])
                .chain_update(entry)
                .finalize()
                .into(),
        )
    }

    /// An inner node: SHA-256(0x01 ‖ left ‖ right).
    pub fn of_children(left: &Self, right: &Self) -> Self {
        Self(
            Sha256::new_with_prefix([1])
                .chain_update(left.0)
                .chain_update(right.0)
                .finalize()
                .into(),
        )
    }

    /// Takes 32 bytes that are a hash already.
    pub fn from_bytes(bytes: [u8; HASH_BYTES]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; HASH_BYTES] {
        &self.0
    }

    /// Reads the 44 characters that [`Display`](fmt::Display) writes; nothing else is a hash.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != TEXT_CHARS {
            return None;
        }
        let bytes = STANDARD.decode(text).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::from_hex;

    fn hash(hex: &str) -> Hash {
        Hash::from_bytes(from_hex(hex).try_into().expect("32 bytes"))
    }

    /// The published answers of the RFC 6962 reference implementation.
    #[test]
    fn hashes_are_those_of_the_rfc() {
        assert_eq!(
            Hash::of_empty_tree(),
            hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        );
        assert_eq!(
            Hash::of_leaf(b""),
            hash("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        );
        assert_eq!(
            Hash::of_leaf(b"L123456"),
            hash("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
        );
    }

    /// A node must differ from the leaf whose entry is its two children.
    #[test]
    fn a_node_is_no_leaf() {
        let (left, right) = (Hash::of_leaf(b"a"), Hash::of_leaf(b"b"));
        let entry = [left.0, right.0].concat();
        assert_ne!(Hash::of_children(&left, &right), Hash::of_leaf(&entry));
        assert_ne!(
            Hash::of_children(&left, &right),
            Hash::of_children(&right, &left)
        );
    }

    #[test]
    fn text_has_one_spelling() {
        let hash = Hash::of_leaf(b"a");
        let text = hash.to_string();
        assert_eq!(Hash::parse(&text), Some(hash));
        assert_eq!(Hash::parse(text.trim_end_matches('=')), None);
        assert_eq!(Hash::parse(&format!("{text} ")), None);
        assert_eq!(Hash::parse(""), None);
        // The last character before the padding carries two unused bits, which must be zero.
        let zero = Hash::from_bytes([0; 32]).to_string();
        assert!(Hash::parse(&zero).is_some());
        assert_eq!(Hash::parse(&zero.replace("A=", "B=")), None);
    }
}
