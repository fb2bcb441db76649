//! From what the core says of records to what the page is shown, and from what the page asks to what the core knows.

use keepwell_wallet::{edge, grants::Showing, records};

use super::{
    Coding, Document, Fact, Flag, Order, Origin, Point, PreviewKind, RecordDetail, RecordLine,
    RecordPage, RecordQuery, Series, ShownTo,
};
use crate::shown::choice::SensitiveGroup;

impl RecordLine {
    /// A line of the core.
    pub(crate) fn of(line: records::Line) -> Self {
        Self {
            id: line.id.to_string(),
            category: line.category.into(),
            title: line.title,
            note: line.note,
            date: line.date,
            source: line.source,
            origin: line.origin.into(),
            severe: line.severe,
            sensitive: line.sensitive.map(SensitiveGroup::from),
        }
    }
}

impl RecordPage {
    /// A page of the core.
    pub(crate) fn of(page: records::Page) -> Self {
        Self {
            total: page.total,
            lines: page.lines.into_iter().map(RecordLine::of).collect(),
        }
    }
}

impl RecordDetail {
    /// A record of the core, with the grants that showed it and the pages of its document.
    pub(crate) fn of(
        detail: records::Detail,
        shared: Vec<ShownTo>,
        pages: usize,
        is_signed: bool,
    ) -> Self {
        let coding = |code: edge::RecordCode| Coding {
            system: code.system.unwrap_or_default(),
            code: code.code,
            display: code.display,
        };
        let fact = |fact: edge::Fact| Fact {
            label: fact.label,
            value: fact.value,
        };
        Self {
            line: RecordLine::of(detail.line),
            clinical_name: detail.clinical_name,
            codes: detail.codes.into_iter().map(coding).collect(),
            facts: detail.facts.into_iter().map(fact).collect(),
            imported: detail
                .imported
                .map_or_else(String::new, |time| time.to_string()),
            file: detail.file,
            document: detail.document.map(|file| Document {
                name: file.name,
                mime: file.mime,
                bytes: file.bytes,
                preview: file.preview.into(),
                pages,
            }),
            signed: is_signed,
            series: detail.series.map(Series::of),
            shared,
            raw: detail.raw,
        }
    }
}

impl Series {
    /// A series of the core.
    pub(crate) fn of(series: records::Series) -> Self {
        let point = |point: records::Point| Point {
            date: point.date,
            value: point.value,
            flag: point.flag.map(Flag::from),
        };
        Self {
            title: series.title,
            unit: series.unit,
            low: series.low,
            high: series.high,
            points: series.points.into_iter().map(point).collect(),
        }
    }
}

impl From<RecordQuery> for records::Query {
    fn from(query: RecordQuery) -> Self {
        Self {
            search: query.search,
            category: query.category.map(edge::Category::from),
            origin: query.origin.map(records::Origin::from),
            order: match query.order {
                Order::Category => records::Order::Category,
                Order::Newest => records::Order::Newest,
            },
            offset: query.offset,
            limit: query.limit,
        }
    }
}

impl From<records::Origin> for Origin {
    fn from(origin: records::Origin) -> Self {
        match origin {
            records::Origin::Imported => Self::Imported,
            records::Origin::AddedByMe => Self::AddedByMe,
            records::Origin::Sample => Self::Sample,
        }
    }
}

impl From<Origin> for records::Origin {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Imported => Self::Imported,
            Origin::AddedByMe => Self::AddedByMe,
            Origin::Sample => Self::Sample,
        }
    }
}

impl From<records::Preview> for PreviewKind {
    fn from(preview: records::Preview) -> Self {
        match preview {
            records::Preview::Pdf => Self::Pdf,
            records::Preview::Image => Self::Image,
            records::Preview::Text => Self::Text,
            records::Preview::None => Self::None,
        }
    }
}

impl From<edge::Flag> for Flag {
    fn from(flag: edge::Flag) -> Self {
        match flag {
            edge::Flag::Normal => Self::Normal,
            edge::Flag::High => Self::High,
            edge::Flag::Low => Self::Low,
        }
    }
}

impl ShownTo {
    /// A grant of the core.
    pub(crate) fn of(showing: Showing) -> Self {
        Self {
            grant: showing.grant.to_string(),
            clinic: showing.clinic,
            made: showing.made.to_string(),
            opened: showing.opened,
        }
    }
}
