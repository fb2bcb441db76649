//! The clinical date of a resource: when it happened, else when it was said or written down. Kept as written, since a
//! year alone is an honest date, with a number beside it to sort by.

use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime, format_description::well_known::Rfc3339};

use crate::json::Node;

/// A date as written and as a number.
#[derive(Clone, Deserialize, PartialEq, Eq, Serialize)]
pub struct ClinicalDate {
    /// As in the resource: `2019`, `2019-03`, `2019-03-14`, `2019-03-14T08:30:00+01:00` or other text.
    pub text: String,
    /// Seconds since 1970 of its beginning, UTC where it names no zone; `None` for a text that is no date.
    pub seconds: Option<i64>,
}

/// From the most clinical to the most clerical. Birth dates and technical times are not among them.
const PATHS: [&str; 31] = [
    "effectiveDateTime",
    "effectivePeriod.start",
    "effectiveInstant",
    "effectivePeriod.end",
    "occurrenceDateTime",
    "occurrenceString",
    "performedDateTime",
    "performedPeriod.start",
    "performedString",
    "performedPeriod.end",
    "onsetDateTime",
    "onsetPeriod.start",
    "onsetString",
    "timingDateTime",
    "timingPeriod.start",
    "whenHandedOver",
    "authoredOn",
    "recordedDate",
    "lastOccurrence",
    "dateAsserted",
    "recordedOn",
    "assertedDate",
    "issued",
    "context.period.start",
    "date",
    "dateTime",
    "period.start",
    "start",
    "created",
    "recorded",
    "content.attachment.creation",
];

/// The best date of a resource.
pub(super) fn of(node: &Node<'_>) -> Option<ClinicalDate> {
    Some(ClinicalDate::of_text(&node.first_word(&PATHS)?))
}

impl ClinicalDate {
    pub(super) fn of_text(text: &str) -> Self {
        let text = text.trim().to_owned();
        Self {
            seconds: seconds(&text),
            text,
        }
    }
}

/// Seconds since 1970 of the beginning of a date as written; `None` for other text.
pub(crate) fn seconds(text: &str) -> Option<i64> {
    if let Ok(time) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some(time.unix_timestamp());
    }
    let (date, clock) = text
        .split_once(['T', ' '])
        .map_or((text, ""), |(date, clock)| (date, clock));
    let mut parts = date.split('-').map(|part| part.parse::<u16>().ok());
    let year = parts.next()??;
    let month = parts.next().unwrap_or(Some(1))?;
    let day = parts.next().unwrap_or(Some(1))?;
    if date.split('-').next().map(str::len) != Some(4) || parts.next().is_some() {
        return None;
    }
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()?;
    Some(date.midnight().assume_utc().unix_timestamp() + seconds_of_day(clock))
}

/// The time of a date-time without a zone, `08:30` or `08:30:15.2`; nothing where it makes no sense.
fn seconds_of_day(clock: &str) -> i64 {
    let parts = clock
        .split(':')
        .map(|part| part.get(..2).and_then(|part| part.parse::<u8>().ok()));
    let parts: Option<Vec<u8>> = parts.take(3).collect();
    match parts.as_deref() {
        Some([hour, minute, rest @ ..]) if *hour < 24 && *minute < 60 => {
            let second = rest
                .first()
                .copied()
                .filter(|second| *second < 60)
                .unwrap_or(0);
            i64::from(*hour) * 3600 + i64::from(*minute) * 60 + i64::from(second)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn partial_dates_count_from_their_beginning() {
        assert_eq!(seconds("1970"), Some(0));
        assert_eq!(seconds("1970-02"), Some(31 * 86_400));
        assert_eq!(seconds("1970-01-02"), Some(86_400));
        assert_eq!(seconds("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(seconds("1970-01-01T00:10:05"), Some(605));
        assert_eq!(seconds("1970-01-01T00:10"), Some(600));
        assert_eq!(seconds("1970-01-01Tnoon"), Some(0));
    }

    #[test]
    fn other_text_has_no_place_in_time() {
        for text in [
            "in childhood",
            "14.03.1971",
            "1970-13",
            "1970-02-30",
            "12",
            "",
            "2019-é",
            "99999",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
