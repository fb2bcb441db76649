//! A ledger in memory. It computes every hash anew from its entries, so a test that changes an entry has a ledger that
//! rewrites its history.

use std::convert::Infallible;

use keepwell_client::servers::LedgerKey;
use keepwell_crypto::{hash::Digest, sign::SigningKey};
use keepwell_protocol::{
    entry::{Entry, EntryType},
    hexadecimal::to_hex,
    ledger_api::sign_time,
    manifest::LedgerProof,
    receipt::RootSignature,
    statement::Statement,
    status::{Bitmap, Notices, NoticesPage, StatusList, StatusRoot, is_notice, pack, push_notice},
    time::Timestamp,
};
use keepwell_tlog::{
    bundle::{self, BundleId},
    checkpoint::{Checkpoint, SignedCheckpoint},
    cosignature::Cosigner,
    hash::Hash,
    note::{Name, Signer, VerifierKey},
    proof::InclusionProof,
    tile::{Tile, TileId},
    tlog_proof::TlogProof,
    tree::{Frontier, HashSource, NodeId},
};

/// Its origin.
pub(crate) const LEDGER: &str = "ledger.example/log";

/// The entries of a ledger, what it last published of them, and which of its witnesses cosign it when, in seconds since 1970.
#[derive(Clone, Default)]
pub(crate) struct Log(
    pub(crate) Vec<Entry>,
    pub(crate) Option<Published>,
    pub(crate) Vec<(u8, u64)>,
);

/// A status list on the log.
#[derive(Clone)]
pub(crate) struct Published {
    pub(crate) statement: Statement,
    pub(crate) root: StatusRoot,
    pub(crate) bitmap: Bitmap,
}

/// Its witness of this number.
pub(crate) fn witness(number: u8) -> Cosigner {
    let name = Name::parse(&format!("w{number}.example")).unwrap();
    Cosigner::new(name, SigningKey::from_seed(&[100 + number; 32]))
}

/// Its public key.
pub(crate) fn ledger_key() -> LedgerKey {
    VerifierKey::new(name(), signing().verifying_key()).into()
}

impl Log {
    /// Appends `count` grants of other people.
    pub(crate) fn fill(&mut self, count: u8) {
        for n in 0..count {
            self.0.push(Entry {
                kind: EntryType::Grant,
                target: 0,
                statement: [n; 32],
            });
        }
    }

    /// What concerns every reader among the first `size` entries, and what a list says of that.
    fn notices(&self, size: u64) -> (Notices, Vec<(u64, Entry)>) {
        let entries = (0..size).zip(self.0.iter().copied());
        let notices: Vec<_> = entries.filter(|(_, one)| is_notice(one.kind)).collect();
        let mut frontier = Frontier::new();
        for (index, entry) in &notices {
            push_notice(&mut frontier, *index, entry).unwrap();
        }
        (Notices::of(&frontier), notices)
    }

    /// Publishes a status list where the last one is a minute old at `now`.
    pub(crate) fn publish_at(&mut self, now: Timestamp) {
        let last = self.1.as_ref().map(|last| last.root.time.plus(60));
        if last.is_none_or(|due| now >= due) {
            self.publish(&Bitmap::of(&self.0), now);
        }
    }

    /// Publishes this as the list of the present size.
    pub(crate) fn publish(&mut self, bitmap: &Bitmap, time: Timestamp) {
        let root = StatusRoot {
            origin: LEDGER.to_owned(),
            size: bitmap.size(),
            root: bitmap.root(),
            time,
            notices: Some(self.notices(bitmap.size()).0),
        };
        let statement = root.sign(&signing());
        self.register(&statement, 0);
        let bitmap = bitmap.clone();
        self.1 = Some(Published {
            statement,
            root,
            bitmap,
        });
    }

    /// Registers a statement and proves it.
    pub(crate) fn register(&mut self, statement: &Statement, target: u64) -> (u64, LedgerProof) {
        let index = self.size();
        self.0.push(Entry {
            kind: statement.kind(),
            target,
            statement: statement.digest(),
        });
        (index, self.prove(index))
    }

    /// Receipt and proof of an entry at the present size.
    pub(crate) fn prove(&self, index: u64) -> LedgerProof {
        let proof = InclusionProof::make(self, index, self.size()).unwrap();
        let signed = RootSignature::sign(LEDGER, self.size(), &self.root(), &signing());
        let tlog_proof = TlogProof::new(proof.clone(), &self.checkpoint()).unwrap();
        LedgerProof {
            receipt: signed.receipt(&proof).unwrap(),
            tlog_proof: tlog_proof.to_string(),
        }
    }

    /// Its state, signed.
    pub(crate) fn checkpoint(&self) -> SignedCheckpoint {
        let checkpoint = Checkpoint::new(name(), self.size(), self.root()).unwrap();
        let signer = Signer::new(name(), signing());
        let mut signed = SignedCheckpoint::sign(checkpoint, &signer).unwrap();
        for (number, time_s) in &self.2 {
            let line = witness(*number).cosign(signed.checkpoint(), *time_s);
            signed.add(line).unwrap();
        }
        signed
    }

    pub(crate) fn size(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap()
    }

    fn root(&self) -> Hash {
        let mut frontier = Frontier::new();
        for entry in &self.0 {
            frontier.push(Hash::of_leaf(&entry.to_bytes())).unwrap();
        }
        frontier.root()
    }

    /// The answer to `GET path`.
    pub(super) fn get(&self, path: &str) -> Option<Vec<u8>> {
        let path = path.strip_prefix('/')?;
        if path == "checkpoint" {
            return Some(self.checkpoint().note().to_string().into_bytes());
        }
        if let Some(number) = path.strip_prefix("status/") {
            return self.list(number.parse().ok()?);
        }
        if let Some(from) = path.strip_prefix("notices/") {
            let Published {
                statement, root, ..
            } = self.1.as_ref()?;
            let (_, notices) = self.notices(root.size);
            let notices = notices.get(from.parse().ok()?..)?;
            return Some(NoticesPage::encode(statement, notices));
        }
        if let Some(rest) = path.strip_prefix("entries/") {
            return self.entry(rest);
        }
        if let Some(id) = BundleId::parse(path) {
            return self.bundle(id);
        }
        TileId::parse(path).and_then(|id| self.tile(id))
    }

    pub(super) fn time(nonce: &[u8], time: Timestamp) -> Vec<u8> {
        sign_time(nonce.try_into().unwrap(), time, &signing())
    }

    fn list(&self, number: u64) -> Option<Vec<u8>> {
        let Published {
            statement,
            root,
            bitmap,
        } = self.1.as_ref()?;
        let packed = pack(bitmap.shard(number)?);
        StatusList::sign(bitmap, (number, &packed), (statement, root), &signing())
    }

    fn entry(&self, rest: &str) -> Option<Vec<u8>> {
        let (digest, wants_proof) = match rest.split_once("/proof") {
            Some((digest, _)) => (digest, true),
            None => (rest.split('?').next().unwrap_or(rest), false),
        };
        let found = |statement: &Digest| to_hex(statement) == digest;
        let at = self.0.iter().position(|one| found(&one.statement))?;
        let proof = self.prove(u64::try_from(at).unwrap());
        Some(if wants_proof {
            proof.tlog_proof.into_bytes()
        } else {
            proof.receipt
        })
    }

    fn bundle(&self, id: BundleId) -> Option<Vec<u8>> {
        let first = usize::try_from(id.first_entry()?).unwrap();
        let entries = self.0.get(first..first + usize::from(id.width()))?;
        let entries: Vec<_> = entries.iter().map(Entry::to_bytes).collect();
        bundle::encode(&entries).ok()
    }

    fn tile(&self, id: TileId) -> Option<Vec<u8>> {
        let first = id.index() * 256;
        let nodes: Vec<_> = (first..first + u64::from(id.width()))
            .map(|index| NodeId::new(id.level() * 8, index))
            .collect();
        if !id.is_in(self.size()) {
            return None;
        }
        let hashes = self.hashes(&nodes).unwrap();
        Tile::new(id, hashes).map(|tile| tile.to_bytes())
    }
}

impl HashSource for Log {
    type Error = Infallible;

    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, Infallible> {
        let node = |node: &NodeId| {
            let width = 1_usize << node.level();
            let first = usize::try_from(node.index()).unwrap() * width;
            Self(self.0[first..first + width].to_vec(), None, Vec::new()).root()
        };
        Ok(nodes.iter().map(node).collect())
    }
}

fn name() -> Name {
    Name::parse(LEDGER).unwrap()
}

fn signing() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}
