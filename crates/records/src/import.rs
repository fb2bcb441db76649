//! Files in: from the bytes of a file to the records in it. Real files break the rules, so whatever can be read is
//! imported as it stands, and whatever cannot is listed with where and why; nothing is dropped silently. Every record
//! is a slice of the file, so it comes back byte for byte.

mod bundle;
mod detect;
mod error;
mod known;
mod lines;
mod oddities;
mod reason;
mod subject;

use std::borrow::Cow;

pub use detect::{Detected, Utf8Check, detect};
pub use error::ImportError;
pub(crate) use oddities::BOOLEANS;
pub use reason::Reason;

use known::Known;

use crate::{
    json::{Members, too_deep},
    limits,
    person::Person,
    record::{Digest, Record, digest},
    reference::Heading,
    view::{Marks, View},
};

/// What a FHIR file held.
pub struct Import<'a> {
    /// How the file was written.
    pub format: Format,
    /// `Bundle.type` as written, when the file is a Bundle.
    pub bundle_type: Option<String>,
    /// SHA-256 of the file: the `origin` of its records in a [`ReferenceIndex`](crate::reference::ReferenceIndex).
    pub digest: Digest,
    /// The records, in the order of the file. May be empty: then the file yielded nothing and `problems` says why.
    pub records: Vec<Parsed<'a>>,
    /// What could not be read, and what was odd about the rest.
    pub problems: Vec<Problem>,
    /// Whose record the file is.
    pub subject: Option<Person>,
    /// Which of the records is the Patient resource of `subject`.
    pub subject_record: Option<Digest>,
}

/// How a FHIR file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON value: a resource, a Bundle, or a list of resources.
    Json,
    /// One resource a line.
    Ndjson,
}

impl Format {
    /// `fhir-json` or `fhir-ndjson`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "fhir-json",
            Self::Ndjson => "fhir-ndjson",
        }
    }
}

/// One record of a file. No `Debug`: it is health data.
pub struct Parsed<'a> {
    /// Where it stood, such as `entry[3].resource` or `line 17`.
    pub place: String,
    /// The resource, byte for byte as in the file.
    pub raw: &'a str,
    /// SHA-256 of `raw`.
    pub digest: Digest,
    /// The `fullUrl` of its bundle entry.
    pub full_url: Option<String>,
    /// Its lenient reading, with names resolved inside the file.
    pub view: View,
    /// What rules ask of it.
    pub marks: Marks,
    /// It names a person in the file who is not the file's subject: keep it apart.
    pub about_other_person: bool,
}

impl<'a> Parsed<'a> {
    /// The record, ready for a bundle.
    #[must_use]
    pub fn record(&self) -> Record<'a> {
        let full_url = self.full_url.clone().map(Cow::Owned);
        Record {
            digest: self.digest,
            full_url,
            raw: Cow::Borrowed(self.raw),
        }
    }

    /// What a [`ReferenceIndex`](crate::reference::ReferenceIndex) wants to know of it.
    #[must_use]
    pub fn heading(&self) -> Heading<'_> {
        let id = self.view.id.as_deref();
        let full_url = self.full_url.as_deref();
        Heading {
            digest: self.digest,
            kind: &self.view.kind,
            id,
            full_url,
        }
    }
}

/// Something in a file that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: `entry[3].resource.active`, `line 17`, `file`.
    pub place: String,
    /// Why.
    pub why: Reason,
    /// The record was imported all the same.
    pub kept: bool,
}

impl Problem {
    fn lost(place: &str, why: Reason) -> Self {
        Self {
            place: place.to_owned(),
            why,
            kept: false,
        }
    }

    fn kept(place: String, why: Reason) -> Self {
        Self {
            place,
            why,
            kept: true,
        }
    }
}

/// Reads a FHIR R4 JSON or NDJSON file that is wholly in memory. `name` is the file's name, a hint only. `progress`
/// hears how many of how many records are done.
///
/// # Errors
/// When the file as a whole cannot be read: over a limit, no JSON, no FHIR. A Bundle whose entries are all bad is not an
/// error but an import without records.
pub fn read<'a>(
    name: &str,
    bytes: &'a [u8],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Import<'a>, ImportError> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits::JSON_BYTES {
        return Err(ImportError::JsonTooLarge);
    }
    let (gathered, format) = gather(name, bytes)?;
    let known = Known::of(&gathered.found, digest(bytes));
    let subject = subject::find(&gathered.found, &known);
    let mut problems = gathered.problems;
    let mut records = Vec::with_capacity(gathered.found.len());
    let total = gathered.found.len();
    for (number, found) in gathered.found.into_iter().enumerate() {
        records.push(known.parse(found, subject.as_ref(), &mut problems));
        progress(number + 1, total);
    }
    Ok(Import {
        format,
        bundle_type: gathered.bundle_type,
        digest: known.origin,
        records,
        problems,
        subject_record: subject.as_ref().map(|subject| subject.digest),
        subject: subject.map(|subject| subject.person),
    })
}

/// A resource found in a file, not yet looked into.
struct Found<'a> {
    place: String,
    raw: &'a str,
    digest: Digest,
    kind: String,
    id: Option<String>,
    full_url: Option<String>,
}

#[derive(Default)]
struct Gathered<'a> {
    found: Vec<Found<'a>>,
    problems: Vec<Problem>,
    bundle_type: Option<String>,
}

fn gather<'a>(name: &str, bytes: &'a [u8]) -> Result<(Gathered<'a>, Format), ImportError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut gathered = Gathered::default();
    let whole = serde_json::from_slice::<&serde_json::value::RawValue>(bytes);
    let (raw, error) = match whole {
        Ok(raw) => (raw.get(), None),
        Err(error) => ("", Some(error)),
    };
    if let Some(error) = error {
        if lines::looks_like(name, bytes) {
            lines::gather(bytes, &mut gathered);
            return Ok((gathered, Format::Ndjson));
        }
        return Err(ImportError::of_json(bytes, &error));
    }
    if too_deep(raw.as_bytes()) {
        return Err(ImportError::TooDeep);
    }
    bundle::gather_file(raw, &mut gathered)?;
    Ok((gathered, Format::Json))
}

/// Notes a resource, or lists why it is none. Shared by bundles, lists and lines.
fn note_resource<'a>(
    place: String,
    raw: &'a str,
    members: &Members<'a>,
    full_url: Option<String>,
    gathered: &mut Gathered<'a>,
) {
    let Some(kind) = members
        .text("resourceType")
        .filter(|kind| !kind.trim().is_empty())
    else {
        gathered
            .problems
            .push(Problem::lost(&place, Reason::Untyped));
        return;
    };
    let id = members.text("id");
    let digest = digest(raw.as_bytes());
    gathered.found.push(Found {
        place,
        raw,
        digest,
        kind,
        id,
        full_url,
    });
}
