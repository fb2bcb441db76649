//! Encryption for another party: age files (C2SP age v1) to an X25519 recipient. A share, a backup and a document too
//! large for one piece are age files, so that other people's software can open them. `age` draws its own randomness.

use std::io::{Read, Write};

use age::stream::{StreamReader, StreamWriter};
use bech32::{Bech32, Hrp};
use rand_core::CryptoRngCore;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::secret::Secret32;

/// Text that is not an age recipient this version knows.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("this is not an age recipient that this version knows")]
pub struct BadRecipient;

/// Writing an age file failed.
#[derive(Debug, Error)]
#[error("the encrypted file could not be written: {0}")]
pub struct WriteError(#[from] std::io::Error);

impl From<WriteError> for std::io::Error {
    /// What the target said, so that a full disk is still known as one.
    fn from(error: WriteError) -> Self {
        error.0
    }
}

/// Why an age file does not open.
#[derive(Debug, Error)]
pub enum OpenError {
    /// None of its stanzas is for this identity.
    #[error("this was encrypted for somebody else")]
    NotForThisKey,
    /// It is not an age file, or it was cut or changed.
    #[error("this encrypted file is damaged or was changed")]
    Damaged,
    /// The plaintext is longer than the caller allows.
    #[error("this encrypted file is larger than allowed")]
    TooLarge,
}

/// Whom an age file is for: the public half of an [`Identity`], `age1…`.
#[derive(Clone)]
pub struct Recipient(age::x25519::Recipient);

impl std::str::FromStr for Recipient {
    type Err = BadRecipient;

    fn from_str(text: &str) -> Result<Self, BadRecipient> {
        text.parse().map(Self).map_err(|_| BadRecipient)
    }
}

impl std::fmt::Display for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Recipient {
    /// Encrypts `plaintext` into one age file.
    ///
    /// # Errors
    /// [`WriteError`] cannot happen in memory, save for a lack of it.
    pub fn encrypt(&self, plaintext: &[u8]) -> Result<Vec<u8>, WriteError> {
        let mut file = Vec::with_capacity(plaintext.len() + 512);
        let mut writer = self.encrypt_to(&mut file)?;
        writer.write_all(plaintext)?;
        writer.finish()?;
        Ok(file)
    }

    /// Starts an age file on `output`; memory stays constant. The caller **must** call `finish` on the writer, or the
    /// file is cut and will not open.
    ///
    /// # Errors
    /// [`WriteError`] when the header cannot be written.
    pub fn encrypt_to<W: Write>(&self, output: W) -> Result<StreamWriter<W>, WriteError> {
        let recipients = std::iter::once(&self.0 as &dyn age::Recipient);
        let encryptor =
            age::Encryptor::with_recipients(recipients).map_err(std::io::Error::other)?;
        Ok(encryptor.wrap_output(output)?)
    }
}

/// Opens age files made for its [`Recipient`]. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct Identity(age::x25519::Identity);

impl Identity {
    /// A new identity from `rng`.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        Self::from_secret(&Secret32::generate(rng))
    }

    /// The identity whose X25519 private key is `secret`.
    pub fn from_secret(secret: &Secret32) -> Self {
        let text = Zeroizing::new(encode(secret));
        match text.parse() {
            Ok(identity) => Self(identity),
            Err(_) => unreachable!("32 bytes in Bech32 under age's prefix are an age identity"),
        }
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// The identity as age writes it, `AGE-SECRET-KEY-1…`, to be sealed at once.
    pub fn expose(&self) -> Zeroizing<String> {
        use age::secrecy::ExposeSecret as _;
        Zeroizing::new(self.0.to_string().expose_secret().to_string())
    }

    /// Decrypts a whole age file of at most `limit` plaintext bytes.
    ///
    /// # Errors
    /// [`OpenError`]; nothing of the plaintext is given then.
    pub fn decrypt(&self, file: &[u8], limit: usize) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let reader = self.decrypt_from(file)?;
        // Reserved at once: growing would leave unwiped copies of the plaintext behind.
        let mut plaintext =
            Zeroizing::new(Vec::with_capacity(file.len().min(limit.saturating_add(1))));
        let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        reader
            .take(bound)
            .read_to_end(&mut plaintext)
            .map_err(|_| OpenError::Damaged)?;
        if plaintext.len() > limit {
            Err(OpenError::TooLarge)
        } else {
            Ok(plaintext)
        }
    }

    /// Starts to decrypt an age file; memory stays constant. Each chunk is authentic when it is read, but only a read
    /// to the end proves that the file was not cut.
    ///
    /// # Errors
    /// [`OpenError`] when the header is damaged or for somebody else.
    pub fn decrypt_from<R: Read>(&self, input: R) -> Result<StreamReader<R>, OpenError> {
        let decryptor = age::Decryptor::new(input).map_err(|_| OpenError::Damaged)?;
        decryptor
            .decrypt(std::iter::once(&self.0 as &dyn age::Identity))
            .map_err(|error| match error {
                age::DecryptError::NoMatchingKeys => OpenError::NotForThisKey,
                _ => OpenError::Damaged,
            })
    }
}

fn encode(secret: &Secret32) -> String {
    let prefix = Hrp::parse("age-secret-key-").ok();
    prefix
        .and_then(|prefix| bech32::encode_upper::<Bech32>(prefix, secret.expose()).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn a_file_opens_for_its_recipient_only() {
        let (clinic, other) = (
            Identity::generate(&mut OsRng),
            Identity::generate(&mut OsRng),
        );
        let file = clinic.recipient().encrypt(b"record").unwrap();
        assert_eq!(*clinic.decrypt(&file, 6).unwrap(), b"record");
        assert!(matches!(clinic.decrypt(&file, 5), Err(OpenError::TooLarge)));
        assert!(matches!(
            other.decrypt(&file, 6),
            Err(OpenError::NotForThisKey)
        ));
        assert!(matches!(
            clinic.decrypt(b"not age", 6),
            Err(OpenError::Damaged)
        ));
    }

    #[test]
    fn every_cut_is_noticed() {
        let clinic = Identity::generate(&mut OsRng);
        let file = clinic.recipient().encrypt(&[7; 70_000]).unwrap();
        for cut in [1, 16, 17, 70_000 - 65_536, file.len() - 10] {
            assert!(clinic.decrypt(&file[..file.len() - cut], 70_000).is_err());
        }
    }

    #[test]
    fn text_forms_are_age_s_own() {
        let identity = Identity::from_secret(&Secret32::from_bytes([1; 32]));
        assert!(identity.expose().starts_with("AGE-SECRET-KEY-1"));
        let text = identity.recipient().to_string();
        assert_eq!(text.parse::<Recipient>().unwrap().to_string(), text);
        assert!("age1nonsense".parse::<Recipient>().is_err());
    }
}
