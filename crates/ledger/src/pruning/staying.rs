//! Which chunks of a run stay: those with an entry that everybody needs for good. Told by the run's own file, or where there is none by
//! its bundles, which then must be what the tile above them says.

use std::io;

use keepwell_protocol::status::is_notice;
use keepwell_tlog::tile::{TILE_WIDTH, TileId};
use keepwell_tlog::tree::NodeId;

use crate::chunk::{self, CHUNK, Part, chunk_of};
use crate::files::Files;
use crate::register::Run;

/// Those of a run that was read from its file.
pub(crate) fn of_run(run: &Run) -> Vec<u64> {
    let staying = run
        .others()
        .iter()
        .filter(|(_, entry)| is_notice(entry.kind));
    staying.map(|(index, _)| chunk_of(*index)).collect()
}

/// Those of run `number`, by its 256 bundles.
///
/// # Errors
/// When one of them, or the tile above, cannot be read or is not what the other says.
pub(crate) fn of_bundles(files: &dyn Files, number: u64) -> io::Result<Vec<u64>> {
    let damaged = || io::Error::from(io::ErrorKind::InvalidData);
    let above = TileId::new(1, number, TILE_WIDTH).ok_or_else(damaged)?;
    let above = chunk::read_tile(files, above)?.ok_or_else(damaged)?;
    let first = number.saturating_mul(CHUNK);
    let chunks = first..first.saturating_add(CHUNK);
    let paths: Vec<_> = chunks.clone().map(|one| Part::Bundle.path(one)).collect();
    let mut staying = Vec::new();
    for (index, bundle) in chunks.zip(files.read_each(&paths)?) {
        let entries = bundle.and_then(|bytes| chunk::parse_entries(index, &bytes));
        let entries = entries.ok_or_else(damaged)?;
        let tile = chunk::tile_of(index, &entries).ok_or_else(damaged)?;
        if Some(tile.root()) != above.node(NodeId::new(8, index)) {
            return Err(damaged());
        }
        if entries.iter().any(|entry| is_notice(entry.kind)) {
            staying.push(index);
        }
    }
    Ok(staying)
}
