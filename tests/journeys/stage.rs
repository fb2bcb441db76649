//! Where the journeys take place that move the clock or hold the wire: real servers in this process, over real
//! connections, all by one clock that the test sets. Patients and clinics are those of the crates, with passphrases that
//! are cheap to check.

mod clinic;
mod machine;
mod patient;

use std::{
    collections::HashMap,
    io::Read as _,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use keepwell_client::transport::{
    HttpOptions, HttpTransport, Method, Request, Response, Transport as _,
};
use keepwell_protocol::{
    card::Card,
    cbor,
    cose::Sign1,
    mailbox::MailboxId,
    origin::Origin,
    relay_api::part_path,
    status::{MAX_LIST_BYTES, list_path},
    time::Timestamp,
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

/// The time that servers, patients and clinics share; it stands still until it is moved. Some clocks are so many seconds
/// off.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicU64>, i64);

pub(crate) fn get(url: &str) -> Request {
    Request {
        method: Method::Get,
        url: url.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
        limit: u64::try_from(MAX_LIST_BYTES).expect("a length"),
    }
}

/// The `iat` of a status list.
fn made_at(mut answer: Response) -> Option<u64> {
    let mut bytes = Vec::new();
    answer.body.read_to_end(&mut bytes).ok()?;
    let list = Sign1::parse("status list", &bytes, MAX_LIST_BYTES).ok()?;
    let claims = cbor::decode("status list", list.payload()?, MAX_LIST_BYTES).ok()?;
    let iat = claims
        .as_map()?
        .iter()
        .find(|(label, _)| *label == 6.into());
    iat?.1.as_integer()?.try_into().ok()
}

impl Hands {
    pub(crate) fn now(&self) -> Timestamp {
        let right = self.0.load(Ordering::SeqCst);
        Timestamp::from_seconds(right.saturating_add_signed(self.1))
    }

    /// The same hands on a clock that is so many seconds ahead.
    pub(crate) fn ahead_by(&self, seconds: i64) -> Self {
        Self(self.0.clone(), seconds)
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
    /// The clock of whoever runs the ledger.
    of_ledger: Hands,
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
        Self::with(server, folder, clock)
    }

    /// One server with every role, whose relay puts access roots on the ledger.
    pub(crate) fn bound() -> Self {
        let (folder, clock) = begin();
        let server = Machine::bound(folder.path().join("server"), &clock);
        Self::with(server, folder, clock)
    }

    fn with(server: Machine, folder: TempDir, clock: Hands) -> Self {
        Self {
            url: server.url.clone(),
            server,
            ledger: None,
            wire: Wire::new(),
            folder,
            of_ledger: clock.clone(),
            clock,
        }
    }

    /// Ledger and relay on servers of their own. The ledger's says where the relay is, as its own public address.
    pub(crate) fn apart() -> Self {
        Self::apart_and_off(0, 0)
    }

    /// The same, with clocks that are so many seconds ahead.
    pub(crate) fn apart_and_off(relay_s: i64, ledger_s: i64) -> Self {
        let (folder, clock) = begin();
        let (of_relay, of_ledger) = (clock.ahead_by(relay_s), clock.ahead_by(ledger_s));
        let roles = |ledger| Roles {
            ledger,
            relay: !ledger,
            page: !ledger,
        };
        let server = Machine::start(folder.path().join("relay"), roles(false), None, &of_relay);
        let shown = Some(server.url.clone());
        let ledger = Machine::start(folder.path().join("ledger"), roles(true), shown, &of_ledger);
        Self {
            url: ledger.url.clone(),
            server,
            ledger: Some(ledger),
            wire: Wire::new(),
            folder,
            of_ledger,
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
            of_ledger: clock.clone(),
            clock,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Waits for the ledger to publish what is due: its clock may have been moved a moment ago. One that is away is not
    /// waited for.
    pub(crate) fn settle(&self) {
        self.settle_at(&self.url);
    }

    /// The same for another ledger than that which everybody was set up with.
    pub(crate) fn settle_at(&self, ledger: &Origin) {
        let url = format!("{ledger}{}", list_path(0));
        let network = HttpTransport::new(HttpOptions::default());
        for _ in 0..400 {
            let Some(made) = network.send(get(&url)).ok().and_then(made_at) else {
                return;
            };
            if self.of_ledger.now().seconds().saturating_sub(made) < 5 * MINUTE {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
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
    let clock = Hands(Arc::new(AtomicU64::new(BEGIN)), 0);
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
    ) -> impl Fn(&HttpTransport, Request) -> Answer + Send + Sync + 'static {
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
