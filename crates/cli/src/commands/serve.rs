//! `keepwell serve`: a server until it is told to stop. One line says that it is ready; requests are logged to standard
//! error without naming anybody.

mod roots;
pub(super) mod shared;
mod witnesses;

use std::{path::Path, sync::Arc};

use keepwell_admission::Pace;
use keepwell_protocol::{origin::Origin, page_url::PageUrl};
use keepwell_server::{Asks, Roles, ServeError, ServeOptions, Server, TlsFiles, Witnesses};
use serde_json::json;
use tracing_subscriber::EnvFilter;

use crate::{
    args::{Admission, Role, Serve},
    commands::{extra_root, policy_file},
    edge,
    exit::{Failure, Kind},
    output::Output,
};

const DAY_S: u64 = 86_400;

pub(super) fn run(serve: Serve, output: &mut Output) -> Result<(), Failure> {
    start_log(output.is_json());
    let has_page = serve.page_url.is_some() || serve.roles.contains(&Role::Page);
    let server = Server::start(&options(serve)?)?;
    server.run(|server| tell(server, has_page, output))
}

/// Says that it is ready, and where; `has_page` where a page belongs to it.
fn tell(server: &Server, has_page: bool, output: &mut Output) -> Result<(), Failure> {
    let ledger = server.ledger();
    let mut object = json!({
        "url": server.url(),
        "page_url": server.page_url().to_string(),
        "ledger": ledger.as_ref().map(|ledger| json!({ "origin": ledger.origin, "key": ledger.key })),
    });
    if let (Some(watched), Some(object)) = (server.watched_at(), object.as_object_mut()) {
        object.insert("watch".to_owned(), json!(format!("http://{watched}")));
    }
    let mut keys = ledger
        .map(|ledger| format!("\nLedger key: {}", ledger.key))
        .unwrap_or_default();
    if let (Some(relay), Some(object)) = (server.relay(), object.as_object_mut()) {
        object.insert("relay_key".to_owned(), json!(relay.to_string()));
        if object.get("ledger").is_some_and(serde_json::Value::is_null) {
            // Whoever runs the ledger has to be told.
            keys.push_str(&format!("\nRelay key: {relay}"));
        }
    }
    let page = has_page.then(|| format!("; the page is at {}", server.page_url()));
    let lines = format!(
        "Ready at {}{}.{keys}",
        server.url(),
        page.unwrap_or_default()
    );
    output.answer(&object, &lines)
}

/// A server on this machine for the demo: a free port, no log.
pub(super) fn start_for_demo(data: &Path) -> Result<Server, Failure> {
    let options = ServeOptions::local(data, edge::now);
    Ok(Server::start(&options)?)
}

fn options(serve: Serve) -> Result<ServeOptions, Failure> {
    roots::check(&serve)?;
    let runs = |role| serve.roles.contains(&role);
    Ok(ServeOptions {
        roles: Roles {
            ledger: runs(Role::Ledger),
            relay: runs(Role::Relay),
            page: runs(Role::Page),
        },
        public_url: serve
            .public_url
            .as_deref()
            .map(Origin::parse)
            .transpose()
            .map_err(Failure::usage)?,
        page_url: serve
            .page_url
            .as_deref()
            .map(PageUrl::parse)
            .transpose()
            .map_err(Failure::usage)?,
        embed: serve
            .embed
            .iter()
            .map(|text| Origin::parse(text).map_err(Failure::usage))
            .collect::<Result<_, _>>()?,
        allow: serve
            .allow
            .iter()
            .map(|text| text.parse())
            .collect::<Result<_, ServeError>>()?,
        admission: match serve.admission {
            Admission::Open => Asks::Nothing,
            Admission::Work => Asks::Work(Pace::default()),
            Admission::Token => Asks::Token,
        },
        keep_statements_s: serve.keep_statements.map(|days| u64::from(days) * DAY_S),
        prune_days: serve.prune,
        witnesses: witnesses(serve.witness_policy.as_deref())?,
        access_roots: serve.access_roots,
        relays: serve
            .relay_key
            .iter()
            .map(|text| roots::relay(text))
            .collect::<Result<_, _>>()?,
        registrar: match &serve.roots_to {
            Some(text) => Some(roots::over_network(text, extra_root()?)?),
            None => None,
        },
        shared: shared::shared(&serve)?,
        shared_relay: shared::shared_relay(&serve)?,
        shared_tokens: shared::shared_tokens(&serve)?,
        tls: serve
            .tls_cert
            .zip(serve.tls_key)
            .map(|(cert, key)| TlsFiles { cert, key }),
        data: serve.data,
        listen: serve.listen,
        page_listen: serve.page_listen,
        watch_listen: serve.watch_listen,
        page: serve.page,
        clock: Arc::new(edge::now),
    })
}

/// Whom the ledger hands its states to.
fn witnesses(file: Option<&Path>) -> Result<Option<Witnesses>, Failure> {
    let Some(file) = file else {
        return Ok(None);
    };
    let policy = policy_file(file)?;
    Ok(Some(witnesses::over_network(policy, extra_root()?)))
}

/// Structured lines on standard error; JSON where a program reads. `RUST_LOG` chooses how much.
pub(super) fn start_log(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    // A second log in one process is refused; the first goes on.
    let _ = if json {
        log.json().try_init()
    } else {
        log.try_init()
    };
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        let kind = if error.is_usage() {
            Kind::Usage
        } else if error.is_damaged() {
            Kind::Damaged
        } else {
            Kind::Other
        };
        Self::new(kind, "serve", error)
    }
}
