//! What the document says: the person and the sections, every value already in words, none of it placed yet. All of it
//! comes from the Bundle that is shared, so that paper and data cannot disagree.

mod bundle;
mod person;
mod row;
mod said;
mod status;

use keepwell_records::{bundle::Bundle, view::Category};

use crate::{Input, MAX_BUNDLE, MAX_RECORDS, PdfError, words::Words};
pub(crate) use row::Row;
pub(crate) use said::Said;

/// The document's content.
pub(crate) struct Content {
    /// The person's name as shown, if the copy holds it.
    pub(crate) name: Option<String>,
    /// Name, birth date and sex, a line each; what is missing says so.
    pub(crate) person: Vec<String>,
    /// The sections, in reading order.
    pub(crate) sections: Vec<Section>,
    /// Every page is to be marked.
    pub(crate) is_sample: bool,
}

/// One section with its heading.
pub(crate) struct Section {
    /// Its heading.
    pub(crate) title: String,
    /// Marked as danger, with a sign and a word.
    pub(crate) is_alert: bool,
    /// Its lines; without any, the section says that there is no information.
    pub(crate) rows: Vec<Row>,
}

/// The sections in the order of danger, and whether one stands there when it is empty too.
const SECTIONS: [(Category, bool); 8] = [
    (Category::Allergies, true),
    (Category::Medicines, true),
    (Category::Problems, true),
    (Category::Immunizations, true),
    (Category::Results, true),
    (Category::Procedures, true),
    (Category::Other, false),
    (Category::Documents, true),
];

impl Content {
    /// # Errors
    /// [`PdfError::Bundle`], [`PdfError::TooLarge`].
    pub(crate) fn of(input: &Input<'_>, words: &Words) -> Result<Self, PdfError> {
        if input.bundle.len() > MAX_BUNDLE {
            return Err(PdfError::TooLarge);
        }
        let bundle = Bundle::read(input.bundle).ok_or(PdfError::Bundle)?;
        let rows = bundle::rows(&bundle, words);
        if rows.len() + input.documents.len() > MAX_RECORDS {
            return Err(PdfError::TooLarge);
        }
        let mut sections: Vec<Section> = Vec::new();
        for (category, is_always) in SECTIONS {
            let mut rows: Vec<Row> = rows
                .iter()
                .filter(|row| row.category == category)
                .cloned()
                .collect();
            if category == Category::Documents {
                rows.extend(beside(input.documents, words, &rows));
            }
            if is_always || !rows.is_empty() {
                sections.push(Section {
                    title: words.say(category.as_str()),
                    is_alert: category == Category::Allergies,
                    rows,
                });
            }
        }
        let person = bundle::person(&bundle, words);
        sections.push(Section {
            title: words.say("contacts"),
            is_alert: false,
            rows: person.contacts,
        });
        Ok(Self {
            name: person.name,
            person: person.lines,
            sections,
            is_sample: input.is_sample || bundle::is_sample(&bundle),
        })
    }
}

/// Documents that travel beside the Bundle and are not named in it.
fn beside(names: &[&str], words: &Words, known: &[Row]) -> Vec<Row> {
    names
        .iter()
        .map(|name| row::shortened(name, words))
        .filter(|name| !known.iter().any(|row| row.title == *name))
        .map(|name| {
            Row::plain(
                Category::Documents,
                name,
                vec![Said::ours(words.say("document-beside"))],
            )
        })
        .collect()
}
