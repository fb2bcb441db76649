//! Records in: by hand, or from a file.

use keepwell_wallet::{
    edge,
    records::{FileReport, Outcome, PersonRule},
    strangers::Attempt,
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How the core names the place of what is wrong with a file as a whole.
const WHOLE: &str = "file";

/// A record that the person typed in.
#[derive(Deserialize, Type)]
pub(crate) struct HandWritten {
    pub(crate) kind: HandWrittenKind,
    pub(crate) name: String,
    /// The reaction, or the dose.
    pub(crate) detail: String,
    pub(crate) severe: bool,
    pub(crate) since: Option<String>,
}

/// A person as they typed themselves.
#[derive(Deserialize, Type)]
pub(crate) struct TypedPerson {
    pub(crate) name: String,
    pub(crate) birth_date: Option<String>,
}

/// What may be typed in.
#[derive(Clone, Copy, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HandWrittenKind {
    /// Something the person does not tolerate.
    Allergy,
    /// Something the person takes.
    Medicine,
}

/// What to do when a file is about somebody else.
#[derive(Clone, Copy, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PersonChoice {
    /// Take nothing and ask.
    Ask,
    /// It is the same person.
    Same,
    /// Keep it apart.
    Other,
}

/// What came of importing something.
#[derive(Serialize, Type)]
pub(crate) struct ImportReport {
    pub(crate) file: String,
    pub(crate) imported: u64,
    pub(crate) duplicates: u64,
    pub(crate) problems: Vec<ImportProblem>,
    /// Set when nothing was taken, because the file is about somebody else.
    pub(crate) other_person: Option<OtherPerson>,
    /// Set when nothing was taken, because the link has a passcode that was not given, or was wrong.
    pub(crate) passcode: Option<PasscodeAsked>,
    /// It was a link whose content may change, and is followed from now on.
    pub(crate) follows: bool,
}

/// A passcode is asked for.
#[derive(Serialize, Type)]
pub(crate) struct PasscodeAsked {
    /// One was given, and is wrong.
    pub(crate) wrong: bool,
    /// How many attempts the server leaves, where it says so. They never come back.
    pub(crate) left: Option<u64>,
}

/// Something that could not be read.
#[derive(Serialize, Type)]
pub(crate) struct ImportProblem {
    #[serde(rename = "where")]
    pub(crate) place: String,
    /// A word for the texts of the page.
    pub(crate) code: &'static str,
    /// The core's own sentence.
    pub(crate) why: String,
}

/// Two people, as record and file name them.
#[derive(Serialize, Type)]
pub(crate) struct OtherPerson {
    pub(crate) here: String,
    pub(crate) file: String,
}

impl PasscodeAsked {
    /// As the core asks.
    pub(crate) fn of(attempt: Attempt) -> Self {
        Self {
            wrong: attempt.wrong > 0,
            left: attempt.left,
        }
    }
}

impl From<PersonChoice> for PersonRule {
    fn from(choice: PersonChoice) -> Self {
        match choice {
            PersonChoice::Ask => Self::Refuse,
            PersonChoice::Same => Self::Same,
            PersonChoice::Other => Self::Other,
        }
    }
}

impl ImportReport {
    /// What came of everything in `file`.
    pub(crate) fn of(file: String, reports: Vec<FileReport>) -> Self {
        let other_person = reports.iter().find_map(|report| match &report.outcome {
            Outcome::OtherPerson(two) => Some(OtherPerson {
                here: two.wallet.clone(),
                file: two.found.clone(),
            }),
            _ => None,
        });
        let is_archive = reports.len() > 1;
        Self {
            imported: reports.iter().map(|report| report.imported).sum(),
            duplicates: reports.iter().map(|report| report.duplicates).sum(),
            problems: reports
                .into_iter()
                .flat_map(|report| problems(report, is_archive.then_some(&file)))
                .collect(),
            other_person,
            passcode: None,
            follows: false,
            file,
        }
    }
}

/// What is wrong in one file; of one in an archive, with its path there.
fn problems(report: FileReport, archive: Option<&String>) -> Vec<ImportProblem> {
    let inside = archive.and_then(|archive| report.file.strip_prefix(archive.as_str()));
    let inside = inside.map(|path| path.trim_start_matches('/').to_owned());
    let place = |place: String| match &inside {
        None => place,
        Some(path) if place == WHOLE => path.clone(),
        Some(path) => format!("{path}: {place}"),
    };
    let problems = report.problems.into_iter();
    problems
        .map(|problem| ImportProblem {
            place: place(problem.place),
            code: problem.code,
            why: problem.why,
        })
        .collect()
}

impl From<TypedPerson> for edge::TypedPerson {
    fn from(typed: TypedPerson) -> Self {
        Self {
            name: typed.name,
            birth_date: typed.birth_date,
        }
    }
}

impl From<HandWritten> for edge::HandWritten {
    fn from(typed: HandWritten) -> Self {
        Self {
            kind: match typed.kind {
                HandWrittenKind::Allergy => edge::HandKind::Allergy,
                HandWrittenKind::Medicine => edge::HandKind::Medicine,
            },
            name: typed.name,
            detail: typed.detail,
            severe: typed.severe,
            since: typed.since,
        }
    }
}
