//! Times as FHIR writes them: to the second, in UTC. Formatting cannot fail, so that no caller needs an error for it.

use time::{OffsetDateTime, UtcOffset};

/// `2026-11-20T08:30:00Z`.
pub(crate) fn format(time: OffsetDateTime) -> String {
    let time = time
        .checked_to_offset(UtcOffset::UTC)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        time.year(),
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}
