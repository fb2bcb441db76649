//! Goes on at the right edge of the log instead of reading it again: the unfinished tiles are computed from the finished ones
//! below them and must lead to the signed root, and what entries are found by comes from the files that were written for that,
//! each bound to its entries by a hash of the tree. Everything older is compared with the tree when somebody asks for it.

use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use keepwell_tlog::edge::Edge;
use keepwell_tlog::hash::Hash;
use keepwell_tlog::tile::{TILE_WIDTH, Tile, TileId, TileSource};

use crate::chunk::{CHUNK, read_tile};
use crate::error::LedgerOpenError;
use crate::home::Home;
use crate::log::Log;
use crate::register::{Making, RUN, Run};
use crate::restore::{Reading, chunks_for};

/// How many runs are read before their tags are needed, about a megabyte each.
const READ_AHEAD: usize = 4;

/// The tiles of a log of which only full ones above level 0 stand in files.
struct Finished<'a>(&'a Home);

impl TileSource for Finished<'_> {
    type Error = io::Error;

    fn tiles(&self, ids: &[TileId]) -> io::Result<Vec<Vec<u8>>> {
        let tiles = ids.iter().map(|id| Ok(self.tile(*id)?.to_bytes()));
        tiles.collect()
    }
}

impl Finished<'_> {
    fn tile(&self, id: TileId) -> io::Result<Tile> {
        let Some(below) = id.level().checked_sub(1).filter(|_| !id.is_full()) else {
            let tile = read_tile(self.0, id)?.and_then(|tile| tile.narrow(id.width()));
            return tile.ok_or_else(|| io::ErrorKind::NotFound.into());
        };
        let first = id.index().saturating_mul(TILE_WIDTH.into());
        let roots = (first..first.saturating_add(id.width().into()))
            .map(|index| Ok(self.full(below, index)?.root()))
            .collect::<io::Result<_>>()?;
        Tile::new(id, roots).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn full(&self, level: u8, index: u64) -> io::Result<Tile> {
        let id = TileId::new(level, index, TILE_WIDTH).ok_or(io::ErrorKind::NotFound)?;
        self.tile(id)
    }

    /// All hashes of tile level `level` below `edge`, each tile compared with the hash above it; `None` where one differs.
    fn hashes(&self, edge: &Edge, level: u8) -> io::Result<Option<Vec<Hash>>> {
        let bits = u32::from(level) * TILE_WIDTH.ilog2();
        let count = edge.size().checked_shr(bits).unwrap_or_default();
        if count == 0 {
            return Ok(Some(Vec::new()));
        }
        let Some(above) = self.hashes(edge, level + 1)? else {
            return Ok(None);
        };
        let mut hashes = Vec::new();
        for (index, root) in (0..).zip(above) {
            let tile = self.full(level, index)?;
            if tile.root() != root {
                return Ok(None);
            }
            hashes.extend(tile.into_hashes());
        }
        let width = u16::try_from(count % u64::from(TILE_WIDTH)).unwrap_or_default();
        let last = TileId::new(level, count / u64::from(TILE_WIDTH), width);
        let last = last.and_then(|id| edge.tile(id));
        hashes.extend(last.into_iter().flat_map(Tile::into_hashes));
        Ok(Some(hashes))
    }
}

impl Reading<'_> {
    /// Takes up the log after its first `entries` entries. `false`, and nothing was taken up, where a file at the edge is missing
    /// or not what was signed: reading everything tells what it is, and whether it can be made again.
    pub(super) fn resume(&mut self, entries: u64) -> Result<bool, LedgerOpenError> {
        let head = self.head_of(entries)?;
        let Some((edge, roots)) = self.edge(entries)?.filter(|(edge, _)| {
            let signed = self.key.open_head(head.note.as_bytes());
            signed.is_ok_and(|signed| *signed.checkpoint().root() == edge.root())
        }) else {
            return Ok(false);
        };
        let Some((making, runs)) = self.runs(entries, &roots)? else {
            return Ok(false);
        };
        let settled = RUN.saturating_mul(u64::try_from(runs.len()).unwrap_or(u64::MAX));
        self.register.take(making, &runs, settled);
        for index in settled / CHUNK..chunks_for(entries) {
            let chunk = self.read_chunk(index)?;
            self.note(index, chunk, entries);
        }
        self.log = Log::resume(edge);
        self.head = Some(head);
        Ok(true)
    }

    /// The edge, and the hash of each run below it.
    fn edge(&self, entries: u64) -> Result<Option<(Edge, Vec<Hash>)>, LedgerOpenError> {
        const LEVEL: u8 = 2;
        let files = Finished(self.home);
        // A missing tile and one that cannot be read are told apart by reading everything.
        let Ok(edge) = Edge::open(entries, &files) else {
            return Ok(None);
        };
        let roots = match files.hashes(&edge, LEVEL) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(LedgerOpenError::disk(self.home.wal())(error));
            }
            found => found.ok().flatten(),
        };
        Ok(roots.map(|roots| (edge, roots)))
    }

    /// The runs under these hashes, their tags apart; `None` where the entries of one do not lead to its hash. One thread reads while
    /// the other fills the table.
    fn runs(
        &mut self,
        entries: u64,
        roots: &[Hash],
    ) -> Result<Option<(Making, Vec<Run>)>, LedgerOpenError> {
        let (home, tags) = (self.home, self.tags.clone());
        let mut making = Making::new(entries);
        let runs = thread::scope(|scope| {
            let (reader, read) = sync_channel(READ_AHEAD);
            let numbers = (0..).zip(roots).map(|(number, _)| number);
            scope.spawn(move || {
                let mut all = numbers.map(|number| Run::read(home, &tags, number));
                all.all(|run| reader.send(run).is_ok())
            });
            self.take_runs(&mut making, roots, read)
        });
        Ok(runs?.map(|runs| (making, runs)))
    }

    /// Takes the runs under these hashes as they are read. Where it ends early the receiver is gone, and the reader ends too.
    fn take_runs(
        &mut self,
        making: &mut Making,
        roots: &[Hash],
        read: Receiver<io::Result<Option<Run>>>,
    ) -> Result<Option<Vec<Run>>, LedgerOpenError> {
        let mut runs = Vec::new();
        for ((number, root), run) in (0..).zip(roots).zip(read) {
            let run = run.map_err(LedgerOpenError::disk(self.home.run(number)))?;
            let Some(run) = self.right_run(number, root, run)? else {
                return Ok(None);
            };
            making.add(&run);
            runs.push(run.without_tags());
        }
        Ok(Some(runs))
    }

    /// Run `number` as it was read or, where that is of no use, from its entries. `None` when these do not lead to `root`.
    fn right_run(
        &mut self,
        number: u64,
        root: &Hash,
        read: Option<Run>,
    ) -> Result<Option<Run>, LedgerOpenError> {
        let is_right = |run: &Run| run.root() == root;
        if let Some(run) = read.filter(is_right) {
            return Ok(Some(run));
        }
        tracing::warn!(
            number,
            "a part of the index is missing or damaged: made again"
        );
        self.missing.push(number);
        let made = Run::make(self.home, &self.tags, number)
            .map_err(LedgerOpenError::disk(self.home.run(number)))?;
        Ok(made.filter(is_right))
    }
}
