//! The relay: holds ciphertext that it cannot read for one reader each, within a lease by its own clock, and tells the
//! owner of every opening before the first byte goes out (protocol §6). It knows keys, times and sizes; never a name, a
//! purpose, a statement or plaintext.
//!
//! - run one: [`Relay::open`], [`Relay::router`], [`Relay::sweep`] every minute or so,
//!   [`Relay::tend_roots`] every second, [`Relay::close`]
//! - on several machines: [`RelayOptions::shared`]
//! - limit it: [`RelayLimits`]
//!
//! The rules are functions without clock or disk (`lease`, `part::plan`, `nonce`, `throttle`); a mailbox's, part's or
//! box's verbs stand in its folder; handlers in `routes` only translate between HTTP and those.

mod bells;
mod boxes;
mod caller;
mod download;
mod edge;
mod error;
mod events;
mod keep;
mod key;
mod lease;
pub mod limits;
mod link;
mod locks;
mod mailbox;
mod nonce;
mod part;
mod places;
mod refusal;
mod relay;
mod rendezvous;
mod room;
mod roots;
mod routes;
mod rows;
mod shared;
mod shelf;
mod source;
mod state;
mod stops;
mod throttle;

/// The relay's HTTP interface as a description that programs read (`OpenAPI` 3.1), for the server to serve.
pub const OPENAPI: &str = include_str!("../openapi.json");

pub use error::RelayOpenError;
pub use limits::RelayLimits;
pub use relay::{Relay, RelayOptions, Swept};
pub use roots::{NoTiles, Registrar};
pub use shared::SharedRelay;
pub use state::Clock;
