//! A record as it may stand in a share from which others were held back: what it says of them is taken out, so that one
//! that was held back, one that lies in another hospital and one that never existed look the same.

use std::borrow::Cow;

use crate::{
    json::Node,
    reference::{Target, kind_in},
    summary::{words_may_stay, words_only},
};

/// Where the references of one record lead.
pub struct Links<'l> {
    /// The record that a reference points to, if the wallet knows it.
    pub resolve: &'l dyn Fn(&str) -> Option<Target>,
    /// Whether a record is in the share.
    pub is_shared: &'l dyn Fn(&Target) -> bool,
    /// Whether a record is held back, so that not even its name may stay.
    pub is_held_back: &'l dyn Fn(&Target) -> bool,
}

/// The record without what it says of records that are not in the share: references to clinical ones, and with them the
/// generated narrative, which may repeat them. A `Composition` never keeps its narrative. All else stays byte for byte,
/// and the whole record does when there is nothing to take out.
#[must_use]
pub fn guard<'a>(raw: &'a str, links: &Links<'_>) -> Cow<'a, str> {
    let Some(node) = Node::parse(raw) else {
        return Cow::Borrowed(raw);
    };
    let mut walk = Walk {
        links,
        has_changed: false,
        lost_clinical: false,
    };
    let kept = walk.member("", &node).unwrap_or(Node::Object(Vec::new()));
    let is_cover = node.word_at("resourceType").as_deref() == Some("Composition");
    let kept = if walk.lost_clinical || is_cover {
        without_narrative(&kept)
    } else if walk.has_changed {
        kept
    } else {
        return Cow::Borrowed(raw);
    };
    let mut out = String::with_capacity(raw.len());
    kept.write(&mut out);
    Cow::Owned(out)
}

struct Walk<'w, 'l> {
    links: &'w Links<'l>,
    has_changed: bool,
    lost_clinical: bool,
}

impl Walk<'_, '_> {
    /// The value of the member `key`; `None` when nothing of it may stay.
    fn member<'a>(&mut self, key: &str, value: &Node<'a>) -> Option<Node<'a>> {
        match value {
            Node::Scalar(_) => Some(value.clone()),
            Node::List(items) => {
                let kept: Vec<_> = items
                    .iter()
                    .filter_map(|item| self.member(key, item))
                    .collect();
                (items.is_empty() || !kept.is_empty()).then_some(Node::List(kept))
            }
            Node::Object(members) => match value.get("reference").and_then(Node::text) {
                Some(reference) => self.reference(key, &reference, value),
                None => self.object(members),
            },
        }
    }

    fn object<'a>(&mut self, members: &[(Cow<'a, str>, Node<'a>)]) -> Option<Node<'a>> {
        let kept: Vec<_> = members
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), self.member(key, value)?)))
            .collect();
        // An extension that lost its value must not stay as a bare address.
        let is_bare = |key: &str| ["id", "url"].contains(&key);
        let says_something = kept.iter().any(|(key, _)| !is_bare(key));
        (says_something || kept.len() == members.len()).then_some(Node::Object(kept))
    }

    fn reference<'a>(&mut self, key: &str, reference: &str, value: &Node<'a>) -> Option<Node<'a>> {
        if reference.starts_with('#') {
            return Some(value.clone());
        }
        // Whom a record is about is named in the share's Consent anyway.
        let is_about = ["subject", "patient"].contains(&key);
        let target = (self.links.resolve)(reference);
        if is_about || target.as_ref().is_some_and(self.links.is_shared) {
            return Some(value.clone());
        }
        self.has_changed = true;
        let is_held_back = target.as_ref().is_some_and(self.links.is_held_back);
        let kind = target.map(|target| target.kind);
        let kind = kind.or_else(|| value.word_at("type").map(Cow::into_owned));
        let kind = kind.or_else(|| kind_in(reference).map(str::to_owned));
        if kind.is_some_and(|kind| words_may_stay(&kind)) {
            return (!is_held_back).then(|| words_only(value));
        }
        self.lost_clinical = true;
        None
    }
}

/// A copy without the narratives: every member `text` that holds a `div`.
fn without_narrative<'a>(node: &Node<'a>) -> Node<'a> {
    match node {
        Node::Scalar(_) => node.clone(),
        Node::List(items) => Node::List(items.iter().map(without_narrative).collect()),
        Node::Object(members) => {
            let is_narrative = |(key, value): &&(Cow<'a, str>, Node<'a>)| {
                key == "text" && value.get("div").is_some()
            };
            let kept = members.iter().filter(|member| !is_narrative(member));
            let kept = kept.map(|(key, value)| (key.clone(), without_narrative(value)));
            Node::Object(kept.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Links, guard};
    use crate::reference::Target;

    const REPORT: &str = r#"{ "resourceType":"DiagnosticReport", "text":{"status":"generated","div":"<div>low mood</div>"},
        "subject":{"reference":"Patient/1"},
        "result":[{"reference":"Observation/shared"},{"reference":"Observation/REF","display":"PHQ-9"}],
        "performer":[{"reference":"Practitioner/9","display":"Dr Example"}], "conclusion":"1.0" }"#;

    fn run(raw: &str, known: bool) -> String {
        let target = |kind: &str, digest: u8| Target {
            digest: [digest; 32],
            kind: kind.to_owned(),
        };
        let links = Links {
            resolve: &|reference| match reference {
                "Patient/1" => Some(target("Patient", 1)),
                "Observation/shared" => Some(target("Observation", 2)),
                "Observation/held" if known => Some(target("Observation", 3)),
                "Practitioner/held" => Some(target("Practitioner", 3)),
                _ => None,
            },
            is_shared: &|target| target.digest[0] < 3,
            is_held_back: &|target| target.digest[0] == 3,
        };
        guard(raw, &links).into_owned()
    }

    #[test]
    fn held_back_elsewhere_and_never_there_look_the_same() {
        let raw = REPORT.replace("REF", "held");
        let held = run(&raw, true);
        assert_eq!(held, run(&raw, false));
        assert_eq!(held, run(&REPORT.replace("REF", "nowhere"), false));
        assert!(
            !held.contains("PHQ-9") && !held.contains("low mood"),
            "{held}"
        );
        assert!(held.contains("Observation/shared") && held.contains("Dr Example"));
        assert!(held.contains("Patient/1") && !held.contains("Practitioner/9"));
    }

    #[test]
    fn a_record_that_names_nothing_else_keeps_every_byte() {
        let raw =
            r#"{ "text":{"div":"<div>x</div>"}, "subject":{"reference":"Patient/1"}, "v":1.0 }"#;
        assert_eq!(run(raw, true), raw);
        let raw = r##"{"contained":[{"id":"a"}], "code":{"reference":"#a"}}"##;
        assert_eq!(run(raw, true), raw);
        assert_eq!(run("not JSON", true), "not JSON");
    }

    #[test]
    fn a_cover_keeps_its_sections_but_not_their_words() {
        let raw = r#"{"resourceType":"Composition","section":[{"title":"Problems","text":{"status":"generated","div":"<div>x</div>"},"entry":[{"reference":"Condition/9"}]}]}"#;
        assert_eq!(
            run(raw, true),
            r#"{"resourceType":"Composition","section":[{"title":"Problems"}]}"#
        );
    }

    #[test]
    fn the_name_of_what_was_held_back_goes_too() {
        let raw =
            r#"{"asserter":{"reference":"Practitioner/held","display":"Dr Example"},"note":1}"#;
        assert_eq!(run(raw, true), r#"{"note":1}"#);
    }
}
