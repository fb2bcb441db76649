//! Tiles and entry bundles over HTTP, by their C2SP paths. A partial one may be gone once the full one is there, so the
//! full one is then asked for and cut to what was wanted.

use keepwell_tlog::{
    bundle::{self, BundleId},
    tile::{TileId, TileSource},
};

use crate::{error::ClientError, ledger::Ledger};

const TILE: &str = "reading a tile of the ledger";
const BUNDLE: &str = "reading entries of the ledger";
/// A full tile: 256 hashes.
const TILE_BYTES: u64 = 256 * 32;
/// A full bundle of 41-byte entries; 1 MiB leaves room to notice entries that are too long.
const BUNDLE_BYTES: u64 = 1 << 20;

/// The tiles of a ledger as it serves them: unsigned, and to be held against a root that it signed.
pub struct Tiles<'l>(pub &'l Ledger<'l>);

impl TileSource for Tiles<'_> {
    type Error = ClientError;

    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, ClientError> {
        ids.iter().map(|id| self.0.tile(*id)).collect()
    }
}

impl Ledger<'_> {
    fn tile(&self, id: TileId) -> Result<Vec<u8>, ClientError> {
        let get = |id: TileId| self.get(TILE, &format!("/{}", id.path()), TILE_BYTES);
        let mut bytes = match get(id) {
            Err(ClientError::NotAvailable) if !id.is_full() => get(id.to_full()),
            other => other,
        }
        .map_err(|error| missing(TILE, error))?;
        bytes.truncate(usize::from(id.width()) * 32);
        Ok(bytes)
    }

    /// The entries of a bundle, in order and exactly as many as its name says.
    pub(crate) fn bundle(&self, id: BundleId) -> Result<Vec<Vec<u8>>, ClientError> {
        let get = |id: BundleId| {
            let bytes = self.get(BUNDLE, &format!("/{}", id.path()), BUNDLE_BYTES)?;
            let entries = bundle::parse(id, &bytes).map_err(|_| ClientError::Nonsense(BUNDLE))?;
            Ok(entries.into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>())
        };
        let mut entries = match get(id) {
            Err(ClientError::NotAvailable) if !id.is_full() => get(id.to_full()),
            other => other,
        }
        .map_err(|error| missing(BUNDLE, error))?;
        entries.truncate(usize::from(id.width()));
        Ok(entries)
    }
}

/// A log that signed for its entries has them; without them its answer makes no sense.
fn missing(step: &'static str, error: ClientError) -> ClientError {
    match error {
        ClientError::NotAvailable => ClientError::Nonsense(step),
        other => other,
    }
}
