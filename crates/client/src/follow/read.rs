//! Reads entries from where a log is known up to a checkpoint. Where a part was pruned, the hash that the tile above has for it takes
//! the place of its entries: in the end everything must lead to the root that the ledger signed.

use std::thread;

use keepwell_protocol::{
    entry::Entry,
    status::{is_notice, push_notice},
};
use keepwell_tlog::{
    bundle::{BundleId, new_bundles},
    hash::Hash,
    tile::{TILE_WIDTH, Tile, TileId, TileSource as _},
    tree::{Frontier, NodeId},
};

use crate::{
    error::ClientError,
    ledger::{Ledger, Pruned, Tiles},
};

const ENTRIES: &str = "reading entries of the ledger";
const NONSENSE: ClientError = ClientError::Nonsense(ENTRIES);
/// How many bundles are asked for at a time: 66 KB.
const TOGETHER: usize = 6;

/// What is done with what is read, in the order of the log.
pub(super) struct Take<'t> {
    /// An entry, and its index.
    pub(super) entry: &'t mut dyn FnMut(u64, Entry),
    /// 256 entries that are gone: the index of the first, and the root over them.
    pub(super) gone: &'t mut dyn FnMut(u64, Hash),
}

/// How far it was read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) frontier: Frontier,
    /// Some entries before this one were gone, or passed over; 0 where none were.
    pub(super) unread: u64,
    /// Over all notices among them, where that is known. What is pruned has none.
    pub(super) notices: Option<Frontier>,
}

/// What is known of what was pruned, while it is read over.
struct Gone {
    pruned: Pruned,
    /// The tile of level 1 that was asked for last.
    above: Option<Tile>,
}

/// Reads every entry from `known` up to `size`. `None` where the log cannot be read on from there, because the entries next to it are
/// gone: who wants to go on begins anew.
pub(super) fn read_on(
    ledger: &Ledger<'_>,
    known: &Read,
    size: u64,
    take: &mut Take<'_>,
) -> Result<Option<Read>, ClientError> {
    let mut read = known.clone();
    let mut gone: Option<Gone> = None;
    let ids: Vec<_> = new_bundles(known.frontier.size(), size).collect();
    for ids in ids.chunks(TOGETHER) {
        for (id, fetched) in ids.iter().zip(together(ledger, ids, gone.as_ref())) {
            if let Some(entries) = there(ledger, *id, fetched, &mut gone)? {
                read.push(*id, entries, take)?;
                continue;
            }
            if !read.frontier.size().is_multiple_of(TILE_WIDTH.into()) {
                return Ok(None);
            }
            let gone = gone.as_mut().ok_or(NONSENSE)?;
            read.pass(gone.root(ledger, *id)?, take)?;
        }
    }
    Ok(Some(read))
}

/// The entries of a bundle, or why they could not be had; `None` where it was not asked for.
type Fetched = Option<Result<Vec<Vec<u8>>, ClientError>>;

/// Asks for all of these at the same time, but for what is known to be gone.
fn together(ledger: &Ledger<'_>, ids: &[BundleId], gone: Option<&Gone>) -> Vec<Fetched> {
    let is_there = |id: &BundleId| !gone.is_some_and(|gone| gone.has(*id));
    if let [id] = ids {
        return vec![is_there(id).then(|| ledger.bundle(*id))];
    }
    thread::scope(|scope| {
        let ask = |id: &BundleId| {
            let id = *id;
            is_there(&id).then(|| scope.spawn(move || ledger.bundle(id)))
        };
        let asked: Vec<_> = ids.iter().map(ask).collect();
        let wait = |one: thread::ScopedJoinHandle<'_, _>| one.join().unwrap_or(Err(NONSENSE));
        asked.into_iter().map(|one| one.map(wait)).collect()
    })
}

/// The entries of a bundle; `None` where they are gone by the ledger's word, which is asked for when one is refused for that.
fn there(
    ledger: &Ledger<'_>,
    id: BundleId,
    fetched: Fetched,
    gone: &mut Option<Gone>,
) -> Result<Option<Vec<Vec<u8>>>, ClientError> {
    if gone.as_ref().is_some_and(|gone| gone.has(id)) {
        return Ok(None);
    }
    let error = match fetched.ok_or(NONSENSE)? {
        Ok(entries) => return Ok(Some(entries)),
        Err(error) if error.is_pruned() && gone.is_none() => error,
        Err(error) => return Err(error),
    };
    let learnt = Gone {
        pruned: ledger.pruned()?.ok_or(error)?,
        above: None,
    };
    if !learnt.has(id) {
        return Err(NONSENSE);
    }
    *gone = Some(learnt);
    Ok(None)
}

impl Read {
    /// Nothing yet.
    pub(super) fn nothing() -> Self {
        Self {
            frontier: Frontier::new(),
            unread: 0,
            notices: Some(Frontier::new()),
        }
    }

    fn push(
        &mut self,
        id: BundleId,
        entries: Vec<Vec<u8>>,
        take: &mut Take<'_>,
    ) -> Result<(), ClientError> {
        let first = id.first_entry().ok_or(NONSENSE)?;
        for (index, bytes) in (first..).zip(entries) {
            // The first bundle may begin with entries that are known already.
            if index < self.frontier.size() {
                continue;
            }
            let entry = Entry::parse(&bytes).map_err(|_| NONSENSE)?;
            let pushed = self.frontier.push(Hash::of_leaf(&bytes));
            pushed.map_err(|_| NONSENSE)?;
            if let Some(notices) = self.notices.as_mut().filter(|_| is_notice(entry.kind)) {
                push_notice(notices, index, &entry).map_err(|_| NONSENSE)?;
            }
            (take.entry)(index, entry);
        }
        Ok(())
    }

    fn pass(&mut self, root: Hash, take: &mut Take<'_>) -> Result<(), ClientError> {
        (take.gone)(self.frontier.size(), root);
        let pushed = self.frontier.push_subtree(8, root);
        pushed.map_err(|_| NONSENSE)?;
        self.unread = self.frontier.size();
        Ok(())
    }
}

impl Gone {
    fn has(&self, id: BundleId) -> bool {
        self.pruned.kept.is_pruned(id.index())
    }

    /// The root over a bundle that is gone.
    fn root(&mut self, ledger: &Ledger<'_>, id: BundleId) -> Result<Hash, ClientError> {
        let wanted = TileId::new(1, id.index() / u64::from(TILE_WIDTH), TILE_WIDTH);
        let wanted = wanted.ok_or(NONSENSE)?;
        let tile = match self.above.take().filter(|tile| tile.id() == wanted) {
            Some(tile) => tile,
            None => {
                let bytes = Tiles(ledger).tiles(&[wanted])?;
                let bytes = bytes.into_iter().next().ok_or(NONSENSE)?;
                Tile::parse(wanted, &bytes).ok_or(NONSENSE)?
            }
        };
        let root = tile.node(NodeId::new(8, id.index()));
        self.above = Some(tile);
        root.ok_or(NONSENSE)
    }
}
