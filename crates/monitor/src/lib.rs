//! Follows a ledger for the public: reads every entry and every tile, computes the root again, holds it against what the
//! ledger showed before and against its witnesses, and keeps the evidence when something does not fit. It trusts the
//! ledger's key and nothing else, and needs no secret of anybody.
//!
//! [`Monitor::open`] takes a folder, [`Monitor::look`] looks once; [`metrics`] says what came of it for Prometheus.

mod folder;
mod look;
mod metrics;
mod monitor;
mod roots;
mod seen;
mod status;

pub use folder::MonitorError;
pub use metrics::metrics;
pub use monitor::{Monitor, Watched};
pub use seen::{Found, Seen, WitnessSeen};

#[cfg(test)]
mod tests;
