//! Times taken several times: the one in the middle says more than any of the others.

use std::time::Instant;

/// Seconds of one piece of work.
pub(crate) fn seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed().as_secs_f64(), made)
}

/// The median of `runs` runs, in seconds, after one that does not count.
pub(crate) fn median(runs: usize, mut work: impl FnMut()) -> f64 {
    work();
    let times = (0..runs).map(|_| seconds(&mut work).0);
    middle(times.collect())
}

/// The value in the middle.
pub(crate) fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    *values.get(values.len() / 2).expect("at least one run")
}
