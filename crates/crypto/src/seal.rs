//! Sealing at rest: XChaCha20-Poly1305 under a sub-key of the data key, with the value's place as associated data. A
//! value moved to another table, key or version does not open, so a damaged or tampered store cannot mix values up.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use rand_core::CryptoRngCore;
use thiserror::Error;

use crate::{label::Label, recipient::Identity, secret::Secret32};

/// The format's version byte; it fixes the whole suite.
const VERSION: u8 = 1;
const NONCE_LEN: usize = 24;
/// How much longer a sealed value is than its plaintext: version, nonce and tag.
pub const OVERHEAD: usize = 1 + NONCE_LEN + 16;

/// A sealed value does not open.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("a stored value is damaged or was put in another place")]
pub struct CannotOpen;

/// The random key under which everything of a vault is sealed. It lives in unlock slots and, while unlocked, in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct DataKey(Secret32);

/// Where a value lives. The three together are unique in a store.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The table, a name of our own; at most 255 bytes.
    pub table: &'a str,
    /// The key in the table; at most 65,535 bytes.
    pub key: &'a [u8],
    /// The version of the value's format.
    pub version: u8,
}

impl Place<'_> {
    /// table length ‖ table ‖ key length (u16) ‖ key ‖ version: no two places give the same bytes.
    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = vec![u8::try_from(self.table.len()).unwrap_or(u8::MAX)];
        bytes.extend_from_slice(self.table.as_bytes());
        bytes.extend_from_slice(
            &u16::try_from(self.key.len())
                .unwrap_or(u16::MAX)
                .to_be_bytes(),
        );
        bytes.extend_from_slice(self.key);
        bytes.push(self.version);
        bytes
    }
}

impl DataKey {
    /// A new key from `rng`.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        Self(Secret32::generate(rng))
    }

    /// The key in this secret.
    pub fn from_secret(secret: Secret32) -> Self {
        Self(secret)
    }

    /// The key's bytes, to be wrapped in a slot.
    pub fn secret(&self) -> &Secret32 {
        &self.0
    }

    /// Seals `plaintext` for `place`: version ‖ nonce ‖ ciphertext with tag.
    pub fn seal(&self, place: Place<'_>, plaintext: &[u8], rng: &mut dyn CryptoRngCore) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        rng.fill_bytes(&mut nonce);
        let aad = place.to_bytes();
        let payload = Payload {
            msg: plaintext,
            aad: &aad,
        };
        // Encryption only fails beyond 256 GiB, far above every limit of the callers.
        let ciphertext = self
            .cipher(&aad)
            .encrypt(XNonce::from_slice(&nonce), payload)
            .unwrap_or_default();
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + ciphertext.len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&ciphertext);
        sealed
    }

    /// Opens what [`Self::seal`] made for the same place.
    ///
    /// # Errors
    /// [`CannotOpen`] when it was damaged, moved, or sealed under another key.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let (&[version], rest) = sealed.split_first_chunk().ok_or(CannotOpen)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_LEN>().ok_or(CannotOpen)?;
        if version != VERSION {
            return Err(CannotOpen);
        }
        let aad = place.to_bytes();
        let payload = Payload {
            msg: ciphertext,
            aad: &aad,
        };
        self.cipher(&aad)
            .decrypt(XNonce::from_slice(nonce), payload)
            .map_err(|_| CannotOpen)
    }

    /// A name for `key` in `table` that tells nothing about either to who lacks the data key.
    pub fn opaque_name(&self, table: &str, key: &[u8]) -> [u8; 32] {
        let place = Place {
            table,
            key,
            version: 0,
        }
        .to_bytes();
        *Secret32::derive(self.0.expose(), Label::SEAL_NAME, &[&place]).expose()
    }

    /// The age identity under which a document too large to seal in one piece is kept as a file of its own.
    pub fn document_identity(&self) -> Identity {
        Identity::from_secret(&Secret32::derive(
            self.0.expose(),
            Label::SEAL,
            &[b"documents"],
        ))
    }

    fn cipher(&self, place: &[u8]) -> XChaCha20Poly1305 {
        let key = Secret32::derive(self.0.expose(), Label::SEAL, &[place]);
        XChaCha20Poly1305::new(key.expose().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    const PLACE: Place<'_> = Place {
        table: "records",
        key: b"k",
        version: 1,
    };

    #[test]
    fn opens_in_its_own_place_only() {
        let key = DataKey::generate(&mut OsRng);
        let sealed = key.seal(PLACE, b"value", &mut OsRng);
        assert_eq!(sealed.len(), b"value".len() + OVERHEAD);
        assert_eq!(key.open(PLACE, &sealed).unwrap(), b"value");
        for place in [
            Place {
                table: "grants",
                ..PLACE
            },
            Place { key: b"l", ..PLACE },
            Place {
                version: 2,
                ..PLACE
            },
            Place {
                table: "recordsk",
                key: b"",
                ..PLACE
            },
        ] {
            assert_eq!(key.open(place, &sealed), Err(CannotOpen));
        }
        assert_eq!(
            DataKey::generate(&mut OsRng).open(PLACE, &sealed),
            Err(CannotOpen)
        );
    }

    #[test]
    fn every_changed_byte_and_every_cut_is_noticed() {
        let key = DataKey::generate(&mut OsRng);
        let sealed = key.seal(PLACE, b"value", &mut OsRng);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(PLACE, &changed), Err(CannotOpen));
            assert_eq!(key.open(PLACE, &sealed[..at]), Err(CannotOpen));
        }
    }

    #[test]
    fn names_are_stable_and_differ_by_table_and_key() {
        let key = DataKey::generate(&mut OsRng);
        assert_eq!(key.opaque_name("a", b"b"), key.opaque_name("a", b"b"));
        assert_ne!(key.opaque_name("a", b"b"), key.opaque_name("ab", b""));
    }
}
