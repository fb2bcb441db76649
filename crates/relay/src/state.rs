//! Everything that the relay's requests share. Its methods stand beside the nouns they act on and block on the disk; the
//! handlers run them on threads for blocking work through [`run`].

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use keepwell_admission::Admission;
use keepwell_protocol::{origin::Origin, page_url::PageUrl, time::Timestamp};

use crate::{
    bells::Bells, limits::RelayLimits, link::Tickets, locks::Locks, nonce::Nonces, places::Places,
    refusal::Refusal, room::Room, roots::Roots, rows::Rows, shared::Shared, shelf::Shelf,
    stops::Stops, throttle::Throttle,
};

/// The relay's clock: seconds of the server's time, by which leases are judged.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What requests share.
pub(crate) struct State {
    /// The origin that clients sign for.
    pub(crate) origin: Origin,
    /// Where a phone's browser is led.
    pub(crate) page: PageUrl,
    pub(crate) limits: RelayLimits,
    pub(crate) clock: Clock,
    pub(crate) rows: Rows,
    pub(crate) shelf: Shelf,
    /// What several front ends share, where there are several.
    pub(crate) shared: Option<Arc<Shared>>,
    /// What goes onto the ledger each minute.
    pub(crate) roots: Roots,
    /// Held while deciding about one mailbox or box and writing what was decided.
    pub(crate) locks: Locks,
    pub(crate) room: Room,
    pub(crate) stops: Stops,
    /// Wakes those who wait for something to happen.
    pub(crate) bells: Bells,
    pub(crate) nonces: Nonces,
    pub(crate) tickets: Tickets,
    /// Held while a passcode is compared, so that of many guesses at once each is counted.
    pub(crate) guesses: Locks,
    /// Bounds the memory that passcodes and manifests take.
    pub(crate) answers: Places,
    /// Bounds how many threads wait for the ledger.
    pub(crate) proofs: Places,
    pub(crate) admission: Admission,
    pub(crate) requests: Throttle,
    pub(crate) new_mailboxes: Throttle,
    pub(crate) new_boxes: Throttle,
    pub(crate) new_meetings: Throttle,
    /// How many rendezvous there are.
    pub(crate) meetings: Room,
    /// Bounds how many wait.
    pub(crate) waiting: Places,
    /// Bounds the memory that request bodies take.
    pub(crate) places: Places,
    /// How many requests had no good signature; counted, not stored.
    pub(crate) bad_signatures: AtomicU64,
}

impl State {
    /// The time by the relay's clock, which is PostgreSQL's where several front ends share the relay.
    pub(crate) fn now(&self) -> Timestamp {
        match &self.shared {
            None => (self.clock)(),
            Some(shared) => shared.now(),
        }
    }

    /// Counts a request without a good signature.
    pub(crate) fn count_bad_signature(&self) {
        self.bad_signatures.fetch_add(1, Ordering::Relaxed);
    }
}

/// Runs `work` on a thread where it may block.
pub(crate) async fn run<T: Send + 'static>(
    state: &Arc<State>,
    work: impl FnOnce(&State) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let state = state.clone();
    tokio::task::spawn_blocking(move || work(&state))
        .await
        .unwrap_or_else(|_| {
            tracing::error!("a request ended abnormally inside the relay");
            Err(Refusal::Fault)
        })
}
