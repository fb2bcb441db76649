//! The resources of one JSON value: a single resource, a Bundle of any type, a Bundle inside a Bundle, or a list. It
//! looks only as deep as it must and takes slices; whatever has the wrong shape is listed and the rest goes on.

use serde_json::value::RawValue;

use super::{Gathered, ImportError, Problem, Reason, note_resource};
use crate::json::Members;

/// Bundle types whose entries are resources to keep.
const TYPES: [&str; 5] = [
    "document",
    "collection",
    "searchset",
    "transaction",
    "batch",
];

/// The resources of a whole file.
///
/// # Errors
/// [`ImportError::NotFhir`] when there is nothing in it that could be a resource.
pub(super) fn gather_file<'a>(
    raw: &'a str,
    gathered: &mut Gathered<'a>,
) -> Result<(), ImportError> {
    if raw.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(raw).map_err(|_| ImportError::NotFhir)?;
        for (number, item) in items.into_iter().enumerate() {
            gather_value(format!("[{number}]"), item.get(), None, gathered);
        }
    } else {
        let members = Members::parse(raw).ok_or(ImportError::NotFhir)?;
        if !is_bundle(&members) && members.text("resourceType").is_none() {
            return Err(ImportError::NotFhir);
        }
        gathered.bundle_type = members.text("type").filter(|_| is_bundle(&members));
        gather_value("resource".to_owned(), raw, None, gathered);
    }
    Ok(())
}

/// The resource or resources in `raw`, which stands at `place`. Recursion is bounded by the depth limit of JSON.
pub(super) fn gather_value<'a>(
    place: String,
    raw: &'a str,
    full_url: Option<String>,
    gathered: &mut Gathered<'a>,
) {
    let Some(members) = Members::parse(raw) else {
        gathered
            .problems
            .push(Problem::lost(&place, Reason::NotAResource));
        return;
    };
    let prefix = match place.as_str() {
        "resource" => String::new(),
        place if place.starts_with("line ") => format!("{place}: "),
        place => format!("{place}."),
    };
    if is_bundle(&members) {
        gather_bundle(&prefix, &members, gathered);
    } else {
        note_resource(place, raw, &members, full_url, gathered);
    }
}

fn is_bundle(members: &Members<'_>) -> bool {
    let kind = members.text("resourceType");
    kind.as_deref() == Some("Bundle") || (kind.is_none() && members.all("entry").next().is_some())
}

fn gather_bundle<'a>(prefix: &str, members: &Members<'a>, gathered: &mut Gathered<'a>) {
    let before = gathered.found.len();
    let is_known = members
        .text("type")
        .is_some_and(|kind| TYPES.contains(&kind.as_str()));
    if !is_known {
        gathered
            .problems
            .push(Problem::kept(format!("{prefix}type"), Reason::BundleType));
    }
    let mut count = 0;
    for list in members.all("entry") {
        let entries: Vec<&RawValue> = match serde_json::from_str(list.get()) {
            Ok(entries) => entries,
            Err(_) => vec![list],
        };
        for entry in entries {
            gather_entry(&format!("{prefix}entry[{count}]"), entry.get(), gathered);
            count += 1;
        }
    }
    if count == 0 {
        gathered.problems.push(Problem::lost(
            &format!("{prefix}entry"),
            Reason::BundleEmpty,
        ));
    }
    check_kind(prefix, members, before, gathered);
}

fn gather_entry<'a>(place: &str, raw: &'a str, gathered: &mut Gathered<'a>) {
    let Some(members) = Members::parse(raw) else {
        gathered
            .problems
            .push(Problem::lost(place, Reason::EntryNotObject));
        return;
    };
    let full_url = members.text("fullUrl").filter(|url| !url.trim().is_empty());
    if full_url.is_none() && members.all("fullUrl").next().is_some() {
        gathered.problems.push(Problem::kept(
            format!("{place}.fullUrl"),
            Reason::EntryAddress,
        ));
    }
    let mut resources = members.all("resource").peekable();
    if resources.peek().is_none() {
        gathered
            .problems
            .push(Problem::lost(place, Reason::EntryEmpty));
    }
    for resource in resources {
        gather_value(
            format!("{place}.resource"),
            resource.get(),
            full_url.clone(),
            gathered,
        );
    }
}

/// Says where the Bundle is not what its type promises.
fn check_kind(prefix: &str, members: &Members<'_>, before: usize, gathered: &mut Gathered<'_>) {
    let found = gathered.found.get(before..).unwrap_or_default();
    let first_is_composition = found
        .first()
        .is_some_and(|found| found.kind == "Composition");
    let why = match members.text("type").as_deref() {
        Some("document") if !first_is_composition => Reason::DocumentOrder,
        Some("searchset") if first_is_composition => Reason::SearchResult,
        _ => return,
    };
    gathered
        .problems
        .push(Problem::kept(format!("{prefix}type"), why));
}
