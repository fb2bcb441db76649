//! The fuzz targets without a fuzzer: each has seeds made from the vectors, and holds on them and on what lies next to
//! them. `KEEPWELL_WRITE_VECTORS=1` writes the seeds anew, after the vectors.

mod make;

use std::{collections::BTreeSet, fs, path::PathBuf};

use crate::{targets::TARGETS, vector::tests};

/// How much is tried next to each seed. A picture without a code takes seconds to be given up, and a backup a folder.
const TRIES: usize = 400;
const TRIES_OF_PICTURES: usize = 4;
const TRIES_OF_PAGES: usize = 40;

#[test]
fn every_target_stands_in_the_table_and_in_the_manifest() {
    let manifest = fs::read_to_string(tests().join("fuzz/Cargo.toml")).unwrap();
    let binaries = fs::read_dir(tests().join("fuzz/src/bin")).unwrap();
    let binaries: BTreeSet<_> = binaries
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_owned())
        .collect();
    let names: BTreeSet<_> = TARGETS.iter().map(|(name, _)| (*name).into()).collect();
    assert_eq!(binaries, names);
    for (name, _) in TARGETS {
        assert!(
            manifest.contains(&format!("{{ name = \"{name}\" }}")),
            "{name}"
        );
    }
}

#[test]
fn the_index_of_formats_names_every_page_and_target() {
    let folder = tests().join("../docs/formats");
    let index = fs::read_to_string(folder.join("README.md")).unwrap();
    for page in fs::read_dir(folder).unwrap() {
        let page = page.unwrap().file_name().into_string().unwrap();
        let listed = page == "README.md" || index.contains(&format!("({page})"));
        assert!(listed, "docs/formats/README.md does not list {page}");
    }
    for (name, _) in TARGETS {
        assert!(
            index.contains(&format!("`{name}`")),
            "{name} stands at no format"
        );
    }
}

#[test]
fn the_seeds_are_the_vectors() {
    let write = std::env::var_os("KEEPWELL_WRITE_VECTORS").is_some_and(|value| value == "1");
    for (target, name, bytes) in make::seeds() {
        let path = corpus(target).join(format!("{name}.seed"));
        if write {
            fs::create_dir_all(corpus(target)).unwrap();
            fs::write(&path, &bytes).unwrap();
        }
        let stored = fs::read(&path).unwrap_or_default();
        assert!(
            stored == bytes,
            "{}: see the head of seeds.rs",
            path.display()
        );
    }
}

#[test]
fn every_target_holds_on_its_seeds_and_next_to_them() {
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has no seed");
        let tries = match name.split_once('_').unwrap_or((name, "")) {
            ("qr", _) => TRIES_OF_PICTURES,
            ("pdf" | "backup", _) => TRIES_OF_PAGES,
            _ => TRIES,
        };
        for seed in seeds {
            target(&seed);
            neighbours(&seed, tries).for_each(|bytes| target(&bytes));
        }
    }
}

fn corpus(target: &str) -> PathBuf {
    tests().join("fuzz/corpus").join(target)
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let files = fs::read_dir(corpus(target)).into_iter().flatten();
    files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "seed"))
        .map(|path| fs::read(path).unwrap())
        .collect()
}

/// The seed with a bit flipped and cut off, at places spread over all of it.
fn neighbours(seed: &[u8], tries: usize) -> impl Iterator<Item = Vec<u8>> + '_ {
    let step = (2 * seed.len()).div_ceil(tries).max(1);
    (0..seed.len()).step_by(step).flat_map(move |at| {
        let mut flipped = seed.to_vec();
        flipped[at] ^= 1 << (at % 8);
        [flipped, seed[..at].to_vec()]
    })
}
