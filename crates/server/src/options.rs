//! What a server is started with.

use std::{net::SocketAddr, path::PathBuf, str::FromStr, sync::Arc};

use keepwell_admission::Pace;
use keepwell_crypto::secret::Secret32;
use keepwell_ledger::{Database, Shared, Witnesses};
use keepwell_protocol::{key_set::RelayKey, origin::Origin, page_url::PageUrl, time::Timestamp};
use keepwell_relay::{Registrar, SharedRelay};
use keepwell_tlog::note::VerifierKey;

use crate::ServeError;

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Which roles run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles {
    /// The transparency log.
    pub ledger: bool,
    /// The store of encrypted shares.
    pub relay: bool,
    /// The clinic's page.
    pub page: bool,
}

impl Roles {
    /// All of them.
    pub const ALL: Self = Self {
        ledger: true,
        relay: true,
        page: true,
    };
}

/// What is asked of who brings a new mailbox or grant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    #[default]
    Nothing,
    /// Proof of work.
    Work(Pace),
    /// A token, which who is invited fetches.
    Token,
}

/// A certificate chain and its key, both PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The chain.
    pub cert: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// What several machines that let in by token share.
#[derive(Clone)]
pub struct SharedTokens {
    /// Where it stands who is invited and what was used.
    pub database: Database,
    /// What the tokens' keys come from; the same on each machine.
    pub secret: Secret32,
}

/// Another operator whose servers the page may contact.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// Its relay.
    pub relay: Origin,
    /// Its ledger's key.
    pub ledger: VerifierKey,
    /// Where its ledger is: with the relay, unless it was said.
    pub ledger_url: Origin,
}

impl FromStr for Allowed {
    type Err = ServeError;

    /// Reads `RELAY=LEDGERKEY`, or `RELAY=LEDGERKEY@LEDGERURL` where relay and ledger are apart.
    fn from_str(text: &str) -> Result<Self, ServeError> {
        let origin = |text| Origin::parse(text).map_err(|_| ServeError::BadAllowed);
        let (relay, rest) = text.split_once('=').ok_or(ServeError::BadAllowed)?;
        let (key, url) = rest.split_once('@').unwrap_or((rest, relay));
        Ok(Self {
            relay: origin(relay)?,
            ledger_url: origin(url)?,
            ledger: VerifierKey::parse(key).map_err(|_| ServeError::BadAllowed)?,
        })
    }
}

/// What a server is started with.
#[derive(Clone)]
pub struct ServeOptions {
    /// The data folder; made where it is not there.
    pub data: PathBuf,
    /// Where to listen; port 0 picks a free one.
    pub listen: SocketAddr,
    /// How others reach it, when that is not the listening address.
    pub public_url: Option<Origin>,
    /// What to run.
    pub roles: Roles,
    /// Where the page has an address of its own.
    pub page_listen: Option<SocketAddr>,
    /// Where those who watch the server ask for its figures, without TLS; nowhere when there is none.
    pub watch_listen: Option<SocketAddr>,
    /// How others reach the page, when that is neither the listening address nor that of the server.
    pub page_url: Option<PageUrl>,
    /// Pages of these origins may show the page inside themselves; nobody's where there are none.
    pub embed: Vec<Origin>,
    /// The page's files; a built-in page where there are none.
    pub page: Option<PathBuf>,
    /// TLS; without it only loopback is served directly.
    pub tls: Option<TlsFiles>,
    /// Other operators that the page may contact.
    pub allow: Vec<Allowed>,
    /// Whom the ledger hands its states to.
    pub witnesses: Option<Witnesses>,
    /// What the ledger shares with other machines; `None` where it is in the data folder alone.
    pub shared: Option<Shared>,
    /// What the relay shares with other machines; `None` where it is in the data folder alone.
    pub shared_relay: Option<SharedRelay>,
    /// What the machines that share a ledger or a relay make tokens with.
    pub shared_tokens: Option<SharedTokens>,
    /// For how many seconds the ledger keeps statements of grants and revocations at least; `None` for ever.
    pub keep_statements_s: Option<u64>,
    /// For how many days the ledger keeps entries at least; `None` for ever.
    pub prune_days: Option<u32>,
    /// What is asked of who brings a new mailbox or grant.
    pub admission: Asks,
    /// Whether the relay puts access roots on the ledger of the same server.
    pub access_roots: bool,
    /// Relays run apart whose access roots the ledger takes.
    pub relays: Vec<RelayKey>,
    /// The ledger that a relay run apart puts its access roots on.
    pub registrar: Option<Arc<dyn Registrar>>,
    /// The server's clock.
    pub clock: Clock,
}

impl ServeOptions {
    /// All roles on a free port of this machine, for nobody else: what a demo and tests begin with.
    pub fn local(
        data: impl Into<PathBuf>,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Self {
        Self {
            data: data.into(),
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: None,
            roles: Roles::ALL,
            page_listen: None,
            watch_listen: None,
            page_url: None,
            embed: Vec::new(),
            page: None,
            tls: None,
            allow: Vec::new(),
            witnesses: None,
            shared: None,
            shared_relay: None,
            shared_tokens: None,
            keep_statements_s: None,
            prune_days: None,
            admission: Asks::Nothing,
            access_roots: false,
            relays: Vec::new(),
            registrar: None,
            clock: Arc::new(clock),
        }
    }
}
