//! The description and the routes are the same: nothing is served in silence, and nothing is promised that is not there.

use std::{collections::BTreeSet, sync::Arc};

use keepwell_ledger::{Ledger, LedgerOptions};
use keepwell_protocol::{page_url::PageUrl, time::Timestamp};
use keepwell_relay::{Relay, RelayLimits, RelayOptions};
use rand_core::OsRng;

use super::*;
use crate::{Asks, folder::Folder, tokens};

const METHODS: [&str; 5] = ["get", "head", "patch", "post", "put"];

/// Method and path of every operation in a document.
fn described(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().unwrap();
    let operations = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().keys();
        let methods: Vec<_> = methods.map(|method| format!("{method} {path}")).collect();
        methods
    };
    paths.iter().flat_map(operations).collect()
}

/// Method and path of everything that a router answers to, from what axum tells of it for debugging.
fn served(router: &Router) -> BTreeSet<String> {
    let told = format!("{router:?}");
    let told = told.split("fallback_router").next().unwrap();
    let paths = told
        .split("paths: {")
        .nth(1)
        .expect("paths by their number");
    let path = |number: &str| {
        let (_, rest) = paths.split_once(&format!("{number}: \"")).expect("a path");
        // What axum calls {*name} is one parameter that may have slashes.
        rest.split('"').next().unwrap().replace("{*", "{")
    };
    let mut served = BTreeSet::new();
    for piece in told.split("RouteId(").skip(1) {
        let Some((number, endpoint)) = piece.split_once("): MethodRouter(") else {
            continue;
        };
        for method in METHODS {
            if !endpoint.contains(&format!(" {method}: None")) {
                let path = path(&format!("RouteId({number})"));
                served.insert(format!("{method} {path}"));
            }
        }
    }
    served
}

fn opened(folder: &std::path::Path) -> Ledger {
    let options = LedgerOptions {
        dir: folder.join("ledger"),
        authority: "ledger.example".to_owned(),
        clock: Arc::new(|| Timestamp::from_seconds(1)),
        limits: keepwell_ledger::Limits::default(),
        witnesses: None,
        keep_statements_s: None,
        prune_days: None,
    };
    Ledger::open(options, &mut OsRng).unwrap()
}

fn relay(folder: &std::path::Path) -> Router {
    let options = RelayOptions {
        dir: folder.join("relay"),
        origin: origin(),
        page: PageUrl::parse("https://clinic.example").unwrap(),
        clock: Arc::new(|| Timestamp::from_seconds(1)),
        limits: RelayLimits::default(),
        registrar: None,
        shared: None,
    };
    Relay::open(options, &mut OsRng).unwrap().router()
}

fn tokens(folder: &std::path::Path) -> Router {
    let server = Folder::open(folder).unwrap();
    let (_, issuer) = tokens::rule(&Asks::Token, "keepwell.example", &server, None).unwrap();
    tokens::router(issuer.unwrap(), Arc::new(|| Timestamp::from_seconds(1)))
}

fn own(folder: &std::path::Path) -> Router {
    let ledger = Arc::new(opened(folder));
    let options = crate::ServeOptions::local(folder, || Timestamp::from_seconds(1));
    crate::discovery::router(&origin(), &origin(), None)
        .merge(crate::health::router(None, None))
        .merge(router(&origin(), Roles::ALL, false))
        .merge(crate::state::router(&ledger, &options))
}

fn origin() -> Origin {
    Origin::parse("https://keepwell.example").unwrap()
}

#[test]
fn every_route_is_described_and_every_description_is_a_route() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, router) in [
        ("server", OWN, own(&folder.path().join("own"))),
        (
            "ledger",
            keepwell_ledger::OPENAPI,
            opened(folder.path()).router(),
        ),
        ("relay", keepwell_relay::OPENAPI, relay(folder.path())),
        ("tokens", TOKENS, tokens(&folder.path().join("tokens"))),
    ] {
        let document = serde_json::from_str(text).unwrap();
        let (described, served) = (described(&document), served(&router));
        assert!(
            served.len() > 2 || name == "tokens",
            "{name}: what axum tells is read: {router:?}"
        );
        assert_eq!(described, served, "{name}: described, then served");
    }
}

#[test]
fn a_route_that_nobody_described_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let own = own(folder.path());
    let more = own.clone().route(
        "/more/{id}",
        axum::routing::any(|| async {}).put(|| async {}),
    );
    let new: Vec<_> = served(&more).difference(&served(&own)).cloned().collect();
    assert_eq!(new, ["put /more/{id}"]);
}

#[test]
fn the_whole_is_of_the_roles_that_run() {
    let of = |ledger, relay| {
        let page = true;
        let roles = Roles {
            ledger,
            relay,
            page,
        };
        described(&whole(roles, false))
    };
    let [own, ledger, all] = [of(false, false), of(true, false), of(true, true)];
    assert!(own.contains("get /health") && !own.contains("get /checkpoint"));
    assert!(ledger.contains("get /checkpoint") && !ledger.contains("get /v1/nonce"));
    assert!(all.is_superset(&ledger) && all.contains("get /v1/nonce"));
    assert!(!all.contains("post /v1/tokens"));
    let whole = whole(Roles::ALL, true);
    assert!(described(&whole).contains("post /v1/tokens"));
    assert_eq!(whole["info"]["title"], "Keepwell server");
    assert_eq!(whole["tags"].as_array().unwrap().len(), 3);
    assert!(whole["components"]["responses"]["LedgerRefused"].is_object());
}
