//! What the ledger's own signatures prove about two of its states, by the tiles between them. Tiles come unsigned: they
//! speak for the ledger only when they lead to a root that it signed; otherwise anybody between may have altered them.

use keepwell_tlog::{
    hash::Hash,
    tile::{ReadTilesError, TileHashes},
    tree::{Frontier, HashSource as _, NodeId, cover},
};

use crate::{
    error::ClientError,
    ledger::{Ledger, Tiles},
};

const STEP: &str = "comparing two states of the ledger";

/// What is proved of an older and a newer state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The newer begins with the older.
    Extends,
    /// Nothing: the tiles do not lead to the newer root.
    Open,
    /// The newer does not begin with the older: the ledger changed or dropped entries.
    Rewritten,
}

/// Judges the log of `new` = (size, root), which the ledger signed, by that of `old`, which is not larger.
///
/// # Errors
/// [`ClientError`] when the tiles cannot be had.
pub(super) fn judge(
    ledger: &Ledger<'_>,
    old: (u64, Hash),
    new: (u64, Hash),
) -> Result<Verdict, ClientError> {
    let peaks: Vec<_> = cover(0, old.0).collect();
    let rest: Vec<_> = cover(old.0, new.0).collect();
    let nodes = [peaks.as_slice(), &rest].concat();
    let tiles = Tiles(ledger);
    let hashes = match TileHashes::new(&tiles, new.0).hashes(&nodes) {
        Ok(hashes) => hashes,
        Err(ReadTilesError::Source(error)) => return Err(error),
        Err(_) => return Err(ClientError::Nonsense(STEP)),
    };
    if root(&nodes, &hashes) != new.1 {
        return Ok(Verdict::Open);
    }
    // These lead to a root that the ledger signed, so its log begins with them.
    let begun = hashes.into_iter().take(peaks.len()).collect();
    let begun = Frontier::from_peaks(old.0, begun).map_err(|_| ClientError::Nonsense(STEP))?;
    Ok(if begun.root() == old.1 {
        Verdict::Extends
    } else {
        Verdict::Rewritten
    })
}

/// The root over subtrees that stand side by side from the left edge on.
fn root(nodes: &[NodeId], hashes: &[Hash]) -> Hash {
    let mut peaks: Vec<(u8, Hash)> = Vec::new();
    for (node, hash) in nodes.iter().zip(hashes) {
        let (mut level, mut index, mut hash) = (node.level(), node.index(), *hash);
        // A right child joins its left one, which stands before it.
        while index % 2 == 1
            && let Some((_, left)) = peaks.pop_if(|(left, _)| *left == level)
        {
            hash = Hash::of_children(&left, &hash);
            (level, index) = (level + 1, index / 2);
        }
        peaks.push((level, hash));
    }
    let peaks = peaks.into_iter().rev().map(|(_, hash)| hash);
    peaks
        .reduce(|right, left| Hash::of_children(&left, &right))
        .unwrap_or_else(Hash::of_empty_tree)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::tests::Log;

    #[test]
    fn the_root_over_any_two_covers_is_the_log_s() {
        for new in 0..70u32 {
            let log = Log::of(new);
            for old in 0..=new {
                let nodes = cover(0, old.into()).chain(cover(old.into(), new.into()));
                let nodes: Vec<_> = nodes.collect();
                let hashes = log.hashes(&nodes).unwrap();
                assert_eq!(root(&nodes, &hashes), log.root(), "{old} of {new}");
            }
        }
    }
}
