//! The recovery phrase: BIP39 words that stand for a wallet's root secret. Made from randomness that is passed in, or
//! read from what a person typed; wrong words are named by place so that they can be found on paper.

use bip39::{Language, Mnemonic};
use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use zeroize::Zeroizing;

/// Why a typed phrase is not one of ours.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PhraseError {
    /// A count that BIP39 wallets of ours do not use.
    #[error(
        "a recovery phrase has 12 or 24 words, this one has {0}: check that none is missing or written twice"
    )]
    WordCount(usize),
    /// A word outside the English list; `place` counts from 1.
    #[error("word {place}, “{word}”, is not a recovery word: check its spelling on your paper")]
    UnknownWord {
        /// Which word, counted from 1.
        place: usize,
        /// The word as it was typed, at most 16 characters of it.
        word: String,
    },
    /// All words exist but do not belong together.
    #[error(
        "these words do not belong together: one is wrong or two changed places, compare them with your paper"
    )]
    Checksum,
}

/// How many words a new phrase has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordCount {
    /// 12 words, 128 bits.
    #[default]
    Twelve,
    /// 24 words, 256 bits.
    TwentyFour,
}

/// A valid recovery phrase in English. Wiped when dropped.
pub struct Phrase(Mnemonic);

impl Phrase {
    /// A new phrase from `rng`.
    pub fn generate(count: WordCount, rng: &mut dyn CryptoRngCore) -> Self {
        let mut entropy = Zeroizing::new([0u8; 32]);
        rng.fill_bytes(entropy.as_mut());
        let (sixteen, _) = entropy.split_at(16);
        let bytes = match count {
            WordCount::Twelve => sixteen,
            WordCount::TwentyFour => entropy.as_ref(),
        };
        Self::from_entropy(bytes)
    }

    /// Reads what a person typed: any white space, upper or lower case.
    ///
    /// # Errors
    /// [`PhraseError`] says which word is wrong, or that they do not belong together.
    pub fn parse(text: &str) -> Result<Self, PhraseError> {
        let words: Zeroizing<Vec<String>> = Zeroizing::new(
            text.split_whitespace()
                .take(64)
                .map(str::to_lowercase)
                .collect(),
        );
        if let Some(place) = words
            .iter()
            .position(|word| Language::English.find_word(word).is_none())
        {
            let word = words
                .get(place)
                .map(|word| word.chars().take(16).collect())
                .unwrap_or_default();
            return Err(PhraseError::UnknownWord {
                place: place + 1,
                word,
            });
        }
        if !matches!(words.len(), 12 | 24) {
            return Err(PhraseError::WordCount(words.len()));
        }
        let normal = Zeroizing::new(words.join(" "));
        Mnemonic::parse_in_normalized(Language::English, &normal)
            .map(Self)
            .map_err(|_| PhraseError::Checksum)
    }

    /// The words, in order, for the one screen that shows them.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.words()
    }

    /// The words in one line, for the one output that shows them.
    pub fn expose(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.words().collect::<Vec<_>>().join(" "))
    }

    /// The randomness that the words stand for, 16 or 32 bytes: what a vault keeps of them.
    pub fn entropy(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.to_entropy())
    }

    /// The phrase of kept randomness; `None` when it has another length than 16 or 32 bytes.
    pub fn from_kept(entropy: &[u8]) -> Option<Self> {
        matches!(entropy.len(), 16 | 32).then(|| Self::from_entropy(entropy))
    }

    /// Whether both are the same words, compared in constant time.
    pub fn is_same(&self, other: &Self) -> bool {
        self.entropy().ct_eq(&other.entropy()).into()
    }

    /// The BIP39 seed with an empty passphrase, 64 bytes.
    pub(crate) fn seed(&self) -> Zeroizing<[u8; 64]> {
        Zeroizing::new(self.0.to_seed_normalized(""))
    }

    fn from_entropy(bytes: &[u8]) -> Self {
        match Mnemonic::from_entropy_in(Language::English, bytes) {
            Ok(mnemonic) => Self(mnemonic),
            // Entropy of 16 or 32 bytes, the only lengths passed in, is always accepted.
            Err(_) => unreachable!("16 or 32 bytes of entropy are always a phrase"),
        }
    }
}

/// Any word of the list, for choices beside a right one.
pub fn any_word(rng: &mut dyn CryptoRngCore) -> &'static str {
    let list = Language::English.word_list();
    // 2,048 words: eleven bits, every word as likely as another.
    let place = usize::try_from(rng.next_u32() % 2048).unwrap_or_default();
    list.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    const VECTOR: &str =
        "legal winner thank year wave sausage worth useful legal winner thank yellow";

    #[test]
    fn reads_what_it_wrote() {
        for (count, words) in [(WordCount::Twelve, 12), (WordCount::TwentyFour, 24)] {
            let phrase = Phrase::generate(count, &mut OsRng);
            assert_eq!(phrase.words().count(), words);
            let read = Phrase::parse(&phrase.expose()).unwrap();
            assert_eq!(read.seed(), phrase.seed());
            let kept = Phrase::from_kept(&phrase.entropy()).unwrap();
            assert_eq!(*kept.expose(), *phrase.expose());
            assert!(kept.is_same(&phrase));
            assert!(!kept.is_same(&Phrase::generate(count, &mut OsRng)));
        }
    }

    #[test]
    fn is_bip39() {
        let phrase = Phrase::parse(&format!("  {}\n", VECTOR.to_uppercase())).unwrap();
        // BIP39 reference: this phrase with an empty passphrase.
        assert_eq!(phrase.seed()[..4], [0x87, 0x83, 0x86, 0xef]);
    }

    #[test]
    fn kept_randomness_of_another_length_is_no_phrase() {
        for length in [0, 15, 17, 24, 33] {
            assert!(Phrase::from_kept(&vec![7; length]).is_none(), "{length}");
        }
    }

    #[test]
    fn any_word_is_a_word_of_the_list() {
        for _ in 0..100 {
            let word = any_word(&mut OsRng);
            assert!(Language::English.find_word(word).is_some());
        }
    }

    #[test]
    fn names_the_wrong_word() {
        let wrong = VECTOR.replace("sausage", "sausages");
        assert_eq!(
            Phrase::parse(&wrong).err(),
            Some(PhraseError::UnknownWord {
                place: 6,
                word: "sausages".into()
            })
        );
        let swapped = VECTOR.replace("legal winner thank year", "winner legal thank year");
        assert_eq!(Phrase::parse(&swapped).err(), Some(PhraseError::Checksum));
        assert_eq!(
            Phrase::parse("legal winner").err(),
            Some(PhraseError::WordCount(2))
        );
        assert_eq!(Phrase::parse("").err(), Some(PhraseError::WordCount(0)));
    }
}
