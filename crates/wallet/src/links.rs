//! Links: a grant for whoever has an address and its key, opened by any reader of SMART Health Links and no clinic's card
//! (protocol §3, audience d). Weaker than a grant to a clinic that is named, and said to be so: who has the link has the
//! summary, nobody signs for an opening, and who opened it is what it calls itself. Everything else is a grant's: keys of its
//! own, an entry in the ledger, the grant index, the outbox, pause and stop.

mod code;
mod compose;
mod list;
mod make;
mod record;
mod renew;
mod shape;
mod show;

pub use code::{LinkCode, code};
pub use list::{LinkLine, list};
pub use make::{LinkWish, MadeLink, make};
pub use record::{LinkSecret, LinkSide, Renewal};
pub use renew::{rearm, update};
pub use shape::{Shape, UnknownShape};
pub use show::{ShownLink, Visit, show};

/// The fewest and the most characters of a passcode.
pub const PASSCODE: std::ops::RangeInclusive<usize> = 4..=64;
/// How often a passcode may be wrong in a link's whole life where nothing else is said.
pub const ATTEMPTS: u32 = 10;

pub(crate) use code::text;
pub(crate) use record::published;

#[cfg(test)]
mod tests;
