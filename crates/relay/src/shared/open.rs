//! Opening a relay's front end on what several share: the tables, the keys that all of them derive from one secret, and the line by
//! which they hear of each other.

use std::sync::{Arc, RwLock};

use keepwell_cluster::{Database, Objects, Rows};
use keepwell_crypto::{label::Label, seal::DataKey, secret::Secret32, sign::SigningKey};
use keepwell_protocol::hexadecimal::to_hex;
use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRngCore, SeedableRng as _};

use super::connections::Connections;
use super::{APART_S, Shared, hear::hear};
use crate::{
    error::RelayOpenError,
    link::Tickets,
    nonce::Nonces,
    shelf::{Far, Shelf},
    state::{Clock, State},
};

/// What the front ends of one relay share.
#[derive(Clone)]
pub struct SharedRelay {
    /// PostgreSQL: a database of this relay's own, or that of its operator's ledger.
    pub database: Database,
    /// The object store.
    pub objects: Objects,
    /// The same on each front end; whoever has it and the database reads what a relay knows.
    pub secret: Secret32,
}

/// What a front end is made of.
pub(crate) struct Front {
    pub(crate) shared: Arc<Shared>,
    pub(crate) shelf: Shelf,
    pub(crate) nonces: Nonces,
    pub(crate) tickets: Tickets,
    /// Signs what it says of itself.
    pub(crate) key: SigningKey,
    /// Secrets that every front end has: what one of them asked for, another one takes.
    pub(crate) admission: ChaCha20Rng,
}

impl Front {
    /// Looks whose tables those in PostgreSQL are, and makes them where there are none. Blocks on the network.
    pub(crate) fn open(
        options: SharedRelay,
        clock: Clock,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, RelayOpenError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("relay-shared")
            .enable_all()
            .build()?;
        let secret =
            |what: &[u8]| Secret32::derive(options.secret.expose(), Label::RELAY_SHARED, &[what]);
        let key = SigningKey::from_seed(secret(b"roots").expose());
        let connections = Connections::new(runtime, options.database);
        let named = to_hex(key.verifying_key().as_bytes());
        connections.wait(Rows::prepare(connections.database(), &named))?;
        let own = Secret32::generate(rng);
        let tags = Secret32::derive(own.expose(), Label::RELAY_SHARED, &[b"tags"]);
        let far = Far::new(options.objects, connections.handle().clone(), tags);
        let shared = Arc::new(Shared {
            connections,
            seal: DataKey::from_secret(secret(b"rows")),
            secret: secret(b"nonces"),
            era: RwLock::default(),
            clock,
            ahead: 0.into(),
            root: RwLock::default(),
            reachable: true.into(),
        });
        // Before the first nonce is made.
        shared.open_root()?;
        Ok(Self {
            nonces: Nonces::shared(shared.nonce_key()?, APART_S, rng),
            tickets: Tickets::of(secret(b"tickets")),
            shelf: Shelf::Far(far),
            admission: ChaCha20Rng::from_seed(*secret(b"admission").expose()),
            key,
            shared,
        })
    }
}

impl Shared {
    /// Begins to hear of other front ends.
    pub(crate) fn listen(&self, state: &Arc<State>) {
        let database = self.connections.database().clone();
        let hearing = hear(Arc::downgrade(state), database);
        self.connections.handle().spawn(hearing);
    }
}
