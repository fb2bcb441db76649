//! A FHIR file: read whole, judged by its subject, and each of its records put on the shelf with the entry that lists and
//! searches need.

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    import::{Import, Parsed, read},
    limits,
    person::Person,
};
use zeroize::Zeroizing;

use super::{
    Failure, FileReport, Problem, Run, Stage, Why,
    input::Opened,
    shelve::{NewRecord, Shelver},
};
use crate::records::{
    RecordsError,
    entry::{Entry, FoundIn, clip},
    person::{Verdict, judge, person},
};

/// How many bytes of memory a byte of such a file takes while it is read and put on the shelf: 4 were measured with records
/// of 1 KiB.
const MEMORY_PER_BYTE: u64 = 5;

impl Run<'_> {
    /// Reads a JSON file whole, where there is enough memory for what will be done with it.
    ///
    /// # Errors
    /// [`Failure`].
    pub(super) fn json(
        &self,
        opened: Opened<'_>,
        report: &mut FileReport,
    ) -> Result<Zeroizing<Vec<u8>>, Failure> {
        report.format = "fhir-json";
        check_memory(opened.length().min(limits::JSON_BYTES))?;
        opened.read_whole(limits::JSON_BYTES)
    }

    /// Imports a FHIR file.
    ///
    /// # Errors
    /// [`Failure`].
    pub(super) fn fhir(
        &mut self,
        name: &str,
        bytes: &[u8],
        report: &mut FileReport,
    ) -> Result<(), Failure> {
        let import = read(name, bytes, &mut |done, total| {
            (self.progress)(Stage::Reading, done, total);
        })?;
        report.format = import.format.as_str();
        self.keep(name, &import, report)?;
        Ok(())
    }

    /// Keeps what a file, or a part of one, held, where it is about the right person.
    ///
    /// # Errors
    /// [`RecordsError`] when the wallet itself cannot be read or written.
    pub(super) fn keep(
        &mut self,
        name: &str,
        import: &Import<'_>,
        report: &mut FileReport,
    ) -> Result<(), RecordsError> {
        let problems = import.problems.iter();
        report.problems.extend(
            problems.map(|problem| Problem::new(problem.place.clone(), &problem.why.into())),
        );
        if import.records.is_empty() {
            report.fail(&Why::Nothing);
            return Ok(());
        }
        let wallet = person(self.vault)?;
        match judge(
            wallet.as_ref(),
            import.subject.as_ref(),
            self.options.person,
        ) {
            Verdict::Refuse(mismatch) => report.refuse(mismatch),
            Verdict::Merge { adopt } => {
                let person = import.subject.as_ref().filter(|_| adopt);
                self.shelve(name, import, person, false, report)?;
            }
            Verdict::Apart => self.shelve(name, import, None, true, report)?,
        }
        Ok(())
    }

    fn shelve(
        &mut self,
        name: &str,
        import: &Import<'_>,
        person: Option<&Person>,
        is_apart: bool,
        report: &mut FileReport,
    ) -> Result<(), RecordsError> {
        let mut shelver = Shelver::start(self.vault, self.rng)?;
        if let Some(person) = person {
            shelver.adopt(person);
        }
        shelver.name_file(&import.digest, name);
        for (number, parsed) in import.records.iter().enumerate() {
            if self.left_out.contains(&parsed.digest) {
                continue;
            }
            let origin = FoundIn::new(import.digest, parsed.full_url.clone());
            let is_new = shelver.add(NewRecord {
                entry: entry_of(parsed, origin, self.options.now, is_apart),
                marks: parsed.marks.clone(),
                body: parsed.raw.as_bytes(),
            })?;
            report.count(is_new);
            (self.progress)(Stage::Storing, number + 1, import.records.len());
        }
        shelver.finish()
    }
}

/// The entry; its number is given on the shelf.
fn entry_of(parsed: &Parsed<'_>, origin: FoundIn, imported: Timestamp, is_apart: bool) -> Entry {
    Entry {
        number: 0,
        digest: parsed.digest,
        size_bytes: u64::try_from(parsed.raw.len()).unwrap_or(u64::MAX),
        file: None,
        is_apart,
        origins: vec![origin],
        imported: Some(imported),
        document: None,
        view: clip(parsed.view.clone()),
    }
}

/// Asks for all the memory that a file of so many bytes will take, and gives it back. Where there is too little the person is
/// told so now; later the program would be ended in the middle of its work.
fn check_memory(length: u64) -> Result<(), RecordsError> {
    let needed = usize::try_from(length.saturating_mul(MEMORY_PER_BYTE));
    let needed = needed.map_err(|_| RecordsError::NoMemory)?;
    Vec::<u8>::new()
        .try_reserve_exact(needed)
        .map_err(|_| RecordsError::NoMemory)
}
