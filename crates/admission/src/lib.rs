//! Whom a server lets in with a new mailbox or grant, for relay and ledger alike: everybody, whoever has worked for it, the
//! more the busier the server is, or whoever shows a token (protocol §6, §7). The formats are in `protocol::admission`. Stops, closes and
//! withdrawals never come here.
//!
//! [`Admission::new`] from a [`Rule`], then [`Admission::admit`] for each request.

mod issuer;
mod load;
mod once;
mod work;

use std::sync::Arc;

pub use issuer::{Book, Issuer, KEY_LASTS_S, NotIssued};
pub use load::Pace;
pub use once::{Once, Use};

use keepwell_protocol::{admission::Subject, time::Timestamp};
use rand_core::CryptoRngCore;

use work::Work;

/// What a server asks.
#[derive(Clone, Debug, Default)]
pub enum Rule {
    /// Nothing: a server for one household.
    #[default]
    Open,
    /// Proof of work.
    Work(Pace),
    /// A token of this issuer, which relay and ledger of one server share.
    Token(Arc<Issuer>),
}

/// Why a request is not let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is to be sent again with an answer to this challenge, the value of `WWW-Authenticate`.
    Asked(String),
    /// More were let in lately than can be remembered.
    Busy,
}

/// What decides, with what it remembers.
pub struct Admission(Kind);

enum Kind {
    Open,
    Work(Box<Work>),
    Token(Arc<Issuer>),
}

impl Admission {
    /// Decides by `rule`. Challenges from before a restart are void, since its key is made here.
    pub fn new(rule: &Rule, rng: &mut dyn CryptoRngCore) -> Self {
        Self(match rule {
            Rule::Open => Kind::Open,
            Rule::Work(pace) => Kind::Work(Box::new(Work::new(*pace, rng))),
            Rule::Token(issuer) => Kind::Token(issuer.clone()),
        })
    }

    /// Decides by `rule` on one of several machines. `secrets` gives the same on each, so that what one asked for another one takes;
    /// `rng` is this process's own, so that no two ask for the same.
    pub fn shared(
        rule: &Rule,
        secrets: &mut dyn CryptoRngCore,
        rng: &mut dyn CryptoRngCore,
    ) -> Self {
        match rule {
            Rule::Work(pace) => Self(Kind::Work(Box::new(Work::shared(*pace, secrets, rng)))),
            Rule::Open | Rule::Token(_) => Self::new(rule, rng),
        }
    }

    /// Whether everybody is let in.
    pub fn is_open(&self) -> bool {
        matches!(self.0, Kind::Open)
    }

    /// Lets a request in, once, whose `Authorization` is `answer`.
    ///
    /// # Errors
    /// [`Refused`], with a fresh challenge where a good answer would help.
    pub fn admit(
        &self,
        subject: &Subject,
        answer: Option<&str>,
        now: Timestamp,
    ) -> Result<(), Refused> {
        match &self.0 {
            Kind::Open => Ok(()),
            Kind::Work(work) => work.admit(subject, answer, now),
            Kind::Token(issuer) => issuer.admit(answer, now),
        }
    }
}
