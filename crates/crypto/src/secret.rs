//! A 32-byte secret that is wiped when dropped, compared in constant time and never printed. Keys of every kind pass
//! through it on their way from a derivation or a random source into the type that uses them.

use hkdf::Hkdf;
use rand_core::CryptoRngCore;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroize as _;

use crate::label::Label;

/// 32 secret bytes. They stay in one place: moving them leaves no copy behind.
#[derive(Clone)]
pub struct Secret32(Box<[u8; 32]>);

impl Secret32 {
    /// Takes ownership of `bytes`; the caller wipes its own copy.
    pub fn from_bytes(mut bytes: [u8; 32]) -> Self {
        let mut secret = Self(Box::new([0; 32]));
        secret.0.copy_from_slice(&bytes);
        bytes.zeroize();
        secret
    }

    /// 32 bytes from `rng`.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        let mut secret = Self(Box::new([0; 32]));
        rng.fill_bytes(secret.0.as_mut_slice());
        secret
    }

    /// HKDF-SHA256 (RFC 5869) of `ikm` with an empty salt and `info` = label ‖ `context`.
    pub fn derive(ikm: &[u8], label: Label, context: &[&[u8]]) -> Self {
        let mut secret = Self(Box::new([0; 32]));
        // 32 bytes is below HKDF's limit of 255 × 32, so expansion cannot fail.
        let expanded =
            Hkdf::<Sha256>::new(None, ikm).expand(&label.with(context), secret.0.as_mut_slice());
        debug_assert!(expanded.is_ok());
        secret
    }

    /// The bytes, for the one call that needs them.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Drop for Secret32 {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl PartialEq for Secret32 {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_slice().ct_eq(other.0.as_slice()).into()
    }
}

impl Eq for Secret32 {}
