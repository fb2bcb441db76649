//! Killed without warning: imports, grants, stops and backups by the real command, ledger and relay under the hands of
//! many clients. After each time everything is looked at, and what was under way is done again to its end.

mod append;
mod backup;
mod grant;
mod import;
mod revoke;
mod upload;

use std::{
    thread,
    time::{Duration, Instant},
};

use crate::chance::moment;

/// In every run, and in the long ones.
const CYCLES: (u32, u32) = (5, 200);

/// How many are killed; a command that was faster than its killer does not count.
fn cycles() -> u32 {
    crate::length::cycles(CYCLES.0, CYCLES.1)
}

/// Waits for the moment to kill a server whose clients work: every second time at once or soon, else some time after it has
/// acknowledged anything.
fn wait_before_killing(cycle: u32, is_nothing_told: impl Fn() -> bool) {
    const LONGEST: Duration = Duration::from_millis(400);
    let begun = Instant::now();
    while cycle.is_multiple_of(2) && is_nothing_told() {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is told");
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(moment(LONGEST));
}
