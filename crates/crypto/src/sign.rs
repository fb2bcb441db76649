//! Ed25519 signatures. Keys and signing come from `ed25519-dalek`; verification is ZIP 215 by `ed25519-zebra` and
//! nothing else, so that single and batch checks, wallet, clinic, relay and ledger can never disagree.

use ed25519_dalek::Signer as _;
use rand_core::CryptoRngCore;
use thiserror::Error;

use crate::secret::Secret32;

/// A signature, 64 bytes.
pub type SignatureBytes = [u8; 64];

/// A message with the key that is said to have signed it.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'m> {
    /// The key, 32 bytes that need not be one.
    pub key: [u8; 32],
    /// What was signed.
    pub message: &'m [u8],
    /// The signature, not checked yet.
    pub signature: SignatureBytes,
}

/// The signature is not by this key over these bytes.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("the signature does not match")]
pub struct BadSignature;

/// These bytes are not an Ed25519 public key.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("this is not a signature key")]
pub struct BadKey;

/// An Ed25519 private key. Wiped when dropped, never printed, and in one place: moving it leaves no copy behind.
#[derive(Clone)]
pub struct SigningKey(Box<ed25519_dalek::SigningKey>);

impl SigningKey {
    /// A new key from `rng`.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        Self::from_seed(Secret32::generate(rng).expose())
    }

    /// The key with this RFC 8032 seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(Box::new(ed25519_dalek::SigningKey::from_bytes(seed)))
    }

    /// The RFC 8032 seed, to be sealed at once.
    pub fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key().to_bytes())
    }

    /// Signs `message` (pure Ed25519, RFC 8032).
    pub fn sign(&self, message: &[u8]) -> SignatureBytes {
        self.0.sign(message).to_bytes()
    }
}

/// An Ed25519 public key, known to be a curve point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VerifyingKey([u8; 32]);

impl VerifyingKey {
    /// Reads 32 bytes.
    ///
    /// # Errors
    /// [`BadKey`] when they are not a point on the curve.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, BadKey> {
        ed25519_zebra::VerificationKey::try_from(*bytes)
            .map(|_| Self(*bytes))
            .map_err(|_| BadKey)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Checks `signature` over `message` by ZIP 215.
    ///
    /// # Errors
    /// [`BadSignature`] when it does not match.
    pub fn verify(&self, message: &[u8], signature: &SignatureBytes) -> Result<(), BadSignature> {
        let key = ed25519_zebra::VerificationKey::try_from(self.0).map_err(|_| BadSignature)?;
        key.verify(&ed25519_zebra::Signature::from(*signature), message)
            .map_err(|_| BadSignature)
    }
}

/// Checks many signatures at about half of what each costs by itself, with the same outcome for each as
/// [`VerifyingKey::verify`]: ZIP 215 is the rule that makes both agree. Bytes that have verified something are a key. `rng` keeps a signer
/// from choosing signatures whose errors cancel out. Where one of them is wrong all are checked one by one.
pub fn verify_all(
    signed: &[Signed<'_>],
    rng: &mut dyn CryptoRngCore,
) -> Vec<Result<VerifyingKey, BadSignature>> {
    let items = signed.iter().map(|one| {
        let key = ed25519_zebra::VerificationKeyBytes::from(one.key);
        let signature = ed25519_zebra::Signature::from(one.signature);
        ed25519_zebra::batch::Item::from((key, signature, one.message))
    });
    let items: Vec<_> = items.collect();
    let mut batch = ed25519_zebra::batch::Verifier::new();
    items.iter().cloned().for_each(|item| batch.queue(item));
    let keys = signed.iter().map(|one| VerifyingKey(one.key));
    if batch.verify(rng).is_ok() {
        return keys.map(Ok).collect();
    }
    let single = items.into_iter().map(|item| item.verify_single());
    single
        .zip(keys)
        .map(|(outcome, key)| outcome.map(|()| key).map_err(|_| BadSignature))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn a_changed_bit_anywhere_is_noticed() {
        let key = SigningKey::from_seed(&[9; 32]);
        let signature = key.sign(b"message");
        assert_eq!(key.verifying_key().verify(b"message", &signature), Ok(()));
        assert_eq!(
            key.verifying_key().verify(b"Message", &signature),
            Err(BadSignature)
        );
        for at in 0..64 {
            let mut changed = signature;
            changed[at] ^= 1;
            assert_eq!(
                key.verifying_key().verify(b"message", &changed),
                Err(BadSignature)
            );
        }
    }

    #[test]
    fn is_rfc_8032() {
        // RFC 8032 §7.1, test 1: the empty message.
        let seed = [
            0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec,
            0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03,
            0x1c, 0xae, 0x7f, 0x60,
        ];
        let key = SigningKey::from_seed(&seed);
        assert_eq!(
            key.verifying_key().as_bytes()[..4],
            [0xd7, 0x5a, 0x98, 0x01]
        );
        assert_eq!(key.sign(b"")[..4], [0xe5, 0x56, 0x43, 0x00]);
    }

    #[test]
    fn a_key_off_the_curve_is_refused() {
        let mut off = [0u8; 32];
        off[0] = 2;
        assert_eq!(VerifyingKey::from_bytes(&off), Err(BadKey));
    }

    #[test]
    fn many_are_judged_as_each_is() {
        let keys = [1, 2, 2, 3].map(|seed| SigningKey::from_seed(&[seed; 32]));
        let messages: [&[u8]; 4] = [b"a", b"b", b"c", b""];
        let signed = |wrong: &[usize]| {
            let all = keys.iter().zip(messages).enumerate();
            let one = |(at, (key, message)): (usize, (&SigningKey, &'static [u8]))| {
                let mut signature = key.sign(message);
                signature[40] ^= u8::from(wrong.contains(&at));
                Signed {
                    key: *key.verifying_key().as_bytes(),
                    message,
                    signature,
                }
            };
            all.map(one).collect::<Vec<_>>()
        };
        for wrong in [&[][..], &[0], &[2], &[1, 3], &[0, 1, 2, 3]] {
            let signed = signed(wrong);
            let each = signed.iter().map(|one| {
                let key = VerifyingKey::from_bytes(&one.key).unwrap();
                let verified = key.verify(one.message, &one.signature);
                verified.map(|()| key)
            });
            assert!(each.eq(verify_all(&signed, &mut OsRng)), "{wrong:?}");
        }
        assert_eq!(verify_all(&[], &mut OsRng), []);
    }

    /// Keys and signatures made of points of small order, where rules for one signature and for many are known to differ.
    #[test]
    fn one_and_many_agree_on_points_of_small_order() {
        const SMALL: [[u8; 2]; 3] = [[0, 0], [1, 0], [0xec, 0x7f]];
        let point = |[first, last]: [u8; 2]| {
            let mut bytes = [if first == 0xec { 0xff } else { 0 }; 32];
            (bytes[0], bytes[31]) = (first, last);
            bytes
        };
        let honest = SigningKey::from_seed(&[7; 32]);
        let message = b"anything".as_slice();
        let pairs = SMALL.iter().flat_map(|key| SMALL.map(|r| (*key, r)));
        let is_taken = |(key, r)| {
            let key = VerifyingKey::from_bytes(&point(key)).unwrap();
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(&point(r));
            let one = key.verify(message, &signature);
            let small = Signed {
                key: *key.as_bytes(),
                message,
                signature,
            };
            let other = honest.verifying_key();
            let honest = Signed {
                key: *other.as_bytes(),
                message,
                signature: honest.sign(message),
            };
            let many = || verify_all(&[small, honest], &mut OsRng);
            let expected = [one.clone().map(|()| key), Ok(other)];
            assert!((0..8).all(|_| many() == expected));
            one.is_ok()
        };
        let accepted = pairs.filter(|pair| is_taken(*pair)).count();
        assert_eq!(accepted, 9, "by ZIP 215 the cofactor takes them all away");
    }
}
