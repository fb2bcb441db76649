//! What the files of an opened share are called. The bundle names its attachments by relative addresses such as
//! `attachments/1-letter.pdf`; the part that ends in the same number is that file. Names come from strangers: nothing in
//! one leads out of the folder.

use std::collections::BTreeMap;

use keepwell_protocol::terms::{BUNDLE_PART, PartTerms};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The longest name, in bytes; file systems allow 255.
const MAX_BYTES: usize = 230;
/// The folder of everything but bundle and consent.
pub(super) const ATTACHMENTS: &str = "attachments";

/// For each part but the bundle its name and the file's, which `head` (its first bytes) helps to end where the bundle
/// does not name it.
pub(super) fn attachments(
    bundle: &[u8],
    parts: &[PartTerms],
    head: impl Fn(&str) -> Vec<u8>,
) -> Vec<(String, String)> {
    let mut named = if parts.len() > 1 {
        named(bundle)
    } else {
        BTreeMap::new()
    };
    // Each name is given once: of two parts with one number the first is the file.
    let mut name = |part: &PartTerms| {
        let known = number(&part.name).and_then(|number| named.remove(&number));
        let file = known.unwrap_or_else(|| unnamed(part, &head));
        (part.name.clone(), file)
    };
    let others = parts.iter().filter(|part| part.name != BUNDLE_PART);
    others.map(&mut name).collect()
}

fn unnamed(part: &PartTerms, head: &impl Fn(&str) -> Vec<u8>) -> String {
    let head = head(&part.name);
    let ending = match head.as_slice() {
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        [0xff, 0xd8, 0xff, ..] => "jpg",
        [0x89, b'P', b'N', b'G', ..] => "png",
        _ => "bin",
    };
    format!("{}.{ending}", part.name)
}

/// The file names in a bundle's attachments, by their number.
fn named(bundle: &[u8]) -> BTreeMap<u64, String> {
    documents(bundle)
        .into_iter()
        .filter_map(|document| file_of(&document.url?))
        .collect()
}

/// What the documents of a bundle say of their content; nothing when it is no bundle.
pub(super) fn documents(bundle: &[u8]) -> Vec<Attachment> {
    let Ok(bundle) = serde_json::from_slice::<Bundle<'_>>(bundle) else {
        return Vec::new();
    };
    let resources = bundle.entry.iter().filter_map(|entry| entry.resource);
    let references = resources
        .filter_map(|raw| serde_json::from_str::<Reference>(raw.get()).ok())
        .filter(|reference| reference.resource_type == "DocumentReference");
    references
        .flat_map(|reference| reference.content)
        .map(|content| content.attachment)
        .collect()
}

/// Number and safe name in `attachments/<number>-<name>`.
fn file_of(url: &str) -> Option<(u64, String)> {
    let file = url.strip_prefix(ATTACHMENTS)?.strip_prefix('/')?;
    let (digits, rest) = file.split_once('-')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| digits.parse::<u64>().ok()).flatten()?;
    Some((number, format!("{number}-{}", safe(rest))))
}

/// The digits at the end of a part's name.
fn number(part: &str) -> Option<u64> {
    let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
    part.strip_prefix(letters)?.parse().ok()
}

/// Letters, digits and `-_. ` stay; the name always follows a number, so it cannot be a device or a dot file.
pub(super) fn safe(name: &str) -> String {
    let mut safe = String::new();
    for letter in name.chars() {
        let letter = if letter.is_alphanumeric() || "-_. ".contains(letter) {
            letter
        } else {
            '_'
        };
        if safe.len() + letter.len_utf8() > MAX_BYTES {
            break;
        }
        safe.push(letter);
    }
    safe.trim_end_matches(['.', ' ']).to_owned()
}

#[derive(Deserialize)]
struct Bundle<'a> {
    #[serde(borrow, default)]
    entry: Vec<BundleEntry<'a>>,
}

#[derive(Deserialize)]
struct BundleEntry<'a> {
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(rename = "resourceType")]
    resource_type: String,
    #[serde(default)]
    content: Vec<Content>,
}

#[derive(Deserialize)]
struct Content {
    attachment: Attachment,
}

/// A document's content, or where it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Attachment {
    pub(super) content_type: Option<String>,
    pub(super) data: Option<String>,
    pub(super) title: Option<String>,
    url: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str) -> PartTerms {
        PartTerms {
            name: name.to_owned(),
            size: 1,
            digest: [0; 32],
        }
    }

    fn files(bundle: &str, parts: &[&str]) -> Vec<String> {
        let parts: Vec<_> = [BUNDLE_PART]
            .iter()
            .chain(parts)
            .map(|name| part(name))
            .collect();
        let head = |name: &str| match name {
            "pdf" => b"%PDF-1.7".to_vec(),
            _ => Vec::new(),
        };
        let pairs = attachments(bundle.as_bytes(), &parts, head);
        pairs.into_iter().map(|(_, file)| file).collect()
    }

    #[test]
    fn parts_get_the_names_that_the_bundle_gives_them() {
        let bundle = r#"{"resourceType":"Bundle","entry":[
            {"resource":{"resourceType":"Observation","content":"not ours"}},{},
            {"resource":{"resourceType":"DocumentReference","content":[
                {"attachment":{"url":"attachments/2-scan März.png","title":"x"}},
                {"attachment":{"data":"YQ=="}},
                {"attachment":{"url":"attachments/1-letter.pdf"}}]}}]}"#;
        assert_eq!(
            files(bundle, &["a1", "a2", "a3", "b2", "pdf"]),
            [
                "1-letter.pdf",
                "2-scan März.png",
                "a3.bin",
                "b2.bin",
                "pdf.pdf"
            ]
        );
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for (url, file) in [
            ("attachments/1-../../etc/passwd", "1-.._.._etc_passwd"),
            ("attachments/1-..", "1-"),
            ("attachments/1-C:\\\\x", "1-C__x"),
            ("attachments/../1-x", "a1.bin"),
            ("https://elsewhere.example/1-x", "a1.bin"),
            ("/attachments/1-x", "a1.bin"),
            ("attachments/-x", "a1.bin"),
            ("attachments/+1-x", "a1.bin"),
        ] {
            let bundle = format!(
                r#"{{"entry":[{{"resource":{{"resourceType":"DocumentReference","content":[{{"attachment":{{"url":"{url}"}}}}]}}}}]}}"#
            );
            assert_eq!(files(&bundle, &["a1"]), [file], "{url}");
        }
        assert!(safe(&"\u{20000}".repeat(100)).len() <= MAX_BYTES);
    }

    #[test]
    fn a_bundle_that_is_no_json_names_nothing() {
        assert_eq!(files("{", &["a1"]), ["a1.bin"]);
        assert_eq!(files("", &[]), Vec::<String>::new());
    }
}
