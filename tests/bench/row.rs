//! One figure: its name, its unit, what it is compared with, and what it shall reach.

use serde_json::{Value, json};

pub(crate) type Rows = Vec<Row>;

/// What a figure shall reach.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// No more than this.
    AtMost(f64),
    /// No less than this.
    AtLeast(f64),
    /// So many times the reference.
    Times(f64),
}

/// One figure.
pub(crate) struct Row {
    name: &'static str,
    figure: f64,
    unit: &'static str,
    /// What was measured beside it, by name.
    reference: Option<(&'static str, f64)>,
    target: Option<Target>,
}

impl Row {
    /// A figure by itself.
    pub(crate) fn new(name: &'static str, figure: f64, unit: &'static str) -> Self {
        Self {
            name,
            figure,
            unit,
            reference: None,
            target: None,
        }
    }

    /// Beside what it was measured.
    pub(crate) fn beside(mut self, name: &'static str, figure: f64) -> Self {
        self.reference = Some((name, figure));
        self
    }

    /// What it shall reach.
    pub(crate) fn reach(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    fn ratio(&self) -> Option<f64> {
        self.reference.map(|(_, figure)| self.figure / figure)
    }

    fn is_reached(&self) -> Option<bool> {
        Some(match self.target? {
            Target::AtMost(most) => self.figure <= most,
            Target::AtLeast(least) => self.figure >= least,
            Target::Times(times) => self.ratio()? >= times,
        })
    }

    fn target(&self) -> Option<String> {
        Some(match self.target? {
            Target::AtMost(most) => format!("≤ {most}"),
            Target::AtLeast(least) => format!("≥ {least}"),
            Target::Times(times) => format!("≥ {times} × reference"),
        })
    }

    /// For programs.
    pub(crate) fn object(&self) -> Value {
        json!({
            "name": self.name,
            "figure": self.figure,
            "unit": self.unit,
            "reference": self.reference.map(|(name, figure)| json!({ "name": name, "figure": figure })),
            "ratio": self.ratio(),
            "target": self.target(),
            "reached": self.is_reached(),
        })
    }

    /// For people.
    pub(crate) fn line(&self) -> String {
        let mut line = format!("  {:44} {:>12.2} {}", self.name, self.figure, self.unit);
        if let (Some((name, figure)), Some(ratio)) = (self.reference, self.ratio()) {
            line += &format!("   {ratio:.2} × {name} ({figure:.2})");
        }
        if let (Some(target), Some(is_reached)) = (self.target(), self.is_reached()) {
            let word = if is_reached { "reached" } else { "MISSED" };
            line += &format!("   {target}: {word}");
        }
        line
    }
}
