//! An invitation: who has it may fetch so many tokens as the server's operator said. The server keeps its digest; it goes into
//! `Authorization` of a request for a token, and stands in no address.

use data_encoding::BASE32_NOPAD;
use keepwell_crypto::{
    hash::{Digest, sha256_labelled},
    label::Label,
};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::FormatError;

/// The name of the HTTP authentication scheme.
const SCHEME: &str = "KeepwellInvitation";
const WHAT: &str = "invitation";
const BYTES: usize = 15;
/// Letters of its text, without dashes.
const LETTERS: usize = 24;

/// 120 random bits. Wiped when dropped, never printed.
pub struct Invitation(Zeroizing<[u8; BYTES]>);

impl Invitation {
    /// A new one.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        let mut bytes = Zeroizing::new([0; BYTES]);
        rng.fill_bytes(bytes.as_mut_slice());
        Self(bytes)
    }

    /// Reads what a person was given: 24 letters and digits, in any case, with dashes and spaces or without.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn parse(text: &str) -> Result<Self, FormatError> {
        let letters = text
            .chars()
            .filter(|one| !one.is_whitespace() && *one != '-');
        let letters: Zeroizing<String> = Zeroizing::new(
            letters
                .take(LETTERS + 1)
                .collect::<String>()
                .to_ascii_uppercase(),
        );
        let malformed = || FormatError::malformed(WHAT, "text");
        let bytes = BASE32_NOPAD.decode(letters.as_bytes());
        let bytes = Zeroizing::new(bytes.map_err(|_| malformed())?);
        let bytes = bytes.as_slice().try_into().map_err(|_| malformed())?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// Six groups of four letters and digits.
    pub fn to_text(&self) -> Zeroizing<String> {
        let letters = Zeroizing::new(BASE32_NOPAD.encode(self.0.as_slice()));
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + LETTERS / 4));
        for (at, letter) in letters.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    /// Reads the value of `Authorization`.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn from_header(value: &str) -> Result<Self, FormatError> {
        let code = value
            .strip_prefix(SCHEME)
            .and_then(|rest| rest.strip_prefix(" code=\""))
            .and_then(|rest| rest.strip_suffix('"'));
        Self::parse(code.ok_or(FormatError::malformed(WHAT, "scheme"))?)
    }

    /// `KeepwellInvitation code="…"`.
    pub fn to_header(&self) -> String {
        format!("{SCHEME} code=\"{}\"", self.to_text().as_str())
    }

    /// What a server keeps of it.
    pub fn digest(&self) -> Digest {
        sha256_labelled(Label::INVITATION, &[self.0.as_slice()])
    }
}
