//! Header fields of the scheme: `PrivateToken name="value", name="value"` (RFC 9577 §2.1, §2.2). Values are base64url with padding; what
//! others write without padding or without quotes is read too, and what is unknown is passed over.

use std::collections::BTreeMap;

use data_encoding::BASE64URL_NOPAD;

use super::TOKEN_SCHEME;

/// The longest field that is read, in bytes.
const MAX_BYTES: usize = 4096;

/// The parameters by name, in lower case.
pub(super) fn parameters(value: &str) -> Option<BTreeMap<String, String>> {
    let (scheme, rest) = value.split_once(' ').filter(|_| value.len() <= MAX_BYTES)?;
    if !scheme.eq_ignore_ascii_case(TOKEN_SCHEME) {
        return None;
    }
    // No value of this scheme has a comma.
    let parameters = rest.split(',').filter_map(|one| one.trim().split_once('='));
    let unquoted = |value: &str| value.trim().trim_matches('"').to_owned();
    Some(
        parameters
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), unquoted(value)))
            .collect(),
    )
}

pub(super) fn decode(value: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD
        .decode(value.trim_end_matches('=').as_bytes())
        .ok()
}
