//! Reads a request's body: limited in length and time, and so many large ones at once, so that slow or large ones cannot
//! take all memory. Small ones need no place among those, so that slow uploads keep no grant and no report out.

use std::time::Duration;

use axum::body::Body;
use futures_util::StreamExt as _;
use tokio::time::timeout;

use crate::{
    places::{Place, Places},
    refusal::Refusal,
    source::Source,
    state::State,
};

/// How long a body may take to arrive.
const ARRIVES_WITHIN: Duration = Duration::from_secs(60);
/// How long a body may wait for its place.
const WAITS_AT_MOST: Duration = Duration::from_secs(15);
/// When who found no place is to try again, in seconds.
const AGAIN_S: u64 = 5;
/// The largest body that needs no place, in bytes.
const MAX_SMALL: usize = 8 * 1024;

/// A body in memory. Its place among the large ones is free again when it is dropped.
pub(super) struct Received {
    pub(super) bytes: Vec<u8>,
    _place: Place,
}

/// The whole of a small body.
pub(super) async fn receive_small(body: Body) -> Result<Vec<u8>, Refusal> {
    arrive(body, MAX_SMALL).await
}

/// The whole body, at most `limit` bytes, once `source` has a place for it.
pub(super) async fn receive(
    state: &State,
    source: Source,
    body: Body,
    limit: usize,
) -> Result<Received, Refusal> {
    let place = place(&state.places, source).await?;
    Ok(Received {
        bytes: arrive(body, limit).await?,
        _place: place,
    })
}

/// One of `places` for `source`, after a while at most.
pub(super) async fn place(places: &Places, source: Source) -> Result<Place, Refusal> {
    let place = timeout(WAITS_AT_MOST, places.take(source)).await;
    place
        .map_err(|_| Refusal::TooMany(AGAIN_S))?
        .map_err(|_| Refusal::Fault)
}

async fn arrive(body: Body, limit: usize) -> Result<Vec<u8>, Refusal> {
    timeout(ARRIVES_WITHIN, collect(body, limit))
        .await
        .unwrap_or(Err(Refusal::TooLarge))
}

async fn collect(body: Body, limit: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Refusal::BadRequest("the body broke off"))?;
        if bytes.len().saturating_add(piece.len()) > limit {
            return Err(Refusal::TooLarge);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
