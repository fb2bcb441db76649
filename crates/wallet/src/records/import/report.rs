//! What an import did, file by file. Serialises to what `wallet import --json` promises.

use serde::Serialize;

use super::Why;
use crate::{error::Kind, records::Mismatch};

/// What an import did.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// In the order in which the files were given.
    pub files: Vec<FileReport>,
    /// How many records the wallet holds now.
    pub records: u64,
}

/// What became of one file. No `Debug`: a file's name can be health data.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The file as it was named.
    pub file: String,
    /// `fhir-json`, `fhir-ndjson`, `smart-health-card`, `hcert`, `pdf`, `jpeg`, `png`, `text` or `unknown`.
    pub format: &'static str,
    /// How many records were added.
    pub imported: u64,
    /// How many were there already.
    pub duplicates: u64,
    /// What was wrong in it.
    pub problems: Vec<Problem>,
    /// Whether it was imported at all.
    #[serde(skip)]
    pub outcome: Outcome,
    /// What it means for the caller when it was not.
    #[serde(skip)]
    pub kind: Kind,
}

/// Something that was wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: `entry[3].resource.active`, `line 17`, `file`.
    #[serde(rename = "where")]
    pub place: String,
    /// Why, as a sentence for a person.
    pub why: String,
    /// Why, as a word that stays the same.
    #[serde(skip)]
    pub code: &'static str,
}

impl Problem {
    pub(super) fn new(place: String, why: &Why) -> Self {
        Self {
            place,
            why: why.to_string(),
            code: why.code(),
        }
    }

    /// Of the file as a whole.
    fn whole(why: &Why) -> Self {
        Self::new("file".to_owned(), why)
    }
}

/// Whether a file was imported.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Outcome {
    /// It yielded records, new or known.
    #[default]
    Imported,
    /// It is about somebody else and was skipped: a refusal.
    OtherPerson(Mismatch),
    /// It yielded nothing: unreadable input.
    Unreadable,
}

impl Report {
    /// The first file that was skipped because it is about somebody else.
    pub fn mismatch(&self) -> Option<&Mismatch> {
        self.files.iter().find_map(|file| match &file.outcome {
            Outcome::OtherPerson(mismatch) => Some(mismatch),
            _ => None,
        })
    }

    /// The first file that yielded nothing.
    pub fn unreadable(&self) -> Option<&FileReport> {
        let mut files = self.files.iter();
        files.find(|file| file.outcome == Outcome::Unreadable)
    }
}

impl FileReport {
    pub(super) fn new(file: String) -> Self {
        Self {
            file,
            format: "unknown",
            imported: 0,
            duplicates: 0,
            problems: Vec::new(),
            outcome: Outcome::Imported,
            kind: Kind::Damaged,
        }
    }

    /// A file that yields nothing.
    pub(super) fn failed(file: String, why: &Why) -> Self {
        let mut report = Self::new(file);
        report.fail(why);
        report
    }

    /// The whole file yields nothing.
    pub(super) fn fail(&mut self, why: &Why) {
        self.problems.push(Problem::whole(why));
        self.outcome = Outcome::Unreadable;
        self.kind = why.kind();
    }

    /// The file is skipped.
    pub(super) fn refuse(&mut self, mismatch: Mismatch) {
        self.problems = vec![Problem {
            place: "file".to_owned(),
            why: mismatch.sentence(),
            code: "other_person",
        }];
        self.outcome = Outcome::OtherPerson(mismatch);
    }

    /// Counts a record.
    pub(super) fn count(&mut self, is_new: bool) {
        let counter = if is_new {
            &mut self.imported
        } else {
            &mut self.duplicates
        };
        *counter += 1;
    }
}
