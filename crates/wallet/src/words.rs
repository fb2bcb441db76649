//! The recovery words after the day they were written down: shown again to whoever knows the passphrase, and asked for, a
//! few places at a time, so that a person finds out early that the paper is lost or wrong. What is asked is chosen from six
//! words, because typing is hard and a choice proves as much.

use keepwell_crypto::phrase::{Phrase, any_word};
use keepwell_protocol::time::Timestamp;
use rand_core::CryptoRngCore;

use crate::{
    backup,
    vault::{TABLE, Vault, VaultError, WORDS},
};

/// How many places are asked for at once.
pub const QUESTIONS: usize = 3;
/// How many words there are to choose from at each place.
pub const CHOICES: usize = 6;

/// Which of these is the word at `position`?
#[derive(Clone, PartialEq, Eq)]
pub struct Question {
    /// The place of the word, counted from 1.
    pub position: usize,
    /// [`CHOICES`] words in no order; one is right.
    pub choices: Vec<&'static str>,
}

/// The words, for the one screen that shows them.
///
/// # Errors
/// [`VaultError::WrongPassphrase`], or why they cannot be read.
pub fn show(vault: &Vault, passphrase: &str) -> Result<Vec<&'static str>, VaultError> {
    vault.confirm(passphrase)?;
    Ok(phrase(vault)?.words().collect())
}

/// [`QUESTIONS`] questions about different places, in the order of the paper.
///
/// # Errors
/// [`VaultError`] when the words cannot be read.
pub fn ask(vault: &Vault, rng: &mut dyn CryptoRngCore) -> Result<Vec<Question>, VaultError> {
    let words: Vec<_> = phrase(vault)?.words().collect();
    let mut places: Vec<_> = (1..).zip(words).collect();
    shuffle(&mut places, rng);
    places.truncate(QUESTIONS);
    places.sort_unstable();
    let questions = places.into_iter().map(|(position, right)| Question {
        position,
        choices: choices(right, rng),
    });
    Ok(questions.collect())
}

/// Whether `answers` are the right words for `questions`; if so, it is noted that the words were checked `now`.
///
/// # Errors
/// [`VaultError`] when the words cannot be read, or the note not be written.
pub fn answer(
    vault: &Vault,
    questions: &[Question],
    answers: &[String],
    now: Timestamp,
) -> Result<bool, VaultError> {
    let words: Vec<_> = phrase(vault)?.words().collect();
    let right = questions
        .iter()
        .filter_map(|question| words.get(question.position.checked_sub(1)?));
    let is_whole = questions.len() >= QUESTIONS && questions.len() == answers.len();
    let is_right = is_whole && right.copied().eq(answers.iter().map(String::as_str));
    if is_right {
        backup::note_words(vault.store(), now)?;
    }
    Ok(is_right)
}

/// Whether `typed` is this wallet's phrase; if so, it is noted that the words were checked `now`.
///
/// # Errors
/// [`VaultError`] when the words cannot be read, or the note not be written.
pub fn compare(vault: &Vault, typed: &Phrase, now: Timestamp) -> Result<bool, VaultError> {
    let is_same = phrase(vault)?.is_same(typed);
    if is_same {
        backup::note_words(vault.store(), now)?;
    }
    Ok(is_same)
}

fn phrase(vault: &Vault) -> Result<Phrase, VaultError> {
    let kept = vault.store().get(TABLE, WORDS)?;
    let kept = zeroize::Zeroizing::new(kept.ok_or(VaultError::NoWords)?);
    Phrase::from_kept(&kept).ok_or(VaultError::Damaged)
}

fn choices(right: &'static str, rng: &mut dyn CryptoRngCore) -> Vec<&'static str> {
    let mut choices = vec![right];
    while choices.len() < CHOICES {
        let word = any_word(rng);
        if !choices.contains(&word) {
            choices.push(word);
        }
    }
    shuffle(&mut choices, rng);
    choices
}

/// Fisher and Yates; at most 24 items, so that the remainder favours none by more than 2⁻²⁷.
fn shuffle<T>(items: &mut [T], rng: &mut dyn CryptoRngCore) {
    for last in (1..items.len()).rev() {
        let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let other = usize::try_from(rng.next_u32() % bound).unwrap_or_default();
        items.swap(last, other);
    }
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;
    use crate::testing::{NOW, PASSPHRASE, Wallet};

    fn answers(wallet: &Wallet, questions: &[Question]) -> Vec<String> {
        let words: Vec<_> = wallet.phrase.words().collect();
        let right = questions.iter().map(|asked| words[asked.position - 1]);
        right.map(str::to_owned).collect()
    }

    #[test]
    fn the_words_are_shown_to_whoever_knows_the_passphrase() {
        let wallet = Wallet::new();
        let shown = show(&wallet.vault, PASSPHRASE).unwrap();
        assert_eq!(shown, wallet.phrase.words().collect::<Vec<_>>());
        assert!(matches!(
            show(&wallet.vault, "wrong"),
            Err(VaultError::WrongPassphrase)
        ));
    }

    #[test]
    fn three_places_are_asked_for_with_six_choices_each() {
        let wallet = Wallet::new();
        let words: Vec<_> = wallet.phrase.words().collect();
        for _ in 0..50 {
            let questions = ask(&wallet.vault, &mut OsRng).unwrap();
            assert_eq!(questions.len(), QUESTIONS);
            assert!(questions.is_sorted_by(|one, other| one.position < other.position));
            for question in &questions {
                assert_eq!(question.choices.len(), CHOICES);
                assert!(question.choices.contains(&words[question.position - 1]));
            }
        }
    }

    #[test]
    fn right_answers_are_noted_and_wrong_ones_are_not() {
        let wallet = Wallet::new();
        let questions = ask(&wallet.vault, &mut OsRng).unwrap();
        let right = answers(&wallet, &questions);
        let mut wrong = right.clone();
        wrong[2] = "zzz".to_owned();
        let checked = || backup::state(&wallet.vault, NOW).unwrap().words_checked;
        for given in [&wrong[..], &right[..2], &[]] {
            assert!(!answer(&wallet.vault, &questions, given, NOW).unwrap());
        }
        assert!(!answer(&wallet.vault, &[], &[], NOW).unwrap());
        assert_eq!(checked(), None);
        assert!(answer(&wallet.vault, &questions, &right, NOW).unwrap());
        assert_eq!(checked(), Some(NOW));
    }

    #[test]
    fn typed_words_are_compared() {
        let (wallet, other) = (Wallet::new(), Wallet::new());
        assert!(!compare(&wallet.vault, &other.phrase, NOW).unwrap());
        assert!(compare(&wallet.vault, &wallet.phrase, NOW).unwrap());
    }
}
