//! A ZIP archive: each file in it is imported as if it had been given by itself. In an archive that this program wrote
//! ([`crate::records::archive`]) the documents get back their names and the day they came, their descriptions are not
//! kept twice, and records that were apart stay so.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::{Cursor, Read, Seek},
};

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    archive::{Archive, ArchiveError, Limits},
    document::{Content, DocumentMeta, document_reference},
    import::{Detected, detect},
    limits,
    record::{Digest, digest},
};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Failure, FileReport, Input, Options, Outcome, Run, Why, input::unreadable};
use crate::records::{
    PersonRule, RecordsError,
    entry::moment,
    export::{APART, BUNDLE},
};

/// In an archive that this program wrote: not a record.
const OUR_OTHERS: [&str; 1] = ["activity.json"];

/// Bytes that can be read from any place.
trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

type Opened<'a> = Archive<Box<dyn Source + 'a>>;

/// A document of which a bundle of ours says what it was called and when it came.
struct Described {
    name: String,
    imported: Timestamp,
    is_sample: bool,
}

/// Opens an archive.
///
/// # Errors
/// [`Failure::File`] when it is damaged, locked, or holds too much.
fn open<'a>(input: &Input<'a>) -> Result<Opened<'a>, Failure> {
    let source: Box<dyn Source + 'a> = match *input {
        Input::Bytes { bytes, .. } => Box::new(Cursor::new(bytes)),
        Input::Path(path) => Box::new(File::open(path).map_err(|error| unreadable(&error))?),
    };
    Ok(Archive::open(source, Limits::default())?)
}

/// The files, each bundle before what lies beside it: it says what they are.
fn paths(archive: &Opened<'_>) -> Vec<String> {
    let mut paths: Vec<String> = archive.paths().map(str::to_owned).collect();
    paths.sort_by_key(|path| !path.ends_with(BUNDLE));
    paths
}

/// What the bundles of an archive of ours say of the documents beside them.
#[derive(Default)]
struct Descriptions {
    /// By path in the archive.
    documents: HashMap<String, Described>,
    /// The resources that say it. They are made anew from the documents.
    resources: HashSet<Digest>,
}

impl Run<'_> {
    /// Imports every file in an archive; gives a report of each.
    ///
    /// # Errors
    /// [`RecordsError`] when the wallet itself cannot be read or written.
    pub(super) fn archive(&mut self, input: &Input<'_>) -> Result<Vec<FileReport>, RecordsError> {
        let label = input.label();
        let mut archive = match open(input) {
            Ok(archive) => archive,
            Err(Failure::Wallet(error)) => return Err(error),
            Err(Failure::File(why)) => return Ok(vec![FileReport::failed(label, &why)]),
        };
        let is_ours = archive.paths().any(|path| path == BUNDLE);
        let (mut reports, mut known) = (Vec::new(), Descriptions::default());
        for path in paths(&archive) {
            if is_ours && OUR_OTHERS.contains(&path.as_str()) {
                continue;
            }
            let label = format!("{label}/{path}");
            let bytes = match archive.read(&path).map_err(Failure::from) {
                Ok(bytes) => bytes,
                Err(Failure::Wallet(error)) => return Err(error),
                Err(Failure::File(why)) => {
                    reports.push(FileReport::failed(label, &why));
                    continue;
                }
            };
            if is_ours && [String::from(BUNDLE), format!("{APART}{BUNDLE}")].contains(&path) {
                let folder = path.strip_suffix(BUNDLE).unwrap_or_default();
                describe(&mut archive, folder, &bytes, &mut known);
            }
            let mut report = self.member(&path, &bytes, is_ours, &known)?;
            report.file = label;
            let is_refused = matches!(report.outcome, Outcome::OtherPerson(_));
            reports.push(report);
            if is_ours && is_refused {
                // The documents are the same person's.
                break;
            }
        }
        if reports.is_empty() {
            reports.push(FileReport::failed(label, &Why::ArchiveEmpty));
        }
        Ok(reports)
    }

    fn member(
        &mut self,
        path: &str,
        bytes: &[u8],
        is_ours: bool,
        known: &Descriptions,
    ) -> Result<FileReport, RecordsError> {
        let described = known.documents.get(path);
        let is_apart = is_ours && path.starts_with(APART);
        let options = Options {
            now: described.map_or(self.options.now, |described| described.imported),
            person: if is_apart {
                PersonRule::Other
            } else {
                self.options.person
            },
        };
        let mut run = Run {
            vault: self.vault,
            options: &options,
            is_sample: self.is_sample || described.is_some_and(|described| described.is_sample),
            left_out: &known.resources,
            progress: &mut *self.progress,
            rng: &mut *self.rng,
        };
        let name = described.map_or(path, |described| &described.name);
        run.file(&Input::Bytes { name, bytes })
    }
}

/// Notes the documents of which the bundle in `folder` says just what this program says of them.
fn describe(archive: &mut Opened<'_>, folder: &str, bundle: &[u8], known: &mut Descriptions) {
    let Ok(bundle) = serde_json::from_slice::<Bundle<'_>>(bundle) else {
        return;
    };
    for entry in bundle.entry {
        let raw = entry.resource.get();
        let Some(reference) = Reference::of(raw) else {
            continue;
        };
        let path = format!("{folder}{}", reference.url);
        let Ok(bytes) = archive.read(&path) else {
            continue;
        };
        if let Some(is_sample) = reference.says(raw, &bytes) {
            known.resources.insert(digest(raw.as_bytes()));
            let described = Described {
                name: reference.name,
                imported: reference.imported,
                is_sample,
            };
            known.documents.insert(path, described);
        }
    }
}

#[derive(Deserialize)]
struct Bundle<'a> {
    #[serde(borrow, default)]
    entry: Vec<BundleEntry<'a>>,
}

#[derive(Deserialize)]
struct BundleEntry<'a> {
    #[serde(borrow)]
    resource: &'a RawValue,
}

/// A `DocumentReference` to a file beside its bundle.
struct Reference {
    url: String,
    name: String,
    imported: Timestamp,
}

impl Reference {
    fn of(raw: &str) -> Option<Self> {
        if !raw.contains(r#""url":"attachments/"#) {
            return None;
        }
        let value: serde_json::Value = serde_json::from_str(raw).ok()?;
        let attachment = value.pointer("/content/0/attachment")?;
        Some(Self {
            url: attachment.get("url")?.as_str()?.to_owned(),
            name: attachment.get("title")?.as_str()?.to_owned(),
            imported: Timestamp::parse(value.get("date")?.as_str()?).ok()?,
        })
    }

    /// Whether this program would say `raw` of a document with these bytes, and then whether the document is the sample's.
    fn says(&self, raw: &str, bytes: &[u8]) -> Option<bool> {
        let head = bytes.get(..limits::HEAD_BYTES).unwrap_or(bytes);
        let size_bytes = u64::try_from(bytes.len()).ok()?;
        let Ok(Detected::Document(media)) = detect(&self.name, head, size_bytes) else {
            return None;
        };
        [false, true].into_iter().find(|is_sample| {
            let meta = DocumentMeta {
                file_name: &self.name,
                media,
                size_bytes,
                digest: digest(bytes),
                imported: moment(self.imported),
                is_sample: *is_sample,
            };
            document_reference(&meta, Content::Beside(&self.url)) == raw
        })
    }
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Damaged | ArchiveError::NoSuchFile => Why::ArchiveDamaged.into(),
            ArchiveError::Io(error) => unreadable(&error),
            ArchiveError::Locked => Why::ArchiveLocked.into(),
            ArchiveError::Member => Why::ArchiveMember.into(),
            ArchiveError::TooMuch => Why::ArchiveTooMuch.into(),
            ArchiveError::Unusual => Why::ArchiveUnusual.into(),
        }
    }
}
