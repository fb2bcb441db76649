//! The account that owns the contract and pays for what is put into it: a secp256k1 key, read from a file with its 32 bytes in
//! hexadecimal, as the chain's other tools write it.

use alloy::signers::local::PrivateKeySigner;
use thiserror::Error;
use zeroize::Zeroizing;

/// The file does not hold a key.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error(
    "this is not an account's key: it is 64 hexadecimal digits, with or without 0x before them"
)]
pub struct BadAccount;

/// An account of the chain.
#[derive(Clone)]
pub struct Account(pub(crate) PrivateKeySigner);

impl Account {
    /// Reads the key from `text`: 64 hexadecimal digits, `0x` and white space around them allowed.
    ///
    /// # Errors
    /// [`BadAccount`].
    pub fn parse(text: &str) -> Result<Self, BadAccount> {
        let text = text.trim();
        let digits = text.strip_prefix("0x").unwrap_or(text).as_bytes();
        let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(digits);
        let bytes = Zeroizing::new(bytes.map_err(|_| BadAccount)?);
        PrivateKeySigner::from_slice(&bytes)
            .map(Self)
            .map_err(|_| BadAccount)
    }

    /// Its address, `0x` and 40 hexadecimal digits.
    pub fn address(&self) -> String {
        self.0.address().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_its_address_and_anything_else_is_none() {
        let key = "0x0000000000000000000000000000000000000000000000000000000000000001\n";
        let account = Account::parse(key).unwrap();
        assert_eq!(
            account.address(),
            "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf"
        );
        let short = "0".repeat(63) + "1";
        for text in [
            "",
            "0x",
            "1",
            short.trim_end_matches("1"),
            &"0".repeat(64),
            &"f".repeat(64),
        ] {
            assert_eq!(Account::parse(text).err(), Some(BadAccount), "{text}");
        }
    }
}
