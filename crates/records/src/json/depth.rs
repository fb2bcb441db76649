//! How deep JSON is nested, from its bytes, before anything parses it. A file of ten thousand brackets must end in a
//! sentence, not in an exhausted stack. It counts brackets outside strings and makes no other judgement.

use crate::limits::JSON_DEPTH;

/// Whether arrays and objects are nested deeper than [`JSON_DEPTH`]. Bytes that are no JSON give some answer.
pub(crate) fn too_deep(bytes: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                if depth > JSON_DEPTH {
                    return true;
                }
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{JSON_DEPTH, too_deep};

    fn nested(levels: usize) -> String {
        format!("{}{}", "[".repeat(levels), "]".repeat(levels))
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        assert!(!too_deep(nested(JSON_DEPTH).as_bytes()));
        assert!(too_deep(nested(JSON_DEPTH + 1).as_bytes()));
        assert!(too_deep(nested(10_000).as_bytes()));
    }

    #[test]
    fn brackets_in_strings_do_not_count() {
        let text = format!(r#"{{"a\"[":"{}"}}"#, "[".repeat(1_000));
        assert!(!too_deep(text.as_bytes()));
    }
}
