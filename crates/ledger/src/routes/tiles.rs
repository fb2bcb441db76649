//! Tiles and entry bundles, full and partial. A name always gives the same bytes, so everybody may keep them for ever.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse as _, Response};
use keepwell_tlog::bundle::BundleId;
use keepwell_tlog::tile::TileId;

use crate::chunk::CHUNK;
use crate::problem::Problem;
use crate::routes::request::blocking;
use crate::service::Service;

/// `GET /tile/<L>/<N>[.p/<W>]` and `GET /tile/entries/<N>[.p/<W>]`.
pub(super) async fn tile(
    State(service): State<Arc<Service>>,
    uri: Uri,
) -> Result<Response, Problem> {
    let name = Name::parse(uri.path()).ok_or_else(Problem::not_found)?;
    let bytes = blocking(move || {
        service.state.reach(name.end())?;
        let view = service.state.view();
        let (bytes, first) = match name {
            Name::Tile(id) if id.level() == 0 => (view.tile(id), Some(id.index())),
            Name::Tile(id) => (view.tile(id), None),
            Name::Bundle(id) => (view.bundle(id), Some(id.index())),
        };
        // Looked at last: it may be pruned while it is read.
        if first.is_some_and(|chunk| view.files.is_pruned(chunk)) {
            return Err(Problem::pruned());
        }
        bytes?.ok_or_else(Problem::not_found)
    })
    .await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, bytes).into_response())
}

enum Name {
    Tile(TileId),
    Bundle(BundleId),
}

impl Name {
    fn parse(path: &str) -> Option<Self> {
        let path = path.strip_prefix('/')?;
        let bundle = BundleId::parse(path).map(Self::Bundle);
        bundle.or_else(|| TileId::parse(path).map(Self::Tile))
    }

    /// How many entries the smallest log has that it is in.
    fn end(&self) -> u64 {
        let (level, index, width) = match self {
            Self::Tile(id) => (id.level(), id.index(), id.width()),
            Self::Bundle(id) => (0, id.index(), id.width()),
        };
        let end = index.saturating_mul(CHUNK).saturating_add(width.into());
        (0..level).fold(end, |end, _| end.saturating_mul(CHUNK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_in_every_log_from_its_end_on_and_in_none_before() {
        let names = [
            "/tile/0/000",
            "/tile/0/000.p/1",
            "/tile/0/x001/234.p/56",
            "/tile/1/003.p/7",
            "/tile/2/000",
            "/tile/entries/000.p/9",
            "/tile/entries/x001/234",
        ];
        for name in names {
            let name = Name::parse(name).unwrap();
            let is_in = |size| match &name {
                Name::Tile(id) => id.is_in(size),
                Name::Bundle(id) => id.is_in(size),
            };
            assert!(is_in(name.end()) && !is_in(name.end() - 1));
        }
        let beyond = Name::parse("/tile/63/000").unwrap();
        assert_eq!(beyond.end(), u64::MAX);
    }
}
