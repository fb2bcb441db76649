//! Opens the roles that are asked for and puts their routes together.

use std::sync::Arc;

use axum::{Router, middleware};
use keepwell_admission::{Issuer, Rule};
use keepwell_ledger::{Health, Ledger, LedgerOptions, SharedOptions};
use keepwell_relay::{Registrar, Relay, RelayLimits, RelayOptions};
use keepwell_tlog::policy::Policy;
use rand_core::OsRng;

use super::listen::Listening;
use crate::{
    Asks, ServeError, ServeOptions, SharedTokens,
    around::{Around, around},
    discovery,
    folder::Folder,
    health, log,
    metrics::{self, Requests},
    openapi,
    options::Allowed,
    page,
    roots::{self, Beside},
    state, tokens,
};

/// The opened roles.
pub(super) struct Opened {
    pub(super) ledger: Option<Arc<Ledger>>,
    pub(super) relay: Option<Relay>,
    /// What the main address serves.
    pub(super) main: Router,
    /// What the page's own address serves.
    pub(super) page: Option<Router>,
    /// What those who watch may ask for.
    pub(super) watch: Router,
}

impl Opened {
    /// Opens them; blocks on the disk.
    pub(super) fn open(options: &ServeOptions, listening: &Listening) -> Result<Self, ServeError> {
        let roles = options.roles;
        if !(roles.ledger || roles.relay || roles.page) {
            return Err(ServeError::NoRole);
        }
        let folder = Folder::open(&options.data)?;
        let authority = listening.url.authority();
        let shared = shared_tokens(options)?;
        let (rule, issuer) = tokens::rule(&options.admission, authority, &folder, shared)?;
        let ledger = roles
            .ledger
            .then(|| open_ledger(options, listening, &folder, &rule))
            .transpose()?;
        let relay = roles
            .relay
            .then(|| open_relay(options, listening, &folder, &rule, ledger.as_ref()))
            .transpose()?;
        if let Some(ledger) = &ledger {
            name_relays(options, ledger, relay.as_ref())?;
        }
        let info = ledger.as_ref().map(|ledger| ledger.info());
        let policy = options.witnesses.as_ref().map(|one| &one.policy);
        if roles.page {
            may_ask(policy, &options.allow)?;
        }
        let page = || {
            page::router(&page::Source {
                folder: options.page.as_deref(),
                server: &listening.url,
                ledger: info.as_ref(),
                allow: &options.allow,
                witnesses: policy,
                embed: &options.embed,
            })
        };
        let page = roles.page.then(page).transpose()?;
        let logged = |router: Router| router.layer(middleware::from_fn(log::request));
        let own = discovery::router(&listening.url, listening.page_url.origin(), info)
            .merge(openapi::router(&listening.url, roles, issuer.is_some()))
            .merge(own((ledger.as_ref(), relay.clone()), issuer, options));
        let mut main = logged(own);
        if let Some(relay) = &relay {
            main = main.merge(relay.router());
        }
        let page = page.map(logged);
        let requests = Arc::new(Requests::default());
        let watch = health::router(ledger.clone(), relay.clone()).merge(metrics::router(
            &requests,
            ledger.clone(),
            relay.clone(),
        ));
        let (here, apart) = if listening.page_is_apart() {
            (None, page)
        } else {
            (page, None)
        };
        if let Some(page) = here {
            main = main.merge(page);
        }
        let put = Around {
            requests,
            explains: roles.ledger,
        };
        Ok(Self {
            ledger,
            relay,
            main: main.layer(middleware::from_fn_with_state(Arc::new(put), around)),
            page: apart,
            watch,
        })
    }
}

/// What several machines make tokens with, where they do: none makes its own beside others. A secret where nobody is asked for a token
/// would change nothing, and was not meant so.
fn shared_tokens(options: &ServeOptions) -> Result<Option<&SharedTokens>, ServeError> {
    let are_several = options.shared.is_some() || options.shared_relay.is_some();
    let asks = options.admission == Asks::Token;
    match &options.shared_tokens {
        None if are_several && asks => Err(ServeError::NoTokenSecret),
        Some(_) if !asks => Err(ServeError::UnusedTokenSecret),
        shared => Ok(shared.as_ref()),
    }
}

/// What the main address serves beside the relay and what it says of itself.
fn own(
    (ledger, relay): (Option<&Arc<Ledger>>, Option<Relay>),
    issuer: Option<Arc<Issuer>>,
    options: &ServeOptions,
) -> Router {
    let mut own = health::router(ledger.cloned(), relay);
    if let Some(issuer) = issuer {
        own = own.merge(tokens::router(issuer, options.clock.clone()));
    }
    if let Some(ledger) = ledger {
        own = own
            .merge(ledger.router())
            .merge(state::router(ledger, options));
    }
    own
}

/// Tells the ledger whose access roots it takes. Several machines name the same relays, and one that names none leaves them as they
/// are.
fn name_relays(
    options: &ServeOptions,
    ledger: &Ledger,
    own: Option<&Relay>,
) -> Result<(), ServeError> {
    let bound = own.filter(|_| options.access_roots);
    // One that has stopped takes nothing; its health says why.
    if ledger.health() != Health::Accepting && options.shared.is_none() {
        return Ok(());
    }
    if options.shared.is_some() && bound.is_none() && options.relays.is_empty() {
        return Ok(());
    }
    Ok(roots::begin(ledger, bound, &options.relays)?)
}

/// Whether the policy is for every ledger that the page may contact: none of them is taken without its witnesses.
fn may_ask(policy: Option<&Policy>, allow: &[Allowed]) -> Result<(), ServeError> {
    let mut foreign = allow
        .iter()
        .filter(|one| policy.is_some_and(|policy| !policy.is_for(&one.ledger)));
    match foreign.next() {
        Some(one) => Err(ServeError::NotInPolicy(one.ledger.to_string())),
        None => Ok(()),
    }
}

fn open_ledger(
    options: &ServeOptions,
    listening: &Listening,
    folder: &Folder,
    rule: &Rule,
) -> Result<Arc<Ledger>, ServeError> {
    let authority = listening.url.authority().to_owned();
    let clock = options.clock.clone();
    let limits = keepwell_ledger::Limits {
        admission: rule.clone(),
        ..Default::default()
    };
    if let Some(shared) = options.shared.clone() {
        let options = SharedOptions {
            authority,
            clock,
            limits,
            witnesses: options.witnesses.clone(),
            keep_statements_s: options.keep_statements_s,
            prune_days: options.prune_days,
            shared,
        };
        return Ok(Arc::new(Ledger::open_shared(options, &mut OsRng)?));
    }
    let ledger = Ledger::open(
        LedgerOptions {
            dir: folder.of("ledger"),
            authority,
            clock,
            limits,
            witnesses: options.witnesses.clone(),
            keep_statements_s: options.keep_statements_s,
            prune_days: options.prune_days,
        },
        &mut OsRng,
    )?;
    Ok(Arc::new(ledger))
}

fn open_relay(
    options: &ServeOptions,
    listening: &Listening,
    folder: &Folder,
    rule: &Rule,
    ledger: Option<&Arc<Ledger>>,
) -> Result<Relay, ServeError> {
    let beside = ledger.filter(|_| options.access_roots);
    let beside = beside.map(|ledger| Arc::new(Beside(ledger.clone())) as Arc<dyn Registrar>);
    let relay = RelayOptions {
        dir: folder.of("relay"),
        origin: listening.url.clone(),
        page: listening.page_url.clone(),
        clock: options.clock.clone(),
        limits: RelayLimits {
            admission: rule.clone(),
            ..RelayLimits::default()
        },
        registrar: beside.or_else(|| options.registrar.clone()),
        shared: options.shared_relay.clone(),
    };
    Ok(Relay::open(relay, &mut OsRng)?)
}
