//! Secrets agreed with a clinic without a conversation: HPKE (RFC 9180) base mode with X25519, HKDF-SHA256 and
//! ChaCha20-Poly1305. A grant's access key is an HPKE export; what a clinic reports back is an HPKE message.

use hpke::{
    Deserializable, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
    kem::X25519HkdfSha256, setup_receiver, setup_sender,
};
use rand_core::CryptoRngCore;
use thiserror::Error;

use crate::secret::Secret32;

/// Length of an HPKE `enc` with X25519.
pub const ENC_LEN: usize = 32;

/// Why two sides did not agree.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AgreementError {
    /// The key is of low order or not a key at all.
    #[error("this is not a key that can be agreed with")]
    BadKey,
    /// The message was made for another key, for another purpose, or changed on the way.
    #[error("this message was not made for this key, or it was changed")]
    CannotOpen,
}

/// An X25519 public key for HPKE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AgreementKey([u8; 32]);

/// An X25519 private key for HPKE. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct AgreementSecret(Secret32);

type Sender = hpke::aead::AeadCtxS<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>;
type Receiver = hpke::aead::AeadCtxR<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>;

/// The sender's half of an agreement. It lives as long as what the secrets depend on is not known yet: an access key
/// is exported with the digest of a statement that already names the `enc`.
pub struct Exporter {
    enc: [u8; ENC_LEN],
    context: Sender,
}

impl Exporter {
    /// What the other side needs.
    pub fn enc(&self) -> [u8; ENC_LEN] {
        self.enc
    }

    /// The secret that only the holder of the private key can export too, with the same `context`.
    ///
    /// # Errors
    /// [`AgreementError::BadKey`] cannot happen for 32 bytes.
    pub fn export(&self, context: &[u8]) -> Result<Secret32, AgreementError> {
        let mut secret = [0; 32];
        self.context
            .export(context, &mut secret)
            .map_err(|_| AgreementError::BadKey)?;
        Ok(Secret32::from_bytes(secret))
    }
}

/// An HPKE message: `enc` and the ciphertext that only the recipient opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The sender's ephemeral key.
    pub enc: [u8; ENC_LEN],
    /// ChaCha20-Poly1305 ciphertext with its tag.
    pub ciphertext: Vec<u8>,
}

impl AgreementKey {
    /// Reads 32 bytes; whether they are usable shows when they are used.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Begins an agreement with the holder of the private key: a fresh `enc` to send, and secrets to export.
    ///
    /// # Errors
    /// [`AgreementError::BadKey`] for a key of low order.
    pub fn exporter(
        &self,
        info: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Exporter, AgreementError> {
        let (enc, context) = self.sender(info, rng)?;
        Ok(Exporter { enc, context })
    }

    /// Seals `plaintext` so that only the holder of the private key can open it.
    ///
    /// # Errors
    /// [`AgreementError::BadKey`] for a key of low order.
    pub fn seal(
        &self,
        info: &[u8],
        plaintext: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Sealed, AgreementError> {
        let (enc, mut sender) = self.sender(info, rng)?;
        let ciphertext = sender
            .seal(plaintext, b"")
            .map_err(|_| AgreementError::BadKey)?;
        Ok(Sealed { enc, ciphertext })
    }

    fn sender(
        &self,
        info: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<([u8; ENC_LEN], Sender), AgreementError> {
        let (enc, context) = setup_sender::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256, _>(
            &OpModeS::Base,
            &self.hpke()?,
            info,
            &mut { rng },
        )
        .map_err(|_| AgreementError::BadKey)?;
        Ok((enc.to_bytes().into(), context))
    }

    fn hpke(&self) -> Result<<X25519HkdfSha256 as hpke::Kem>::PublicKey, AgreementError> {
        Deserializable::from_bytes(&self.0).map_err(|_| AgreementError::BadKey)
    }
}

impl AgreementSecret {
    /// A new key from `rng`.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        Self(Secret32::generate(rng))
    }

    /// The key with these 32 bytes.
    pub fn from_secret(secret: &Secret32) -> Self {
        Self(secret.clone())
    }

    /// The 32 bytes, to be sealed at once.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }

    /// The public half.
    pub fn public(&self) -> AgreementKey {
        let secret = x25519_dalek::StaticSecret::from(*self.0.expose());
        AgreementKey(x25519_dalek::PublicKey::from(&secret).to_bytes())
    }

    /// The secret that the other side exported with the same `info` and `context`.
    ///
    /// # Errors
    /// [`AgreementError::BadKey`] for an `enc` of low order.
    pub fn export(
        &self,
        enc: &[u8; ENC_LEN],
        info: &[u8],
        context: &[u8],
    ) -> Result<Secret32, AgreementError> {
        let receiver = self.receiver(enc, info)?;
        let mut secret = [0; 32];
        receiver
            .export(context, &mut secret)
            .map_err(|_| AgreementError::BadKey)?;
        Ok(Secret32::from_bytes(secret))
    }

    /// Opens a message sealed to the public half with the same `info`.
    ///
    /// # Errors
    /// [`AgreementError`] when it was made for another key or purpose, or changed.
    pub fn open(&self, sealed: &Sealed, info: &[u8]) -> Result<Vec<u8>, AgreementError> {
        self.receiver(&sealed.enc, info)?
            .open(&sealed.ciphertext, b"")
            .map_err(|_| AgreementError::CannotOpen)
    }

    fn receiver(&self, enc: &[u8; ENC_LEN], info: &[u8]) -> Result<Receiver, AgreementError> {
        let enc = Deserializable::from_bytes(enc).map_err(|_| AgreementError::BadKey)?;
        setup_receiver(&OpModeR::Base, &self.hpke()?, &enc, info)
            .map_err(|_| AgreementError::BadKey)
    }

    fn hpke(&self) -> Result<<X25519HkdfSha256 as hpke::Kem>::PrivateKey, AgreementError> {
        Deserializable::from_bytes(self.0.expose()).map_err(|_| AgreementError::BadKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn both_sides_export_the_same_secret_and_nobody_else_does() {
        let clinic = AgreementSecret::generate(&mut OsRng);
        let sender = clinic.public().exporter(b"info", &mut OsRng).unwrap();
        let (enc, ours) = (sender.enc(), sender.export(b"context").unwrap());
        assert!(clinic.export(&enc, b"info", b"context").unwrap() == ours);
        assert!(clinic.export(&enc, b"other", b"context").unwrap() != ours);
        assert!(clinic.export(&enc, b"info", b"other").unwrap() != ours);
        let other = AgreementSecret::generate(&mut OsRng);
        assert!(other.export(&enc, b"info", b"context").unwrap() != ours);
    }

    #[test]
    fn a_message_opens_for_its_key_and_purpose_only() {
        let wallet = AgreementSecret::generate(&mut OsRng);
        let sealed = wallet
            .public()
            .seal(b"report", b"saved a PDF", &mut OsRng)
            .unwrap();
        assert_eq!(wallet.open(&sealed, b"report").unwrap(), b"saved a PDF");
        assert_eq!(
            wallet.open(&sealed, b"access"),
            Err(AgreementError::CannotOpen)
        );
        let mut changed = sealed;
        changed.ciphertext[0] ^= 1;
        assert_eq!(
            wallet.open(&changed, b"report"),
            Err(AgreementError::CannotOpen)
        );
    }

    #[test]
    fn a_key_of_low_order_is_refused() {
        let low = AgreementKey::from_bytes([0; 32]);
        assert_eq!(low.seal(b"", b"", &mut OsRng), Err(AgreementError::BadKey));
    }
}
