//! A relay on a port of its own with a clock that the test turns, and the people who use it.

use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use keepwell_client::{
    ClientError,
    relay::Relay as Client,
    transport::{HttpOptions, HttpTransport, Transport},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    access_root::{self, EventProofs},
    mailbox::{MailboxId, OpeningId},
    origin::Origin,
    relay_api::{CreateMailbox, KeyText, MailboxStatus},
    statement::Statement,
    time::Timestamp,
};
use keepwell_relay::{NoTiles, Registrar, Relay, RelayLimits, RelayOptions};
use keepwell_tlog::{
    hash::Hash,
    leaves::Leaves,
    tile::{TILE_WIDTH, Tile, TileId},
    tree::{HashSource as _, NodeId},
};
use rand_core::OsRng;
use tempfile::TempDir;
use tokio::{runtime::Runtime, sync::oneshot};

/// When every test begins.
pub(crate) const START: u64 = 1_800_000_000;
/// How long leases last here.
pub(crate) const LEASE: u64 = 7200;

/// What becomes of a tile on its way.
pub(crate) type Alter = fn(&TileId, &mut Vec<u8>);

/// A ledger that takes everything, until it is away.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) entries: Mutex<Vec<Statement>>,
    pub(crate) is_away: AtomicBool,
    /// It has it, and nobody hears so.
    pub(crate) is_silent: AtomicBool,
    /// It gives no tiles.
    pub(crate) keeps_tiles: AtomicBool,
    /// What it does to tiles.
    pub(crate) alters: Mutex<Option<Alter>>,
    /// It answers for tiles once nobody holds this.
    pub(crate) gate: Mutex<()>,
    /// A tile that it does not give, and why.
    pub(crate) lacks: Mutex<Option<(TileId, NoTiles)>>,
    /// Every tile that was asked for.
    pub(crate) asked: Mutex<Vec<TileId>>,
}

impl Registrar for Book {
    fn register(&self, statement: &Statement) -> Result<u64, String> {
        if self.is_away.load(Ordering::SeqCst) {
            return Err("away".to_owned());
        }
        let mut entries = self.entries.lock().unwrap();
        let known = entries.iter().position(|one| one == statement);
        let index = known.unwrap_or(entries.len());
        if known.is_none() {
            entries.push(statement.clone());
        }
        if self.is_silent.load(Ordering::SeqCst) {
            return Err("the line broke".to_owned());
        }
        Ok(u64::try_from(index).unwrap())
    }

    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, NoTiles> {
        self.asked.lock().unwrap().extend(ids);
        drop(self.gate.lock().unwrap());
        let keeps = self.keeps_tiles.load(Ordering::SeqCst);
        if keeps || self.is_away.load(Ordering::SeqCst) {
            return Err(NoTiles::Away("away".to_owned()));
        }
        if let Some((id, why)) = &*self.lacks.lock().unwrap()
            && ids.contains(id)
        {
            return Err(why.clone());
        }
        let leaves = self.leaves();
        let tile = |id: &TileId| {
            let there = id.is_in(u64::try_from(leaves.len()).unwrap());
            let none = || NoTiles::Refused("no such tile".to_owned());
            there.then_some(()).ok_or_else(none)?;
            let first = id.index() * u64::from(TILE_WIDTH);
            let nodes = (first..first + u64::from(id.width()))
                .map(|index| NodeId::new(id.level() * 8, index));
            let hashes = Leaves(&leaves).hashes(&nodes.collect::<Vec<_>>()).unwrap();
            let mut bytes = Tile::new(*id, hashes).unwrap().to_bytes();
            if let Some(alter) = *self.alters.lock().unwrap() {
                alter(id, &mut bytes);
            }
            Ok(bytes)
        };
        ids.iter().map(tile).collect()
    }
}

impl Book {
    fn leaves(&self) -> Vec<Hash> {
        let entries = self.entries.lock().unwrap();
        let leaf = |one| Hash::of_leaf(&access_root::entry(one).to_bytes());
        entries.iter().map(leaf).collect()
    }

    /// The root over its first `size` entries.
    pub(crate) fn root(&self, size: u64) -> Hash {
        Leaves(&self.leaves()[..usize::try_from(size).unwrap()]).root()
    }

    /// Many more entries, which are all the same.
    pub(crate) fn fill(&self, many: usize) {
        let mut entries = self.entries.lock().unwrap();
        let first = entries[0].clone();
        entries.extend(vec![first; many]);
    }
}

pub(crate) struct Server {
    pub(crate) relay: Relay,
    pub(crate) origin: Origin,
    pub(crate) address: SocketAddr,
    pub(crate) transport: HttpTransport,
    /// The ledger that it puts its access roots on.
    pub(crate) book: Arc<Book>,
    clock: Arc<AtomicU64>,
    limits: RelayLimits,
    /// Fields are dropped in this order: serving ends before the folder is deleted.
    stop: Option<oneshot::Sender<()>>,
    runtime: Option<Runtime>,
    dir: Arc<TempDir>,
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::with(RelayLimits::default())
    }

    pub(crate) fn with(limits: RelayLimits) -> Self {
        let clock = Arc::new(AtomicU64::new(START));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let dir = Arc::new(tempfile::tempdir().unwrap());
        Self::on(listener, dir, clock, limits, Arc::default())
    }

    fn on(
        listener: TcpListener,
        dir: Arc<TempDir>,
        clock: Arc<AtomicU64>,
        limits: RelayLimits,
        book: Arc<Book>,
    ) -> Self {
        let address = listener.local_addr().unwrap();
        let origin = Origin::parse(&format!("http://{address}")).unwrap();
        let seconds = clock.clone();
        let options = RelayOptions {
            dir: dir.path().to_owned(),
            origin: origin.clone(),
            page: Origin::parse("https://page.example").unwrap().into(),
            clock: Arc::new(move || Timestamp::from_seconds(seconds.load(Ordering::SeqCst))),
            limits: limits.clone(),
            registrar: Some(book.clone()),
            shared: None,
        };
        let relay = Relay::open(options, &mut OsRng).unwrap();
        let runtime = Runtime::new().unwrap();
        let (stop, stopped) = oneshot::channel();
        let service = relay
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        runtime.spawn(async move {
            listener.set_nonblocking(true).unwrap();
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, service)
                .with_graceful_shutdown(async move { stopped.await.unwrap_or_default() })
                .await
        });
        Self {
            relay,
            origin,
            address,
            transport: HttpTransport::new(HttpOptions::default()),
            book,
            clock,
            limits,
            stop: Some(stop),
            runtime: Some(runtime),
            dir,
        }
    }

    /// Stops serving, lets `between` happen to the data folder, and serves again on the same port.
    pub(crate) fn restart(self, between: impl FnOnce(&Path)) -> Self {
        let (dir, clock, limits, address, book) = (
            self.dir.clone(),
            self.clock.clone(),
            self.limits.clone(),
            self.address,
            self.book.clone(),
        );
        drop(self);
        between(dir.path());
        let listener = TcpListener::bind(address).unwrap();
        Self::on(listener, dir, clock, limits, book)
    }

    pub(crate) fn client(&self) -> Client<'_> {
        self.client_over(&self.transport)
    }

    pub(crate) fn client_over<'t>(&self, transport: &'t dyn Transport) -> Client<'t> {
        Client::new(transport, self.origin.clone())
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.clock.load(Ordering::SeqCst))
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Sets the clock to so many seconds after [`START`].
    pub(crate) fn set(&self, seconds: u64) {
        self.clock.store(START + seconds, Ordering::SeqCst);
    }

    pub(crate) fn parts(&self) -> PathBuf {
        self.dir.path().join("parts")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.relay.close();
        drop(self.stop.take());
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(std::time::Duration::from_secs(10));
        }
    }
}

/// One grant: whose mailbox, for whom, and how the two of them use it.
pub(crate) struct Grant<'s> {
    pub(crate) server: &'s Server,
    pub(crate) id: MailboxId,
    pub(crate) owner: SigningKey,
    pub(crate) access: SigningKey,
}

impl<'s> Grant<'s> {
    /// A mailbox that nobody has created yet.
    pub(crate) fn planned(server: &'s Server) -> Self {
        Self {
            server,
            id: MailboxId::generate(&mut OsRng),
            owner: SigningKey::generate(&mut OsRng),
            access: SigningKey::generate(&mut OsRng),
        }
    }

    /// A mailbox with one part `bundle`, open from now on.
    pub(crate) fn shared(server: &'s Server, openings: Option<u32>, content: &[u8]) -> Self {
        let grant = Self::planned(server);
        grant.create(openings).unwrap();
        grant.upload("bundle", content).unwrap();
        grant
    }

    pub(crate) fn lease(&self, openings: Option<u32>) -> CreateMailbox {
        CreateMailbox {
            owner: KeyText(self.owner.verifying_key()),
            access: KeyText(self.access.verifying_key()),
            not_before: self.server.now(),
            expires: self.server.now().plus(LEASE),
            openings,
        }
    }

    pub(crate) fn create(&self, openings: Option<u32>) -> Result<(), ClientError> {
        self.create_with(&self.lease(openings))
    }

    pub(crate) fn create_with(&self, lease: &CreateMailbox) -> Result<(), ClientError> {
        let client = self.server.client();
        client.create(&self.owner, &self.id, lease, self.server.now())
    }

    pub(crate) fn upload(&self, part: &str, content: &[u8]) -> Result<(), ClientError> {
        self.upload_over(&self.server.transport, part, content)
    }

    pub(crate) fn upload_over(
        &self,
        transport: &dyn Transport,
        part: &str,
        content: &[u8],
    ) -> Result<(), ClientError> {
        self.server.client_over(transport).upload(
            &self.owner,
            &self.id,
            part,
            &mut std::io::Cursor::new(content),
            content.len() as u64,
            self.server.now(),
        )
    }

    pub(crate) fn act(
        &self,
        action: keepwell_protocol::relay_api::Action,
    ) -> Result<(), ClientError> {
        let client = self.server.client();
        client.act(&self.owner, &self.id, action, self.server.now())
    }

    pub(crate) fn status(&self) -> Result<MailboxStatus, ClientError> {
        let client = self.server.client();
        client.status(&self.owner, &self.id, self.server.now())
    }

    pub(crate) fn proofs(&self) -> Result<EventProofs, ClientError> {
        self.proofs_of(0, 0)
    }

    /// Of the events from `from` on, for the ledger's state of `size` entries.
    pub(crate) fn proofs_of(&self, from: u32, size: u64) -> Result<EventProofs, ClientError> {
        let client = self.server.client();
        client.proofs(&self.owner, &self.id, (from, size), self.server.now())
    }

    pub(crate) fn open(&self, opening: &OpeningId) -> Result<Vec<u8>, ClientError> {
        self.open_part("bundle", opening)
    }

    pub(crate) fn open_part(
        &self,
        part: &str,
        opening: &OpeningId,
    ) -> Result<Vec<u8>, ClientError> {
        let client = self.server.client();
        let now = self.server.now();
        let mut reader = client.fetch(&self.access, &self.id, part, opening, now)?;
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut reader, &mut content).unwrap();
        Ok(content)
    }

    /// How many files of this mailbox are on the disk.
    pub(crate) fn files(&self) -> usize {
        let folder = self.server.parts().join(self.id.to_string());
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    }
}

pub(crate) fn opening() -> OpeningId {
    OpeningId::generate(&mut OsRng)
}

pub(crate) fn not_available<T>(result: Result<T, ClientError>) -> bool {
    matches!(result, Err(ClientError::NotAvailable))
}
