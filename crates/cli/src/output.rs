//! The one door to standard output and standard error. With `--json` a command writes exactly one object to standard
//! output, else plain lines for people; failures go to standard error in the same two forms.

use std::io::{self, IsTerminal as _, Write};

use serde::Serialize;
use serde_json::json;

use crate::exit::{Failure, Kind};

/// Writes what a command has to say.
pub(crate) struct Output {
    json: bool,
    out: Box<dyn Write>,
    err: Box<dyn Write>,
}

impl Output {
    /// Standard output and error of this process.
    pub(crate) fn new(json: bool) -> Self {
        Self {
            json,
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
        }
    }

    /// Nowhere: for steps of a command that gives one answer at its end.
    pub(crate) fn nowhere() -> Self {
        Self {
            json: false,
            out: Box::new(io::sink()),
            err: Box::new(io::sink()),
        }
    }

    /// Whether a program reads the answer.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Whether a person sees standard error, and may like a progress bar.
    pub(crate) fn has_person(&self) -> bool {
        !self.json && io::stderr().is_terminal()
    }

    /// Whether a person sees standard output, and may like a drawing.
    pub(crate) fn is_seen(&self) -> bool {
        !self.json && io::stdout().is_terminal()
    }

    /// The answer: `object` for programs, or else `lines` for people.
    pub(crate) fn answer(&mut self, object: &impl Serialize, lines: &str) -> Result<(), Failure> {
        let text = if self.json {
            serde_json::to_string(object).map_err(|_| broken())?
        } else {
            lines.trim_end().to_owned()
        };
        let ending = if text.is_empty() { "" } else { "\n" };
        write!(self.out, "{text}{ending}")
            .and_then(|()| self.out.flush())
            .map_err(|_| broken())
    }

    /// Bytes as they are, for `show --raw`.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out
            .write_all(bytes)
            .and_then(|()| self.out.flush())
            .map_err(|_| broken())
    }

    /// A line for people beside the answer, on standard error; nothing with `--json`.
    pub(crate) fn note(&mut self, line: &str) {
        if !self.json {
            // A closed standard error must not stop the work.
            let _ = writeln!(self.err, "{line}");
        }
    }

    /// Something to know before the answer, on standard error: `object` for programs, on a line of its own, or else `line`.
    pub(crate) fn meanwhile(&mut self, object: &impl Serialize, line: &str) {
        let text = if self.json {
            serde_json::to_string(object).unwrap_or_default()
        } else {
            line.to_owned()
        };
        // A closed standard error must not stop the work.
        let _ = writeln!(self.err, "{text}");
    }

    /// Why a command did not do what was asked.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        let line = if self.json {
            let mut error = json!({ "code": failure.code, "message": failure.message });
            if let (Some(check), Some(error)) = (failure.check, error.as_object_mut()) {
                error.insert("check".to_owned(), check.into());
            }
            json!({ "error": error }).to_string()
        } else {
            format!("keepwell: {}", failure.message)
        };
        let _ = writeln!(self.err, "{line}");
    }
}

fn broken() -> Failure {
    Failure::new(
        Kind::Other,
        "output",
        "the answer could not be written: whatever reads it has closed",
    )
}
