//! What the wallet keeps of a grant. The record is also the outbox: it says of each step towards the relay and the
//! ledger whether it was tried and whether it was confirmed, so that a restart goes on where the last run stopped and
//! sends the same bytes again. Relay and ledger are kept apart, since either may be away.

use keepwell_client::servers::LedgerKey;
use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    entry::{Entry, EntryType},
    hexadecimal::{base64_array, base64_bytes},
    mailbox::MailboxId,
    origin::Origin,
    relay_api::{KeyText, MailboxState},
    statement::Statement,
    terms::Terms,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::{grants::GrantId, links::LinkSide, share::Choice};

/// Exact bytes inside a record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Blob(#[serde(with = "base64_bytes")] pub Vec<u8>);

/// A grant as this wallet knows it. No `Debug`: it names a clinic.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Its number; with the phrase it gives the grant's keys.
    pub id: GrantId,
    /// When it was made.
    pub made: Timestamp,
    /// To whom; of a link, what it says it is.
    pub clinic: Clinic,
    /// From when the relay lets the clinic in.
    pub from: Timestamp,
    /// From when on it does not.
    pub until: Timestamp,
    /// The most openings; `None` is no limit.
    pub openings: Option<u32>,
    /// What the person chose, to be repeated; `None` in a grant that is older than this knowledge, or that came back from
    /// the grant index.
    #[serde(default)]
    pub choice: Option<Choice>,
    /// The statement's exact bytes.
    pub statement: Blob,
    /// The terms' exact bytes; `None` when they were too long for the grant index that this record came from.
    pub terms: Option<Blob>,
    /// The public half of the access key: who signs the clinic's requests.
    pub access: KeyText,
    /// How far things are at the relay.
    pub relay: RelaySide,
    /// How far things are at the ledger.
    pub ledger: LedgerSide,
    /// What the share is made of; `None` for a grant that came back from the grant index.
    pub share: Option<Share>,
    /// What there is beside the rest when it is a link for whoever has it, and not for a clinic.
    #[serde(default)]
    pub link: Option<LinkSide>,
    /// Whether it may have been handed over as an animated code: somebody may then have it whom no server has heard of.
    #[serde(default)]
    pub handed_over: bool,
    /// Set for ever when the patient stops the grant.
    pub stop: Option<Stop>,
    /// The last pause, or end of one, that the patient asked for.
    #[serde(default)]
    pub pause: Option<Pause>,
    /// What the grant index on the relay says of it; `None` when it is not in there.
    pub indexed: Option<IndexMark>,
}

/// The clinic a grant is for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clinic {
    /// Its name, as on its card.
    pub name: String,
    /// SHA-256 of the card.
    #[serde(with = "base64_array")]
    pub card: Digest,
    /// The key that signed the card and signs reports.
    pub key: KeyText,
}

/// How far a grant is at the relay.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelaySide {
    /// Where it is.
    pub origin: Origin,
    /// The grant's mailbox there.
    pub mailbox: MailboxId,
    /// Whether the relay may know of the mailbox: set before the first request.
    pub tried: bool,
    /// Whether the relay confirmed the mailbox.
    pub created: bool,
    /// Which manifest the relay confirmed.
    pub manifest: Delivered,
    /// Whether the relay confirmed that it is closed.
    pub closed: bool,
    /// What the relay said last.
    pub seen: Option<Seen>,
    /// When to try again.
    pub retry: Retry,
}

/// Which manifest is at the relay; in the order in which they get there. A link has none: it is published, or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivered {
    /// None.
    #[default]
    Nothing,
    /// One without the ledger's proof.
    WithoutProof,
    /// The final one; a link is published.
    WithProof,
}

/// What the relay said of a mailbox.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When it was asked, by this device's clock.
    pub at: Timestamp,
    /// Where the mailbox stands; `None` when the relay no longer knows it.
    pub state: Option<MailboxState>,
    /// How many openings there were.
    pub openings: u32,
}

/// How far a grant is at the ledger.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerSide {
    /// Where it is reached.
    pub url: Origin,
    /// Its pinned key.
    pub key: LedgerKey,
    /// Whether the ledger may know the statement: set before the first request.
    pub tried: bool,
    /// The verified receipt.
    pub recorded: Option<Recorded>,
    /// The index at which this wallet saw the grant's entry while following the log.
    pub seen_at: Option<u64>,
    /// The index of a revocation in the log that the grant's key did not sign: clinics refuse the grant all the same.
    #[serde(default)]
    pub foreign_stop: Option<u64>,
    /// When to try again.
    pub retry: Retry,
}

/// What the ledger gave back for a statement; it was verified before it was kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The entry's index in the log.
    pub index: u64,
    /// The size of the log that the receipt speaks of.
    pub size: u64,
    /// Its root at that size.
    #[serde(with = "base64_array")]
    pub root: [u8; 32],
    /// The COSE receipt.
    pub receipt: Blob,
    /// The C2SP tlog-proof.
    pub tlog_proof: String,
    /// Whether the state of the log that the receipt speaks of was found in the history that this wallet follows.
    pub in_history: bool,
}

/// What a share is made of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The age recipient of the clinic's card; a link has none.
    pub recipient: String,
    /// The Consent's exact bytes; a link has none.
    pub consent: Blob,
    /// The parts, sealed in files of the outbox, in the order of the terms.
    pub parts: Vec<SealedPart>,
    /// The manifest that was sealed last.
    pub manifest: Option<SealedManifest>,
}

/// A sealed part on its way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedPart {
    /// Its name on the relay.
    pub name: String,
    /// Its file in the outbox folder: a random name.
    pub file: String,
    /// Whether the relay confirmed all of it; the file is then gone.
    pub uploaded: bool,
}

/// A sealed manifest on its way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedManifest {
    /// Its file in the outbox folder.
    pub file: String,
    /// Whether the ledger's proof is in it.
    pub with_proof: bool,
}

impl SealedManifest {
    /// What the relay has once this was sent.
    pub(crate) fn makes(&self) -> Delivered {
        if self.with_proof {
            Delivered::WithProof
        } else {
            Delivered::WithoutProof
        }
    }
}

/// That and how a grant is stopped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// When the patient asked.
    pub asked: Timestamp,
    /// The revocation's exact bytes.
    pub statement: Blob,
    /// The verified receipt.
    pub recorded: Option<Recorded>,
    /// The index at which this wallet saw the revocation while following the log.
    pub seen_at: Option<u64>,
    /// Whether it reached the ledger's status lists, by which clinics go.
    #[serde(default)]
    pub listed: Listed,
}

/// Whether a stop that is on the log is in a status list too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// Nobody looked yet.
    #[default]
    Unknown,
    /// Not in the newest list when it was first looked for, at this moment by this device's clock.
    Awaited(Timestamp),
    /// It is.
    Yes,
    /// It should be and is not: the alarm was raised.
    Missing,
}

/// Whether a grant is to be paused, and how far that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// What the patient asked for last.
    pub wish: PauseWish,
    /// Whether the relay confirmed it.
    pub sent: bool,
}

/// What the patient asked for. Of two devices the later wish holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PauseWish {
    /// When.
    pub asked: Timestamp,
    /// Paused, or open again.
    pub paused: bool,
}

/// When to try again, and whether at all.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retry {
    /// How often in a row nobody answered.
    pub failures: u32,
    /// Not before then, unless the patient asks.
    pub not_before: Option<Timestamp>,
    /// The server's refusal that no repetition will change, in a sentence for a person.
    pub refused: Option<String>,
}

/// What the grant index says of a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexMark {
    /// Whether the grant's log index is in it.
    pub recorded: bool,
    /// Whether it says that the grant is stopped.
    pub stopped: bool,
    /// What it says of a pause.
    #[serde(default)]
    pub pause: Option<PauseWish>,
}

impl RelaySide {
    /// Nothing was sent yet.
    pub fn new(origin: Origin, mailbox: MailboxId) -> Self {
        Self {
            origin,
            mailbox,
            tried: false,
            created: false,
            manifest: Delivered::Nothing,
            closed: false,
            seen: None,
            retry: Retry::default(),
        }
    }
}

impl LedgerSide {
    /// Nothing was sent yet.
    pub fn new(url: Origin, key: LedgerKey) -> Self {
        Self {
            url,
            key,
            tried: false,
            recorded: None,
            seen_at: None,
            foreign_stop: None,
            retry: Retry::default(),
        }
    }
}

impl Grant {
    /// The statement's digest.
    pub fn digest(&self) -> Digest {
        keepwell_crypto::hash::sha256(&self.statement.0)
    }

    /// The statement's line on the ledger.
    pub fn entry(&self) -> Entry {
        Entry {
            kind: EntryType::Grant,
            target: 0,
            statement: self.digest(),
        }
    }

    /// The statement, read from the exact bytes; `None` cannot happen for a record that this wallet made.
    pub fn statement(&self) -> Option<Statement> {
        Statement::parse(&self.statement.0).ok()
    }

    /// The index in the log under which the grant can be revoked, once it is known.
    pub fn log_index(&self) -> Option<u64> {
        let recorded = self.ledger.recorded.as_ref().map(|recorded| recorded.index);
        recorded.or(self.ledger.seen_at)
    }

    /// What the grant index ought to say of it.
    pub fn index_mark(&self) -> IndexMark {
        IndexMark {
            recorded: self.log_index().is_some(),
            stopped: self.stop.is_some(),
            pause: self.pause.map(|pause| pause.wish),
        }
    }

    /// The terms; `None` for a grant from the index whose terms were too long for it.
    pub fn terms(&self) -> Option<Terms> {
        Terms::parse(&self.terms.as_ref()?.0).ok()
    }

    /// Whether a pause, or the end of one, was asked for that the relay has not confirmed.
    pub fn is_pause_waiting(&self) -> bool {
        self.stop.is_none() && self.pause.is_some_and(|pause| !pause.sent)
    }

    /// Whether the log has a revocation of it, whoever wrote that.
    pub fn is_stop_in_log(&self) -> bool {
        let own = self.stop.as_ref();
        let own = own.is_some_and(|stop| stop.recorded.is_some() || stop.seen_at.is_some());
        own || self.ledger.foreign_stop.is_some()
    }

    /// Lets go of a share whose sealed parts are not on this device: it can be stopped, but not sent again. What was sent
    /// before is not known, so both servers may know of it.
    pub fn give_up_sending(&mut self) {
        if self.share.take().is_some() {
            (self.relay.tried, self.relay.created) = (true, true);
            self.ledger.tried = true;
        }
    }

    /// Whether the relay confirmed everything up to the final manifest.
    pub fn is_at_relay(&self) -> bool {
        self.share.is_none() || self.relay.manifest == Delivered::WithProof
    }

    /// Whether a stop of it has to stand on the ledger: the ledger may know the grant, or somebody may have it from this device.
    pub fn is_to_be_revoked(&self) -> bool {
        self.ledger.tried || self.handed_over
    }

    /// Whether nothing of a stop remains to be sent: what may exist is closed and revoked, what never left the device
    /// needs neither.
    pub fn is_stop_sent(&self) -> bool {
        let relay = self.relay.closed || !self.relay.tried;
        let ledger = self.is_stop_in_log() || !self.is_to_be_revoked();
        self.stop.is_some() && relay && ledger
    }
}
