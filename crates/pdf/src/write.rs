//! The set pages written as PDF: drawn, tagged, titled, with the Bundle inside. krilla checks what it writes against
//! PDF/A-3a and PDF/UA-1 and refuses to write anything else.

mod draw;
mod tags;

use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    embed::{AssociationKind, EmbeddedFile, MimeType},
    geom::Point,
    metadata::{DateTime, Metadata, TextDirection},
    outline::{Outline, OutlineNode},
    page::PageSettings,
};
use time::OffsetDateTime;

use crate::{
    Input, PdfError,
    content::Content,
    fonts::Fonts,
    layout::{self, Pages},
    words::Words,
};

/// What the attached Bundle is called.
const ATTACHMENT: &str = "records.fhir.json";

/// What a file says of itself.
pub(crate) struct Cover<'a> {
    pub(crate) title: String,
    pub(crate) made: OffsetDateTime,
    /// The Bundle, and what is said of it.
    pub(crate) attachment: Option<(&'a [u8], String)>,
}

impl<'a> Cover<'a> {
    /// Of a summary, which names its person and carries the Bundle.
    pub(crate) fn of(input: &Input<'a>, content: &Content, words: &Words) -> Self {
        let title = words.say("title");
        Self {
            title: match &content.name {
                Some(name) => format!("{title}: {name}"),
                None => title,
            },
            made: input.made,
            attachment: Some((input.bundle, words.say("attached"))),
        }
    }
}

/// Writes the document.
///
/// # Errors
/// [`PdfError::Writing`].
pub(crate) fn document(
    cover: &Cover<'_>,
    words: &Words,
    pages: &Pages,
    fonts: &Fonts,
) -> Result<Vec<u8>, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PdfError::Writing)?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut leaves = tags::Leaves::new(pages.nodes.len());
    for page in &pages.pages {
        let size = PageSettings::from_wh(layout::WIDTH, layout::HEIGHT).ok_or(PdfError::Writing)?;
        let mut sheet = document.start_page_with(size);
        let mut surface = sheet.surface();
        draw::page(page, &mut surface, fonts, &mut leaves);
        surface.finish();
        sheet.finish();
    }
    document.set_tag_tree(tags::tree(&pages.nodes, leaves, words.language.tag()));
    document.set_outline(outline(pages));
    document.set_metadata(metadata(cover, words));
    if let Some((bundle, description)) = &cover.attachment {
        document
            .embed_file(attachment(bundle, description, cover.made))
            .ok_or(PdfError::Writing)?;
    }
    document.finish().map_err(|_| PdfError::Writing)
}

fn outline(pages: &Pages) -> Outline {
    let mut outline = Outline::new();
    for (title, page, y) in &pages.headings {
        let place = XyzDestination::new(*page, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(title.clone(), place));
    }
    outline
}

fn metadata(cover: &Cover<'_>, words: &Words) -> Metadata {
    let direction = if words.language.is_rtl() {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    };
    Metadata::new()
        .title(cover.title.clone())
        .language(words.language.tag().to_owned())
        .text_direction(direction)
        .creator("Keepwell".to_owned())
        .creation_date(date_time(cover.made))
}

fn attachment(bundle: &[u8], description: &str, made: OffsetDateTime) -> EmbeddedFile {
    EmbeddedFile {
        path: ATTACHMENT.to_owned(),
        mime_type: MimeType::new("application/fhir+json"),
        description: Some(description.to_owned()),
        association_kind: AssociationKind::Source,
        data: bundle.to_vec().into(),
        modification_date: Some(date_time(made)),
        compress: Some(true),
        location: None,
    }
}

fn date_time(moment: OffsetDateTime) -> DateTime {
    let (hours, minutes, _) = moment.offset().as_hms();
    DateTime::new(u16::try_from(moment.year()).unwrap_or_default())
        .month(moment.month().into())
        .day(moment.day())
        .hour(moment.hour())
        .minute(moment.minute())
        .second(moment.second())
        .utc_offset_hour(hours)
        .utc_offset_minute(minutes.unsigned_abs())
}
