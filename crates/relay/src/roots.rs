//! What happened since the last access root, and the roots that were closed (protocol §7). An event's leaf is written with the
//! event itself, so that a crash between event and root loses neither; once a minute the open root is closed, and a ledger has it
//! before the next one is. Which ledger, and how it is reached, is passed in.

mod close;
mod post;
mod prove;
mod restore;
mod rows;

pub(crate) use rows::{Closed, Leaf, Mark};

use std::sync::{
    Arc, Mutex, PoisonError, RwLock, RwLockReadGuard,
    atomic::{AtomicBool, Ordering},
};

use keepwell_crypto::{label::Label, secret::Secret32, sign::SigningKey};
use keepwell_protocol::{
    access_root::{Opened, StatementText, leaf},
    key_set::RelayKey,
    mailbox::MailboxId,
    origin::Origin,
    statement::Statement,
    time::Timestamp,
};
use keepwell_tlog::hash::Hash;
use serde::{Deserialize, Serialize};

/// The ledger that a relay puts its access roots on.
pub trait Registrar: Send + Sync {
    /// Registers a statement, and returns once it is on the ledger. The same one again is a success. Blocks.
    ///
    /// # Errors
    /// Why it is not, for the log.
    fn register(&self, statement: &Statement) -> Result<(), String>;
}

/// The relay's roots.
pub(crate) struct Roots {
    key: SigningKey,
    registrar: Option<Arc<dyn Registrar>>,
    /// Every salt comes from it. It is not stored: salts of what was forgotten cannot be had again.
    salts: Secret32,
    /// Held by whoever closes and posts.
    tending: Mutex<()>,
    /// Whether the last try to post failed, so that it is told once.
    is_failing: AtomicBool,
    /// Read while an event is written, written while a root is closed: so an event is under the root that its mark names.
    open: RwLock<Open>,
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
    /// No root with a smaller number is kept any more.
    pub(crate) oldest: u64,
}

/// The root that was closed last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Newest {
    pub(crate) statement: StatementText,
    /// Whether the ledger has it.
    pub(crate) is_posted: bool,
}

/// The root that is open.
pub(crate) struct Open {
    head: Head,
    gathered: Mutex<Vec<Gathered>>,
}

/// An event under the open root.
#[derive(Clone, Copy)]
pub(crate) struct Gathered {
    mailbox: MailboxId,
    number: u32,
    time: Timestamp,
    leaf: Hash,
}

/// An event that is about to be written. Until it is dropped the root stays open.
pub(crate) struct Marking<'r> {
    open: RwLockReadGuard<'r, Open>,
    gathered: Gathered,
    /// To be written with the event.
    pub(crate) mark: Mark,
    /// Likewise.
    pub(crate) leaf: Leaf,
}

impl Roots {
    /// The key by which a ledger knows this relay.
    pub(crate) fn public(&self, relay: &Origin) -> RelayKey {
        RelayKey {
            relay: relay.clone(),
            key: self.key.verifying_key(),
        }
    }

    /// Whether there is a ledger to put them on; without one nothing is kept for them.
    pub(crate) fn are_kept(&self) -> bool {
        self.registrar.is_some()
    }

    /// Takes an event into the open root, where roots are kept. `event` are its exact bytes.
    pub(crate) fn mark(
        &self,
        (mailbox, number): (&MailboxId, u32),
        event: &[u8],
        time: Timestamp,
    ) -> Option<Marking<'_>> {
        if !self.are_kept() {
            return None;
        }
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let root = open.head.number;
        let (mark, leaf) = marked(&self.salts, root, (mailbox, number), event, time);
        let gathered = Gathered {
            mailbox: *mailbox,
            number,
            time,
            leaf: leaf.hash(),
        };
        Some(Marking {
            open,
            gathered,
            mark,
            leaf,
        })
    }

    fn head(&self) -> Head {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.head.clone()
    }

    fn is_failing(&self, now: bool) -> bool {
        self.is_failing.swap(now, Ordering::Relaxed)
    }
}

impl Marking<'_> {
    /// The event is on the disk, with its mark and its leaf.
    pub(crate) fn written(self) {
        let gathered = &self.open.gathered;
        let mut gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.push(self.gathered);
    }
}

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
