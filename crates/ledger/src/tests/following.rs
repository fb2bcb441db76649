//! Reading: tiles and bundles as anybody may fetch them must lead to the signed root, and pages of any origin may ask.

use axum::body::Body;
use http::Request;
use keepwell_protocol::cbor;
use keepwell_protocol::entry::{Entry, EntryType};
use keepwell_protocol::ledger_api::{KEYS_PATH, TIME_PATH, verify_time};
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::bundle::{self, BundleId};
use keepwell_tlog::edge::Edge;
use keepwell_tlog::hash::Hash;
use keepwell_tlog::proof::ConsistencyProof;
use keepwell_tlog::tile::{TileHashes, TileId, TileSource};
use keepwell_tlog::tree::Frontier;

use crate::tests::fixture::{Answer, GENESIS, NOW_S, Running, grant, open};

/// Fetches tiles from the router by their paths.
struct Fetch<'a>(&'a Running);

#[derive(Debug)]
struct Status(u16);

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "status {}", self.0)
    }
}

impl std::error::Error for Status {}

impl TileSource for Fetch<'_> {
    type Error = Status;

    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, Status> {
        ids.iter()
            .map(|id| match self.0.get(&id.path()) {
                Answer {
                    status: 200, body, ..
                } => Ok(body),
                Answer { status, .. } => Err(Status(status)),
            })
            .collect()
    }
}

/// A log of more than two chunks, in several commits.
fn grown(dir: &std::path::Path) -> Running {
    let running = open(dir);
    for from in (0..600).step_by(150) {
        let some: Vec<_> = (from..from + 150).map(grant).collect();
        running.post_together(&some);
    }
    running
}

pub(super) fn bundles(running: &Running, old: u64, new: u64) -> Vec<Entry> {
    let mut entries = Vec::new();
    for id in bundle::new_bundles(old, new) {
        let answer = running.get(&id.path());
        assert_eq!(answer.status, 200, "{}", id.path());
        let skip = usize::try_from(old.saturating_sub(id.first_entry().unwrap())).unwrap();
        let read = bundle::parse(id, &answer.body).unwrap();
        entries.extend(
            read.into_iter()
                .skip(skip)
                .map(|one| Entry::parse(one).unwrap()),
        );
    }
    entries
}

#[test]
fn entries_and_tiles_lead_to_the_signed_root() {
    let dir = tempfile::tempdir().unwrap();
    let running = grown(dir.path());
    let head = running.checkpoint();
    let (size, root) = (head.checkpoint().size(), *head.checkpoint().root());
    assert_eq!(size, GENESIS + 600);
    assert_eq!(Edge::open(size, &Fetch(&running)).unwrap().root(), root);
    let entries = bundles(&running, 0, size);
    let mut frontier = Frontier::new();
    for entry in &entries {
        frontier.push(Hash::of_leaf(&entry.to_bytes())).unwrap();
    }
    assert_eq!(frontier.root(), root);
    let kinds: Vec<_> = entries.iter().take(3).map(|entry| entry.kind).collect();
    assert_eq!(
        kinds,
        [EntryType::Policy, EntryType::KeySet, EntryType::Grant]
    );
    assert_eq!(bundles(&running, 300, size), entries[300..]);
}

#[test]
fn a_reader_sees_that_the_log_only_grows() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let old = running.checkpoint();
    let mut last = old;
    for n in 0..10 {
        running.post(&grant(n));
        let new = running.checkpoint();
        let (from, to) = (last.checkpoint(), new.checkpoint());
        let fetch = Fetch(&running);
        let hashes = TileHashes::new(&fetch, to.size());
        let proof = ConsistencyProof::make(&hashes, from.size(), to.size()).unwrap();
        proof.verify(from.root(), to.root()).unwrap();
        last = new;
    }
}

#[test]
fn every_size_of_a_partial_tile_and_bundle_is_served_and_nothing_beyond() {
    let dir = tempfile::tempdir().unwrap();
    let running = grown(dir.path());
    let tile = |level, index, width| {
        let id = TileId::new(level, index, width).unwrap();
        running.get(&id.path())
    };
    let full = tile(0, 1, 256).body;
    for width in [1, 2, 77, 255] {
        assert_eq!(tile(0, 1, width).body, full[..usize::from(width) * 32]);
    }
    assert_eq!(tile(0, 2, 90).body.len(), 90 * 32);
    assert_eq!(tile(0, 2, 91).status, 404);
    assert_eq!(tile(0, 3, 1).status, 404);
    assert_eq!(tile(1, 0, 2).body.len(), 64);
    assert_eq!(tile(1, 0, 3).status, 404);
    assert_eq!(tile(2, 0, 1).status, 404);
    let bundle = |index, width| {
        let id = BundleId::new(index, width).unwrap();
        running.get(&id.path())
    };
    assert_eq!(bundle(0, 256).body.len(), 256 * 43);
    assert_eq!(bundle(0, 3).body, bundle(0, 256).body[..3 * 43]);
    assert_eq!(bundle(2, 90).body.len(), 90 * 43);
    assert_eq!(bundle(2, 91).status, 404);
    assert_eq!(bundle(u64::MAX, 256).status, 404);
}

#[test]
fn answers_may_be_kept_and_read_by_pages() {
    let dir = tempfile::tempdir().unwrap();
    let running = grown(dir.path());
    let kept = "public, max-age=31536000, immutable";
    for path in ["tile/0/000", "tile/0/002.p/5", "tile/entries/000"] {
        let answer = running.get(path);
        assert_eq!(answer.headers["cache-control"], kept, "{path}");
        assert_eq!(answer.headers["content-type"], "application/octet-stream");
    }
    for path in [
        "checkpoint",
        "tile/0/000",
        "tile/x",
        "entries/00",
        "nothing",
    ] {
        let answer = running.get(path);
        assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
        assert_eq!(
            answer.headers["x-content-type-options"], "nosniff",
            "{path}"
        );
        assert!(
            !answer
                .headers
                .contains_key("access-control-allow-credentials")
        );
    }
    let asked = Request::options("/entries").body(Body::empty()).unwrap();
    let preflight = running.send(asked);
    assert_eq!(preflight.status, 204);
    assert_eq!(
        preflight.headers["access-control-allow-headers"],
        "Authorization, Content-Type"
    );
    assert_eq!(
        running.get("checkpoint").headers["cache-control"],
        "no-cache"
    );
}

#[test]
fn keys_are_a_cose_key_set() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let set = running.get(KEYS_PATH);
    assert_eq!(set.headers["content-type"], "application/cbor");
    let mut keys = cbor::decode("keys", &set.body, 200)
        .unwrap()
        .into_array()
        .unwrap();
    let key = keys.remove(0);
    let id = data_encoding::BASE64URL_NOPAD.encode(running.key().as_bytes());
    let one = running.get(&format!("{KEYS_PATH}/{id}"));
    assert_eq!(cbor::decode("key", &one.body, 200).unwrap(), key);
    assert_eq!(running.get(&format!("{KEYS_PATH}/{id}A")).status, 404);
}

#[test]
fn the_time_is_signed_for_the_asker() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let ask = |nonce: &[u8]| {
        let request = Request::post(TIME_PATH).body(Body::from(nonce.to_vec()));
        running.send(request.unwrap())
    };
    let answer = ask(&[7; 32]);
    let time = verify_time(&answer.body, &[7; 32], &running.key());
    assert_eq!(time, Ok(Timestamp::from_seconds(NOW_S)));
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(ask(&[7; 31]).status, 400);
    assert_eq!(ask(&[7; 33]).status, 413);
}
