//! The crate `tlog_tiles`, Cloudflare's port of Go's reader, on our checkpoints, tiles and bundles: it takes the checkpoint's
//! signature, authenticates the tiles against its root and makes from them the very proofs that we make; and it refuses what
//! was altered.

use std::{
    cell::Cell,
    io::{Read as _, Write as _},
    net::TcpStream,
};

use keepwell_tlog::{
    bundle::BundleId,
    tile::{TileId, TileSource},
    tlog_proof::TlogProof,
};
use signed_note::{Note, StandardVerifier, VerifierList};
use tlog_tiles::{
    Checkpoint, Error, Hash, HashReader, Tile, TileHashReader, TileReader, check_record,
    check_tree, prove_record, prove_tree, record_hash,
};

use crate::{
    log::{Log, leaf},
    program::say,
    vector::Vector,
    world::World,
};

/// More than two levels of tiles.
const SIZE: u64 = 70_000;

/// Whatever gives a tile of ours.
struct Reader<'a> {
    tile: &'a dyn Fn(TileId) -> Vec<u8>,
    read: Cell<usize>,
}

impl<'a> Reader<'a> {
    fn new(tile: &'a dyn Fn(TileId) -> Vec<u8>) -> Self {
        let read = Cell::new(0);
        Self { tile, read }
    }
}

impl TileReader for Reader<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        self.read.set(self.read.get() + tiles.len());
        let id = |tile: &Tile| {
            let width = u16::try_from(tile.width()).unwrap();
            TileId::new(tile.level(), tile.level_index(), width).unwrap()
        };
        Ok(tiles.iter().map(|tile| (self.tile)(id(tile))).collect())
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

#[test]
fn tlog_tiles_makes_our_proofs_from_our_tiles() {
    versions();
    let log = Log::of(SIZE);
    let ours = |id: TileId| log.tiles(&[id]).unwrap().remove(0);
    let reader = Reader::new(&ours);
    let root = theirs(&log.root(SIZE));
    let hashes = TileHashReader::new(SIZE, root, &reader);
    for index in [0, 1, 255, 256, 65_535, 65_536, 69_887, SIZE - 1] {
        let proof = prove_record(SIZE, index, &hashes).unwrap();
        let own: Vec<_> = log
            .inclusion(index, SIZE)
            .path()
            .iter()
            .map(theirs)
            .collect();
        assert!(proof == own, "entry {index}");
        assert!(check_record(&own, SIZE, root, index, theirs(&leaf(index))).is_ok());
        assert_eq!(
            theirs(&leaf(index)),
            record_hash(index.to_string().as_bytes())
        );
    }
    for old in [1, 2, 255, 256, 257, 65_536, 65_537, SIZE - 1] {
        let proof = prove_tree(SIZE, old, &hashes).unwrap();
        let own: Vec<_> = log
            .consistency(old, SIZE)
            .path()
            .iter()
            .map(theirs)
            .collect();
        assert!(proof == own, "from {old}");
        assert!(check_tree(&own, SIZE, root, old, theirs(&log.root(old))).is_ok());
        assert!(
            check_tree(&own, SIZE, root, old, root).is_err(),
            "from {old}"
        );
    }
    assert!(reader.read.get() > 20);
}

#[test]
fn tlog_tiles_refuses_altered_tiles() {
    let log = Log::of(SIZE);
    let root = theirs(&log.root(SIZE));
    for altered in 0..3 {
        let some = |id: TileId| {
            let mut tile = log.tiles(&[id]).unwrap().remove(0);
            tile[5] ^= u8::from(id.level() == altered);
            tile
        };
        let reader = Reader::new(&some);
        let refused = prove_record(SIZE, 300, &TileHashReader::new(SIZE, root, &reader));
        assert!(
            matches!(refused, Err(Error::InconsistentTile)),
            "level {altered}"
        );
    }
}

#[test]
fn our_paths_are_theirs() {
    for tile in Vector::read("tlog/tile").list("paths") {
        let id = TileId::parse(tile["path"].as_str().unwrap()).unwrap();
        let tile = Tile::new(8, id.level(), id.index(), id.width().into(), false);
        // Go's paths name the height; the specification leaves it out.
        assert_eq!(tile.path().replacen("tile/8/", "tile/", 1), id.path());
        let bundle = BundleId::new(id.index(), id.width()).unwrap();
        let tile = Tile::new(8, 0, id.index(), id.width().into(), true);
        assert_eq!(
            tile.path().replacen("tile/8/data/", "tile/entries/", 1),
            bundle.path()
        );
    }
}

#[test]
fn tlog_tiles_reads_a_running_ledger() {
    let mut world = World::with_server();
    world.make_people();
    for _ in 0..3 {
        world.grant(&[]);
    }
    let key = world.ready["ledger"]["key"].as_str().unwrap();
    let get = |path: &str| get(&world.url, path);
    let note = get("/checkpoint");
    let checkpoint = opened(&note, key).expect("a checkpoint");
    assert_eq!(
        checkpoint.origin(),
        world.ready["ledger"]["origin"].as_str().unwrap()
    );
    let size = checkpoint.size();
    assert!(size >= 5, "{size} entries");

    let served = |id: TileId| get(&format!("/{}", id.path()));
    let reader = Reader::new(&served);
    let hashes = TileHashReader::new(size, *checkpoint.hash(), &reader);
    let width = u16::try_from(size).unwrap();
    let bundle = get(&format!("/{}", BundleId::new(0, width).unwrap().path()));
    let mut entries = bundle.as_slice();
    for index in 0..size {
        let (length, rest) = entries.split_first_chunk().unwrap();
        let (entry, rest) = rest.split_at(u16::from_be_bytes(*length).into());
        entries = rest;
        let own = get(&format!("/entries/{index}/proof?size={size}"));
        let own = TlogProof::parse(&own).unwrap();
        let path: Vec<_> = own.inclusion().path().iter().map(theirs).collect();
        assert_eq!(
            prove_record(size, index, &hashes).unwrap(),
            path,
            "entry {index}"
        );
        let hash = record_hash(entry);
        assert!(check_record(&path, size, *checkpoint.hash(), index, hash).is_ok());
        let leaf = tlog_tiles::stored_hash_index(0, index);
        assert_eq!(hashes.read_hashes(&[leaf]).unwrap(), [hash]);
    }
    assert!(entries.is_empty());
    for at in 0..note.len() {
        let mut altered = note.clone();
        altered[at] ^= 1;
        assert!(opened(&altered, key).is_none(), "byte {at}");
    }
}

#[test]
fn tlog_tiles_takes_a_cosigned_checkpoint() {
    let vector = Vector::read("tlog/checkpoint");
    let checkpoint = opened(vector.text("note").as_bytes(), vector.text("log_key")).unwrap();
    assert_eq!(
        (checkpoint.origin(), checkpoint.size()),
        ("ledger.example/2026", 300)
    );
    assert_eq!(*checkpoint.hash(), theirs(&Log::of(300).root(300)));
}

/// The checkpoint in a note, if the key signed it.
fn opened(note: &[u8], key: &str) -> Option<Checkpoint> {
    let verifier = StandardVerifier::new(key).unwrap();
    let known = VerifierList::new(vec![Box::new(verifier)]);
    let note = Note::from_bytes(note).ok()?;
    let (by, _) = note.verify(&known).ok()?;
    (by.len() == 1).then(|| Checkpoint::from_bytes(note.text()).ok())?
}

fn theirs(hash: &keepwell_tlog::hash::Hash) -> Hash {
    Hash(*hash.as_bytes())
}

/// The body of an answer.
fn get(url: &str, path: &str) -> Vec<u8> {
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
    assert!(!head.contains("chunked"), "{path}: {head}");
    answer.split_off(end + 4)
}

fn versions() {
    say("interop: with the crates tlog_tiles 0.2.0, signed_note 0.2.0");
}
