//! A 32-byte secret that is wiped when dropped, compared in constant time and never printed. Keys of every kind pass
//! through it on their way from a derivation or a random source into the type that uses them.

use hkdf::Hkdf;
use rand_core::CryptoRngCore;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::label::Label;

/// 32 secret bytes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret32([u8; 32]);

impl Secret32 {
    /// Takes ownership of `bytes`; the caller wipes its own copy.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// 32 bytes from `rng`.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// HKDF-SHA256 (RFC 5869) of `ikm` with an empty salt and `info` = label ‖ `context`.
    pub fn derive(ikm: &[u8], label: Label, context: &[&[u8]]) -> Self {
        let mut bytes = [0; 32];
        // 32 bytes is below HKDF's limit of 255 × 32, so expansion cannot fail.
        let expanded = Hkdf::<Sha256>::new(None, ikm).expand(&label.with(context), &mut bytes);
        debug_assert!(expanded.is_ok());
        Self(bytes)
    }

    /// The bytes, for the one call that needs them.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for Secret32 {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Secret32 {}
