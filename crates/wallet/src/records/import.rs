//! Files taken into the wallet: FHIR JSON and NDJSON, SMART Health Cards and HCERT certificates, PDF, pictures, text, ZIP
//! archives of these, and what is behind SMART Health Links. Each file is judged for itself: what can be
//! read is kept, what cannot is listed with where and why, and a file that fails does not touch the others. The same
//! content a second time adds nothing.

mod archive;
mod card;
mod document;
mod fhir;
mod input;
mod prepare;
mod report;
mod shelve;
mod text;
mod why;

use std::collections::HashSet;

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    archive::is_archive,
    document::Media,
    import::{Detected, ImportError, detect},
    record::Digest,
    sample,
};
use rand_core::CryptoRngCore;

use self::prepare::{Prepared, join, prepare};
use super::{PersonRule, RecordsError, count, sample::holds_others};
use crate::{
    activity::{self, Act},
    vault::Vault,
};

pub(super) use card::{Signed, signed};
pub use input::Input;
pub(super) use shelve::{NewRecord, Shelver};

pub use prepare::Online;
pub use report::{FileReport, Outcome, Problem, Report};
pub use text::import_text;
pub use why::Why;

/// How to import.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The time now: when documents say they came.
    pub now: Timestamp,
    /// What to do with files about somebody else.
    pub person: PersonRule,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Which file, counted from 0.
    pub file: usize,
    /// How many files there are.
    pub files: usize,
    /// What is done with its records now.
    pub stage: Stage,
    /// How many of its records are done.
    pub done: usize,
    /// How many it has.
    pub total: usize,
}

/// Each file goes through both stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Its records are being read.
    Reading,
    /// They are being sealed and stored.
    Storing,
}

/// Imports files. `progress` hears of every record. On return what the report counts is on the disk.
///
/// # Errors
/// [`RecordsError`] when the wallet itself cannot be read or written, as on a full disk; whole files, and some records of
/// the file at hand, may have been stored by then. What is wrong with a file is in the report instead.
pub fn import(
    vault: &Vault,
    inputs: &[Input<'_>],
    options: &Options,
    progress: &mut dyn FnMut(Progress),
    rng: &mut dyn CryptoRngCore,
) -> Result<Report, RecordsError> {
    let mut prepared: Vec<_> = inputs.iter().map(|input| prepare(input, None)).collect();
    join(&mut prepared);
    let files = inputs.iter().zip(&prepared);
    run(vault, files, options, false, progress, rng)
}

/// As [`import`], and an input that is a SMART Health Link, as a text or in a picture, is followed: its files are imported
/// each by itself. The network is asked before the wallet's records are touched.
///
/// # Errors
/// As [`import`].
pub fn import_online(
    vault: &Vault,
    inputs: &[Input<'_>],
    options: &Options,
    online: &mut Online<'_>,
    progress: &mut dyn FnMut(Progress),
    rng: &mut dyn CryptoRngCore,
) -> Result<Report, RecordsError> {
    let prepare = |input| prepare(input, Some(&mut *online));
    let mut prepared: Vec<_> = inputs.iter().map(prepare).collect();
    join(&mut prepared);
    let files = inputs.iter().zip(&prepared);
    run(vault, files, options, false, progress, rng)
}

/// Imports the built-in sample record of a person who does not exist, into a wallet that holds nothing else.
///
/// # Errors
/// [`RecordsError::NotEmpty`] when it does, else as [`import`].
pub fn import_sample(
    vault: &Vault,
    now: Timestamp,
    progress: &mut dyn FnMut(Progress),
    rng: &mut dyn CryptoRngCore,
) -> Result<Report, RecordsError> {
    let inputs = sample::FILES.each_ref().map(|file| Input::Bytes {
        name: file.name,
        bytes: file.bytes,
    });
    let options = Options {
        now,
        person: PersonRule::Refuse,
    };
    let prepared = inputs.each_ref().map(|_| Prepared::Plain);
    run(
        vault,
        inputs.iter().zip(&prepared),
        &options,
        true,
        progress,
        rng,
    )
}

fn run<'f>(
    vault: &Vault,
    inputs: impl ExactSizeIterator<Item = (&'f Input<'f>, &'f Prepared)>,
    options: &Options,
    is_sample: bool,
    progress: &mut dyn FnMut(Progress),
    rng: &mut dyn CryptoRngCore,
) -> Result<Report, RecordsError> {
    let _records = vault.lock_records();
    if is_sample && holds_others(&*vault.catalogue()?) {
        return Err(RecordsError::NotEmpty);
    }
    let count_inputs = inputs.len();
    let mut files = Vec::with_capacity(count_inputs);
    for (file, (input, prepared)) in inputs.enumerate() {
        let mut progress = |stage, done, total| {
            progress(Progress {
                file,
                files: count_inputs,
                stage,
                done,
                total,
            });
        };
        let mut run = Run {
            vault,
            options,
            is_sample,
            left_out: &HashSet::new(),
            progress: &mut progress,
            rng,
        };
        files.extend(run.input(input, prepared)?);
    }
    let imported: u64 = files.iter().map(|file| file.imported).sum();
    if imported > 0 {
        activity::note(vault, Act::Imported(imported), options.now)?;
    }
    Ok(Report {
        files,
        records: count(vault)?,
    })
}

/// The import of one file.
struct Run<'a> {
    vault: &'a Vault,
    options: &'a Options,
    is_sample: bool,
    /// Resources that are not kept.
    left_out: &'a HashSet<Digest>,
    progress: &'a mut dyn FnMut(Stage, usize, usize),
    rng: &'a mut dyn CryptoRngCore,
}

/// Why a file stops being imported.
enum Failure {
    /// The file's fault: reported, and the next file goes on.
    File(Why),
    /// The wallet's: everything stops.
    Wallet(RecordsError),
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        Self::File(error.into())
    }
}

impl From<Why> for Failure {
    fn from(why: Why) -> Self {
        Self::File(why)
    }
}

impl From<RecordsError> for Failure {
    fn from(error: RecordsError) -> Self {
        Self::Wallet(error)
    }
}

impl Run<'_> {
    /// A report for the file, or for each file of an archive or behind a link.
    fn input(
        &mut self,
        input: &Input<'_>,
        prepared: &Prepared,
    ) -> Result<Vec<FileReport>, RecordsError> {
        match prepared {
            Prepared::Code(text) => return Ok(vec![self.shown(input, text)?]),
            Prepared::Joined => return Ok(vec![FileReport::new(input.label())]),
            Prepared::Link(linked) => return self.linked(input, linked),
            Prepared::Plain => {}
        }
        let head = input.open().and_then(|mut opened| opened.head());
        if head.is_ok_and(|head| is_archive(&head)) {
            return self.archive(input);
        }
        Ok(vec![self.file(input)?])
    }

    fn file(&mut self, input: &Input<'_>) -> Result<FileReport, RecordsError> {
        let mut report = FileReport::new(input.label());
        match self.take_in(input, &mut report) {
            Ok(()) => {}
            Err(Failure::File(why)) => report.fail(&why),
            Err(Failure::Wallet(error)) => return Err(error),
        }
        Ok(report)
    }

    fn take_in(&mut self, input: &Input<'_>, report: &mut FileReport) -> Result<(), Failure> {
        let mut opened = input.open()?;
        let head = opened.head()?;
        match detect(&input.name(), &head, opened.length())? {
            Detected::Fhir => {
                let json = self.json(opened, report)?;
                match self.card_file(input, &json, report) {
                    Some(done) => done,
                    None => self.fhir(&input.name(), &json, report),
                }
            }
            Detected::Document(Media::Text)
                if card::may_be_code(&head) && opened.length() <= card::MAX_TEXT =>
            {
                let text = opened.read_whole(card::MAX_TEXT)?;
                let text = std::str::from_utf8(&text).unwrap_or_default();
                match self.code(input, text, report) {
                    Some(done) => done,
                    None => self.document(input, input.open()?, Media::Text, report),
                }
            }
            Detected::Document(media) => self.document(input, opened, media, report),
        }
    }
}

#[cfg(test)]
mod tests;
