//! Text of others made fit for paper and for a card: one line, and without the signs that reorder or hide what stands around
//! them. What no typeface can show is kept; whoever sets it puts a box in its place.

/// Makes a text safe to set. Bidirectional overrides, embeddings and isolates go, since with them a text could rewrite its
/// neighbours (5 mg as 50 mg); signs that cannot be printed go or become spaces.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            letter if letter.is_control() || letter.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            // Invisible: soft hyphen, zero-width space, bidirectional controls, interlinear and tag signs, variants.
            '\u{ad}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}' => {}
            letter => out.push(if is_no_letter(letter) {
                '\u{fffd}'
            } else {
                letter
            }),
        }
    }
    // Of joiners alone nothing would be seen.
    if out
        .chars()
        .all(|letter| matches!(letter, ' ' | '\u{200c}'..='\u{200f}'))
    {
        return String::new();
    }
    out.trim().to_owned()
}

/// Private use and noncharacters: nobody knows what they mean, and an archive may not hold them.
fn is_no_letter(letter: char) -> bool {
    let code = u32::from(letter);
    matches!(code, 0xe000..=0xf8ff | 0xfdd0..=0xfdef) || code >= 0xf_0000 || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_reorders_or_hides_is_gone() {
        assert_eq!(clean("5\u{202e}0 mg\u{2066}x\u{2069}"), "50 mgx");
        assert_eq!(clean(" a\0\u{7}\n\tb\u{a0}c "), "a b c");
        assert_eq!(
            clean("\u{e123}\u{ffff}\u{10ffff}"),
            "\u{fffd}\u{fffd}\u{fffd}"
        );
        assert_eq!(clean("\u{200d}\u{200c} \u{200f}"), "");
        assert_eq!(clean("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(clean("#import \"x\" ] $ \\ <"), "#import \"x\" ] $ \\ <");
    }
}
