//! Whether the server lives, and whether it is ready, for whoever watches it. One that lives and is not ready is to be left
//! alone: it is stopping. One that does not live has stopped for good: its ledger met a disk that failed, or witnesses that know
//! another history of it. Both tell how the ledger stands with its witnesses, whom adding does not wait for, whether a shared relay
//! reaches PostgreSQL, and how one of several machines gets on with the object store, for which adding does not wait either until too
//! much is behind.

use std::sync::Arc;

use axum::{
    Json, Router,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use keepwell_ledger::{Health, Ledger, StoreReach, WitnessingReport};
use keepwell_relay::Relay;
use serde_json::json;

const OUT_OF_REACH: &str = "out of reach: look at PostgreSQL and the object store";

const CONTRADICTED: &str = "stopped: its witnesses know another history of it. See `contradicted` below: stop it, and put the newest copy back";
const STORE_REFUSES: &str =
    "refuses this machine: look at its credentials and at what the bucket allows";
const STORE_OUT_OF_REACH: &str = "out of reach: look at the object store and the way to it";

/// The two routes that answer.
pub(crate) fn router(ledger: Option<Arc<Ledger>>, relay: Option<Relay>) -> Router {
    let (of, by) = (ledger.clone(), relay.clone());
    let health = move || {
        let told = Told::of(ledger.as_deref(), relay.as_ref());
        std::future::ready(told.answer(lives(told.health)))
    };
    let ready = move || {
        let told = Told::of(of.as_deref(), by.as_ref());
        std::future::ready(told.answer(is_ready(&told)))
    };
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
}

fn lives(health: Option<Health>) -> bool {
    !matches!(health, Some(Health::Contradicted | Health::Stopped))
}

fn is_ready(told: &Told) -> bool {
    matches!(told.health, None | Some(Health::Accepting)) && told.relay != Some(false)
}

/// What is told of the ledger, where there is one, and of a relay that several machines share.
struct Told {
    health: Option<Health>,
    /// Whether that relay can reach what they share.
    relay: Option<bool>,
    /// How it gets on with the object store.
    store: Option<StoreReach>,
    witnessing: Option<WitnessingReport>,
}

impl Told {
    fn of(ledger: Option<&Ledger>, relay: Option<&Relay>) -> Self {
        Self {
            relay: relay.and_then(Relay::is_reachable),
            health: ledger.map(Ledger::health),
            store: ledger.and_then(Ledger::store),
            witnessing: ledger.and_then(Ledger::witnessing),
        }
    }

    fn answer(&self, is_well: bool) -> Response {
        let word = match self.health {
            None => "not here",
            Some(Health::Accepting) => "accepting",
            Some(Health::Closed) => "closed",
            Some(Health::OutOfReach) => OUT_OF_REACH,
            Some(Health::Contradicted) => CONTRADICTED,
            Some(Health::Stopped) => "stopped: read its log, then look at its disk",
        };
        let status = if is_well {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        };
        let mut about = json!({ "ledger": word });
        if let Some(about) = about.as_object_mut() {
            let relay = self.relay.map(|reachable| match reachable {
                true => json!("accepting"),
                false => json!(OUT_OF_REACH),
            });
            about.extend(relay.map(|word| ("relay".to_owned(), word)));
            let store = self.store.map(|store| match store {
                StoreReach::Reached => json!("reached"),
                StoreReach::Refused => json!(STORE_REFUSES),
                StoreReach::OutOfReach => json!(STORE_OUT_OF_REACH),
            });
            about.extend(store.map(|word| ("store".to_owned(), word)));
            let report = self.witnessing.as_ref().map(|report| json!(report));
            about.extend(report.map(|report| ("witnessing".to_owned(), report)));
        }
        let headers = [(header::CACHE_CONTROL, "no-store")];
        (status, headers, Json(about)).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(health: Option<Health>, relay: Option<bool>) -> Told {
        Told {
            health,
            relay,
            store: None,
            witnessing: None,
        }
    }

    #[test]
    fn one_that_stops_lives_and_is_not_ready() {
        let of = |health| (lives(health), is_ready(&told(health, None)));
        assert_eq!(of(None), (true, true));
        assert_eq!(of(Some(Health::Accepting)), (true, true));
        assert_eq!(of(Some(Health::Closed)), (true, false));
        assert_eq!(of(Some(Health::OutOfReach)), (true, false));
        assert_eq!(of(Some(Health::Stopped)), (false, false));
        assert_eq!(of(Some(Health::Contradicted)), (false, false));
        // A relay that cannot reach PostgreSQL is left alone until it can.
        assert!(!is_ready(&told(Some(Health::Accepting), Some(false))));
        assert!(!is_ready(&told(None, Some(false))) && is_ready(&told(None, Some(true))));
        // A store that is out of reach keeps nobody from adding, until too much is behind: that is the ledger's health.
        for store in [StoreReach::Refused, StoreReach::OutOfReach] {
            let store = Some(store);
            let told = told(Some(Health::Accepting), None);
            assert!(is_ready(&Told { store, ..told }));
        }
        let (well, not) = (
            told(Some(Health::Accepting), None),
            told(Some(Health::Closed), None),
        );
        assert_eq!(well.answer(true).status(), StatusCode::OK);
        assert_eq!(not.answer(false).status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
