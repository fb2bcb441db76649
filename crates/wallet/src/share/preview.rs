//! What a clinic would see of a choice, read from the very bundle that would be sealed: no second reckoning that could
//! differ from it. Beside it stands what only the patient is told: how many sensitive records are held back.

use std::collections::HashMap;

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    deidentify,
    sensitive::SensitiveGroup,
    view::{Category, Marks, View},
};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Choice, ShareError, pdf};
use crate::{
    records::{self, SelectedDocument},
    vault::Vault,
};

/// What a clinic would see, and what it would not. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// How many of the wallet's records it is made of.
    pub records: u64,
    /// Everything in it, by category, in the order of the record's own sections.
    pub sections: Vec<Section>,
    /// How many records of each sensitive group are held back. The clinic is not told.
    pub not_shown: Vec<HeldBack>,
    /// A PDF of it goes along.
    pub pdf: bool,
    /// The documents in it and beside it.
    pub attachments: Vec<Attachment>,
    /// What was changed so that nobody is told from it: keys of the language files.
    pub changes: Vec<&'static str>,
    /// It holds sample data, and the clinic sees that.
    pub is_sample: bool,
}

/// One category.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Which.
    pub category: Category,
    /// What is in it.
    pub lines: Vec<Line>,
}

/// One resource of the share, as a list shows it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its name in the share, which is another each time.
    pub id: String,
    /// Its category.
    pub category: Category,
    /// What it is.
    pub title: String,
    /// One line of what it says.
    pub note: Option<String>,
    /// Its clinical date as it is written there.
    pub date: Option<String>,
    /// Who recorded it.
    pub source: Option<String>,
    /// A severe allergy.
    pub severe: bool,
    /// The first sensitive group it is in by its own codes.
    pub sensitive: Option<SensitiveGroup>,
    /// It carries the label of the sample.
    pub is_sample: bool,
    /// The person wrote it.
    pub is_by_hand: bool,
}

/// How many are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HeldBack {
    /// Of which group.
    pub group: SensitiveGroup,
    /// How many records.
    pub count: u64,
}

/// A document.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// What a clinic would see of `choice` now. Names inside the share, and for research the number of days that dates are
/// moved by, are drawn anew when it is made.
///
/// # Errors
/// [`ShareError`]. A choice that nothing fits is a preview without records, since the person may still be choosing.
pub fn preview(
    vault: &Vault,
    choice: &Choice,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Preview, ShareError> {
    let tried = records::try_select(vault, &choice.selection(), now, rng)?;
    let mut preview = Preview {
        records: 0,
        sections: Vec::new(),
        not_shown: held_back(&tried.held_back),
        pdf: false,
        attachments: Vec::new(),
        changes: changes(choice),
        is_sample: false,
    };
    if let Some(selected) = tried.selected {
        let resources = resources(&selected.bundle)?;
        preview.records = selected.records;
        preview.sections = sections(&resources);
        preview.pdf = pdf::of(choice, &selected, now).is_some();
        preview.attachments = attachments(&resources, &selected.documents);
        preview.is_sample = selected.is_sample;
    }
    Ok(preview)
}

fn held_back(counts: &[(SensitiveGroup, u64)]) -> Vec<HeldBack> {
    let counts = counts.iter();
    counts
        .map(|&(group, count)| HeldBack { group, count })
        .collect()
}

fn changes(choice: &Choice) -> Vec<&'static str> {
    if choice.is_deidentified() {
        deidentify::CHANGES.to_vec()
    } else {
        Vec::new()
    }
}

#[derive(Deserialize)]
struct Bundle<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow)]
    entry: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(rename = "fullUrl")]
    full_url: String,
    #[serde(borrow)]
    resource: &'a RawValue,
}

/// What the wallet itself adds at the beginning of a document: its cover, and the cover's author.
const OWN_ENTRIES: usize = 2;

fn resources(bundle: &[u8]) -> Result<Vec<Entry<'_>>, ShareError> {
    let bundle: Bundle<'_> = serde_json::from_slice(bundle).map_err(|_| ShareError::Bundle)?;
    let own = if bundle.kind == "document" {
        OWN_ENTRIES
    } else {
        0
    };
    Ok(bundle.entry.into_iter().skip(own).collect())
}

fn sections(resources: &[Entry<'_>]) -> Vec<Section> {
    let alone = |entry: &Entry<'_>| View::of(entry.resource.get(), &|_| None);
    let titles: HashMap<&str, View> = resources
        .iter()
        .map(|entry| (entry.full_url.as_str(), alone(entry)))
        .collect();
    let name = |reference: &str| {
        let view = titles.get(reference)?;
        (view.title != view.kind).then(|| view.title.clone())
    };
    let mut lines: Vec<Line> = resources
        .iter()
        .map(|entry| line(entry, View::of(entry.resource.get(), &name)))
        .collect();
    // Stable: within a category they stay in the order of the share.
    lines.sort_by_key(|line| line.category);
    let same = |one: &Line, other: &Line| one.category == other.category;
    let groups = lines.chunk_by(same);
    groups
        .filter_map(|lines| {
            Some(Section {
                category: lines.first()?.category,
                lines: lines.to_vec(),
            })
        })
        .collect()
}

fn line(entry: &Entry<'_>, view: View) -> Line {
    let marks = Marks::of(entry.resource.get());
    Line {
        id: entry.full_url.clone(),
        category: view.category,
        title: view.title,
        note: view.detail,
        date: view.date.map(|date| date.text),
        source: view.source,
        severe: marks.is_severe,
        sensitive: marks.sensitive.first().copied(),
        is_sample: view.is_sample,
        is_by_hand: marks.is_by_hand,
    }
}

#[derive(Deserialize)]
struct DocumentReference {
    #[serde(rename = "resourceType")]
    kind: String,
    #[serde(default)]
    content: Vec<Content>,
}

#[derive(Deserialize)]
struct Content {
    attachment: Inside,
}

#[derive(Deserialize)]
struct Inside {
    title: Option<String>,
    data: Option<String>,
}

/// Those inside the bundle, then those beside it.
fn attachments(resources: &[Entry<'_>], beside: &[SelectedDocument]) -> Vec<Attachment> {
    let references = resources
        .iter()
        .filter_map(|entry| serde_json::from_str::<DocumentReference>(entry.resource.get()).ok())
        .filter(|reference| reference.kind == "DocumentReference");
    let contents = references.flat_map(|reference| reference.content);
    let inside = contents.filter_map(|Content { attachment }| {
        let letters = attachment.data?.trim_end_matches('=').len();
        Some(Attachment {
            name: attachment.title.unwrap_or_default(),
            bytes: u64::try_from(letters * 3 / 4).ok()?,
        })
    });
    let beside = beside.iter().map(|document| Attachment {
        name: document.name().to_owned(),
        bytes: document.size_bytes,
    });
    inside.chain(beside).collect()
}

#[cfg(test)]
mod tests;
