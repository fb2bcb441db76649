//! What others do with the log: proofs of inclusion out of tiles, as a reader makes who keeps the tiles that it has seen, and as
//! one makes who keeps nothing; and how long a receipt is.

use std::{collections::HashMap, convert::Infallible};

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::receipt::RootSignature;
use keepwell_tlog::{
    edge::Edge,
    hash::Hash,
    proof::InclusionProof,
    tile::{KeptTiles, TileHashes, TileId, TileSource},
};

use crate::{median::median, whole};

/// Entries of the log that is read.
const ENTRIES: u64 = 1_000_000;
/// Proofs in a row, of entries all over the log.
const PROOFS: usize = 20_000;
/// Tiles that a reader keeps: all of this log, 64 MiB.
const KEPT: usize = 4096;

/// A log's tiles in memory.
pub(crate) struct Tiles {
    tiles: HashMap<TileId, Vec<u8>>,
    root: Hash,
}

impl TileSource for Tiles {
    type Error = Infallible;

    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, Infallible> {
        Ok(ids
            .iter()
            .map(|id| self.tiles.get(id).expect("a tile").clone())
            .collect())
    }
}

impl Tiles {
    pub(crate) fn new() -> Self {
        let mut edge = Edge::new();
        let mut tiles = HashMap::new();
        for number in 0..ENTRIES {
            let full = edge.push(leaf(number)).expect("room");
            tiles.extend(full.into_iter().map(|tile| (tile.id(), tile.to_bytes())));
        }
        tiles.extend(
            edge.partial_tiles()
                .map(|tile| (tile.id(), tile.to_bytes())),
        );
        Self {
            tiles,
            root: edge.root(),
        }
    }

    /// Proofs a second, each checked against the root: by a reader who keeps tiles, and by one who does not.
    pub(crate) fn proofs(&self) -> (f64, f64) {
        let kept = KeptTiles::new(KEPT);
        let with = self.per_second(|index| {
            InclusionProof::make(&kept.hashes(self, ENTRIES), index, ENTRIES).expect("a proof")
        });
        let without = self.per_second(|index| {
            InclusionProof::make(&TileHashes::new(self, ENTRIES), index, ENTRIES).expect("a proof")
        });
        (with, without)
    }

    fn per_second(&self, prove: impl Fn(u64) -> InclusionProof) -> f64 {
        let took = median(3, || {
            let mut index = 1;
            for _ in 0..PROOFS {
                index = (index * 48_271 + 11) % ENTRIES;
                let proof = prove(index);
                proof
                    .verify(&leaf(index), &self.root)
                    .expect("it leads to the root");
            }
        });
        whole(PROOFS) / took
    }
}

/// Bytes of a receipt in a log of a thousand million entries.
pub(crate) fn receipt_bytes() -> usize {
    const SIZE: u64 = 1_000_000_000;
    let hash = Hash::from_bytes([7; 32]);
    let longest = (0..64).find_map(|length| InclusionProof::new(1, SIZE, vec![hash; length]).ok());
    let key = SigningKey::from_seed(&[1; 32]);
    let signature = RootSignature::sign("ledger.example/ledger", SIZE, &hash, &key);
    let receipt = signature
        .receipt(&longest.expect("a length"))
        .expect("a receipt");
    receipt.len()
}

fn leaf(number: u64) -> Hash {
    Hash::of_leaf(&number.to_be_bytes())
}
