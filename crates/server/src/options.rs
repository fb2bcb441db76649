//! What a server is started with.

use std::{net::SocketAddr, path::PathBuf, str::FromStr, sync::Arc};

use keepwell_protocol::{origin::Origin, time::Timestamp};
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

/// A certificate chain and its key, both PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The chain.
    pub cert: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Another operator whose servers the page may contact.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// Its relay.
    pub relay: Origin,
    /// Its ledger's key.
    pub ledger: VerifierKey,
}

impl FromStr for Allowed {
    type Err = ServeError;

    /// Reads `RELAY=LEDGERKEY`.
    fn from_str(text: &str) -> Result<Self, ServeError> {
        let (relay, key) = text.split_once('=').ok_or(ServeError::BadAllowed)?;
        Ok(Self {
            relay: Origin::parse(relay).map_err(|_| ServeError::BadAllowed)?,
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
    /// The page's files; a built-in page where there are none.
    pub page: Option<PathBuf>,
    /// TLS; without it only loopback is served directly.
    pub tls: Option<TlsFiles>,
    /// Other operators that the page may contact.
    pub allow: Vec<Allowed>,
    /// The server's clock.
    pub clock: Clock,
}
