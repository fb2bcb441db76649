//! What must hold in the end: everything that was acknowledged is in the log at its index and has a receipt that verifies, no
//! statement has two indexes and no index two statements, and what anybody reads from the store leads to the signed root.

use std::{collections::HashMap, time::Duration};

use keepwell_client::transport::Method;
use keepwell_protocol::{
    entry::Entry,
    ledger_api::{CHECKPOINT_PATH, entry_path},
    receipt::Receipt,
    status::{Bitmap, StatusList, list_path},
};
use keepwell_tlog::{
    bundle::{self, BundleId},
    checkpoint::{Checkpoint, SignedCheckpoint},
    edge::Edge,
    hash::Hash,
    tile::TILE_WIDTH,
};

use crate::{load::Acknowledged, node::Node, waiting::wait_until, world::World};

/// How long what is written behind may take.
const BEHIND: Duration = Duration::from_secs(120);

/// Looks at everything, by way of `node` and past it.
pub(crate) fn agree(world: &World, node: &Node, acknowledged: &[Acknowledged]) {
    let newest = checkpoint(node);
    let entries = read(newest.size(), |path| {
        node.ask(Method::Get, path, b"").map(|answer| answer.body)
    });
    assert_eq!(
        root(&entries),
        *newest.root(),
        "what is served leads to the signed root"
    );
    let mut places = HashMap::new();
    for (index, one) in entries.iter().enumerate() {
        let before = places.insert(one.statement, index);
        assert_eq!(before, None, "a statement stands twice");
    }
    let origin = node.key();
    for one in acknowledged {
        let at = places.get(&one.statement.digest()).copied();
        let at = at.and_then(|at| u64::try_from(at).ok());
        assert_eq!(
            at,
            Some(one.index),
            "what was acknowledged is where the receipt says"
        );
        assert_eq!(
            at.and_then(|at| entries.get(usize::try_from(at).ok()?)),
            Some(&one.entry)
        );
    }
    for one in acknowledged.iter().step_by(1 + acknowledged.len() / 200) {
        let digest = one.statement.digest();
        let answer = node
            .ask(Method::Get, &entry_path(&digest), b"")
            .expect("a receipt");
        let receipt = Receipt::verify(
            &answer.body,
            &one.entry,
            origin.name().as_str(),
            origin.key(),
        );
        assert_eq!(receipt.expect("it verifies").index, one.index);
    }
    let counted =
        "SELECT size = count(*) AND size = count(DISTINCT index) AND size = max(index) + 1
                   FROM statements, head GROUP BY size";
    assert_eq!(
        world.own.ask(counted),
        "t",
        "the register has each index once"
    );
    listed(&entries, node);
    stored(world, &entries, node);
}

/// The status list that it shows says what the entries say that it covers.
fn listed(entries: &[Entry], node: &Node) {
    let shown = || node.ask(Method::Get, &list_path(0), b"");
    wait_until(BEHIND, "there is a status list", || {
        shown().is_some_and(|answer| answer.status == 200)
    });
    let (origin, bytes) = (node.key(), shown().expect("an answer").body);
    let list = StatusList::open(&bytes, 0, origin.name().as_str(), origin.key());
    let root = list.expect("it verifies").root;
    let size = usize::try_from(root.size).expect("a size");
    if let Some(covered) = entries.get(..size) {
        assert_eq!(Bitmap::of(covered).root(), root.root, "the status list");
    }
}

/// The newest checkpoint that a machine shows.
pub(crate) fn checkpoint(node: &Node) -> Checkpoint {
    let answer = node
        .ask(Method::Get, CHECKPOINT_PATH, b"")
        .expect("a checkpoint");
    let signed = SignedCheckpoint::open(&answer.body, &[node.key()]);
    signed.expect("it verifies").checkpoint().clone()
}

/// All full bundles and tiles in the store are those of the log, and so is the checkpoint.
fn stored(world: &World, entries: &[Entry], node: &Node) {
    let chunks = entries.len() / usize::from(TILE_WIDTH);
    let full = chunks * usize::from(TILE_WIDTH);
    wait_until(BEHIND, "the store has all complete chunks", || {
        let settled = world.own.ask("SELECT settled FROM head");
        settled.parse::<usize>().expect("a number") >= full
    });
    let object = |path: &str| {
        world
            .own
            .object(&format!("2026/{}", path.trim_start_matches('/')))
    };
    let size = u64::try_from(full).expect("a size");
    let read = read(size, object);
    assert_eq!(read, entries[..full], "bundles in the store");
    let mut edge = Edge::new();
    for one in entries {
        for tile in edge.push(Hash::of_leaf(&one.to_bytes())).expect("room") {
            let there = object(&tile.id().path());
            // Bundles stand in for those of level 0.
            let kept = (tile.id().level() > 0).then(|| tile.to_bytes());
            assert_eq!(there, kept, "{}", tile.id().path());
        }
    }
    let note = object("checkpoint").expect("a checkpoint in the store");
    let stored = SignedCheckpoint::open(&note, &[node.key()]).expect("it verifies");
    let size = usize::try_from(stored.checkpoint().size()).expect("a size");
    if let Some(up_to) = entries.get(..size) {
        assert_eq!(
            root(up_to),
            *stored.checkpoint().root(),
            "the checkpoint in the store"
        );
    }
}

/// The first `size` entries, from bundles.
fn read(size: u64, get: impl Fn(&str) -> Option<Vec<u8>>) -> Vec<Entry> {
    let width = u64::from(TILE_WIDTH);
    let mut entries = Vec::new();
    for index in 0..size.div_ceil(width) {
        let left = u16::try_from((size - index * width).min(width)).expect("a width");
        let id = BundleId::new(index, left).expect("a bundle");
        let bytes = get(&format!("/{}", id.path())).expect("a bundle");
        let parsed = bundle::parse(id, &bytes).expect("a bundle");
        entries.extend(
            parsed
                .into_iter()
                .map(|entry| Entry::parse(entry).expect("an entry")),
        );
    }
    entries
}

fn root(entries: &[Entry]) -> Hash {
    let mut edge = Edge::new();
    for entry in entries {
        edge.push(Hash::of_leaf(&entry.to_bytes())).expect("room");
    }
    edge.root()
}
