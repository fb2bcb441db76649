//! How a token comes to be (RFC 9578 §5): the client blinds what the token will say, the issuer evaluates that without seeing it, and
//! the client checks that the issuer used the key that everybody has, so that nobody is marked by a key of their own.

use keepwell_crypto::{
    hash::Digest,
    voprf::{Blinding, ELEMENT_LEN, Element, EvaluationProof, EvaluatorKey, PROOF_LEN, VoprfError},
};
use rand_core::CryptoRngCore;

use super::{INPUT_BYTES, TOKEN_TYPE, Token, TokenChallenge, input, key_id};
use crate::FormatError;

/// Where tokens are asked for, as this project's servers have it; a directory may say another place.
pub const ISSUE_PATH: &str = "/v1/tokens";
/// The media type of a request.
pub const REQUEST_TYPE: &str = "application/private-token-request";
/// The media type of an answer.
pub const RESPONSE_TYPE: &str = "application/private-token-response";
/// type (2) ‖ last byte of the key's id (1) ‖ blinded input (49).
const REQUEST_BYTES: usize = 3 + ELEMENT_LEN;
/// evaluation (49) ‖ proof (96).
const RESPONSE_BYTES: usize = ELEMENT_LEN + PROOF_LEN;
const REQUEST: &str = "request for a token";
const RESPONSE: &str = "answer to a request for a token";

/// What an issuer is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenRequest {
    /// The last byte of the id of the key that is wanted.
    pub key: u8,
    /// What is to be evaluated.
    pub blinded: Element,
}

/// What it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenResponse {
    /// The evaluation.
    pub evaluated: Element,
    /// That it was made with the key.
    pub proof: EvaluationProof,
}

/// A token that waits for the issuer's answer.
pub struct PendingToken {
    input: [u8; INPUT_BYTES],
    key: EvaluatorKey,
    blinding: Blinding,
}

impl TokenRequest {
    /// # Errors
    /// [`FormatError`], also for another type of token.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let bytes: Result<[u8; REQUEST_BYTES], _> = bytes.try_into();
        match bytes {
            Ok([0, 1, key, blinded @ ..]) => Ok(Self { key, blinded }),
            Ok(_) => Err(FormatError::UnknownVersion { what: REQUEST }),
            Err(_) => Err(FormatError::malformed(REQUEST, "length")),
        }
    }

    /// 52 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        [
            &TOKEN_TYPE.to_be_bytes(),
            [self.key].as_slice(),
            &self.blinded,
        ]
        .concat()
    }
}

impl TokenResponse {
    /// # Errors
    /// [`FormatError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let malformed = || FormatError::malformed(RESPONSE, "length");
        if bytes.len() != RESPONSE_BYTES {
            return Err(malformed());
        }
        let (evaluated, proof) = bytes.split_first_chunk().ok_or_else(malformed)?;
        Ok(Self {
            evaluated: *evaluated,
            proof: proof.try_into().map_err(|_| malformed())?,
        })
    }

    /// 145 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.evaluated.as_slice(), &self.proof].concat()
    }
}

impl PendingToken {
    /// Begins a token for a challenge.
    ///
    /// # Errors
    /// [`VoprfError`] does not happen for what a challenge has.
    pub fn new(
        challenge: &TokenChallenge,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, VoprfError> {
        let mut nonce = Digest::default();
        rng.fill_bytes(&mut nonce);
        let input = input(&nonce, &challenge.digest(), challenge.key());
        Ok(Self {
            input,
            key: *challenge.key(),
            blinding: Blinding::new(&input, rng)?,
        })
    }

    /// What to send to the issuer.
    pub fn request(&self) -> TokenRequest {
        let [.., key] = key_id(&self.key);
        TokenRequest {
            key,
            blinded: *self.blinding.blinded(),
        }
    }

    /// The token, from the issuer's answer.
    ///
    /// # Errors
    /// [`VoprfError`] when the issuer used another key, or what it says is no point.
    pub fn finish(&self, response: &TokenResponse) -> Result<Token, VoprfError> {
        let output = self
            .blinding
            .finish(&self.key, &response.evaluated, &response.proof)?;
        Ok(Token::new(self.input, &output))
    }
}
