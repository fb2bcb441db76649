//! Six random words that a patient says at a desk that has no key to show, and the keys that whoever hears them makes: by
//! Argon2id and a salt that is used once. What is sealed to those keys may be filmed by anybody; the words are 66 bits, and each
//! guess at them costs 64 MiB and three passes.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use bip39::Language;
use rand_core::CryptoRngCore;
use thiserror::Error;
use zeroize::{Zeroize as _, ZeroizeOnDrop, Zeroizing};

use crate::{
    agree::AgreementSecret, label::Label, recipient::Identity, secret::Secret32, sign::SigningKey,
};

/// How many words there are.
pub const COUNT: usize = 6;
/// Length of the salt, in bytes.
pub const SALT_LEN: usize = 16;
/// The longest text that is read as words, in bytes.
pub const MAX_TEXT: usize = 256;
/// So many letters of a word do: the words of the list differ in their first four.
const PREFIX: usize = 4;
/// What one guess costs, given by the format and never by what was received.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// Why a typed text is not six words. Nothing of it is repeated: it may be all but one letter of a secret.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum NotSpoken {
    /// Another number of words.
    #[error("there are six words, not {0}: ask the patient for all six")]
    Count(usize),
    /// A word that is not in the list; `0` counts from 1.
    #[error("word {0} is none of the words that a wallet says: ask the patient to spell it")]
    Unknown(usize),
    /// Far more than six words.
    #[error("this is too long for six words: type the six words alone")]
    TooLong,
}

/// The keys could not be made.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("there is not enough free memory to try the words: close other programs and try again")]
pub struct NoMemory;

/// Six words, as their places in the BIP39 English list. Wiped when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SpokenWords([u16; COUNT]);

impl Drop for SpokenWords {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for SpokenWords {}

/// All that a clinic's card has keys for, made from six words and a salt.
pub struct SpokenKeys {
    /// Signs the card.
    pub signing: SigningKey,
    /// Opens what is sealed to the card.
    pub identity: Identity,
    /// Agrees on access keys.
    pub agreement: AgreementSecret,
}

impl SpokenWords {
    /// Six words from `rng`, each as likely as any other.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        let mut places = [0; COUNT];
        for place in &mut places {
            // 2,048 words: eleven bits.
            *place = u16::try_from(rng.next_u32() & 0x7ff).unwrap_or_default();
        }
        Self(places)
    }

    /// Reads what a person typed: in any case, with anything between the words that is no letter, each whole or as its first
    /// four letters or more.
    ///
    /// # Errors
    /// [`NotSpoken`].
    pub fn parse(text: &str) -> Result<Self, NotSpoken> {
        if text.len() > MAX_TEXT {
            return Err(NotSpoken::TooLong);
        }
        let small = Zeroizing::new(text.to_lowercase());
        let typed = || {
            let between = |letter: char| !letter.is_alphabetic();
            small.split(between).filter(|word| !word.is_empty())
        };
        let mut places = Self([0; COUNT]);
        for ((number, place), word) in (1..).zip(&mut places.0).zip(typed()) {
            *place = found(word).ok_or(NotSpoken::Unknown(number))?;
        }
        match typed().count() {
            COUNT => Ok(places),
            other => Err(NotSpoken::Count(other)),
        }
    }

    /// The words, in order, for the one screen that shows them.
    pub fn words(&self) -> [&'static str; COUNT] {
        let list = Language::English.word_list();
        self.0
            .map(|place| list.get(usize::from(place)).copied().unwrap_or_default())
    }

    /// The words in one line.
    pub fn expose(&self) -> Zeroizing<String> {
        Zeroizing::new(self.words().join(" "))
    }

    /// The keys behind these words and this salt: some 0.2 s of work and 64 MiB, on purpose.
    ///
    /// # Errors
    /// [`NoMemory`].
    pub fn keys(&self, salt: &[u8; SALT_LEN]) -> Result<SpokenKeys, NoMemory> {
        let root = slow(&self.expose(), salt)?;
        let part = |name: &[u8]| Secret32::derive(root.expose(), Label::SPOKEN_KEYS, &[name]);
        Ok(SpokenKeys {
            signing: SigningKey::from_seed(part(b"signing").expose()),
            identity: Identity::from_secret(&part(b"recipient")),
            agreement: AgreementSecret::from_secret(&part(b"agreement")),
        })
    }
}

/// The place of the word that was typed, whole or as a beginning that is one word's alone.
fn found(typed: &str) -> Option<u16> {
    let list = Language::English;
    if let Some(place) = list.find_word(typed) {
        return Some(place);
    }
    let mut beginning = (0..)
        .zip(list.word_list())
        .filter(|(_, word)| word.starts_with(typed));
    match (beginning.next(), beginning.next()) {
        (Some((place, _)), None) if typed.len() >= PREFIX => Some(place),
        _ => None,
    }
}

fn slow(words: &str, salt: &[u8; SALT_LEN]) -> Result<Secret32, NoMemory> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(32)).map_err(|_| NoMemory)?;
    // Asked for here and not by the library, which ends the program where there is too little.
    let mut memory = Vec::<Block>::new();
    memory
        .try_reserve_exact(params.block_count())
        .map_err(|_| NoMemory)?;
    memory.resize(params.block_count(), Block::default());
    let mut bytes = [0; 32];
    let salt = Label::SPOKEN_SALT.with(&[salt]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(words.as_bytes(), &salt, &mut bytes, &mut memory)
        .map_err(|_| NoMemory)?;
    let root = Secret32::from_bytes(bytes);
    bytes.zeroize();
    Ok(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    const TYPED: &str = "abandon ability action zoo art legal";

    #[test]
    fn typed_words_are_read_as_people_type_them() {
        let words = SpokenWords::parse(TYPED).unwrap();
        assert_eq!(words.words().join(" "), TYPED);
        for same in [
            "  Abandon, ABILITY;action\tzoo\nart - legal. ",
            "1. aban 2. abil 3. acti 4. zoo 5. art 6. lega",
            "abandon/abilit/actio/zoo/art/legal",
        ] {
            assert!(
                SpokenWords::parse(same).is_ok_and(|read| read == words),
                "{same}"
            );
        }
    }

    #[test]
    fn what_is_not_six_words_says_why_and_repeats_none_of_it() {
        let refused = |text: &str| SpokenWords::parse(text).err();
        assert_eq!(refused(""), Some(NotSpoken::Count(0)));
        assert_eq!(refused("abandon ability"), Some(NotSpoken::Count(2)));
        assert_eq!(refused(&format!("{TYPED} zoo")), Some(NotSpoken::Count(7)));
        // Three letters of a longer word, letters behind a word, and a word of another language.
        for (at, wrong) in [(1, "aba"), (3, "actionx"), (5, "arts"), (6, "légal")] {
            let mut words: Vec<&str> = TYPED.split(' ').collect();
            words[at - 1] = wrong;
            assert_eq!(
                refused(&words.join(" ")),
                Some(NotSpoken::Unknown(at)),
                "{wrong}"
            );
        }
        assert_eq!(refused(&"zoo ".repeat(100)), Some(NotSpoken::TooLong));
        let told = NotSpoken::Unknown(3).to_string();
        assert!(told.contains("word 3") && !told.contains("actionx"));
    }

    #[test]
    fn every_word_of_the_list_is_known_by_its_first_four_letters() {
        for (place, word) in (0..).zip(Language::English.word_list()) {
            let short = word.get(..PREFIX).unwrap_or(word);
            assert_eq!(found(short), Some(place), "{word}");
            assert_eq!(found(word), Some(place), "{word}");
        }
    }

    #[test]
    fn other_words_another_order_and_another_salt_give_other_keys() {
        let key = |text: &str, salt: u8| {
            let words = SpokenWords::parse(text).unwrap();
            let keys = words.keys(&[salt; SALT_LEN]).unwrap();
            let recipient = keys.identity.recipient().to_string();
            (
                *keys.signing.verifying_key().as_bytes(),
                recipient,
                *keys.agreement.public().as_bytes(),
            )
        };
        let one = key(TYPED, 1);
        assert_eq!(key("ABAN abil acti zoo art lega", 1), one);
        for other in [
            key(TYPED, 2),
            key("ability abandon action zoo art legal", 1),
        ] {
            assert!(other.0 != one.0 && other.1 != one.1 && other.2 != one.2);
        }
    }

    #[test]
    fn new_words_are_six_of_the_list_and_not_the_last_ones() {
        let (one, other) = (
            SpokenWords::generate(&mut OsRng),
            SpokenWords::generate(&mut OsRng),
        );
        assert!(one != other);
        assert!(SpokenWords::parse(&one.expose()).is_ok_and(|read| read == one));
    }
}
