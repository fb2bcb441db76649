//! A Bundle as a reader sees it: its resources, each with its view, and the names and codes of the people, places and
//! products they refer to. Whatever is put on paper or on a card is read by this, so that both say the same.

use std::{borrow::Cow, collections::HashMap};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    json::Node,
    view::{Category, Code, View, codes},
};

/// The resources of a Bundle. No `Debug`: it is health data.
pub struct Bundle<'a> {
    entries: Vec<Entry<'a>>,
    titles: HashMap<String, String>,
    /// The codes of products.
    codes: HashMap<String, Vec<Code>>,
}

/// One resource.
pub struct Entry<'a> {
    name: Option<Cow<'a, str>>,
    /// Its JSON, as it stands in the Bundle.
    pub raw: &'a str,
    /// What is shown of it.
    pub view: View,
}

impl<'a> Bundle<'a> {
    /// Reads a Bundle; `None` for what is none, or no JSON. How large it may be is for the caller to say.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let json: Json<'a> = serde_json::from_slice(bytes).ok()?;
        if json.kind != "Bundle" {
            return None;
        }
        let mut bundle = Self {
            entries: json.entry.into_iter().filter_map(Entry::of).collect(),
            titles: HashMap::new(),
            codes: HashMap::new(),
        };
        // Twice: a role is named after the person it leads to.
        bundle.look(is_companion);
        bundle.look(is_companion);
        bundle.look(|kind| !is_companion(kind));
        Some(bundle)
    }

    /// All resources, in their order.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// Those that say something about health, in their order: no people, places and products, no cover, no proofs of origin.
    pub fn about_health(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries
            .iter()
            .filter(|entry| is_about_health(&entry.view))
    }

    /// The name of the person, place or product that a reference leads to.
    #[must_use]
    pub fn title(&self, reference: &str) -> Option<&str> {
        self.titles.get(reference).map(String::as_str)
    }

    /// All codes of what a resource is about; where it only refers to a product, the product's.
    #[must_use]
    pub fn codes(&self, entry: &Entry<'_>) -> Vec<Code> {
        let own = codes(entry.raw);
        if !own.is_empty() {
            return own;
        }
        let referred = || {
            let node = Node::parse(entry.raw)?;
            let reference = node.first_word(&PRODUCTS)?;
            self.codes.get(reference.as_ref()).cloned()
        };
        referred().unwrap_or_default()
    }

    /// The language that a resource is written in, as its primary tag: its own, or else that of the Bundle's cover; of `None` the
    /// cover's.
    #[must_use]
    pub fn language(&self, entry: Option<&Entry<'_>>) -> Option<String> {
        let covers = self.entries.iter();
        let mut covers = covers.filter(|entry| entry.view.kind == "Composition");
        entry
            .and_then(|entry| language(entry.raw))
            .or_else(|| covers.find_map(|cover| language(cover.raw)))
    }

    fn look(&mut self, wanted: impl Fn(&str) -> bool) {
        let Self {
            entries,
            titles,
            codes,
        } = self;
        for entry in entries.iter_mut().filter(|entry| wanted(&entry.view.kind)) {
            entry.view = View::of(entry.raw, &|reference| titles.get(reference).cloned());
            entry.name_in(titles, codes);
        }
    }
}

impl<'a> Entry<'a> {
    fn of(json: EntryJson<'a>) -> Option<Self> {
        let raw = json.resource?.get();
        Some(Self {
            name: json.full_url,
            raw,
            view: View::of(raw, &|_| None),
        })
    }

    /// Writes down under which names others refer to it.
    fn name_in(
        &self,
        titles: &mut HashMap<String, String>,
        all_codes: &mut HashMap<String, Vec<Code>>,
    ) {
        let view = &self.view;
        if !is_companion(&view.kind) {
            return;
        }
        let short = view.id.as_ref().map(|id| format!("{}/{id}", view.kind));
        let names = self.name.iter().map(|name| name.to_string()).chain(short);
        let is_product = matches!(view.kind.as_str(), "Device" | "Medication");
        let codes = if is_product {
            codes(self.raw)
        } else {
            Vec::new()
        };
        for name in names {
            if !codes.is_empty() {
                all_codes.insert(name.clone(), codes.clone());
            }
            if view.title != view.kind {
                titles.insert(name, view.title.clone());
            }
        }
    }
}

/// The primary tag of a resource's language, where it looks like one.
fn language(raw: &str) -> Option<String> {
    let node = Node::parse(raw)?;
    let tag = node.word_at("language")?;
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    let is_letters = primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_letters && matches!(primary.len(), 2 | 3)).then(|| primary.to_ascii_lowercase())
}

/// Where a resource refers to the product it is about.
const PRODUCTS: [&str; 3] = [
    "medicationReference.reference",
    "medication.reference",
    "device.reference",
];

/// Who, where and which product: named by others, nothing about health themselves.
fn is_companion(kind: &str) -> bool {
    matches!(
        kind,
        "Device"
            | "Location"
            | "Medication"
            | "Organization"
            | "Patient"
            | "Practitioner"
            | "PractitionerRole"
            | "RelatedPerson"
            | "Specimen"
            | "Substance"
    )
}

/// The cover of the document, what proves where it came from, and bare bytes say nothing about health.
fn is_about_health(view: &View) -> bool {
    let is_cover = matches!(
        view.kind.as_str(),
        "Binary" | "Bundle" | "Composition" | "List" | "OperationOutcome" | "Provenance"
    );
    !is_companion(&view.kind) && !is_cover && Category::ALL.contains(&view.category)
}

#[derive(Deserialize)]
struct Json<'a> {
    #[serde(rename = "resourceType", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    entry: Vec<EntryJson<'a>>,
}

#[derive(Deserialize)]
struct EntryJson<'a> {
    #[serde(rename = "fullUrl", borrow, default)]
    full_url: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    resource: Option<&'a RawValue>,
}

#[cfg(test)]
mod tests {
    use super::Bundle;

    #[test]
    fn what_is_referred_to_gives_its_name_and_codes() {
        let text = r#"{"resourceType":"Bundle","entry":[
            {"resource":{"resourceType":"MedicationStatement","medicationReference":{"reference":"urn:uuid:1"}}},
            {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Medication","id":"m","code":{"coding":[
                {"system":"http://www.whocc.no/atc","code":"A10BA02","display":"Metformin"}]}}},
            {"resource":{"resourceType":"Composition"}},{"resource":{"resourceType":"Patient"}}]}"#;
        let bundle = Bundle::read(text.as_bytes()).expect("a Bundle");
        let about: Vec<_> = bundle.about_health().collect();
        let [only] = about.as_slice() else {
            panic!("{}", about.len())
        };
        assert_eq!(only.view.title, "Metformin");
        assert_eq!(bundle.codes(only)[0].code, "A10BA02");
        assert_eq!(bundle.title("Medication/m"), Some("Metformin"));
        assert_eq!(bundle.entries().len(), 4);
    }

    #[test]
    fn what_is_no_bundle_is_none() {
        for text in ["", "[]", r#"{"resourceType":"Patient"}"#, r#"{"entry":[]}"#] {
            assert!(Bundle::read(text.as_bytes()).is_none());
        }
    }
}
