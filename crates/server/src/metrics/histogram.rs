//! How long something took, many times: how often not longer than each of a few bounds, and all of it together.

use std::fmt::Write as _;

/// Upper bounds, in seconds.
const BOUNDS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

/// Counts by bound.
#[derive(Debug, Default)]
pub(super) struct Histogram {
    /// Up to the bound at the same place, and above the one before.
    counts: [u64; BOUNDS.len()],
    all: u64,
    seconds: f64,
}

impl Histogram {
    pub(super) fn add(&mut self, seconds: f64) {
        self.all += 1;
        self.seconds += seconds;
        let mut places = self.counts.iter_mut().zip(BOUNDS);
        if let Some((count, _)) = places.find(|(_, bound)| seconds <= *bound) {
            *count += 1;
        }
    }

    /// Writes it as Prometheus reads it, with counts that add up from bound to bound.
    pub(super) fn write(&self, name: &str, labels: &str, text: &mut String) {
        let mut so_far = 0;
        for (count, bound) in self.counts.iter().zip(BOUNDS) {
            so_far += count;
            // Writing into memory does not fail.
            let _ = writeln!(text, "{name}_bucket{{{labels},le=\"{bound}\"}} {so_far}");
        }
        let Self { all, seconds, .. } = self;
        let _ = write!(
            text,
            "{name}_bucket{{{labels},le=\"+Inf\"}} {all}\n{name}_sum{{{labels}}} {seconds}\n{name}_count{{{labels}}} {all}\n"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_from_bound_to_bound() {
        let mut histogram = Histogram::default();
        for seconds in [0.001, 0.002, 0.3, 9.0] {
            histogram.add(seconds);
        }
        let mut text = String::new();
        histogram.write("x", "a=\"b\"", &mut text);
        for line in [
            "x_bucket{a=\"b\",le=\"0.001\"} 1\n",
            "x_bucket{a=\"b\",le=\"0.0025\"} 2\n",
            "x_bucket{a=\"b\",le=\"0.25\"} 2\n",
            "x_bucket{a=\"b\",le=\"0.5\"} 3\n",
            "x_bucket{a=\"b\",le=\"5\"} 3\n",
            "x_bucket{a=\"b\",le=\"+Inf\"} 4\n",
            "x_sum{a=\"b\"} 9.303\n",
            "x_count{a=\"b\"} 4\n",
        ] {
            assert!(text.contains(line), "{line}{text}");
        }
    }
}
