//! Text made comparable: lower case, without accents, so that "José" is found by "jose" and two spellings of a name
//! meet. Used for searching and for comparing persons, never for showing.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower-cases `text` and removes accents; a few letters that do not decompose are spelt out. Other scripts stay.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
        return folded;
    }
    for letter in text.nfd().filter(|letter| !is_combining_mark(*letter)) {
        for letter in letter
            .to_lowercase()
            .filter(|letter| !is_combining_mark(*letter))
        {
            match letter {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'ø' => folded.push('o'),
                'đ' | 'ð' => folded.push('d'),
                'ł' => folded.push('l'),
                'ı' => folded.push('i'),
                'þ' => folded.push_str("th"),
                other => folded.push(other),
            }
        }
    }
    folded
}

/// Whether every word of `query` occurs in `haystack`, a [`crate::view::View::haystack`]. A query without a word
/// matches everything.
#[must_use]
pub fn matches(haystack: &str, query: &str) -> bool {
    fold(query)
        .split_whitespace()
        .all(|word| haystack.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{fold, matches};

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(
            fold("JOSÉ Łukasz Straße Ørsted İnci"),
            "jose lukasz strasse orsted inci"
        );
        assert_eq!(fold("王大明 أمينة"), "王大明 أمينة".replace('أ', "ا"));
    }

    #[test]
    fn every_word_must_occur() {
        let haystack = fold("Pénicilline G, rash");
        assert!(matches(&haystack, "RASH penicilline"));
        assert!(!matches(&haystack, "penicilline fever"));
        assert!(matches(&haystack, "  "));
    }
}
