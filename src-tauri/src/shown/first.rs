//! Where "whoever scans first" stands.

use serde::Serialize;
use specta::Type;

use super::{clinic::Asked, code::SharedCode};

/// A code that waits, the question once somebody scanned it, and what came of the answer.
#[derive(Clone, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum FirstState {
    /// Nobody has scanned the code yet; another one replaces it at `renews`.
    Waiting {
        svg: String,
        text: String,
        renews: String,
    },
    /// Somebody scanned it and asks.
    Asked { asked: Asked },
    /// The person said yes.
    Shared { code: SharedCode },
    /// It ended without a share.
    Failed { code: String, message: String },
}
