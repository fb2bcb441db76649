//! Moments and lengths of time as they travel: whole seconds since 1970, written as RFC 3339 in UTC, and durations as
//! people type them (`30m`, `2h`, `3d`). No clock is read here.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The longest a grant may last: 30 days in seconds.
pub const LONGEST_GRANT_S: u64 = 30 * 24 * 60 * 60;
/// The last moment that RFC 3339 can write: 9999-12-31T23:59:59Z.
const LAST: u64 = 253_402_300_799;

/// Text that is not a time or a duration.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum TimeError {
    /// Not RFC 3339.
    #[error("write a time like 2026-11-20T09:30:00Z")]
    NotATime,
    /// Not a number with m, h or d.
    #[error("write a duration like 30m, 2h or 3d")]
    NotADuration,
    /// Nothing, or more than 30 days.
    #[error("a duration is at least one minute and at most 30 days")]
    OutOfRange,
}

/// A moment: seconds since 1970-01-01T00:00:00Z, up to the year 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The moment this many seconds after 1970; later than the year 9999 becomes its end.
    pub const fn from_seconds(seconds: u64) -> Self {
        Self(if seconds > LAST { LAST } else { seconds })
    }

    /// Seconds since 1970.
    pub const fn seconds(self) -> u64 {
        self.0
    }

    /// This moment and `seconds` more.
    #[must_use]
    pub const fn plus(self, seconds: u64) -> Self {
        Self::from_seconds(self.0.saturating_add(seconds))
    }

    /// This moment less `seconds`, not before 1970.
    #[must_use]
    pub const fn minus(self, seconds: u64) -> Self {
        Self(self.0.saturating_sub(seconds))
    }

    /// Reads RFC 3339 with any offset; fractions of a second are dropped.
    ///
    /// # Errors
    /// [`TimeError::NotATime`].
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| TimeError::NotATime)?;
        u64::try_from(moment.unix_timestamp())
            .map(Self::from_seconds)
            .map_err(|_| TimeError::NotATime)
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let seconds = i64::try_from(self.0).unwrap_or_default();
        let moment =
            OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        f.write_str(&moment.format(&Rfc3339).unwrap_or_default())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

/// Seconds in a duration as people type it: `30m`, `2h`, `3d`, one minute to 30 days.
///
/// # Errors
/// [`TimeError::NotADuration`] or [`TimeError::OutOfRange`].
pub fn parse_duration(text: &str) -> Result<u64, TimeError> {
    let (number, unit) = match text.char_indices().next_back() {
        Some((at, 'm')) => (text.get(..at), 60),
        Some((at, 'h')) => (text.get(..at), 60 * 60),
        Some((at, 'd')) => (text.get(..at), 24 * 60 * 60),
        _ => return Err(TimeError::NotADuration),
    };
    let digits = number.filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let number: u64 = digits
        .ok_or(TimeError::NotADuration)?
        .parse()
        .map_err(|_| TimeError::OutOfRange)?;
    let seconds = number.checked_mul(unit).ok_or(TimeError::OutOfRange)?;
    if (60..=LONGEST_GRANT_S).contains(&seconds) {
        Ok(seconds)
    } else {
        Err(TimeError::OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_rfc_3339_in_utc() {
        let moment = Timestamp::parse("2026-11-20T10:30:00.9+01:00").unwrap();
        assert_eq!(moment.to_string(), "2026-11-20T09:30:00Z");
        assert_eq!(Timestamp::parse("yesterday"), Err(TimeError::NotATime));
        assert_eq!(
            Timestamp::from_seconds(u64::MAX).to_string(),
            "9999-12-31T23:59:59Z"
        );
    }

    #[test]
    fn durations_are_what_people_type() {
        assert_eq!(parse_duration("30m"), Ok(1800));
        assert_eq!(parse_duration("2h"), Ok(7200));
        assert_eq!(parse_duration("30d"), Ok(LONGEST_GRANT_S));
        for wrong in ["", "h", "2", "-2h", "+2h", "2 h", "2w", "é", "1.5h"] {
            assert_eq!(
                parse_duration(wrong),
                Err(TimeError::NotADuration),
                "{wrong}"
            );
        }
        for wrong in [
            "0m",
            "31d",
            "99999999999999999999d",
            "18446744073709551615d",
        ] {
            assert_eq!(parse_duration(wrong), Err(TimeError::OutOfRange), "{wrong}");
        }
    }
}
