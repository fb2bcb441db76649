//! What a clinic knows of one ledger: how far it has read, which grants are revoked, and the latest time that the ledger
//! signed. On disk before anything is decided by it, so that neither a crash nor a restored clock brings a grant back.

use ciborium::Value;
use keepwell_client::{follow::LogView, servers::LedgerKey};
use keepwell_crypto::hash::{Digest, sha256};
use keepwell_protocol::{
    cbor::{MapReader, MapWriter},
    entry::{Entry, EntryType},
    hexadecimal::to_hex,
    status::StatusList,
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::Desk;
use crate::{home::HomeError, revoked::Revoked};

const WHAT: &str = "clinic's record of a ledger";
const VERSION: u64 = 1;
/// How many status roots are kept: the newest list is of the last, or of the one before while that is being published.
const ROOTS: usize = 4;
/// The largest record that is read, in bytes.
const MAX_BYTES: usize = 1 << 29;

/// A ledger as far as this clinic has read it.
#[derive(Clone)]
pub(crate) struct LedgerRecord {
    /// How far it has been read.
    pub(crate) view: LogView,
    /// The log indexes of the grants revoked up to there.
    pub(crate) revoked: Revoked,
    /// The last status roots up to there, each with its index, the newest last.
    roots: Vec<(u64, Digest)>,
    /// The latest time that the ledger signed; also when it was last read to its end.
    pub(crate) read_at: Option<Timestamp>,
}

impl LedgerRecord {
    /// Takes in an entry that has just been read.
    pub(crate) fn add(&mut self, index: u64, entry: &Entry) {
        // A target beyond the revocation itself ends nothing, and is not let into memory.
        if entry.kind == EntryType::Revocation && entry.target < index {
            self.revoked.insert(entry.target);
        }
        if entry.kind == EntryType::StatusRoot {
            self.roots.push((index, entry.statement));
            let over = self.roots.len().saturating_sub(ROOTS);
            self.roots.drain(..over);
        }
    }

    /// Whether what the ledger logged for `list` was read with its entries, behind those that it covers.
    pub(crate) fn has_read(&self, list: &StatusList) -> bool {
        let entry = list.entry();
        let mut roots = self.roots.iter();
        roots.any(|(index, statement)| *statement == entry.statement && *index >= list.root.size)
    }

    fn new(origin: &str) -> Self {
        Self {
            view: LogView::new(origin),
            revoked: Revoked::default(),
            roots: Vec::new(),
            read_at: None,
        }
    }

    fn encode(&self) -> Option<Vec<u8>> {
        let read_at = self
            .read_at
            .map_or(Value::Null, |time| Value::from(time.seconds()));
        let map = MapWriter::default()
            .put(0, Value::from(VERSION))
            .bytes(1, &serde_json::to_vec(&self.view).ok()?)
            .bytes(2, self.revoked.as_bytes())
            .put(3, read_at)
            .bytes(4, &self.encode_roots());
        Some(map.encode())
    }

    fn encode_roots(&self) -> Vec<u8> {
        let root =
            |(index, statement): &(u64, Digest)| [&index.to_be_bytes(), &statement[..]].concat();
        self.roots.iter().flat_map(root).collect()
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_BYTES).ok()?;
        map.version(VERSION).ok()?;
        let view = map.bytes(1, "view").ok()?;
        let record = Self {
            view: serde_json::from_slice(&view).ok()?,
            revoked: Revoked::from_bytes(map.bytes(2, "revoked").ok()?),
            // One that was written before there were status lists has none.
            roots: parse_roots(&map.optional_bytes(4, "roots").ok()?.unwrap_or_default())?,
            read_at: match map.take(3, "time").ok()? {
                Value::Null => None,
                time => Some(Timestamp::from_seconds(time.as_integer()?.try_into().ok()?)),
            },
        };
        map.finish().ok()?;
        Some(record)
    }
}

impl Desk {
    /// What is known of the ledger with this key; of a new one nothing.
    ///
    /// # Errors
    /// [`HomeError`].
    pub(crate) fn ledger_record(&self, key: &LedgerKey) -> Result<LedgerRecord, HomeError> {
        let Some(bytes) = self.home().read(&file(key))? else {
            return Ok(LedgerRecord::new(key.origin()));
        };
        LedgerRecord::parse(&bytes)
            .filter(|record| record.view.origin() == key.origin())
            .ok_or(HomeError::Damaged)
    }

    /// Keeps what is known of a ledger, unless another program has read further meanwhile.
    ///
    /// # Errors
    /// [`HomeError`].
    pub(crate) fn keep_ledger_record(
        &self,
        key: &LedgerKey,
        record: &LedgerRecord,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), HomeError> {
        let _lock = self.home().lock()?;
        let kept = self.ledger_record(key)?;
        let order = |record: &LedgerRecord| (record.view.size(), record.read_at);
        if order(&kept) >= order(record) {
            return Ok(());
        }
        let bytes = record.encode().ok_or(HomeError::Damaged)?;
        self.home().write(&file(key), &bytes, rng)
    }
}

fn parse_roots(bytes: &[u8]) -> Option<Vec<(u64, Digest)>> {
    let (roots, rest) = bytes.as_chunks::<40>();
    let parse = |root: &[u8; 40]| {
        let (index, statement) = root.split_first_chunk()?;
        Some((u64::from_be_bytes(*index), statement.try_into().ok()?))
    };
    rest.is_empty().then(|| roots.iter().map(parse).collect())?
}

/// One file for each ledger key, so that a ledger under a new key begins anew.
fn file(key: &LedgerKey) -> String {
    let digest = to_hex(&sha256(key.to_string().as_bytes()));
    format!("ledger-{}", digest.get(..16).unwrap_or_default())
}
