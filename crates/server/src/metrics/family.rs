//! One figure with its name, kind and sentence, and a row for each set of labels, as Prometheus reads it (text exposition format
//! 0.0.4). A figure without rows is left out: it is not known here.

use std::fmt::{Display, Write as _};

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Only grows; its name ends in `_total`.
    Counter,
    /// Goes up and down.
    Gauge,
}

/// A figure.
pub(super) struct Family {
    name: &'static str,
    kind: Kind,
    help: &'static str,
    rows: Vec<(String, String)>,
}

impl Family {
    pub(super) fn new(name: &'static str, kind: Kind, help: &'static str) -> Self {
        let rows = Vec::new();
        Self {
            name,
            kind,
            help,
            rows,
        }
    }

    pub(super) fn gauge(name: &'static str, help: &'static str) -> Self {
        Self::new(name, Kind::Gauge, help)
    }

    /// With this value, where there is one.
    pub(super) fn of(mut self, value: impl Into<Option<u64>>) -> Self {
        let value = value.into();
        self.rows
            .extend(value.map(|value| (String::new(), value.to_string())));
        self
    }

    /// With another row.
    pub(super) fn row(mut self, labels: &[(&str, &str)], value: impl Display) -> Self {
        let labels: Vec<String> = labels
            .iter()
            .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
            .collect();
        let labels = match labels.is_empty() {
            true => String::new(),
            false => format!("{{{}}}", labels.join(",")),
        };
        self.rows.push((labels, value.to_string()));
        self
    }

    pub(super) fn write(&self, text: &mut String) {
        let Self {
            name, help, rows, ..
        } = self;
        if rows.is_empty() {
            return;
        }
        let kind = match self.kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
        };
        // Writing into memory does not fail.
        let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
        for (labels, value) in rows {
            let _ = writeln!(text, "{name}{labels} {value}");
        }
    }
}

/// A label's value.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}
