//! Cuts JSON that a reader has accepted into its tree, in one pass over its bytes. A reader that is asked for each level anew
//! looks at the innermost bytes once for every level around them, and that is most of what a summary takes.

use std::borrow::Cow;

use super::Node;

/// The tree of `json`: well-formed, and not deeper than what calls may be nested.
pub(super) fn tree(json: &str) -> Node<'_> {
    Cut { json, at: 0 }.value()
}

struct Cut<'a> {
    json: &'a str,
    at: usize,
}

impl<'a> Cut<'a> {
    fn value(&mut self) -> Node<'a> {
        match self.sign() {
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            _ => Node::Scalar(Cow::Borrowed(self.token())),
        }
    }

    fn object(&mut self) -> Node<'a> {
        let (mut members, mut is_readable) = (Vec::new(), true);
        self.at += 1;
        loop {
            match self.sign() {
                Some(b'"') => {}
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                _ => break,
            }
            let name = name(self.token());
            // The colon.
            self.sign();
            self.at += 1;
            let value = self.value();
            match name {
                Some(name) => members.push((name, value)),
                None => is_readable = false,
            }
        }
        self.at += 1;
        if is_readable {
            Node::Object(members)
        } else {
            Node::Scalar(Cow::Borrowed("null"))
        }
    }

    fn list(&mut self) -> Node<'a> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            match self.sign() {
                Some(b',') => self.at += 1,
                Some(b']') | None => break,
                Some(_) => items.push(self.value()),
            }
        }
        self.at += 1;
        Node::List(items)
    }

    /// The next byte that is no space.
    fn sign(&mut self) -> Option<u8> {
        let rest = self.json.as_bytes().get(self.at..)?;
        let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
        let spaces = spaces.count();
        self.at += spaces;
        rest.get(spaces).copied()
    }

    /// A string with its quotes, a number, a word.
    fn token(&mut self) -> &'a str {
        let rest = self.json.as_bytes().get(self.at..).unwrap_or_default();
        let length = match rest.first() {
            Some(b'"') => string_length(rest),
            _ => {
                let ends = |byte: &u8| b",]} \t\r\n".contains(byte);
                // What is no JSON may not keep anybody here for ever.
                rest.iter().position(ends).unwrap_or(rest.len()).max(1)
            }
        };
        let token = self.json.get(self.at..self.at + length);
        self.at += length;
        token.unwrap_or("null")
    }
}

/// The bytes of the string that `bytes` begin with, its quotes included.
fn string_length(bytes: &[u8]) -> usize {
    let mut is_escaped = false;
    let ends = |byte: &u8| match byte {
        _ if is_escaped => {
            is_escaped = false;
            false
        }
        b'\\' => {
            is_escaped = true;
            false
        }
        byte => *byte == b'"',
    };
    let inside = bytes.iter().skip(1).position(ends);
    inside.map_or(bytes.len(), |inside| inside + 2)
}

/// A member's name; `None` where its escapes are none.
fn name(token: &str) -> Option<Cow<'_, str>> {
    if token.contains('\\') {
        return serde_json::from_str::<String>(token).ok().map(Cow::Owned);
    }
    let inner = token.strip_prefix('"')?.strip_suffix('"')?;
    Some(Cow::Borrowed(inner))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn written(json: &str) -> String {
        let mut out = String::new();
        tree(json).write(&mut out);
        out
    }

    #[test]
    fn spaces_escapes_and_empty_things_are_cut_where_they_end() {
        let json = " {\n\"a\\\"b\" : [ ] , \"c\\\\\":{ },\"d\":[ 1.0 ,\"]}\\\\\",[true,null] ]} ";
        assert_eq!(
            written(json),
            r#"{"a\"b":[],"c\\":{},"d":[1.0,"]}\\",[true,null]]}"#
        );
        for one in ["\"x\"", "-0.50", "false", "[]", "{}", "\"\\\"\""] {
            assert_eq!(written(one), one);
        }
    }

    #[test]
    fn a_name_that_cannot_be_read_spoils_its_object_alone() {
        let json = r#"[{"\ud800":1,"a":{"b":2}},{"c":3}]"#;
        assert_eq!(written(json), r#"[null,{"c":3}]"#);
    }

    #[test]
    fn what_is_no_json_ends_too() {
        for torn in ["", "{", "[", "{\"a", "[1,", "{\"a\":", "}", "]", "[}", "{]"] {
            written(torn);
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".*".prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 60, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::vec((".*", inner), 0..8)
                    .prop_map(|members| members.into_iter().collect::<Value>()),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_cut_and_written_the_same(value in any_json()) {
            for json in [value.to_string(), serde_json::to_string_pretty(&value).expect("JSON")] {
                prop_assert_eq!(written(&json), value.to_string());
            }
        }
    }
}
