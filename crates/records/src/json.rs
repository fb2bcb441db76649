//! JSON read without changing a byte: a tree whose scalars keep the text they had in the file, so that 1.0 stays 1.0
//! and 1e3 stays 1e3. Reading is lenient, as real files are: one value may stand where a list is expected, and the last
//! of several equal keys counts, as in most other readers.

mod cut;
mod depth;
mod members;
mod references;

use std::borrow::Cow;

use serde_json::value::RawValue;

pub(crate) use depth::too_deep;
pub(crate) use members::Members;
pub(crate) use references::references_in;

/// A JSON value. Scalars are tokens: `"text"` with its quotes and escapes, `1.0`, `true`, `null`.
#[derive(Clone)]
pub(crate) enum Node<'a> {
    Scalar(Cow<'a, str>),
    List(Vec<Self>),
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl<'a> Node<'a> {
    /// Reads one JSON value; `None` when it is not JSON or nested deeper than the limit.
    pub(crate) fn parse(raw: &'a str) -> Option<Self> {
        if too_deep(raw.as_bytes()) {
            return None;
        }
        // Well-formed or not says somebody who knows JSON.
        let raw: &RawValue = serde_json::from_str(raw).ok()?;
        Some(cut::tree(raw.get()))
    }

    /// A text scalar holding `text`.
    pub(crate) fn from_text(text: &str) -> Self {
        Self::Scalar(Cow::Owned(quote(text)))
    }

    /// The member called `key`; in a list, the first item's that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members
                .iter()
                .rev()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            Self::List(items) => items.iter().find_map(|item| item.get(key)),
            Self::Scalar(_) => None,
        }
    }

    /// The items of a list, or the value itself where a list was expected; nothing for `null`.
    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            Self::Scalar(token) if token == "null" => &[],
            one => std::slice::from_ref(one),
        }
    }

    /// The items of the member called `key`.
    pub(crate) fn each(&self, key: &str) -> &[Self] {
        self.get(key).map(Self::items).unwrap_or_default()
    }

    /// A string's text, unescaped. `None` for everything else and for broken escapes.
    pub(crate) fn text(&self) -> Option<Cow<'_, str>> {
        let Self::Scalar(token) = self else {
            return None;
        };
        let inner = token.strip_prefix('"')?.strip_suffix('"')?;
        if !inner.contains('\\') {
            return Some(Cow::Borrowed(inner));
        }
        serde_json::from_str::<String>(token).ok().map(Cow::Owned)
    }

    /// A scalar as a person reads it: text, number or boolean; `None` for null and blank text.
    pub(crate) fn word(&self) -> Option<Cow<'_, str>> {
        let word = match self {
            Self::Scalar(token) if token.starts_with('"') => self.text()?,
            Self::Scalar(token) if token != "null" => Cow::Borrowed(token.as_ref()),
            _ => return None,
        };
        (!word.trim().is_empty()).then_some(word)
    }

    /// The first readable scalar at a path such as `code.coding.display`, trying every item of each list on the way.
    pub(crate) fn word_at(&self, path: &str) -> Option<Cow<'_, str>> {
        match self {
            Self::List(items) => items.iter().find_map(|item| item.word_at(path)),
            Self::Scalar(_) if path.is_empty() => self.word(),
            Self::Scalar(_) => None,
            Self::Object(_) => {
                let (key, rest) = path.split_once('.').unwrap_or((path, ""));
                self.get(key)?.word_at(rest)
            }
        }
    }

    /// The first readable scalar at any of the paths.
    pub(crate) fn first_word(&self, paths: &[&str]) -> Option<Cow<'_, str>> {
        paths.iter().find_map(|path| self.word_at(path))
    }

    /// Appends the value as compact JSON, every scalar as it was.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Scalar(token) => out.push_str(token),
            Self::List(items) => {
                out.push('[');
                let mut separator = "";
                for item in items {
                    out.push_str(std::mem::replace(&mut separator, ","));
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                let mut separator = "";
                for (key, value) in members {
                    out.push_str(std::mem::replace(&mut separator, ","));
                    push_quoted(out, key);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// A JSON string token holding `text`.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_quoted(&mut out, text);
    out
}

/// Most texts, and all names of members, stand as they are: only the others are left to somebody who knows escapes.
fn push_quoted(out: &mut String, text: &str) {
    let stands_as_it_is = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    if text.bytes().all(stands_as_it_is) {
        out.extend(["\"", text, "\""]);
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, quote};

    #[test]
    fn scalars_keep_the_text_they_had() {
        let raw = r#"{ "a" : [1.0, 1e3, -0.50, "x\u0041\/"], "b":{}, "a":null }"#;
        let mut out = String::new();
        Node::parse(raw).expect("JSON").write(&mut out);
        assert_eq!(out, r#"{"a":[1.0,1e3,-0.50,"x\u0041\/"],"b":{},"a":null}"#);
    }

    #[test]
    fn a_text_is_quoted_as_json_has_it() {
        let every = (0..=0x100).filter_map(char::from_u32);
        for text in every
            .map(String::from)
            .chain(["".into(), "a\u{2028}é".into()])
        {
            let token = quote(&text);
            assert_eq!(token, serde_json::Value::from(text.as_str()).to_string());
        }
    }

    #[test]
    fn the_last_of_equal_keys_counts_and_lists_are_searched() {
        let node =
            Node::parse(r#"{"c":[{"d":""},{"d":"x\ny"}],"e":"one","e":"two"}"#).expect("JSON");
        assert_eq!(node.word_at("c.d").as_deref(), Some("x\ny"));
        assert_eq!(node.word_at("e").as_deref(), Some("two"));
        assert_eq!(node.word_at("c"), None);
    }

    #[test]
    fn a_broken_escape_spoils_only_its_own_string() {
        let node = Node::parse(r#"{"bad":"\ud800","huge":1e999,"good":"yes"}"#).expect("JSON");
        assert_eq!(node.word_at("bad"), None);
        assert_eq!(node.word_at("huge").as_deref(), Some("1e999"));
        assert_eq!(node.word_at("good").as_deref(), Some("yes"));
    }
}
