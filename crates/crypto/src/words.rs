//! Words out of a digest, for people who compare what their screens show: three where both see them at the same moment,
//! five where somebody may have had time to look for a match. Eleven bits for each word of the BIP39 English list, whose
//! words differ in their first four letters and so are not mistaken for one another aloud.

use bip39::Language;

use crate::hash::Digest;

/// The words of the first 33 bits of `digest`.
pub fn three_words(digest: &Digest) -> [&'static str; 3] {
    let [a, b, c, d, e, ..] = *digest;
    let bits = u64::from_be_bytes([0, 0, 0, a, b, c, d, e]);
    [29, 18, 7].map(|shift| word(bits >> shift))
}

/// The words of the first 55 bits of `digest`.
pub fn five_words(digest: &Digest) -> [&'static str; 5] {
    let [a, b, c, d, e, f, g, ..] = *digest;
    let bits = u64::from_be_bytes([0, a, b, c, d, e, f, g]);
    [45, 34, 23, 12, 1].map(|shift| word(bits >> shift))
}

/// The word of the lowest eleven bits.
fn word(bits: u64) -> &'static str {
    let place = usize::try_from(bits & 0x7ff).unwrap_or_default();
    // The list has 2,048 words, so there is always one.
    let list = Language::English.word_list();
    list.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(first: [u8; 5]) -> [&'static str; 3] {
        let mut digest = [0; 32];
        digest[..5].copy_from_slice(&first);
        three_words(&digest)
    }

    #[test]
    fn five_words_begin_like_three() {
        let digest: Digest = std::array::from_fn(|at| u8::try_from(at * 37 % 251).unwrap());
        assert_eq!(five_words(&digest)[..3], three_words(&digest));
        let mut last = [0; 32];
        last[6] = 0b10;
        assert_eq!(five_words(&last)[4], "ability");
        last[6] = 0b01;
        assert_eq!(
            five_words(&last)[4],
            "abandon",
            "the last bit does not count"
        );
    }

    #[test]
    fn each_word_has_eleven_bits_of_its_own() {
        assert_eq!(words([0; 5]), ["abandon"; 3]);
        assert_eq!(words([0xff; 5]), ["zoo"; 3]);
        // 00000000001 00000000010 00000000011 0000000
        let bits = ((1u64 << 29) | (2 << 18) | (3 << 7)).to_be_bytes();
        let [_, _, _, a, b, c, d, e] = bits;
        assert_eq!(words([a, b, c, d, e]), ["ability", "able", "about"]);
        // The last seven bits of the fifth byte do not count.
        assert_eq!(words([0, 0, 0, 0, 0x7f]), ["abandon"; 3]);
        assert_eq!(words([0, 0, 0, 0, 0x80]), ["abandon", "abandon", "ability"]);
    }
}
