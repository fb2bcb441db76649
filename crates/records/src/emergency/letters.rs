//! Texts of others made fit for the card: one line, short, with no address in it that a scanner might open; and the same in
//! letters that every keyboard has.

use any_ascii::any_ascii;

use crate::clean::clean;

/// Longest name of a thing, in letters.
const LONGEST: usize = 80;

/// One line without addresses, cut between words where it is too long; then it ends in `…`.
pub(super) fn plain(text: &str) -> String {
    let text = whole(text);
    if text.chars().count() <= LONGEST {
        return text;
    }
    let start: String = text.chars().take(LONGEST).collect();
    let end = start.rfind(' ').unwrap_or(start.len());
    let kept = start.get(..end).unwrap_or_default();
    format!("{}…", kept.trim_end())
}

/// The same without a limit.
pub(super) fn whole(text: &str) -> String {
    let text = clean(text);
    let words: Vec<&str> = text.split(' ').filter(|word| !is_address(word)).collect();
    words.join(" ")
}

/// In printable ASCII; letters of other scripts as they sound, as far as that can be said letter by letter.
pub(super) fn ascii(text: &str) -> String {
    let text = any_ascii(text);
    let is_printable = |letter: &char| matches!(letter, ' '..='~');
    let text: String = text.chars().filter(is_printable).collect();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// What a scanner might take for an address and open.
fn is_address(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word.contains("://") || word.contains("www.") || word.contains("mailto:")
}

#[cfg(test)]
mod tests {
    use super::{ascii, plain};

    #[test]
    fn addresses_go_and_long_names_are_cut_between_words() {
        assert_eq!(
            plain("see HTTPS://a.example/x or www.b.example now"),
            "see or now"
        );
        let whole = "ten letters ".repeat(20);
        let long = plain(&whole);
        let kept = long.strip_suffix('…').expect("it says that it was cut");
        assert!(kept.chars().count() <= 80 && whole.starts_with(&format!("{kept} ")));
    }

    #[test]
    fn letters_of_every_script_become_those_of_a_keyboard() {
        for text in [
            "Penicilina con ñ",
            "Иван Петров",
            "أمينة حداد",
            "李丽慧",
            "मधुमेह",
            "µg ≥ 5 – 7",
        ] {
            let said = ascii(text);
            assert!(
                !said.is_empty() && said.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
                "{said}"
            );
        }
        assert_eq!(ascii("Иван"), "Ivan");
        assert_eq!(ascii("Füße"), "Fusse");
    }
}
