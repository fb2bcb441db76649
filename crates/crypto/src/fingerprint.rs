//! The check characters of a printed card: eight characters that two people can compare aloud. They come from
//! Argon2id over the card's verification key, so that making a look-alike key costs an attacker 0.2 s a try.

use argon2::{Algorithm, Argon2, Params, Version};

use crate::{label::Label, sign::VerifyingKey};

/// 32 characters without I, O, 0 and 1, which people mix up.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The eight check characters of `key`, as `ABCD-EFGH` (protocol §2: 64 MiB, t = 3, fixed salt).
pub fn check_characters(key: &VerifyingKey) -> String {
    let mut bytes = [0u8; 8];
    if let Ok(params) = Params::new(64 * 1024, 3, 1, Some(bytes.len())) {
        let hashed = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            key.as_bytes(),
            &Label::CARD_CHECK.prefix(),
            &mut bytes,
        );
        debug_assert!(hashed.is_ok());
    }
    let mut text: String = bytes
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)))
        .map(|&c| char::from(c))
        .collect();
    text.insert(4, '-');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::SigningKey;

    #[test]
    fn characters_are_stable_and_differ_by_key() {
        let one = check_characters(&SigningKey::from_seed(&[1; 32]).verifying_key());
        assert_eq!(
            one,
            check_characters(&SigningKey::from_seed(&[1; 32]).verifying_key())
        );
        assert_ne!(
            one,
            check_characters(&SigningKey::from_seed(&[2; 32]).verifying_key())
        );
        assert_eq!(one.len(), 9);
        assert!(!one.contains(['I', 'O', '0', '1']));
    }
}
