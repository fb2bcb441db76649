//! Proves where roots stand on the ledger, from its tiles, as whoever reads the log could. Of the tile of leaves that a root stands in, what
//! its proofs need is fetched once for every root, whether something happened in its minute or not, as soon as the tile is full. So
//! from what is fetched when an owner asks, the ledger learns in which 65,536 entries a root stands, and no more.

use std::{
    collections::{BTreeMap, HashMap},
    time::Instant,
};

use keepwell_protocol::{
    access_root::{LoggedRoot, entry},
    statement::Statement,
};
use keepwell_tlog::{
    hash::Hash,
    proof::{InclusionProof, MakeProofError},
    tile::{ReadTilesError, TILE_WIDTH, Tile, TileId, TileSource},
    tree::{Frontier, HashSource, NodeId, cover},
};
use serde::{Deserialize, Serialize};

use super::{Head, NoTiles, Registrar, Roots};
use crate::{refusal::Fault, rows::Changes, state::State};

/// How many tiles are kept for proofs, 16 KiB each.
pub(super) const TILES: usize = 2048;
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

/// The ledger's tiles, where it is asked.
struct Tiles<'r>(Option<&'r dyn Registrar>);

impl TileSource for Tiles<'_> {
    type Error = NoTiles;

    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, NoTiles> {
        let none = || NoTiles::Away("it did not answer a moment ago".to_owned());
        self.0.ok_or_else(none)?.tiles(ids)
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
    /// now. What cannot be had is fetched the next time, unless the ledger has pruned it.
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
            let Some((_, place)) = some.first() else {
                continue;
            };
            let is_done = match fetch(registrar, *place) {
                Ok(tile) => self.complete(some, &tile, changes)?,
                Err(NoTiles::Pruned(reason)) => {
                    tracing::warn!(%reason, "a tile of the ledger was gone before it was fetched: what is under its access roots is not proved");
                    true
                }
                Err(reason) => {
                    tracing::warn!(%reason, "a tile of the ledger could not be had: trying again");
                    false
                }
            };
            if !is_done {
                head.awaited.extend(some);
            }
        }
        Ok(())
    }

    /// Notes what stands beside these roots in their tile, where anything happened in their minutes. `false`, and nothing, where one of
    /// them does not stand in it: then it is not the ledger's tile.
    fn complete(
        &self,
        roots: &[(u64, u64)],
        tile: &Tile,
        changes: &mut Changes,
    ) -> Result<bool, Fault> {
        let mut complete = Vec::new();
        for (number, index) in roots {
            let is_there = self.rows.standing(*number)?.is_some();
            let Some(closed) = self.rows.closed(*number)?.filter(|_| is_there) else {
                continue;
            };
            if tile.node(NodeId::new(0, *index)) != leaf(&closed.statement.0) {
                tracing::warn!(
                    "a tile of the ledger has no access root where it should: trying again"
                );
                return Ok(false);
            }
            complete.push((*number, Standing::in_tile(*index, tile)));
        }
        for (number, standing) in complete {
            changes.put_standing(number, &standing)?;
        }
        Ok(true)
    }

    /// Notes what stands beside these roots, where something else was noted before.
    pub(super) fn put_right(&self, roots: &[(u64, Standing)]) -> Result<(), Fault> {
        let mut changes = Changes::default();
        for (number, standing) in roots {
            // It may have been forgotten meanwhile.
            if self.rows.standing(*number)?.is_some() {
                changes.put_standing(*number, standing)?;
            }
        }
        if roots.is_empty() {
            return Ok(());
        }
        tracing::warn!(
            "a tile that the ledger gave before was wrong: what was kept of it is put right"
        );
        self.rows.write(&changes)
    }
}

/// The ledger's leaf of an access root.
pub(super) fn leaf(statement: &[u8]) -> Option<Hash> {
    let statement = Statement::parse(statement).ok()?;
    Some(Hash::of_leaf(&entry(&statement).to_bytes()))
}

/// The full tile of leaves that has this entry.
fn fetch(registrar: &dyn Registrar, index: u64) -> Result<Tile, NoTiles> {
    let none = || NoTiles::Refused("what the ledger gave is no tile".to_owned());
    let id = TileId::new(0, tile_of(index), TILE_WIDTH).ok_or_else(none)?;
    let tiles = registrar.tiles(&[id])?;
    let tile = tiles.first().and_then(|bytes| Tile::parse(id, bytes));
    tile.ok_or_else(none)
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

    /// As the first hashes of a path have it, in a tile that is full.
    fn beside_path(proof: &InclusionProof) -> Self {
        let is_full = tile_of(proof.index()) < tile_of(proof.size());
        let hashes = proof.path().iter().take(usize::from(LEVELS));
        Self {
            index: proof.index(),
            beside: hashes
                .filter(|_| is_full)
                .flat_map(|hash| *hash.as_bytes())
                .collect(),
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

/// Proves roots in the ledger's state of `size` entries, each once; of tiles that are kept, where the ledger does not answer.
pub(super) struct Proving<'r> {
    registrar: Option<&'r dyn Registrar>,
    size: u64,
    roots: &'r Roots,
    /// The root of that state, as tiles make it.
    state: Option<Hash>,
    /// Whether tiles were fetched once more already.
    is_again: bool,
    logged: BTreeMap<u64, LoggedRoot>,
}

/// What came of proving a root.
pub(super) enum Proved {
    /// It is not.
    No,
    /// It is.
    Yes,
    /// It is, but not by what was kept; by this.
    Anew(Standing),
}

impl<'r> Proving<'r> {
    pub(super) fn new(roots: &'r Roots, size: u64) -> Self {
        let is_silent = roots.silence.lasts(Instant::now());
        Self {
            registrar: roots.registrar.as_deref().filter(|_| !is_silent),
            size,
            roots,
            state: None,
            is_again: false,
            logged: BTreeMap::new(),
        }
    }

    /// Proves that the root with this number and leaf stands at `standing`: by what is kept, by the ledger's tiles alone where that does
    /// not lead to the state that they make, and then by tiles that are fetched again. What leads elsewhere is no proof: whoever got it
    /// would take this relay for one that alters events.
    pub(super) fn prove(&mut self, number: u64, leaf: &Hash, standing: &Standing) -> Proved {
        if self.logged.contains_key(&number) {
            return Proved::Yes;
        }
        let Some(kept) = self.path(standing) else {
            return Proved::No;
        };
        if self.fits(&kept, leaf) {
            self.logged.insert(number, LoggedRoot::new(number, &kept));
            return Proved::Yes;
        }
        let Some(proof) = self.anew(leaf, &Standing::new(standing.index)) else {
            return Proved::No;
        };
        self.logged.insert(number, LoggedRoot::new(number, &proof));
        if standing.beside.is_empty() {
            Proved::Yes
        } else {
            Proved::Anew(Standing::beside_path(&proof))
        }
    }

    /// The path by the ledger's tiles alone, and then by tiles that are fetched again, once for an answer.
    fn anew(&mut self, leaf: &Hash, standing: &Standing) -> Option<InclusionProof> {
        let proof = self.path(standing)?;
        if self.fits(&proof, leaf) {
            return Some(proof);
        }
        if !std::mem::replace(&mut self.is_again, true) {
            // What was made of them before may be wrong too, and is left out this time.
            self.logged.clear();
            self.roots.kept.forget();
            self.state = None;
            let proof = self.path(standing)?;
            if self.fits(&proof, leaf) {
                return Some(proof);
            }
        }
        tracing::warn!("tiles of the ledger do not go together: no proof is made of them");
        None
    }

    fn fits(&self, proof: &InclusionProof, leaf: &Hash) -> bool {
        self.state == Some(proof.root(leaf))
    }

    /// The path from where a root stands to the state, whose root is known then.
    fn path(&mut self, standing: &Standing) -> Option<InclusionProof> {
        if standing.index >= self.size {
            return None;
        }
        match self.climb(standing) {
            Ok((proof, state)) => {
                self.state = state;
                Some(proof)
            }
            Err(reason) => {
                tracing::debug!(%reason, "an access root could not be proved to stand on the ledger");
                let is_away = matches!(
                    reason,
                    MakeProofError::Source(ReadTilesError::Source(NoTiles::Away(_)))
                );
                if is_away && self.registrar.take().is_some() {
                    self.roots.silence.begin(Instant::now());
                }
                None
            }
        }
    }

    fn climb(
        &self,
        standing: &Standing,
    ) -> Result<(InclusionProof, Option<Hash>), MakeProofError<ReadTilesError<NoTiles>>> {
        let tiles = Tiles(self.registrar);
        let others = self.roots.kept.hashes(&tiles, self.size);
        let hashes = Known {
            known: standing.known(),
            others: &others,
        };
        let proof = InclusionProof::make(&hashes, standing.index, self.size)?;
        if self.state.is_some() {
            return Ok((proof, self.state));
        }
        let peaks: Vec<_> = cover(0, self.size).collect();
        let peaks = others.hashes(&peaks).map_err(MakeProofError::Source)?;
        let state = Frontier::from_peaks(self.size, peaks);
        Ok((proof, state.ok().map(|state| state.root())))
    }

    pub(super) fn into_logged(self) -> Vec<LoggedRoot> {
        self.logged.into_values().collect()
    }
}
