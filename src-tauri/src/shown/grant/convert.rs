//! From what the core says of shares to what the page is shown.

use keepwell_wallet::{
    activity::What,
    edge::{Code, MakeError},
    grants::{self, ContentKind},
};

use super::{
    ClinicDid, GrantDetail, GrantEvent, GrantLine, GrantSection, GrantState, LogFact, RelayFact,
    Reported, WhatKind,
};

impl GrantLine {
    /// A line of the core.
    pub(crate) fn of(line: grants::GrantLine) -> Self {
        Self {
            id: line.id.to_string(),
            clinic: line.clinic,
            state: line.state.into(),
            can_open: line.can_open,
            made: line.made.to_string(),
            not_before: line.from.to_string(),
            expires: line.expires.to_string(),
            openings: line.openings,
            link: line.is_link,
            stopping: line.is_stopping,
            last_opened: line.last_opened.map(|time| time.to_string()),
            asked: line.asked.map(|time| time.to_string()),
        }
    }
}

impl GrantDetail {
    /// A share of the core.
    ///
    /// # Errors
    /// When its text does not fit into a code.
    pub(crate) fn of(detail: grants::Detail) -> Result<Self, MakeError> {
        let code = detail.qr_text.as_deref().map(Code::new).transpose()?;
        let section = |section: grants::Section| GrantSection {
            category: section.category.into(),
            count: section.count,
        };
        let event = |event: grants::Happened| GrantEvent {
            time: event.time.to_string(),
            what: event.what.into(),
            verified: event.verified,
        };
        Ok(Self {
            line: GrantLine::of(detail.line),
            purpose: detail
                .purpose
                .map_or_else(String::new, |purpose| purpose.code().to_owned()),
            what: detail.kind.into(),
            records: detail.records,
            sections: detail.sections.into_iter().map(section).collect(),
            events: detail.events.into_iter().map(event).collect(),
            reported: Reported {
                shown: detail.reported.shown,
                saved: detail.reported.saved,
                printed: detail.reported.printed,
                closed: detail.reported.closed,
            },
            relay: detail.relay.into(),
            log: detail.log.into(),
            offline_ok: detail.offline_ok,
            under_words: detail.under_words,
            svg: code.map(|code| code.svg()),
            text: detail.qr_text,
        })
    }
}

impl From<Option<ContentKind>> for WhatKind {
    /// A share of which this device does not know what is in it may show everything.
    fn from(kind: Option<ContentKind>) -> Self {
        match kind {
            Some(ContentKind::Chosen) => Self::Chosen,
            Some(ContentKind::Claim) => Self::Claim,
            Some(ContentKind::Deidentified) => Self::Deidentified,
            Some(ContentKind::Everything) | None => Self::Everything,
            Some(ContentKind::Summary) => Self::Summary,
        }
    }
}

impl From<grants::GrantState> for GrantState {
    fn from(state: grants::GrantState) -> Self {
        match state {
            grants::GrantState::Active => Self::Active,
            grants::GrantState::Expired => Self::Expired,
            grants::GrantState::Paused => Self::Paused,
            grants::GrantState::Pending => Self::Pending,
            grants::GrantState::Revoked => Self::Revoked,
            grants::GrantState::UsedUp => Self::UsedUp,
        }
    }
}

impl From<What> for ClinicDid {
    fn from(what: What) -> Self {
        match what {
            What::Asked => Self::Asked,
            What::Closed => Self::Closed,
            What::Opened => Self::Opened,
            What::Printed => Self::Printed,
            What::Refused => Self::Refused,
            What::Saved => Self::Saved,
            What::Shown => Self::Shown,
        }
    }
}

impl From<grants::RelayFact> for RelayFact {
    fn from(fact: grants::RelayFact) -> Self {
        match fact {
            grants::RelayFact::Closed => Self::Closed,
            grants::RelayFact::Open => Self::Open,
            grants::RelayFact::Paused => Self::Paused,
            grants::RelayFact::Waiting => Self::Waiting,
        }
    }
}

impl From<grants::LogFact> for LogFact {
    fn from(fact: grants::LogFact) -> Self {
        match fact {
            grants::LogFact::Granted => Self::Granted,
            grants::LogFact::StopWritten => Self::StopWritten,
            grants::LogFact::Waiting => Self::Waiting,
        }
    }
}
