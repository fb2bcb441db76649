//! The thin edge of the command: the clock and the randomness of this machine, handed to the core, which reads
//! neither by itself.

use std::time::{SystemTime, UNIX_EPOCH};

use keepwell_protocol::time::Timestamp;

/// Now, by this machine's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock is read here and passed in everywhere else"
)]
pub(crate) fn now() -> Timestamp {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map(|since| since.as_secs());
    Timestamp::from_seconds(seconds.unwrap_or_default())
}

/// Lets a second pass, before somebody who could not be reached is tried again.
pub(crate) fn pause() {
    std::thread::sleep(std::time::Duration::from_secs(1));
}
