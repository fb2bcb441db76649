//! Tiles and entry bundles, full and partial. A name always gives the same bytes, so everybody may keep them for ever.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse as _, Response};
use keepwell_tlog::bundle::BundleId;
use keepwell_tlog::tile::TileId;

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
}
