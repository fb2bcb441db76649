//! Numbers with their units kept together in text that runs from right to left. By the Unicode rules alone the digits of
//! `10 mg` after an Arabic word change places with `mg` or with the dose before them; a dose misread is a danger, so each
//! stands in an isolate of its own.

use std::borrow::Cow;

/// The text with an isolate around every number that has a unit in Latin letters, where it holds letters that run from
/// right to left.
#[must_use]
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_rtl) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find(char::is_numeric) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let before_sign = sign(before);
        let (kept, sign) = before.split_at_checked(before_sign).unwrap_or((before, ""));
        out.push_str(kept);
        let number = number(from);
        let long = number + unit(from.get(number..).unwrap_or_default());
        let (dose, after) = from.split_at_checked(long).unwrap_or((from, ""));
        if long > number && !before.ends_with(char::is_alphanumeric) {
            out.push('\u{2066}');
            out.push_str(sign);
            out.push_str(dose);
            out.push('\u{2069}');
        } else {
            out.push_str(sign);
            out.push_str(dose);
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Where a sign that belongs to the number after it starts (`≥ `, `-`): it would be mirrored, or change sides.
fn sign(before: &str) -> usize {
    let text = before.trim_end_matches(' ');
    let is_sign = |letter| {
        matches!(
            letter,
            '<' | '>' | '≤' | '≥' | '=' | '~' | '≈' | '±' | '+' | '-' | '−'
        )
    };
    let signed = text.trim_end_matches(is_sign);
    if signed.len() < text.len() {
        signed.len()
    } else {
        before.len()
    }
}

/// The length of the number a text starts with: digits with points, commas, slashes or dashes among them.
fn number(text: &str) -> usize {
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        if letter.is_numeric() {
            end = at + letter.len_utf8();
        } else if !matches!(letter, '.' | ',' | '/' | '-' | '–' | '×' | '٫' | '٬') || at > end
        {
            break;
        }
    }
    end
}

/// The length of the unit that follows a number, with the space before it; 0 without one.
fn unit(text: &str) -> usize {
    let space = text
        .chars()
        .next()
        .filter(|letter| letter.is_whitespace())
        .map_or(0, char::len_utf8);
    let unit = text.get(space..).unwrap_or_default();
    let is_first = |letter: char| {
        letter.is_ascii_alphabetic() || matches!(letter, 'µ' | 'μ' | '%' | '°' | '[')
    };
    if !unit.starts_with(is_first) {
        return 0;
    }
    let is_more = |letter: char| {
        is_first(letter)
            || letter.is_ascii_digit()
            || matches!(letter, '/' | '^' | '.' | '*' | ']' | '²' | '³')
    };
    space + unit.find(|letter| !is_more(letter)).unwrap_or(unit.len())
}

/// Hebrew, Arabic and their neighbours.
pub(crate) fn is_rtl(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}')
}

#[cfg(test)]
mod tests {
    use super::isolated;

    #[test]
    fn numbers_with_units_are_isolated_in_rtl_text_only() {
        let shown = |text: &str| {
            isolated(text)
                .replace('\u{2066}', "<")
                .replace('\u{2069}', ">")
        };
        assert_eq!(shown("خذ 5 mg، ثم 10mg/ml"), "خذ <5 mg>، ثم <10mg/ml>");
        assert_eq!(
            shown("كل 12.5–25 µg يوم 3 مرات"),
            "كل <12.5–25 µg> يوم 3 مرات"
        );
        assert_eq!(shown("حد ≥ 5 mg و-2 mg"), "حد <≥ 5 mg> و<-2 mg>");
        assert_eq!(shown("5 mg, 10 mg"), "5 mg, 10 mg");
        assert_eq!(shown("B12 عربي 7"), "B12 عربي 7");
        assert_eq!(shown("ע 5."), "ע 5.");
    }
}
