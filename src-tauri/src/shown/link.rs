//! Links: those that the person made for whoever has them, and those of others that may be asked again.

use keepwell_wallet::{
    edge::{Code, MakeError},
    followed, links,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::grant::GrantState;

/// What a link is made as.
#[derive(Clone, Copy, Deserialize, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkShape {
    /// A summary that readers all over the world know.
    Travel,
    /// A file with its PDF, as clinics in the USA take it.
    ClinicUs,
}

/// What the person wants of a link.
#[derive(Deserialize, Type)]
pub(crate) struct LinkWish {
    pub(crate) shape: LinkShape,
    /// What it says it is, to who gets it.
    pub(crate) label: String,
    /// What is asked first; only of a traveller's link.
    pub(crate) passcode: Option<String>,
    /// From when; at once without.
    pub(crate) from: Option<String>,
    pub(crate) until: String,
    pub(crate) openings: Option<u32>,
    /// The language of its PDF.
    pub(crate) language: Option<String>,
}

/// One link in a list.
#[derive(Serialize, Type)]
pub(crate) struct LinkLine {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) shape: LinkShape,
    pub(crate) state: GrantState,
    pub(crate) from: String,
    pub(crate) expires: String,
    pub(crate) openings: u32,
    pub(crate) openings_limit: Option<u32>,
    /// Not known on a device that did not make it.
    pub(crate) has_passcode: Option<bool>,
    /// How many more wrong passcodes are allowed; they never come back.
    pub(crate) attempts_left: Option<u32>,
    /// A stop that was asked for and is not yet everywhere.
    pub(crate) stopping: bool,
}

/// One link in full.
#[derive(Serialize, Type)]
pub(crate) struct LinkDetail {
    pub(crate) line: LinkLine,
    /// Its code, while it opens.
    pub(crate) code: Option<LinkCode>,
    /// The newest first.
    pub(crate) visits: Vec<LinkVisit>,
    /// The server has it, with its newest end and content.
    pub(crate) sent: bool,
}

/// A link as text; `svg` is the drawing of `page`.
#[derive(Serialize, Type)]
pub(crate) struct LinkCode {
    /// For readers of such links.
    pub(crate) link: String,
    /// The same behind the address of a page that opens it.
    pub(crate) page: String,
    pub(crate) svg: String,
}

/// Somebody opened a link, or tried to.
#[derive(Serialize, Type)]
pub(crate) struct LinkVisit {
    pub(crate) time: String,
    /// As they called themselves.
    pub(crate) recipient: String,
    /// Otherwise the passcode was wrong.
    pub(crate) opened: bool,
}

/// Somebody's link that may be asked again.
#[derive(Serialize, Type)]
pub(crate) struct FollowedLink {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) has_passcode: bool,
    pub(crate) since: String,
    pub(crate) updated: String,
}

impl LinkLine {
    /// A line of the core.
    pub(crate) fn of(line: links::LinkLine) -> Self {
        Self {
            id: line.id.to_string(),
            label: line.label,
            shape: line.shape.into(),
            state: line.state.into(),
            from: line.from.to_string(),
            expires: line.expires.to_string(),
            openings: line.openings,
            openings_limit: line.openings_limit,
            has_passcode: line.has_passcode,
            attempts_left: line.attempts_left,
            stopping: line.is_stopping,
        }
    }
}

impl LinkDetail {
    /// A link of the core.
    ///
    /// # Errors
    /// When its text does not fit into a code.
    pub(crate) fn of(shown: links::ShownLink) -> Result<Self, MakeError> {
        let visit = |visit: links::Visit| LinkVisit {
            time: visit.time.to_string(),
            recipient: visit.recipient,
            opened: visit.opened,
        };
        Ok(Self {
            code: shown.code.as_ref().map(LinkCode::of).transpose()?,
            line: LinkLine::of(shown.line),
            visits: shown.visits.into_iter().map(visit).collect(),
            sent: shown.is_at_relay,
        })
    }
}

impl LinkCode {
    fn of(code: &links::LinkCode) -> Result<Self, MakeError> {
        Ok(Self {
            svg: Code::new(&code.page)?.svg(),
            link: code.link.to_string(),
            page: code.page.to_string(),
        })
    }
}

impl FollowedLink {
    /// A link of the core.
    pub(crate) fn of(followed: followed::Followed) -> Self {
        Self {
            id: followed.id,
            source: followed.source,
            has_passcode: followed.has_passcode,
            since: followed.since.to_string(),
            updated: followed.updated.to_string(),
        }
    }
}

impl From<links::Shape> for LinkShape {
    fn from(shape: links::Shape) -> Self {
        match shape {
            links::Shape::Travel => Self::Travel,
            links::Shape::ClinicUs => Self::ClinicUs,
        }
    }
}

impl From<LinkShape> for links::Shape {
    fn from(shape: LinkShape) -> Self {
        match shape {
            LinkShape::Travel => Self::Travel,
            LinkShape::ClinicUs => Self::ClinicUs,
        }
    }
}
