//! Dates as they may stay: as written, moved by one offset for the whole share, or cut to the month. A date is read by its
//! calendar part alone; the time of day goes wherever the date is changed.

use time::{Date, Duration, Month};

/// What becomes of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dates {
    /// They stay.
    AsWritten,
    /// All are this many days earlier; the distances between them stay.
    Earlier(u16),
    /// They are cut to year and month.
    Months,
}

/// From this age on, in years, nobody's age can be told from a share.
pub(super) const OLD: i32 = 90;

/// How much of a date is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precision {
    Year,
    Month,
    Day,
}

struct Written {
    /// Its earliest day.
    first: Date,
    precision: Precision,
}

impl Dates {
    /// The date `text` as it may stay, no more precise than `most`; `None` for what is no date, and, where dates change,
    /// for one that lies 90 years or more before `today`.
    pub(super) fn apply(self, text: &str, today: Date, most: Precision) -> Option<String> {
        let written = read(text)?;
        let (date, precision) = match self {
            Self::AsWritten => return is_plain(text).then(|| text.to_owned()),
            _ if written.first < ninety_years_before(today) => return None,
            Self::Earlier(days) => (written.middle()?, written.precision).earlier(days)?,
            Self::Months => (written.first, written.precision.min(Precision::Month)),
        };
        Some(write(date, precision.min(most)))
    }
}

trait Earlier: Sized {
    fn earlier(self, days: u16) -> Option<Self>;
}

impl Earlier for (Date, Precision) {
    fn earlier(self, days: u16) -> Option<Self> {
        let date = self.0.checked_sub(Duration::days(days.into()))?;
        Some((date, self.1))
    }
}

impl Written {
    /// A day that stands for all days it may mean.
    fn middle(&self) -> Option<Date> {
        let days = match self.precision {
            Precision::Year => 182,
            Precision::Month => 14,
            Precision::Day => 0,
        };
        self.first.checked_add(Duration::days(days))
    }
}

fn read(text: &str) -> Option<Written> {
    let calendar = text.trim().split(['T', ' ']).next()?;
    let mut parts = calendar.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let (month, day) = (parts.next(), parts.next());
    let precision = match (month, day, parts.next()) {
        (None, None, None) => Precision::Year,
        (Some(_), None, None) => Precision::Month,
        (Some(_), Some(_), None) => Precision::Day,
        _ => return None,
    };
    let month = Month::try_from(month.unwrap_or("1").parse::<u8>().ok()?).ok()?;
    let day = day.unwrap_or("1").parse().ok()?;
    let first = Date::from_calendar_date(year.parse().ok()?, month, day).ok()?;
    Some(Written { first, precision })
}

/// Nothing but a date and a time: no words behind it.
fn is_plain(text: &str) -> bool {
    text.len() <= 40 && text.bytes().all(|byte| b"0123456789-:.+TZ".contains(&byte))
}

fn ninety_years_before(today: Date) -> Date {
    let year = today.year() - OLD;
    // 29 February has no match in most years.
    let same_day = today.replace_year(year);
    same_day
        .or_else(|_| Date::from_calendar_date(year, Month::February, 28))
        .unwrap_or(Date::MIN)
}

fn write(date: Date, precision: Precision) -> String {
    let (year, month, day) = date.to_calendar_date();
    let month = u8::from(month);
    match precision {
        Precision::Year => format!("{year:04}"),
        Precision::Month => format!("{year:04}-{month:02}"),
        Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
    }
}

#[cfg(test)]
mod tests {
    use time::{Date, Month};

    use super::{Dates, Precision};

    fn today() -> Date {
        Date::from_calendar_date(2026, Month::November, 21).expect("a date")
    }

    fn apply(dates: Dates, text: &str) -> Option<String> {
        dates.apply(text, today(), Precision::Day)
    }

    #[test]
    fn distances_stay_and_times_of_day_go() {
        let moved = |text| apply(Dates::Earlier(31), text);
        assert_eq!(
            moved("2024-03-01T23:59:59+02:00").as_deref(),
            Some("2024-01-30")
        );
        assert_eq!(moved("2024-03-31").as_deref(), Some("2024-02-29"));
        assert_eq!(moved("2024-03").as_deref(), Some("2024-02"));
        assert_eq!(moved("2024").as_deref(), Some("2024"));
        assert_eq!(apply(Dates::Earlier(365), "2024").as_deref(), Some("2023"));
    }

    #[test]
    fn months_are_all_that_stays() {
        let cut = |text| apply(Dates::Months, text);
        assert_eq!(cut("2024-03-01T23:59:59Z").as_deref(), Some("2024-03"));
        assert_eq!(cut("2024").as_deref(), Some("2024"));
        let birth = Dates::Months.apply("1971-03-14", today(), Precision::Year);
        assert_eq!(birth.as_deref(), Some("1971"));
    }

    #[test]
    fn what_tells_a_great_age_goes() {
        for dates in [Dates::Months, Dates::Earlier(1)] {
            assert_eq!(apply(dates, "1936-11-20"), None);
            assert_eq!(apply(dates, "1936"), None);
            assert!(apply(dates, "1936-11-21").is_some());
        }
        assert_eq!(apply(Dates::AsWritten, "1936").as_deref(), Some("1936"));
    }

    #[test]
    fn other_text_is_no_date() {
        for text in [
            "",
            "in May",
            "14.03.1971",
            "2024-13",
            "2024-02-30",
            "24-01-01",
            "2024-1-1-1",
        ] {
            for dates in [Dates::AsWritten, Dates::Months, Dates::Earlier(9)] {
                assert_eq!(apply(dates, text), None, "{text}");
            }
        }
        assert_eq!(apply(Dates::AsWritten, "2024-01-01 Example"), None);
        assert_eq!(apply(Dates::Months, "0001-01-01"), None);
    }
}
