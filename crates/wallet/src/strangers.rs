//! Servers that nobody here chose: the one behind a SMART Health Link, the issuer of a SMART Health Card. They are asked only
//! because the person wants it now, only at public addresses, and told nothing but who asks; what they answer is believed no
//! further than its seal or signature goes.

mod ask;
mod issuer;
mod link;
mod why;

use keepwell_client::transport::{Reach, Transport};
use keepwell_protocol::time::Timestamp;
use zeroize::Zeroizing;

use crate::vault::Vault;

pub use issuer::IssuerError;
pub use link::is_link;
pub use why::{AskError, LinkWhy};

pub(crate) use issuer::{keys, revoked};
pub(crate) use link::{Linked, LinkedFile, fetch, source_of};

/// How a link's owner sees in their log who asked.
pub const RECIPIENT: &str = "Keepwell, a patient's wallet";

/// The way to such servers.
#[derive(Clone, Copy)]
pub struct Strangers<'a> {
    /// Leads to nothing but what [`reach`] says.
    pub transport: &'a dyn Transport,
    /// The time now, whenever it is asked for.
    pub now: &'a dyn Fn() -> Timestamp,
}

/// Whoever may know the passcode of a link; `None` when nobody does, and it is not asked for again.
pub type AskPasscode<'a> = dyn FnMut(Attempt) -> Option<Zeroizing<String>> + 'a;

/// Which attempt at a passcode it will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// How many passcodes of this link were wrong before.
    pub wrong: u32,
    /// How many attempts the server leaves, where it says so. They never come back.
    pub left: Option<u64>,
}

/// Where links and cards may lead from this wallet: to public addresses, and to this very machine where the wallet's own
/// server runs on it too, which is how somebody tries all of it.
#[must_use]
pub fn reach(vault: &Vault) -> Reach {
    if vault.settings().server.is_loopback() {
        Reach::PublicOrHere
    } else {
        Reach::Public
    }
}

#[cfg(test)]
mod tests;
