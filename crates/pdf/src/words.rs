//! The words of ours in the document, from the language files the app's page uses too, and three of its own. Values put into a sentence are
//! wrapped in bidirectional isolates, so that a number or a name never changes place with its neighbours.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use keepwell_records::view::ClinicalDate;
use time::OffsetDateTime;

use crate::Language;

/// The words of one language, English where one is missing.
pub(crate) struct Words {
    /// Which language.
    pub(crate) language: Language,
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl Words {
    pub(crate) fn of(language: Language) -> Self {
        let mut bundles = vec![bundle(language)];
        if language != Language::En {
            bundles.push(bundle(Language::En));
        }
        Self { language, bundles }
    }

    /// The text of `summary-<key>`.
    pub(crate) fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The text of `summary-<key>`, filled with values.
    pub(crate) fn say_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.find(key, values).unwrap_or_else(|| key.to_owned())
    }

    /// As [`Self::say_with`]; `None` where no language has the key.
    pub(crate) fn find(&self, key: &str, values: &[(&str, &str)]) -> Option<String> {
        let id = format!("summary-{key}");
        let arguments: FluentArgs<'_> = values.iter().copied().collect();
        self.bundles.iter().find_map(|bundle| {
            let pattern = bundle.get_message(&id)?.value()?;
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
            errors.is_empty().then(|| text.into_owned())
        })
    }

    /// The words for a code of a family of codes, such as `status-active`.
    pub(crate) fn find_code(&self, family: &str, code: &str) -> Option<String> {
        let is_code = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        let is_one = !code.is_empty() && code.bytes().all(is_code);
        is_one.then(|| self.find(&format!("{family}-{code}"), &[]))?
    }

    /// A date as people say it: `14 Mar 1971`, `Mar 1971`, `1971`. Text that is no date stays as written.
    pub(crate) fn date(&self, text: &str) -> String {
        let day = text
            .get(..10)
            .filter(|_| is_date_time(text))
            .unwrap_or(text);
        let parts: Vec<&str> = day.split('-').collect();
        let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        let year = |year: &str| year.len() == 4;
        let said = match parts.as_slice() {
            _ if !parts.iter().all(is_number) => None,
            [y, m] if year(y) => self
                .month(m)
                .map(|month| self.say_with("date-month", &[("month", &month), ("year", y)])),
            [y, m, d] if year(y) => self.month(m).map(|month| {
                let day = d.trim_start_matches('0');
                self.say_with("date", &[("day", day), ("month", &month), ("year", y)])
            }),
            _ => None,
        };
        // Its parts keep the order of the language only together, without isolates.
        said.map_or_else(|| text.to_owned(), |date| without_isolates(&date))
    }

    /// The date of a record.
    pub(crate) fn clinical_date(&self, date: &ClinicalDate) -> String {
        if date.seconds.is_some() {
            self.date(&date.text)
        } else {
            date.text.clone()
        }
    }

    /// A moment, as date, time of day and zone.
    pub(crate) fn moment(&self, moment: OffsetDateTime) -> [String; 3] {
        let date = moment.date();
        let text = format!(
            "{:04}-{:02}-{:02}",
            date.year(),
            u8::from(date.month()),
            date.day()
        );
        let (hours, minutes, _) = moment.offset().as_hms();
        let sign = if hours < 0 || minutes < 0 { '−' } else { '+' };
        let zone = format!(
            "UTC{sign}{:02}:{:02}",
            hours.unsigned_abs(),
            minutes.unsigned_abs()
        );
        let clock = format!("{:02}:{:02}", moment.hour(), moment.minute());
        [self.date(&text), clock, zone]
    }

    fn month(&self, number: &str) -> Option<String> {
        self.find(&format!("month-{}", number.trim_start_matches('0')), &[])
    }
}

fn without_isolates(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// `2019-03-14T…`
fn is_date_time(text: &str) -> bool {
    matches!(text.as_bytes().get(10), Some(b'T' | b' '))
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let source = match language {
        Language::En => include_str!("../../../ui/locales/en/summary.ftl"),
        Language::Es => include_str!("../../../ui/locales/es/summary.ftl"),
        Language::Fr => include_str!("../../../ui/locales/fr/summary.ftl"),
        Language::De => include_str!("../../../ui/locales/de/summary.ftl"),
        Language::Pt => include_str!("../../../ui/locales/pt/summary.ftl"),
        Language::Ar => include_str!("../../../ui/locales/ar/summary.ftl"),
        Language::Zh => include_str!("../../../ui/locales/zh/summary.ftl"),
        // The document speaks more languages than the app.
        Language::Hi => include_str!("../words/hi.ftl"),
        Language::Ru => include_str!("../words/ru.ftl"),
        Language::Sw => include_str!("../words/sw.ftl"),
    };
    let mut bundle = FluentBundle::new(language.tag().parse().into_iter().collect());
    // A resource with faults still holds every message that has none; a test holds our files to having none.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(part, _)| part);
    bundle.add_resource_overriding(resource);
    bundle
}
