//! The tree and its tiles: leaves, roots and proofs of a small log, the paths of tiles, a bundle's bytes.

use keepwell_tlog::{
    bundle::{self, BundleId, new_bundles},
    hash::Hash,
    proof::{ConsistencyProof, InclusionProof},
    tile::{TileId, new_tiles},
    tree::Frontier,
};
use serde_json::Value;

use crate::vector::{Vector, number, text, unhex};

#[test]
fn leaves_make_the_stored_roots() {
    let vector = Vector::read("tlog/tree");
    let roots = hashes(vector.value("roots"));
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root(), roots[0]);
    for (index, leaf) in hashes(vector.value("leaves")).into_iter().enumerate() {
        assert_eq!(leaf, Hash::of_leaf(index.to_string().as_bytes()));
        frontier.push(leaf).unwrap();
        assert_eq!(frontier.root(), roots[index + 1], "size {}", index + 1);
    }
}

#[test]
fn the_stored_proofs_lead_to_the_stored_roots() {
    let vector = Vector::read("tlog/tree");
    let [leaves, roots] = ["leaves", "roots"].map(|list| hashes(vector.value(list)));
    for proof in vector.list("inclusion") {
        let [index, size] = ["index", "size"].map(|member| number(&proof[member]));
        let path = InclusionProof::new(index, size, hashes(&proof["path"])).unwrap();
        let (leaf, root) = (&leaves[at(index)], &roots[at(size)]);
        assert_eq!(path.verify(leaf, root), Ok(()), "{index} in {size}");
        assert!(path.verify(leaf, &roots[0]).is_err());
    }
    for proof in vector.list("consistency") {
        let [old, new] = ["old_size", "new_size"].map(|member| number(&proof[member]));
        let path = ConsistencyProof::new(old, new, hashes(&proof["path"])).unwrap();
        assert_eq!(
            path.verify(&roots[at(old)], &roots[at(new)]),
            Ok(()),
            "{old} to {new}"
        );
    }
}

#[test]
fn tiles_have_the_stored_paths_and_no_others() {
    let vector = Vector::read("tlog/tile");
    for tile in vector.list("paths") {
        let id = TileId::parse(text(&tile["path"])).unwrap();
        assert_eq!(u64::from(id.level()), number(&tile["level"]));
        assert_eq!(id.index().to_string(), text(&tile["index"]));
        assert_eq!(u64::from(id.width()), number(&tile["width"]));
        assert_eq!(id.path(), text(&tile["path"]));
    }
    for path in vector.list("refused") {
        assert_eq!(TileId::parse(text(path)), None, "{path}");
    }
    for growth in vector.list("growth") {
        let [old, new] = ["old_size", "new_size"].map(|member| number(&growth[member]));
        let tiles: Vec<_> = new_tiles(old, new).map(|id| id.path()).collect();
        let bundles: Vec<_> = new_bundles(old, new).map(|id| id.path()).collect();
        assert_eq!(Value::from(tiles), growth["tiles"], "{old} to {new}");
        assert_eq!(Value::from(bundles), growth["bundles"], "{old} to {new}");
    }
}

#[test]
fn the_bundle_holds_the_stored_entries() {
    let vector = Vector::read("tlog/tile");
    let stored = vector.value("bundle");
    let bytes = unhex(text(&stored["hex"]));
    let expected: Vec<_> = stored["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect();
    let id = BundleId::new(0, u16::try_from(expected.len()).unwrap()).unwrap();
    let entries = bundle::parse(id, &bytes).unwrap();
    assert!(
        entries
            .iter()
            .copied()
            .eq(expected.iter().map(|entry| entry.as_bytes()))
    );
    assert_eq!(bundle::encode(&entries).unwrap(), bytes);
}

fn hashes(list: &Value) -> Vec<Hash> {
    let items = list.as_array().expect("a list");
    let hash = |item| Hash::parse(text(item)).expect("a hash");
    items.iter().map(hash).collect()
}

fn at(size: u64) -> usize {
    usize::try_from(size).expect("a small log")
}
