//! Puts the roles of a server on one port: ledger, relay and page, each switchable, with TLS, limits, health and a log
//! that names nobody. The roles know nothing of one another; here is only what they share: an address, a clock, a data
//! folder and an orderly end.
//!
//! [`Server::start`] with [`ServeOptions`] gives a running server; [`Server::stop`] drains and stops it. [`Alone`] serves what
//! is no role of these, a witness, in the same way.

mod alone;
mod around;
mod discovery;
mod error;
mod folder;
mod health;
mod listener;
mod log;
mod metrics;
mod openapi;
mod options;
mod page;
mod roots;
mod running;
mod sandbox;
mod server;
mod source;
mod state;
mod tls;
mod tokens;

pub use alone::Alone;
pub use error::ServeError;
pub use keepwell_ledger::{ClusterError, Database, Objects, Pace, Post, Shared, Witnesses};
pub use keepwell_relay::{NoTiles, Registrar, SharedRelay};
pub use options::{Allowed, Asks, Clock, Roles, ServeOptions, SharedTokens, TlsFiles};
pub use server::Server;
pub use tokens::{MAX_TOKENS, invite, invite_shared};
