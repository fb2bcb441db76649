//! Which keys a server's tokens are of (RFC 9578 §4): JSON at a well-known place, the key to use first.

use data_encoding::BASE64URL;
use keepwell_crypto::voprf::EvaluatorKey;
use serde::{Deserialize, Serialize};

use super::{ISSUE_PATH, TOKEN_TYPE, header};
use crate::FormatError;

/// Where it is.
pub const DIRECTORY_PATH: &str = "/.well-known/private-token-issuer-directory";
/// Its media type.
pub const DIRECTORY_TYPE: &str = "application/private-token-issuer-directory";
/// The largest one that is read, in bytes.
pub const MAX_DIRECTORY_BYTES: u64 = 64 << 10;
const WHAT: &str = "list of a server's keys for tokens";

/// The keys of a server. Unknown members and types of keys are passed over.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Directory {
    #[serde(rename = "issuer-request-uri")]
    request_uri: String,
    #[serde(rename = "token-keys")]
    keys: Vec<Listed>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Listed {
    #[serde(rename = "token-type")]
    kind: u16,
    #[serde(rename = "token-key")]
    key: String,
}

impl Directory {
    /// Of a server of ours.
    pub fn new(key: &EvaluatorKey) -> Self {
        let listed = Listed {
            kind: TOKEN_TYPE,
            key: BASE64URL.encode(key),
        };
        Self {
            request_uri: ISSUE_PATH.to_owned(),
            keys: vec![listed],
        }
    }

    /// # Errors
    /// [`FormatError`] when it is not such a list, or asks for tokens at another place than this server's [`ISSUE_PATH`].
    pub fn from_json(json: &[u8]) -> Result<Self, FormatError> {
        let read: Self =
            serde_json::from_slice(json).map_err(|_| FormatError::malformed(WHAT, "JSON"))?;
        match read.request_uri == ISSUE_PATH {
            true => Ok(read),
            false => Err(FormatError::malformed(WHAT, "issuer-request-uri")),
        }
    }

    /// The key to use: the first one of the type that we know.
    ///
    /// # Errors
    /// [`FormatError`] when there is none.
    pub fn key(&self) -> Result<EvaluatorKey, FormatError> {
        let known = self.keys.iter().find(|one| one.kind == TOKEN_TYPE);
        known
            .and_then(|one| header::decode(&one.key))
            .and_then(|key| key.try_into().ok())
            .ok_or(FormatError::malformed(WHAT, "token-key"))
    }
}
