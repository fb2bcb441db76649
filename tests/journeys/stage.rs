//! Where the journeys take place that move the clock or hold the wire: real servers in this process, over real
//! connections, all by one clock that the test sets. Patients and clinics are those of the crates, with passphrases that
//! are cheap to check.

mod clinic;
mod machine;
mod patient;

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use keepwell_client::transport::Method;
use keepwell_protocol::{
    card::Card, mailbox::MailboxId, origin::Origin, relay_api::part_path, time::Timestamp,
};
use keepwell_server::Roles;
use keepwell_wallet::{grants::Wish, share::Choice};
use tempfile::TempDir;

pub(crate) use clinic::{Clinic, detail};
pub(crate) use machine::Machine;
pub(crate) use patient::Patient;

use crate::wire::{Answer, Wire, answer, path};

/// When every journey begins: 2026-11-20T09:00:00Z.
const BEGIN: u64 = 1_795_165_200;
pub(crate) const MINUTE: u64 = 60;
pub(crate) const HOUR: u64 = 60 * MINUTE;
pub(crate) const DAY: u64 = 24 * HOUR;
/// What opens every wallet and clinic.
const PASSPHRASE: &str = "a passphrase for tests";

/// The time that servers, patients and clinics share; it stands still until it is moved.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicU64>);

impl Hands {
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.0.load(Ordering::SeqCst))
    }

    /// Moves on by so many seconds.
    pub(crate) fn pass(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

/// Servers, their clock and the wire to them.
pub(crate) struct Stage {
    folder: TempDir,
    pub(crate) clock: Hands,
    pub(crate) wire: Wire,
    /// The server that wallets and clinics are set up with.
    pub(crate) url: Origin,
    /// Runs every role, or all but the ledger.
    pub(crate) server: Machine,
    /// Runs the ledger where that has a server of its own.
    pub(crate) ledger: Option<Machine>,
}

impl Stage {
    /// One server with every role.
    pub(crate) fn new() -> Self {
        let (folder, clock) = begin();
        let server = Machine::start(folder.path().join("server"), Roles::ALL, None, &clock);
        Self {
            url: server.url.clone(),
            server,
            ledger: None,
            wire: Wire::new(),
            folder,
            clock,
        }
    }

    /// Ledger and relay on servers of their own. The ledger's says where the relay is, as its own public address.
    pub(crate) fn apart() -> Self {
        let (folder, clock) = begin();
        let roles = |ledger| Roles {
            ledger,
            relay: !ledger,
            page: !ledger,
        };
        let server = Machine::start(folder.path().join("relay"), roles(false), None, &clock);
        let shown = Some(server.url.clone());
        let ledger = Machine::start(folder.path().join("ledger"), roles(true), shown, &clock);
        Self {
            url: ledger.url.clone(),
            server,
            ledger: Some(ledger),
            wire: Wire::new(),
            folder,
            clock,
        }
    }

    /// Beside a server that somebody else runs on this data, by its own clock.
    pub(crate) fn beside(url: &Origin, data: PathBuf, now: Timestamp) -> Self {
        let (folder, clock) = begin();
        clock.0.store(now.seconds(), Ordering::SeqCst);
        Self {
            url: url.clone(),
            server: Machine::of_somebody_else(data, url, &clock),
            ledger: None,
            wire: Wire::new(),
            folder,
            clock,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A path in this stage's folder, which is removed at the end.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A new patient with the sample record.
    pub(crate) fn patient(&self, name: &str) -> Patient {
        let patient = Patient::new(self, name);
        patient.import_sample(self);
        patient
    }

    /// A new clinic, and its card.
    pub(crate) fn clinic(&self, name: &str) -> (Clinic, Card) {
        let mut clinic = Clinic::new(self, name);
        let card = clinic.card(self);
        (clinic, card)
    }

    /// A summary for treatment, for two hours from now.
    pub(crate) fn wish<'a>(&self, card: &'a Card) -> Wish<'a> {
        Wish {
            card,
            choice: Choice::default(),
            from: None,
            until: self.now().plus(2 * HOUR),
        }
    }

    /// The same, with another choice.
    pub(crate) fn wish_with<'a>(
        &self,
        card: &'a Card,
        change: impl FnOnce(&mut Choice),
    ) -> Wish<'a> {
        let mut wish = self.wish(card);
        change(&mut wish.choice);
        wish
    }

    /// The ciphertext that the relay has for a mailbox, by part.
    pub(crate) fn shelf(&self, mailbox: &MailboxId) -> Shelf {
        let parts = self.server.data().join("relay/parts");
        let files = std::fs::read_dir(parts.join(mailbox.to_string())).expect("a shelf");
        let read = |file: std::io::Result<std::fs::DirEntry>| {
            let path = file.expect("a file").path();
            let name = path.file_stem().expect("a part").to_string_lossy();
            (
                name.into_owned(),
                std::fs::read(&path).expect("its ciphertext"),
            )
        };
        Shelf {
            mailbox: *mailbox,
            parts: files.map(read).collect(),
        }
    }
}

fn begin() -> (TempDir, Hands) {
    let clock = Hands(Arc::new(AtomicU64::new(BEGIN)));
    (tempfile::tempdir().expect("a folder"), clock)
}

/// Ciphertext of one mailbox in the hands of a relay that obeys nobody.
#[derive(Clone)]
pub(crate) struct Shelf {
    mailbox: MailboxId,
    pub(crate) parts: HashMap<String, Vec<u8>>,
}

impl Shelf {
    /// Serves what is on it to whoever asks; everything else goes its way.
    pub(crate) fn serving(
        self,
    ) -> impl Fn(
        &keepwell_client::transport::HttpTransport,
        keepwell_client::transport::Request,
    ) -> Answer
    + Send
    + Sync
    + 'static {
        use keepwell_client::transport::Transport as _;
        move |network, request| {
            let folder = part_path(&self.mailbox, "");
            let part = path(&request)
                .strip_prefix(&folder)
                .and_then(|name| self.parts.get(name));
            match part.filter(|_| request.method == Method::Get) {
                Some(bytes) => Ok(answer(200, Vec::new(), bytes.clone())),
                None => network.send(request),
            }
        }
    }
}
