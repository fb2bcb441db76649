//! Reads a request's body: limited in length and time, and so many at once, so that slow or large ones cannot take all
//! memory.

use std::{sync::Arc, time::Duration};

use axum::body::Body;
use futures_util::StreamExt as _;
use tokio::{sync::OwnedSemaphorePermit, time::timeout};

use crate::{refusal::Refusal, state::State};

/// How long a body may take to arrive.
const ARRIVES_WITHIN: Duration = Duration::from_secs(60);

/// A body in memory. Its place among the others is free again when it is dropped.
pub(super) struct Received {
    pub(super) bytes: Vec<u8>,
    _place: OwnedSemaphorePermit,
}

/// The whole body, at most `limit` bytes.
pub(super) async fn receive(
    state: &Arc<State>,
    body: Body,
    limit: usize,
) -> Result<Received, Refusal> {
    let received = async {
        let place = state.bodies.clone().acquire_owned().await;
        Ok(Received {
            _place: place.map_err(|_| Refusal::Fault)?,
            bytes: collect(body, limit).await?,
        })
    };
    timeout(ARRIVES_WITHIN, received)
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
