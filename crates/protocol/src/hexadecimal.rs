//! Bytes as lower-case hexadecimal text of fixed length, and as unpadded base64url inside JSON. Reading is strict, so
//! that one value has one spelling.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use serde::{Deserialize, Deserializer, Serializer};

/// `bytes` in lower-case hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Exactly `N` bytes from lower-case hexadecimal, else `None`.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 {
        return None;
    }
    HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// Serde for `[u8; N]` as unpadded base64url.
pub mod base64_array {
    use super::{BASE64URL_NOPAD, Deserialize, Deserializer, Serializer};
    use serde::de::Error as _;

    /// Writes the text form.
    ///
    /// # Errors
    /// Whatever the serializer says.
    pub fn serialize<S: Serializer, const N: usize>(
        bytes: &[u8; N],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64URL_NOPAD.encode(bytes))
    }

    /// Reads the text form; any other length is refused.
    ///
    /// # Errors
    /// When the text is not `N` bytes in unpadded base64url.
    pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
        from: D,
    ) -> Result<[u8; N], D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| D::Error::custom("wrong length or not base64url"))
    }
}

/// Serde for `Vec<u8>` as unpadded base64url.
pub mod base64_bytes {
    use super::{BASE64URL_NOPAD, Deserialize, Deserializer, Serializer};
    use serde::de::Error as _;

    /// Writes the text form.
    ///
    /// # Errors
    /// Whatever the serializer says.
    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64URL_NOPAD.encode(bytes))
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// When the text is not unpadded base64url.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| D::Error::custom("not base64url"))
    }
}
