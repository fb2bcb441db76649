//! What xtask says to the person in front of it, and why it stops: whole sentences with what to do.

use std::{
    fmt,
    io::{self, Write as _},
};

/// Why a command stops: one or more sentences that say what to do.
#[derive(Debug)]
pub(crate) struct Stop(String);

impl Stop {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Prints one or more lines at once. A reader that has gone away is no reason to stop the work.
pub(crate) fn say(lines: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{lines}");
    let _ = out.flush();
}
