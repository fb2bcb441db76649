//! A passcode as a server keeps it: Argon2id under a salt of its own (RFC 9106), so that who steals the server's disk still has to
//! guess, 20 ms a try. The owner's device computes it; the server computes it again for each guess.

use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq as _;
use thiserror::Error;

/// Memory for one guess, in KiB, and passes over it: the least that OWASP's password sheet names for Argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// The hash could not be computed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("there is not enough memory to check a passcode: try again later")]
pub struct NotHashed;

/// The slow hash of `passcode` under `salt`.
///
/// # Errors
/// [`NotHashed`] when there is no memory for it.
pub fn slow_hash(passcode: &str, salt: &[u8; 16]) -> Result<[u8; 32], NotHashed> {
    let mut hash = [0; 32];
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(hash.len())).map_err(|_| NotHashed)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passcode.as_bytes(), salt, &mut hash)
        .map_err(|_| NotHashed)?;
    Ok(hash)
}

/// Whether `passcode` has this slow hash; takes the same time for every wrong one.
///
/// # Errors
/// As [`slow_hash`].
pub fn has_hash(passcode: &str, salt: &[u8; 16], hash: &[u8; 32]) -> Result<bool, NotHashed> {
    Ok(slow_hash(passcode, salt)?.ct_eq(hash).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_passcode_under_the_same_salt_has_the_hash() {
        let hash = slow_hash("4711", &[1; 16]).unwrap();
        assert_eq!(has_hash("4711", &[1; 16], &hash), Ok(true));
        assert_eq!(has_hash("4712", &[1; 16], &hash), Ok(false));
        assert_eq!(has_hash("4711", &[2; 16], &hash), Ok(false));
        assert_eq!(has_hash("", &[1; 16], &hash), Ok(false));
    }
}
