//! The clock of this device, handed to the core, which reads none by itself.

use std::time::{SystemTime, UNIX_EPOCH};

use keepwell_wallet::edge::Timestamp;

/// Now.
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
