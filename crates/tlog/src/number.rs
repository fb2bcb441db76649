//! Decimal numbers as the C2SP texts write them: ASCII digits, no sign, no leading zero. Read by one strict function, so
//! that no number has two spellings anywhere in the log.

/// Reads a decimal number with one spelling only: `0`, or digits that do not begin with `0`.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let leading_zero = text.len() > 1 && text.starts_with('0');
    if leading_zero || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        for number in [0, 1, 10, 999, u64::MAX] {
            assert_eq!(parse_decimal(&number.to_string()), Some(number));
        }
        for text in [
            "",
            "00",
            "01",
            "+1",
            "-1",
            " 1",
            "1 ",
            "1_0",
            "٣",
            "18446744073709551616",
        ] {
            assert_eq!(parse_decimal(text), None, "{text:?}");
        }
    }
}
