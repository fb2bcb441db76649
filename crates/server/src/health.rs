//! Whether the server lives, and whether it is ready, for whoever watches it. One that lives and is not ready is to be left
//! alone: it is stopping. One that does not live is to be started again: its ledger met a disk that failed. Both tell how the
//! ledger stands with its witnesses, whom adding does not wait for.

use std::sync::Arc;

use axum::{
    Json, Router,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use keepwell_ledger::{Health, Ledger, WitnessingReport};
use serde_json::json;

/// The two routes that answer.
pub(crate) fn router(ledger: Option<Arc<Ledger>>) -> Router {
    let of = ledger.clone();
    let health = move || {
        let told = Told::of(ledger.as_deref());
        std::future::ready(told.answer(lives(told.health)))
    };
    let ready = move || {
        let told = Told::of(of.as_deref());
        std::future::ready(told.answer(is_ready(told.health)))
    };
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
}

fn lives(health: Option<Health>) -> bool {
    health != Some(Health::Stopped)
}

fn is_ready(health: Option<Health>) -> bool {
    matches!(health, None | Some(Health::Accepting))
}

/// What is told of the ledger, where there is one.
struct Told {
    health: Option<Health>,
    witnessing: Option<WitnessingReport>,
}

impl Told {
    fn of(ledger: Option<&Ledger>) -> Self {
        Self {
            health: ledger.map(Ledger::health),
            witnessing: ledger.and_then(Ledger::witnessing),
        }
    }

    fn answer(&self, is_well: bool) -> Response {
        let word = match self.health {
            None => "not here",
            Some(Health::Accepting) => "accepting",
            Some(Health::Closed) => "closed",
            Some(Health::OutOfReach) => "out of reach: look at PostgreSQL and the object store",
            Some(Health::Stopped) => "stopped: look at its disk",
        };
        let status = if is_well {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        };
        let mut about = json!({ "ledger": word });
        if let (Some(report), Some(about)) = (&self.witnessing, about.as_object_mut()) {
            about.insert("witnessing".to_owned(), json!(report));
        }
        let headers = [(header::CACHE_CONTROL, "no-store")];
        (status, headers, Json(about)).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_stops_lives_and_is_not_ready() {
        let of = |health| (lives(health), is_ready(health));
        assert_eq!(of(None), (true, true));
        assert_eq!(of(Some(Health::Accepting)), (true, true));
        assert_eq!(of(Some(Health::Closed)), (true, false));
        assert_eq!(of(Some(Health::OutOfReach)), (true, false));
        assert_eq!(of(Some(Health::Stopped)), (false, false));
        let told = |health| Told {
            health: Some(health),
            witnessing: None,
        };
        let (well, not) = (told(Health::Accepting), told(Health::Closed));
        assert_eq!(well.answer(true).status(), StatusCode::OK);
        assert_eq!(not.answer(false).status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
