//! Proves where roots stand on the ledger, from its tiles, as whoever reads the log could. Of the tile of leaves that a root stands in, what
//! its proofs need is fetched once for every root, whether something happened in its minute or not, as soon as the tile is full. So
//! from what is fetched when an owner asks, the ledger learns in which 65,536 entries a root stands, and no more.

use std::collections::{BTreeMap, HashMap};

use keepwell_protocol::access_root::LoggedRoot;
use keepwell_tlog::{
    hash::Hash,
    proof::InclusionProof,
    tile::{KeptTiles, TILE_WIDTH, Tile, TileId, TileSource},
    tree::{HashSource, NodeId},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Head, Registrar};
use crate::{refusal::Fault, rows::Changes, state::State};

/// How many tiles are kept while one owner is answered: each is fetched once.
const TILES: usize = 2048;
/// How many hashes stand beside an entry in its tile of leaves.
const LEVELS: u8 = 8;

/// Where a root stands on the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Standing {
    pub(crate) index: u64,
    /// The hashes beside it in its tile of leaves, from below; empty until that tile is full.
    #[serde(with = "keepwell_protocol::hexadecimal::base64_bytes")]
    pub(crate) beside: Vec<u8>,
}

/// The ledger did not give a tile.
#[derive(Debug, Error)]
#[error("{0}")]
pub(super) struct NotGiven(String);

/// The ledger's tiles.
struct Tiles<'r>(&'r dyn Registrar);

impl TileSource for Tiles<'_> {
    type Error = NotGiven;

    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, NotGiven> {
        self.0.tiles(ids).map_err(NotGiven)
    }
}

/// The nodes beside an entry in its tile of leaves, from below.
fn beside(index: u64) -> impl Iterator<Item = NodeId> {
    (0..LEVELS).map(move |level| NodeId::new(level, (index >> level) ^ 1))
}

fn tile_of(index: u64) -> u64 {
    index / u64::from(TILE_WIDTH)
}

impl State {
    /// Notes that the root before the open one stands at `index`, and fetches what proofs of earlier ones need of tiles that are full by
    /// now. What cannot be had is fetched the next time.
    pub(super) fn place_root(
        &self,
        registrar: &dyn Registrar,
        head: &mut Head,
        index: u64,
        changes: &mut Changes,
    ) -> Result<(), Fault> {
        let number = head.number.saturating_sub(1);
        head.awaited.retain(|(one, _)| *one != number);
        head.awaited.push((number, index));
        if self.rows.closed(number)?.is_some() {
            changes.put_standing(number, &Standing::new(index))?;
        }
        let awaited = std::mem::take(&mut head.awaited).into_iter();
        let (full, left): (Vec<_>, _) =
            awaited.partition(|(_, place)| tile_of(*place) < tile_of(index));
        head.awaited = left;
        for some in full.chunk_by(|one, other| tile_of(one.1) == tile_of(other.1)) {
            match some.first().and_then(|(_, place)| fetch(registrar, *place)) {
                Some(tile) => self.complete(some, &tile, changes)?,
                None => head.awaited.extend(some),
            }
        }
        Ok(())
    }

    /// Notes what stands beside these roots in their tile, where anything happened in their minutes.
    fn complete(
        &self,
        roots: &[(u64, u64)],
        tile: &Tile,
        changes: &mut Changes,
    ) -> Result<(), Fault> {
        for (number, index) in roots {
            if self.rows.standing(*number)?.is_some() {
                changes.put_standing(*number, &Standing::in_tile(*index, tile))?;
            }
        }
        Ok(())
    }
}

/// The full tile of leaves that has this entry.
fn fetch(registrar: &dyn Registrar, index: u64) -> Option<Tile> {
    let id = TileId::new(0, tile_of(index), TILE_WIDTH)?;
    match registrar.tiles(&[id]) {
        Ok(tiles) => Tile::parse(id, tiles.first()?),
        Err(reason) => {
            tracing::warn!(%reason, "a tile of the ledger could not be had: trying again");
            None
        }
    }
}

impl Standing {
    /// In a tile that is not full, as far as is known.
    pub(super) fn new(index: u64) -> Self {
        Self {
            index,
            beside: Vec::new(),
        }
    }

    fn in_tile(index: u64, tile: &Tile) -> Self {
        let hashes = beside(index).filter_map(|node| tile.node(node));
        Self {
            index,
            beside: hashes.flat_map(|hash| *hash.as_bytes()).collect(),
        }
    }

    /// The hashes that are known beside it.
    fn known(&self) -> HashMap<NodeId, Hash> {
        let (hashes, _) = self.beside.as_chunks::<32>();
        let hashes = hashes.iter().copied().map(Hash::from_bytes);
        beside(self.index).zip(hashes).collect()
    }
}

/// Some hashes that are known, and others that are fetched.
struct Known<'k, H> {
    known: HashMap<NodeId, Hash>,
    others: &'k H,
}

impl<H: HashSource> HashSource for Known<'_, H> {
    type Error = H::Error;

    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, H::Error> {
        let unknown = nodes.iter().filter(|node| !self.known.contains_key(node));
        let unknown: Vec<_> = unknown.copied().collect();
        let mut fetched = self.others.hashes(&unknown)?.into_iter();
        // Fewer than were asked for is an error of whoever asked.
        let hash = |node| self.known.get(node).copied().or_else(|| fetched.next());
        Ok(nodes.iter().map_while(hash).collect())
    }
}

/// Proves roots in the ledger's state of `size` entries, each once, until the ledger does not answer.
pub(super) struct Proving<'r> {
    registrar: Option<&'r dyn Registrar>,
    size: u64,
    kept: KeptTiles,
    logged: BTreeMap<u64, LoggedRoot>,
}

impl<'r> Proving<'r> {
    pub(super) fn new(registrar: Option<&'r dyn Registrar>, size: u64) -> Self {
        Self {
            registrar,
            size,
            kept: KeptTiles::new(TILES),
            logged: BTreeMap::new(),
        }
    }

    /// Whether the root with this number is proved to stand at `standing`.
    pub(super) fn prove(&mut self, number: u64, standing: &Standing) -> bool {
        if self.logged.contains_key(&number) {
            return true;
        }
        let Some(registrar) = self.registrar.filter(|_| standing.index < self.size) else {
            return false;
        };
        let tiles = Tiles(registrar);
        let hashes = Known {
            known: standing.known(),
            others: &self.kept.hashes(&tiles, self.size),
        };
        match InclusionProof::make(&hashes, standing.index, self.size) {
            Ok(proof) => {
                self.logged.insert(number, LoggedRoot::new(number, &proof));
                true
            }
            Err(reason) => {
                tracing::debug!(%reason, "an access root could not be proved to stand on the ledger");
                self.registrar = None;
                false
            }
        }
    }

    pub(super) fn into_logged(self) -> Vec<LoggedRoot> {
        self.logged.into_values().collect()
    }
}
