//! Words of ours on the card, in the ten languages of the term list, and dates that nobody can misread. They are a table of
//! their own (`words/emergency.tsv`), since the app's language files are fewer and a card is made without them.

use time::Date;

use crate::{clean::clean, terms::Language};

const TABLE: &str = include_str!("../../words/emergency.tsv");

/// The words of one language.
#[derive(Clone, Copy)]
pub(super) struct Wording(pub(super) Language);

impl Wording {
    /// The text with this name; the name itself where there is none, which the tests see to.
    pub(super) fn say(self, id: &'static str) -> &'static str {
        let place = Language::ALL.iter().position(|one| *one == self.0);
        let line = TABLE.lines().find(|line| {
            line.strip_prefix(id)
                .is_some_and(|rest| rest.starts_with('\t'))
        });
        line.zip(place)
            .and_then(|(line, place)| line.split('\t').nth(place + 1))
            .unwrap_or(id)
    }

    /// A day.
    pub(super) fn day(self, day: Date) -> String {
        self.written(&format!(
            "{:04}-{:02}-{:02}",
            day.year(),
            u8::from(day.month()),
            day.day()
        ))
    }

    /// A date as FHIR writes it, as people say it: `14 Mar 1971`, `Mar 1971`, `1971`. Text that is no date stays as it is.
    pub(super) fn written(self, text: &str) -> String {
        let day = text.split(['T', ' ']).next().unwrap_or_default();
        let parts: Vec<&str> = day.split('-').collect();
        let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        let said = match parts.as_slice() {
            _ if !parts.iter().all(is_number) => None,
            [year, month] => self.filled("date-month", year, month, ""),
            [year, month, day] => self.filled("date", year, month, day),
            _ => None,
        };
        said.unwrap_or_else(|| clean(text))
    }

    fn filled(self, pattern: &'static str, year: &str, month: &str, day: &str) -> Option<String> {
        let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        let filled = self.say(pattern).replace("{year}", year);
        let filled = filled.replace("{month}", self.say(month));
        (year.len() == 4).then(|| filled.replace("{day}", day.trim_start_matches('0')))
    }
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

#[cfg(test)]
mod tests {
    use time::{Date, Month};
    use unicode_normalization::is_nfc;

    use super::{TABLE, Wording};
    use crate::terms::Language;

    #[test]
    fn every_line_has_every_language() {
        let mut lines = TABLE.lines();
        let tags: Vec<&str> = Language::ALL.iter().map(|one| one.tag()).collect();
        assert_eq!(
            lines.next(),
            Some(format!("id\t{}", tags.join("\t")).as_str())
        );
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 1 + Language::ALL.len(), "{line}");
            assert!(cells.iter().all(|cell| !cell.trim().is_empty()), "{line}");
            let values = |cell: &&str| cell.matches('{').count();
            let first = values(&cells[1]);
            assert!(
                cells[1..].iter().all(|cell| values(cell) == first),
                "{line}"
            );
        }
        assert!(is_nfc(TABLE));
    }

    #[test]
    fn a_date_has_its_month_in_letters_in_every_language() {
        let day = Date::from_calendar_date(2026, Month::March, 3).expect("a day");
        let said: Vec<String> = Language::ALL
            .iter()
            .map(|one| Wording(*one).day(day))
            .collect();
        let wanted = [
            "3 Mar 2026",
            "3 mar 2026",
            "3 mars 2026",
            "3. März 2026",
            "3 mar. 2026",
            "3 مارس 2026",
            "2026年3月3日",
            "3 मार्च 2026",
            "3 мар. 2026",
            "3 Mac 2026",
        ];
        assert_eq!(said, wanted);
        let english = Wording(Language::En);
        assert_eq!(english.written("1971-03"), "Mar 1971");
        assert_eq!(english.written("2019-12-01T08:30:00+01:00"), "1 Dec 2019");
        for other in ["1971", "03/04/1971", "2019-13-01", "spring 2019", "0-1-1"] {
            assert_eq!(english.written(other), other);
        }
    }
}
