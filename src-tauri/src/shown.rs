//! What the page is shown, in the shapes of `ui/wallet/src/backend/backend.ts`: plain rows made from what the core says,
//! with times as RFC 3339 UTC texts. Nothing is decided here. The bindings for the page are generated from these types.

pub(crate) mod access;
pub(crate) mod activity;
pub(crate) mod choice;
pub(crate) mod clinic;
pub(crate) mod code;
pub(crate) mod emergency;
pub(crate) mod first;
pub(crate) mod grant;
pub(crate) mod import;
pub(crate) mod link;
pub(crate) mod moving;
pub(crate) mod over_time;
pub(crate) mod overview;
pub(crate) mod preview;
pub(crate) mod record;
pub(crate) mod settings;
pub(crate) mod signed;
pub(crate) mod travel;
pub(crate) mod trip;
pub(crate) mod wallet;
