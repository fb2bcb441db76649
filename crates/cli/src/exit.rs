//! How a command ends when it did not do what was asked: an exit code that programs rely on, a code word and one
//! sentence for a person.

use std::process::ExitCode;

/// Why a command did not do what was asked; the numbers are the contract of docs/CLI.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anything else: a home of a newer version, a read-only folder, a port in use.
    Other,
    /// Wrong usage.
    Usage,
    /// A rule says no.
    Refused,
    /// The other side cannot be reached or makes no sense.
    Unreachable,
    /// Damaged or unreadable input.
    Damaged,
}

/// A command's failure.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What kind.
    pub kind: Kind,
    /// A code word for programs.
    pub code: &'static str,
    /// One sentence: what happened and what to do.
    pub message: String,
    /// For a clinic's refusal: the check that failed.
    pub check: Option<&'static str>,
}

impl Failure {
    /// A failure without a check.
    pub(crate) fn new(kind: Kind, code: &'static str, message: impl ToString) -> Self {
        Self {
            kind,
            code,
            message: message.to_string(),
            check: None,
        }
    }

    /// Wrong usage.
    pub(crate) fn usage(message: impl ToString) -> Self {
        Self::new(Kind::Usage, "usage", message)
    }

    /// The process's exit code.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.kind {
            Kind::Other => 1,
            Kind::Usage => 2,
            Kind::Refused => 3,
            Kind::Unreachable => 4,
            Kind::Damaged => 5,
        })
    }
}
