//! A relay as a server runs it: open it on a data folder, hang its router into a port, let it sweep now and then, close
//! it. What was acknowledged before a crash is there after it, and what was to be deleted is gone.

mod start;
mod sweep;

pub use sweep::Swept;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
};

use axum::Router;
use keepwell_admission::Admission;
use keepwell_crypto::{secret::Secret32, sign::SigningKey};
use keepwell_protocol::{key_set::RelayKey, origin::Origin, page_url::PageUrl};
use keepwell_store::Store;
use rand_core::CryptoRngCore;

use crate::{
    bells::Bells,
    error::RelayOpenError,
    key,
    limits::RelayLimits,
    link::Tickets,
    locks::Locks,
    nonce::Nonces,
    places::Places,
    room::Room,
    roots::{Registrar, Roots},
    routes,
    rows::Rows,
    shared::{Front, Shared, SharedRelay},
    shelf::{OnDisk, Shelf, flush_folder},
    state::{Clock, State},
    stops::Stops,
    throttle::Throttle,
};

/// What a relay needs to know.
pub struct RelayOptions {
    /// Its data folder, which it has to itself; made when it is not there.
    pub dir: PathBuf,
    /// The origin under which clients reach it: they sign it with every request.
    pub origin: Origin,
    /// The clinic page, to which a phone's browser is led that opens a code.
    pub page: PageUrl,
    /// The clock by which leases are judged; corrected by PostgreSQL's where it shares that with other front ends.
    pub clock: Clock,
    /// How much it takes on.
    pub limits: RelayLimits,
    /// The ledger that it puts its access roots on; without one it closes none.
    pub registrar: Option<Arc<dyn Registrar>>,
    /// What it shares with other front ends; then it keeps nothing in its folder.
    pub shared: Option<SharedRelay>,
}

/// What a relay stands on: this machine's disk, or what several front ends share.
struct Base {
    rows: Rows,
    shelf: Shelf,
    /// How much of the disk is taken, in bytes.
    used: u64,
    /// Signs access roots.
    key: SigningKey,
    shared: Option<Arc<Shared>>,
    nonces: Nonces,
    tickets: Tickets,
    locks: Locks,
    admission: Admission,
}

impl Base {
    fn on_disk(
        dir: &Path,
        limits: &RelayLimits,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, RelayOpenError> {
        fs::create_dir_all(dir)?;
        let above = dir.parent().filter(|above| !above.as_os_str().is_empty());
        above.map_or(Ok(()), flush_folder)?;
        let key = key::of_store(dir, rng)?;
        let opened = Store::open(&dir.join("store"), &key)?;
        if opened.rebuilt.is_some() {
            tracing::warn!("the relay's store was damaged and has been rebuilt from its copy");
        }
        let rows = Rows(Box::new(opened.store));
        let shelf = OnDisk::open(dir.join("parts"))?;
        Ok(Self {
            used: start::put_right(&rows, &shelf)?,
            rows,
            shelf: Shelf::Disk(shelf),
            key: key::of_roots(dir, rng)?,
            shared: None,
            nonces: Nonces::new(rng),
            tickets: Tickets::new(rng),
            locks: Locks::new(),
            admission: Admission::new(&limits.admission, rng),
        })
    }

    fn shared(
        shared: SharedRelay,
        clock: &Clock,
        limits: &RelayLimits,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, RelayOpenError> {
        let mut front = Front::open(shared, clock.clone(), rng)?;
        Ok(Self {
            rows: Rows(Box::new(front.shared.clone())),
            shelf: front.shelf,
            used: 0,
            key: front.key,
            nonces: front.nonces,
            tickets: front.tickets,
            locks: Locks::Shared(front.shared.clone()),
            admission: Admission::shared(&limits.admission, &mut front.admission, rng),
            shared: Some(front.shared),
        })
    }
}

/// A relay. Clones are the same relay.
#[derive(Clone)]
pub struct Relay(Arc<State>);

impl Relay {
    /// Opens the relay in a data folder, and finishes what a crash interrupted. Blocks on the disk.
    ///
    /// # Errors
    /// [`RelayOpenError`].
    pub fn open(
        options: RelayOptions,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, RelayOpenError> {
        let RelayOptions {
            dir,
            origin,
            page,
            clock,
            limits,
            registrar,
            shared,
        } = options;
        let base = match shared {
            None => Base::on_disk(&dir, &limits, rng)?,
            Some(shared) => Base::shared(shared, &clock, &limits, rng)?,
        };
        let Base {
            rows,
            shelf,
            used,
            key,
            shared,
            nonces,
            tickets,
            locks,
            admission,
        } = base;
        let salts = Secret32::generate(rng);
        let roots = Roots::restore((&rows, shared.as_ref()), key, registrar, salts)?;
        let throttle = |rate| Throttle::new(rate, limits.spares_loopback);
        let room = match &shared {
            None => limits.disk_bytes,
            // A bucket has its operator's limits, and others fill it too.
            Some(_) => u64::MAX,
        };
        let state = Arc::new(State {
            room: Room::new(room, used),
            admission,
            requests: throttle(limits.requests),
            new_mailboxes: throttle(limits.mailboxes),
            new_boxes: throttle(limits.boxes),
            new_meetings: throttle(limits.meetings),
            meetings: Room::new(limits.open_meetings, rows.count_meetings()?),
            waiting: Places::new(limits.waiting, limits.spares_loopback),
            places: Places::new(limits.bodies, limits.spares_loopback),
            bells: Bells::default(),
            nonces,
            tickets,
            // A front end's own: what counts is decided under the mailbox's lock.
            guesses: Locks::new(),
            answers: Places::new(limits.answers, limits.spares_loopback),
            proofs: Places::new(limits.proofs, limits.spares_loopback),
            locks,
            shared,
            stops: Stops::default(),
            bad_signatures: AtomicU64::new(0),
            origin,
            page,
            clock,
            limits,
            rows,
            shelf,
            roots,
        });
        if let Some(shared) = &state.shared {
            shared.listen(&state);
        }
        Ok(Self(state))
    }

    /// Its routes, to be merged with those of other roles; it has no fallback of its own. Served with connect information,
    /// each source has its own limits; without it all share one.
    pub fn router(&self) -> Router {
        routes::router(&self.0)
    }

    /// Ends what is over and forgets what is older than its keeping time. Blocks on the disk; to be called every minute or
    /// so. What fails is logged and done the next time.
    pub fn sweep(&self) -> Swept {
        self.0.sweep()
    }

    /// Whether it can reach what several front ends share; `None` where it is on one machine.
    pub fn is_reachable(&self) -> Option<bool> {
        self.0.shared.as_ref().map(|shared| shared.is_reachable())
    }

    /// How much of its room for ciphertext is taken, in hundredths, rounded up so that no single share shows; `None` where several
    /// front ends share a store, which has its operator's limits.
    pub fn room_used(&self) -> Option<u8> {
        let (used, most) = (self.0.room.used(), self.0.limits.disk_bytes.max(1));
        let hundredths = u128::from(used)
            .saturating_mul(100)
            .div_ceil(u128::from(most));
        let hundredths = u8::try_from(hundredths.min(100)).unwrap_or(100);
        self.0.shared.is_none().then_some(hundredths)
    }

    /// The key by which a ledger knows its access roots.
    pub fn key(&self) -> RelayKey {
        self.0.roots.public(&self.0.origin)
    }

    /// Closes the minute's access root when it is over, and has it registered. Blocks on disk and ledger; to be called every second or
    /// so. What fails is logged and done the next time.
    pub fn tend_roots(&self) {
        self.0.tend_roots();
    }

    /// Stops downloads under way and ends streams, so that a server can drain. Everything acknowledged is on the disk already.
    pub fn close(&self) {
        self.0.stops.stop_all();
        self.0.bells.silence();
    }
}
