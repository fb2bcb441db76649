//! Proofs against the published answers of the RFC 6962 reference tree, against the plain recursion for every size up to
//! 130, and against every kind of alteration.

use super::*;
use crate::testing::{NaiveLog, from_hex, leaves, naive_consistency, naive_inclusion, naive_root};
use crate::tile::TileHashes;

const LARGEST: u64 = 130;

fn at(value: u64) -> usize {
    usize::try_from(value).unwrap()
}

/// The eight entries of the reference implementation's tests, and its roots for the sizes 1 to 8.
fn reference() -> (Vec<Hash>, Vec<Hash>) {
    let entries = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    (
        entries
            .iter()
            .map(|hex| Hash::of_leaf(&from_hex(hex)))
            .collect(),
        hashes(&roots),
    )
}

fn hashes(hex: &[&str]) -> Vec<Hash> {
    hex.iter()
        .map(|hex| Hash::from_bytes(from_hex(hex).try_into().unwrap()))
        .collect()
}

#[test]
fn inclusion_proofs_are_those_of_the_reference() {
    let (leaves, roots) = reference();
    let source = NaiveLog(leaves.clone());
    let cases: [(u64, u64, &[&str]); 4] = [
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            3,
            &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
        ),
    ];
    for (index, size, path) in cases {
        let proof = InclusionProof::make(&source, index, size).unwrap();
        assert_eq!(proof.path(), hashes(path), "entry {index} of {size}");
        assert_eq!(
            proof.verify(&leaves[at(index)], &roots[at(size - 1)]),
            Ok(())
        );
    }
}

#[test]
fn consistency_proofs_are_those_of_the_reference() {
    let (leaves, roots) = reference();
    let source = NaiveLog(leaves);
    let cases: [(u64, u64, &[&str]); 4] = [
        (1, 1, &[]),
        (
            1,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    for (old, new, path) in cases {
        let proof = ConsistencyProof::make(&source, old, new).unwrap();
        assert_eq!(proof.path(), hashes(path), "{old} to {new}");
        assert_eq!(
            proof.verify(&roots[at(old - 1)], &roots[at(new - 1)]),
            Ok(())
        );
    }
}

#[test]
fn inclusion_proofs_are_those_of_the_recursion() {
    let log = NaiveLog(leaves(LARGEST));
    for size in 1..=LARGEST {
        let root = naive_root(&log.0[..at(size)]);
        for index in 0..size {
            let expected = naive_inclusion(at(index), &log.0[..at(size)]);
            let proof = InclusionProof::make(&log, index, size).unwrap();
            assert_eq!(proof.path(), expected, "entry {index} of {size}");
            assert_eq!(proof.verify(&log.0[at(index)], &root), Ok(()));
        }
    }
}

#[test]
fn consistency_proofs_are_those_of_the_recursion() {
    let log = NaiveLog(leaves(LARGEST));
    let roots: Vec<_> = (0..=at(LARGEST))
        .map(|size| naive_root(&log.0[..size]))
        .collect();
    for new in 0..=LARGEST {
        for old in 0..=new {
            let proof = ConsistencyProof::make(&log, old, new).unwrap();
            if old > 0 {
                let expected = naive_consistency(at(old), &log.0[..at(new)], true);
                assert_eq!(proof.path(), expected, "{old} to {new}");
            }
            assert_eq!(
                proof.verify(&roots[at(old)], &roots[at(new)]),
                Ok(()),
                "{old} to {new}"
            );
        }
    }
}

#[test]
fn a_proof_shows_the_smaller_root_by_itself_but_from_a_power_of_two() {
    let log = NaiveLog(leaves(40));
    let roots: Vec<_> = (0..=40).map(|size| naive_root(&log.0[..size])).collect();
    for new in 0..=40_u64 {
        for old in 0..=new {
            let proof = ConsistencyProof::make(&log, old, new).unwrap();
            let is_shown = old > 0 && old < new && !old.is_power_of_two();
            let shown = is_shown.then(|| roots[at(old)]);
            assert_eq!(proof.old_root(&roots[at(new)]), shown, "{old} to {new}");
            assert_eq!(proof.old_root(&Hash::of_leaf(b"other")), None);
        }
    }
}

#[test]
fn proofs_from_tiles_are_the_same() {
    let log = NaiveLog(leaves(700));
    for size in [1, 255, 256, 257, 511, 512, 700] {
        let tiles = TileHashes::new(&log, size);
        for index in [0, size / 2, size - 1] {
            assert_eq!(
                InclusionProof::make(&tiles, index, size).unwrap(),
                InclusionProof::make(&log, index, size).unwrap()
            );
            assert_eq!(
                ConsistencyProof::make(&tiles, index, size).unwrap(),
                ConsistencyProof::make(&log, index, size).unwrap()
            );
        }
    }
}

#[test]
fn an_altered_inclusion_proof_is_refused() {
    let log = NaiveLog(leaves(40));
    for size in 1..=40 {
        let root = naive_root(&log.0[..at(size)]);
        for index in 0..size {
            let leaf = log.0[at(index)];
            let path = InclusionProof::make(&log, index, size)
                .unwrap()
                .path()
                .to_vec();
            let check = |index, size, path, leaf: &Hash, root: &Hash| {
                InclusionProof::new(index, size, path)?.verify(leaf, root)
            };
            for altered in alterations(&path) {
                assert!(check(index, size, altered, &leaf, &root).is_err());
            }
            for other in (0..size + 2).filter(|other| *other != index) {
                assert!(check(other, size, path.clone(), &leaf, &root).is_err());
            }
            for other in (index + 1..=40).filter(|other| *other != size) {
                let other_root = naive_root(&log.0[..at(other)]);
                assert!(check(index, other, path.clone(), &leaf, &other_root).is_err());
            }
            assert!(check(index, size, path.clone(), &flipped(&leaf, 0), &root).is_err());
            assert!(check(index, size, path, &leaf, &flipped(&root, 31)).is_err());
        }
    }
}

#[test]
fn an_altered_consistency_proof_is_refused() {
    let log = NaiveLog(leaves(40));
    let roots: Vec<_> = (0..=40).map(|size| naive_root(&log.0[..size])).collect();
    for new in 1..=40_u64 {
        for old in 1..new {
            let (old_root, new_root) = (roots[at(old)], roots[at(new)]);
            let path = ConsistencyProof::make(&log, old, new)
                .unwrap()
                .path()
                .to_vec();
            let check = |old, new, path, old_root: &Hash, new_root: &Hash| {
                ConsistencyProof::new(old, new, path)?.verify(old_root, new_root)
            };
            for altered in alterations(&path) {
                // Nor does it say that the log has rewritten anything.
                let shown = ConsistencyProof::new(old, new, altered.clone());
                assert_eq!(shown.ok().and_then(|one| one.old_root(&new_root)), None);
                assert!(check(old, new, altered, &old_root, &new_root).is_err());
            }
            assert!(check(new, old, path.clone(), &new_root, &old_root).is_err());
            assert!(check(old, new, path.clone(), &flipped(&old_root, 0), &new_root).is_err());
            assert!(check(old, new, path.clone(), &old_root, &flipped(&new_root, 0)).is_err());
            assert!(check(old, new, path.clone(), &new_root, &old_root).is_err());
            assert!(check(0, new, path.clone(), &old_root, &new_root).is_err());
            assert!(check(new, new, path, &old_root, &new_root).is_err());
        }
    }
}

/// Two histories of the same length, and a rewritten entry, cannot be joined by any proof of either.
#[test]
fn a_fork_has_no_proof() {
    let honest = NaiveLog(leaves(20));
    let mut forged = leaves(33);
    forged[3] = Hash::of_leaf(b"rewritten");
    let forged = NaiveLog(forged);
    let old_root = naive_root(&honest.0);
    let new_root = naive_root(&forged.0);
    let proof = ConsistencyProof::make(&forged, 20, 33).unwrap();
    assert_eq!(proof.verify(&old_root, &new_root), Err(ProofError::Root));
    let same_size = ConsistencyProof::new(20, 20, vec![]).unwrap();
    let forged_root = naive_root(&forged.0[..20]);
    assert_eq!(
        same_size.verify(&old_root, &forged_root),
        Err(ProofError::Root)
    );
    let from_nothing = ConsistencyProof::new(0, 33, vec![]).unwrap();
    assert_eq!(
        from_nothing.verify(&old_root, &new_root),
        Err(ProofError::Root)
    );
}

#[test]
fn sizes_that_cannot_be_are_refused() {
    let log = NaiveLog(leaves(3));
    let range = Err(ProofError::Range);
    assert_eq!(InclusionProof::new(0, 0, vec![]), range);
    assert_eq!(InclusionProof::new(3, 3, vec![]), range);
    assert_eq!(InclusionProof::new(0, u64::MAX, vec![]), range);
    assert_eq!(
        ConsistencyProof::new(2, 1, vec![]).map(drop),
        range.map(drop)
    );
    assert_eq!(
        InclusionProof::make(&log, 3, 3),
        Err(MakeProofError::Proof(ProofError::Range))
    );
    assert_eq!(
        ConsistencyProof::make(&log, 3, 2),
        Err(MakeProofError::Proof(ProofError::Range))
    );
    // The longest proofs there are.
    assert!(InclusionProof::new(0, MAX_SIZE, vec![Hash::of_empty_tree(); 63]).is_ok());
    let path = vec![Hash::of_empty_tree(); 63];
    assert!(ConsistencyProof::new(MAX_SIZE - 1, MAX_SIZE, path).is_ok());
}

fn flipped(hash: &Hash, byte: usize) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[byte] ^= 1;
    Hash::from_bytes(bytes)
}

/// The path with each byte changed, each hash left out or doubled, neighbours swapped, and a hash too many at either end.
fn alterations(path: &[Hash]) -> Vec<Vec<Hash>> {
    let mut altered = vec![
        [path, &[Hash::of_empty_tree()]].concat(),
        [&[Hash::of_empty_tree()], path].concat(),
    ];
    for (i, hash) in path.iter().enumerate() {
        altered.extend((0..32).map(|byte| {
            let mut changed = path.to_vec();
            changed[i] = flipped(hash, byte);
            changed
        }));
        altered.push([&path[..i], &path[i + 1..]].concat());
        altered.push([&path[..=i], &path[i..]].concat());
        if i > 0 {
            let mut swapped = path.to_vec();
            swapped.swap(i - 1, i);
            altered.push(swapped);
        }
    }
    altered
}
