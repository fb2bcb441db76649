//! The last metrics, for Prometheus to fetch.

use std::sync::{Arc, PoisonError, RwLock};

use axum::{Router, http::StatusCode, http::header, response::IntoResponse as _, routing::get};

/// The content type of the text exposition format.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What is shown; nothing before the first look.
#[derive(Clone, Default)]
pub(super) struct Scrape(Arc<RwLock<Option<String>>>);

impl Scrape {
    /// Shows these from now on.
    pub(super) fn show(&self, metrics: String) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(metrics);
    }

    /// `GET /metrics`.
    pub(super) fn router(&self) -> Router {
        let scrape = self.clone();
        let answer = move || {
            let metrics = scrape
                .0
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            std::future::ready(match metrics {
                Some(metrics) => ([(header::CONTENT_TYPE, TEXT)], metrics).into_response(),
                None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            })
        };
        Router::new().route("/metrics", get(answer))
    }
}
