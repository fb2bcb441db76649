//! What happened to grants: who opened, showed, saved. The relay tells it, but is not believed: every event carries the
//! signed request that caused it, which only the clinic named in the grant could have signed. What was told once is kept
//! here, so that the relay cannot take it back.

mod export;
mod fold;
mod journal;
mod judge;
mod log;
mod proof;
mod rooted;
mod rows;
mod take;

use keepwell_protocol::{
    relay_api::{EventKind, MailboxEvent},
    time::Timestamp,
};
use keepwell_store::Table;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    grants::{self, Grant, GrantError, GrantId},
    vault::Vault,
};

pub use export::{export, export_proof, story};
pub use fold::{Part, ProofState, Row, RowKind};
pub(crate) use journal::{Act, note};
pub(crate) use log::keep_checked;
pub use log::{LogAlert, LogState, log};
pub use proof::{Proof, proof};
pub(crate) use rooted::{Against, Look, OnLedger, Patience, Rooted, awaits_roots, judge, unproved};
pub use rows::{Story, rows};
pub(crate) use take::{take, take_one};

/// Events, by grant id and number.
const EVENTS: Table = Table::new("events");

/// What a clinic did, or tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It asked for more time.
    Asked,
    /// It reported that it closed the record.
    Closed,
    /// It began an opening.
    Opened,
    /// It reported that it printed the record.
    Printed,
    /// It asked and was refused: too early, over, or used up.
    Refused,
    /// It reported that it saved a copy.
    Saved,
    /// It reported that it showed the record to a person.
    Shown,
}

/// One thing that happened. Its JSON is a line of `wallet activity`. No `Debug`: it names a clinic.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// When, by the relay's clock.
    pub time: Timestamp,
    /// To which grant.
    pub grant: GrantId,
    /// By which clinic; at a link, by whom as it called itself.
    pub clinic: String,
    /// What.
    pub what: What,
    /// Whether the clinic's access key signed it, and the relay does not contradict what it bound itself to.
    pub verified: bool,
    /// Whether somebody signed for it: who opens a link does not.
    #[serde(skip)]
    pub is_signed: bool,
    /// Whether the relay bound itself to it on the ledger.
    #[serde(skip_serializing_if = "OnRecord::is_unchecked")]
    pub root: OnRecord,
}

/// Whether something is under an access root on the ledger, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OnRecord {
    /// It should be and is not.
    Missing,
    /// It is.
    Proved,
    /// The ledger does not know of access roots of this relay.
    Unchecked,
    /// Not yet.
    Waiting,
}

impl OnRecord {
    /// Whether nothing can be said.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    fn is_unchecked(&self) -> bool {
        *self == Self::Unchecked
    }
}

impl From<Rooted> for OnRecord {
    fn from(rooted: Rooted) -> Self {
        match rooted {
            Rooted::Unchecked => Self::Unchecked,
            Rooted::Awaited(_) => Self::Waiting,
            Rooted::Proved(_) => Self::Proved,
            Rooted::Missing => Self::Missing,
        }
    }
}

/// An event as it is kept: as the relay told it, and what this wallet made of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    event: MailboxEvent,
    /// `None` for a report that cannot be read.
    what: Option<What>,
    /// Whether it cannot be read only because a later version of Keepwell made it.
    #[serde(default)]
    is_newer: bool,
    verified: bool,
    #[serde(default)]
    rooted: Rooted,
}

impl Kept {
    /// Who opened a link, or tried, as it called itself.
    fn recipient(&self) -> Option<&str> {
        match &self.event.what {
            EventKind::Barred { recipient } | EventKind::Fetched { recipient } => Some(recipient),
            _ => None,
        }
    }
}

/// Everything that happened, the oldest first.
///
/// # Errors
/// As [`grants::all`].
pub fn list(vault: &Vault) -> Result<Vec<Activity>, GrantError> {
    let mut all = Vec::new();
    for grant in grants::all(vault)? {
        all.extend(of(vault, &grant)?);
    }
    all.sort_by_key(|line| line.time);
    Ok(all)
}

/// What happened to one grant, in the order in which it was told.
///
/// # Errors
/// As [`grants::all`].
pub fn of(vault: &Vault, grant: &Grant) -> Result<Vec<Activity>, GrantError> {
    let lines = kept(vault, grant.id)?.into_iter().filter_map(|kept| {
        Some(Activity {
            time: kept.event.time,
            grant: grant.id,
            clinic: kept.recipient().unwrap_or(&grant.clinic.name).to_owned(),
            what: kept.what?,
            is_signed: kept.event.evidence.is_some(),
            verified: kept.verified && kept.rooted != Rooted::Missing,
            root: kept.rooted.into(),
        })
    });
    Ok(lines.collect())
}

/// How many reports cannot be read: sealed for another grant, or by another clinic. One that a later version made is none of them.
///
/// # Errors
/// As [`grants::all`].
pub fn unreadable(vault: &Vault) -> Result<usize, GrantError> {
    let mut count = 0;
    for grant in grants::all(vault)? {
        let kept = kept(vault, grant.id)?;
        let is_unreadable = |kept: &&Kept| kept.what.is_none() && !kept.is_newer;
        count += kept.iter().filter(is_unreadable).count();
    }
    Ok(count)
}

/// What is kept of one grant, in the order in which it was told.
fn kept(vault: &Vault, grant: GrantId) -> Result<Vec<Kept>, GrantError> {
    let mut all = Vec::new();
    for number in 0u32.. {
        let Some(value) = vault.store().get(EVENTS, &key(grant, number))? else {
            break;
        };
        all.push(decode(&value)?);
    }
    Ok(all)
}

/// Grant id ‖ number (u32, big endian).
fn key(grant: GrantId, number: u32) -> Vec<u8> {
    [grant.as_bytes().as_slice(), &number.to_be_bytes()].concat()
}

fn decode(value: &Zeroizing<Vec<u8>>) -> Result<Kept, GrantError> {
    serde_json::from_slice(value).map_err(|_| GrantError::Unreadable)
}
