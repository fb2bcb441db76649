//! What a witness tells those who watch it, as Prometheus reads it: what it answered since the start, how far it has cosigned each log
//! and when, whether what it remembers of each is whole, and how much evidence it keeps. Logs are named by their origins, which are
//! public; nothing else is in it.

use std::{collections::BTreeMap, fmt::Write as _};

use keepwell_tlog::note::{Name, VerifierKey};

use crate::{Witness, WitnessError};

/// What Prometheus calls the text format.
pub(crate) const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Since the start.
#[derive(Default)]
pub(crate) struct Counts {
    /// How often `add-checkpoint` was answered, by status.
    answers: BTreeMap<u16, u64>,
    /// When each log was cosigned last, in seconds since 1970.
    cosigned: BTreeMap<String, u64>,
}

impl Counts {
    pub(crate) fn answered(&mut self, status: u16) {
        let count = self.answers.entry(status).or_default();
        *count = count.saturating_add(1);
    }

    pub(crate) fn cosigned(&mut self, log: &Name, at_s: u64) {
        self.cosigned.insert(log.as_str().to_owned(), at_s);
    }
}

impl Witness {
    /// The figures as text. What is damaged of one log hides nothing of the others.
    ///
    /// # Errors
    /// [`WitnessError`] when its folder cannot be read.
    pub(crate) fn metrics(&self) -> Result<String, WitnessError> {
        let memory = self.remembered();
        let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
        let mut damaged: BTreeMap<&str, u64> = BTreeMap::new();
        for origin in self.logs.iter().map(VerifierKey::name) {
            let is_damaged = match memory.last(origin, &self.keys(&memory, origin)) {
                Ok(last) => {
                    let size = last.map_or(0, |last| last.checkpoint().size());
                    sizes.insert(origin.as_str(), size);
                    false
                }
                Err(WitnessError::Damaged(_)) => true,
                Err(error) => return Err(error),
            };
            damaged.insert(origin.as_str(), is_damaged.into());
        }
        let evidence = memory.evidence_files()?;
        drop(memory);
        let counts = self.counts();
        let of_log = |log: &str| format!("{{log=\"{}\"}}", escaped(log));
        let sizes = sizes.iter().map(|(log, size)| (of_log(log), *size));
        let damaged = damaged.iter().map(|(log, is)| (of_log(log), *is));
        let times = counts.cosigned.iter();
        let times = times.map(|(log, at_s)| (of_log(log), *at_s));
        let answers = counts.answers.iter();
        let answers = answers.map(|(status, count)| (format!("{{status=\"{status}\"}}"), *count));
        let evidence = u64::try_from(evidence).unwrap_or(u64::MAX);
        Ok([
            family(
                "entries",
                "gauge",
                "Entries of the last checkpoint of each log that was cosigned.",
                sizes,
            ),
            family(
                "damaged",
                "gauge",
                "1 where what is remembered of a log is damaged or missing: nothing of it is cosigned.",
                damaged,
            ),
            family(
                "cosigned_timestamp_seconds",
                "gauge",
                "When each log was cosigned last, since the start.",
                times,
            ),
            family(
                "answers_total",
                "counter",
                "Answers to add-checkpoint since the start, by status.",
                answers,
            ),
            family(
                "evidence_files",
                "gauge",
                "Files of evidence that a log contradicted itself.",
                [(String::new(), evidence)],
            ),
        ]
        .concat())
    }
}

fn family(
    name: &str,
    kind: &str,
    help: &str,
    rows: impl IntoIterator<Item = (String, u64)>,
) -> String {
    let name = format!("keepwell_witness_{name}");
    let mut text = format!("# HELP {name} {help}\n# TYPE {name} {kind}\n");
    for (labels, value) in rows {
        // Writing into memory does not fail.
        let _ = writeln!(text, "{name}{labels} {value}");
    }
    text
}

/// A label's value.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}
