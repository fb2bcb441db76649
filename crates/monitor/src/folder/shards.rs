//! The bits of revoked grants on the monitor's disk: a file for each shard in which something is revoked, named by its number and the hash
//! of its bits. So a look writes the shards that changed, before `state.json` names them; what no `state.json` names is left over from a
//! crash or from before, and is deleted.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use keepwell_protocol::{
    hexadecimal::to_hex,
    status::{Bitmap, SHARD_BITS, Shard},
};

use super::write;

/// The hash of each shard's bits, hexadecimal, by its number.
pub(super) type Hashes = BTreeMap<u64, String>;

/// Writes the shards that are not in `known`; gives all that have bits. Durable on return.
pub(super) fn keep(folder: &Path, bitmap: &Bitmap, known: &Hashes) -> io::Result<Hashes> {
    let empty = Bitmap::of_shards(SHARD_BITS, BTreeMap::new());
    let empty = empty.shard(0).map(Shard::hash);
    let mut hashes = Hashes::new();
    for number in 0..bitmap.shards() {
        let Some(shard) = bitmap.shard(number) else {
            continue;
        };
        if Some(shard.hash()) == empty {
            continue;
        }
        let hash = to_hex(shard.hash().as_bytes());
        if known.get(&number) != Some(&hash) {
            write(&file(folder, number, &hash), shard.bits())?;
        }
        hashes.insert(number, hash);
    }
    Ok(hashes)
}

/// Reads the shards with these hashes, of a log of `size` entries.
///
/// # Errors
/// The inner error names a file that is missing, or has other bits.
pub(super) fn read(
    folder: &Path,
    size: u64,
    hashes: &Hashes,
) -> io::Result<Result<Bitmap, PathBuf>> {
    let mut shards = BTreeMap::new();
    for (number, hash) in hashes {
        let path = file(folder, *number, hash);
        match fs::read(&path) {
            Ok(bits) => drop(shards.insert(*number, Arc::new(bits))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Err(path)),
            Err(error) => return Err(error),
        }
    }
    let bitmap = Bitmap::of_shards(size, shards);
    let is_other = |(number, hash): &(&u64, &String)| {
        let shard = bitmap.shard(**number);
        shard.is_none_or(|shard| to_hex(shard.hash().as_bytes()) != **hash)
    };
    Ok(match hashes.iter().find(is_other) {
        Some((number, hash)) => Err(file(folder, *number, hash)),
        None => Ok(bitmap),
    })
}

/// Deletes every file of a shard but those with these hashes.
pub(super) fn delete_others(folder: &Path, hashes: &Hashes) -> io::Result<()> {
    let named = |(number, hash): (&u64, &String)| file(folder, *number, hash);
    let kept: Vec<PathBuf> = hashes.iter().map(named).collect();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !kept.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Of each hash 16 digits are enough to tell versions of one shard apart.
fn file(folder: &Path, number: u64, hash: &str) -> PathBuf {
    folder.join(format!("{number}-{}", hash.get(..16).unwrap_or(hash)))
}
