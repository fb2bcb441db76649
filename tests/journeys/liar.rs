//! A ledger that signs whatever it likes. It has taken the real ledger's key and entries, and answers in its place from
//! memory; what is wrong with it is in its entries.

use std::{
    io::Read as _,
    sync::{Arc, Mutex, PoisonError},
};

use keepwell_client::transport::{HttpTransport, Method, Request, Transport as _};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    entry::{ENTRY_BYTES, Entry},
    ledger_api::sign_time,
};
use keepwell_tlog::{
    bundle::{self, BundleId},
    checkpoint::{Checkpoint, SignedCheckpoint},
    hash::Hash,
    note::{Name, Signer},
    tile::TileId,
    tree::{Frontier, HashSource, NodeId},
};

use crate::{
    stage::{Hands, Stage},
    wire::{Answer, answer, is_for_ledger, path},
};

/// A ledger in memory.
pub(crate) struct Liar {
    name: Name,
    seed: [u8; 32],
    clock: Hands,
    entries: Mutex<Vec<[u8; ENTRY_BYTES]>>,
}

impl Liar {
    /// One with the real ledger's key, name and entries.
    pub(crate) fn instead_of(stage: &Stage, name: &Name) -> Arc<Self> {
        let key = std::fs::read(stage.server.data().join("ledger/key")).expect("the key");
        let checkpoint = String::from_utf8(get(stage, "/checkpoint")).expect("a note");
        let size = checkpoint.lines().nth(1).and_then(|line| line.parse().ok());
        let id = BundleId::new(0, size.expect("a size below 256")).expect("a bundle");
        let bytes = get(stage, &format!("/{}", id.path()));
        let entries = bundle::parse(id, &bytes).expect("entries");
        Arc::new(Self {
            name: name.clone(),
            seed: key.try_into().expect("32 bytes"),
            clock: stage.clock.clone(),
            entries: Mutex::new(
                entries
                    .into_iter()
                    .map(|entry| entry.try_into().expect("41 bytes"))
                    .collect(),
            ),
        })
    }

    /// Adds an entry, without asking anybody.
    pub(crate) fn add(&self, entry: &Entry) {
        self.log().push(entry.to_bytes());
    }

    /// Answers what is meant for the ledger.
    pub(crate) fn answering(
        self: Arc<Self>,
    ) -> impl Fn(&HttpTransport, Request) -> Answer + Send + Sync + 'static {
        move |network, request| {
            // Of status lists it has the real ledger's, whose roots are among its entries.
            if !is_for_ledger(&request) || path(&request).starts_with("/status/") {
                return network.send(request);
            }
            let found = self.find(&request);
            let status = if found.is_some() { 200 } else { 404 };
            Ok(answer(status, Vec::new(), found.unwrap_or_default()))
        }
    }

    fn log(&self) -> std::sync::MutexGuard<'_, Vec<[u8; ENTRY_BYTES]>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn key(&self) -> SigningKey {
        SigningKey::from_seed(&self.seed)
    }

    fn find(&self, request: &Request) -> Option<Vec<u8>> {
        let log = self.log().clone();
        match (request.method, path(request)) {
            (Method::Get, "/checkpoint") => Some(self.checkpoint(&log)),
            (Method::Post, "/time") => {
                let nonce = request.body.as_slice().try_into().ok()?;
                Some(sign_time(nonce, self.clock.now(), &self.key()))
            }
            (Method::Get, path) => stored(&log, path.trim_start_matches('/')),
            _ => None,
        }
    }

    fn checkpoint(&self, log: &[[u8; ENTRY_BYTES]]) -> Vec<u8> {
        let size = u64::try_from(log.len()).expect("a size");
        let checkpoint = Checkpoint::new(self.name.clone(), size, root(log)).expect("its text");
        let signer = Signer::new(self.name.clone(), self.key());
        let signed = SignedCheckpoint::sign(checkpoint, &signer).expect("signed");
        signed.note().to_string().into_bytes()
    }
}

fn get(stage: &Stage, path: &str) -> Vec<u8> {
    let request = Request {
        method: Method::Get,
        url: format!("{}{path}", stage.url),
        headers: Vec::new(),
        body: Vec::new(),
        limit: 1 << 20,
    };
    let mut bytes = Vec::new();
    let mut response = stage.wire.send(request).expect("an answer");
    response.body.read_to_end(&mut bytes).expect("its body");
    bytes
}

fn stored(log: &[[u8; ENTRY_BYTES]], path: &str) -> Option<Vec<u8>> {
    if let Some(id) = BundleId::parse(path) {
        let first = usize::try_from(id.first_entry()?).ok()?;
        let entries = log.get(first..first + usize::from(id.width()))?;
        return bundle::encode(entries).ok();
    }
    let id = TileId::parse(path)?;
    let nodes = (0..u64::from(id.width()))
        .map(|at| NodeId::new(id.level() * 8, id.index() * 256 + at))
        .collect::<Vec<_>>();
    let hashes = Log(log).hashes(&nodes).ok()?;
    Some(hashes.iter().flat_map(|hash| *hash.as_bytes()).collect())
}

fn root(log: &[[u8; ENTRY_BYTES]]) -> Hash {
    let mut frontier = Frontier::new();
    for entry in log {
        frontier.push(Hash::of_leaf(entry)).expect("room");
    }
    frontier.root()
}

/// Entries whose every hash is computed anew.
struct Log<'a>(&'a [[u8; ENTRY_BYTES]]);

impl HashSource for Log<'_> {
    type Error = std::convert::Infallible;

    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, Self::Error> {
        let node = |node: &NodeId| {
            let width = 1_usize << node.level();
            let first = usize::try_from(node.index()).expect("an index") * width;
            root(&self.0[first..first + width])
        };
        Ok(nodes.iter().map(node).collect())
    }
}
