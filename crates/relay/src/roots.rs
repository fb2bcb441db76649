//! What happened since the last access root, and the roots that were closed (protocol §7). An event's leaf is written with the
//! event itself, so that a crash between event and root loses neither; once a minute the open root is closed, and a ledger has it
//! before the next one is. Which ledger, and how it is reached, is passed in.

mod begin;
mod close;
mod logged;
mod open;
mod post;
mod prove;
mod rows;
mod silence;
mod step;

pub(crate) use logged::Standing;
pub(crate) use rows::{Closed, LEAVES, Leaf, MARKS, Mark};

use std::sync::{
    Arc, Mutex, PoisonError, RwLock, RwLockReadGuard,
    atomic::{AtomicBool, Ordering},
};

use keepwell_cluster::Event;
use keepwell_crypto::{label::Label, secret::Secret32, sign::SigningKey};
use keepwell_protocol::{
    access_root::{Opened, StatementText, leaf},
    key_set::RelayKey,
    mailbox::MailboxId,
    origin::Origin,
    statement::Statement,
    time::Timestamp,
};
use keepwell_tlog::{
    hash::Hash,
    tile::{KeptTiles, TileId},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    refusal::Fault,
    rows::{Changes, Rows},
    shared::Shared,
};
use open::Open;
use silence::Silence;

/// The ledger that a relay puts its access roots on.
pub trait Registrar: Send + Sync {
    /// Registers a statement, and gives its index once it is on the ledger. The same one again has the same. Blocks.
    ///
    /// # Errors
    /// Why it is not, for the log.
    fn register(&self, statement: &Statement) -> Result<u64, String>;

    /// The bytes of tiles of the ledger, in the same order and exactly as many. Blocks.
    ///
    /// # Errors
    /// Why one cannot be had.
    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, NoTiles>;
}

/// Why a ledger did not give tiles. The texts are for the log.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NoTiles {
    /// It could not be asked, or did not answer: others cannot be had either.
    #[error("{0}")]
    Away(String),
    /// It has pruned one of them, and will never have it again.
    #[error("{0}")]
    Pruned(String),
    /// It does not give one of these.
    #[error("{0}")]
    Refused(String),
}

/// The relay's roots.
pub(crate) struct Roots {
    key: SigningKey,
    registrar: Option<Arc<dyn Registrar>>,
    /// The ledger's tiles that proofs were made with.
    kept: KeptTiles,
    /// Whether the ledger left a proof without an answer.
    silence: Silence,
    /// Every salt comes from it. It is not stored: salts of what was forgotten cannot be had again.
    salts: Secret32,
    /// Held by whoever closes and posts.
    tending: Mutex<()>,
    /// Whether the last try to post failed, so that it is told once.
    is_failing: AtomicBool,
    /// Whether the last try to close failed, likewise.
    is_stuck: AtomicBool,
    place: Place,
}

/// Where the open root is.
enum Place {
    /// In this process. Read while an event is written, written while a root is closed: so an event is under the root that its mark names.
    Here(RwLock<Open>),
    /// In PostgreSQL, for all front ends, which keeps the same by a lock of its own.
    Shared(Arc<Shared>),
}

/// Where the roots stand; one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// The number of the root that is open.
    pub(crate) number: u64,
    /// When the one before was closed.
    pub(crate) since: Timestamp,
    /// The one before.
    pub(crate) newest: Option<Newest>,
    /// Those before that, which the ledger has, the last one first: its witnesses may be some minutes behind it.
    #[serde(default)]
    pub(crate) before: Vec<Newest>,
    /// Numbers and indexes of roots in tiles of the ledger that were not full yet.
    #[serde(default)]
    pub(crate) awaited: Vec<(u64, u64)>,
    /// No root with a smaller number is kept any more.
    pub(crate) oldest: u64,
}

/// The root that was closed last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Newest {
    pub(crate) statement: StatementText,
    /// Where the ledger has it; `None` before it is known to have it.
    #[serde(default)]
    pub(crate) index: Option<u64>,
}

/// An event under the open root.
#[derive(Clone, Copy)]
pub(crate) struct Gathered {
    mailbox: MailboxId,
    number: u32,
    time: Timestamp,
    leaf: Hash,
}

/// An event that is about to be written. Until it is dropped a root in this process stays open.
pub(crate) struct Marking<'r> {
    here: Option<(RwLockReadGuard<'r, Open>, Gathered)>,
    /// To be written with the event; nothing where no roots are kept.
    made: Option<(Mark, Leaf)>,
    event: Event,
}

impl Roots {
    /// The key by which a ledger knows this relay.
    pub(crate) fn public(&self, relay: &Origin) -> RelayKey {
        RelayKey {
            relay: relay.clone(),
            key: self.key.verifying_key(),
        }
    }

    /// Whether there are roots: on one machine where there is a ledger to put them on, else nothing is kept for them; on several once
    /// one of them has begun.
    pub(crate) fn are_kept(&self) -> Result<bool, Fault> {
        match &self.place {
            Place::Here(_) => Ok(self.registrar.is_some()),
            Place::Shared(shared) => Ok(shared.root()?.is_some()),
        }
    }

    /// Takes an event into the open root, where roots are kept. `event` are its exact bytes.
    pub(crate) fn mark(
        &self,
        (mailbox, number): (&MailboxId, u32),
        event: &[u8],
        time: Timestamp,
    ) -> Result<Marking<'_>, Fault> {
        let (root, open) = match &self.place {
            Place::Here(_) if self.registrar.is_none() => (None, None),
            Place::Here(open) => {
                let open = open.read().unwrap_or_else(PoisonError::into_inner);
                (Some(open.head.number), Some(open))
            }
            Place::Shared(shared) => (shared.root()?, None),
        };
        let made = root.map(|root| marked(&self.salts, root, (mailbox, number), event, time));
        let gathered = made.as_ref().map(|(_, leaf)| Gathered {
            mailbox: *mailbox,
            number,
            time,
            leaf: leaf.hash(),
        });
        let time = time.seconds();
        Ok(Marking {
            here: open.zip(gathered),
            made,
            event: Event { root, time },
        })
    }

    /// Another root is open than was thought.
    pub(crate) fn look_again(&self) -> Result<(), Fault> {
        match &self.place {
            Place::Here(_) => Ok(()),
            Place::Shared(shared) => shared.open_root().map(drop),
        }
    }

    /// Where the roots stand.
    fn head(&self, rows: &Rows) -> Result<Head, Fault> {
        match &self.place {
            Place::Here(open) => {
                let open = open.read().unwrap_or_else(PoisonError::into_inner);
                Ok(open.head.clone())
            }
            Place::Shared(_) => Ok(rows.roots_head()?.unwrap_or(FIRST)),
        }
    }

    fn is_failing(&self, now: bool) -> bool {
        self.is_failing.swap(now, Ordering::Relaxed)
    }
}

impl Marking<'_> {
    /// Puts it with what changes with the event.
    pub(crate) fn put(&self, changes: &mut Changes, place: (&MailboxId, u32)) -> Result<(), Fault> {
        changes.event = Some(self.event);
        match &self.made {
            Some((mark, leaf)) => changes.put_mark(place, mark, leaf),
            None => Ok(()),
        }
    }

    /// The event is on the disk, with its mark and its leaf.
    pub(crate) fn written(self) {
        if let Some((open, gathered)) = self.here {
            open.gather(gathered);
        }
    }
}

/// Where roots stand that were never closed.
const FIRST: Head = Head {
    number: 0,
    since: Timestamp::from_seconds(0),
    newest: None,
    before: Vec::new(),
    awaited: Vec::new(),
    oldest: 0,
};

/// The mark and the leaf of an event under root `root`.
fn marked(
    salts: &Secret32,
    root: u64,
    (mailbox, number): (&MailboxId, u32),
    event: &[u8],
    time: Timestamp,
) -> (Mark, Leaf) {
    let place: [&[u8]; 2] = [mailbox.as_bytes(), &number.to_be_bytes()];
    let salt = *Secret32::derive(salts.expose(), Label::ACCESS_SALT, &place).expose();
    let hash = leaf(&Opened {
        salt: &salt,
        mailbox,
        number,
        event,
    });
    let leaf = Leaf::new(root, hash, time);
    (Mark { root, salt }, leaf)
}
