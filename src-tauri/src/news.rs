//! What a round of the background brought, seen by comparing what the wallet knows before and after it.

use keepwell_wallet::{
    activity::{self, Activity, What},
    evidence,
    grants::{self, GrantError, GrantLine},
    vault::Vault,
};

use crate::clock;

/// What the wallet knows at one moment.
pub(crate) struct Known {
    grants: Vec<GrantLine>,
    events: usize,
    questions: usize,
    alerts: usize,
}

/// What is new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct News {
    /// Somebody did something, or a share stands elsewhere.
    pub(crate) access: bool,
    /// A share was opened: how often any was, until now.
    pub(crate) opened: Option<u32>,
    /// A clinic asks for more time.
    pub(crate) asked: bool,
    /// A server broke its word.
    pub(crate) alert: bool,
}

impl Known {
    /// What the wallet knows now.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub(crate) fn of(vault: &Vault) -> Result<Self, GrantError> {
        let events = activity::list(vault)?;
        let is_question = |event: &&Activity| event.verified && event.what == What::Asked;
        Ok(Self {
            grants: grants::list(vault, clock::now())?,
            questions: events.iter().filter(is_question).count(),
            events: events.len(),
            alerts: evidence::alerts(vault)?.len(),
        })
    }

    /// What is new since `before`.
    pub(crate) fn since(&self, before: &Self) -> News {
        let (then, now) = (openings(&before.grants), openings(&self.grants));
        News {
            access: self.grants != before.grants || self.events != before.events,
            opened: (now > then).then_some(now),
            asked: self.questions > before.questions,
            alert: self.alerts != before.alerts,
        }
    }
}

/// How often shares were opened.
pub(crate) fn openings(grants: &[GrantLine]) -> u32 {
    grants.iter().map(|line| line.openings).sum()
}
