//! Where "whoever scans first" stands.

use keepwell_wallet::{
    edge::{Code, Timestamp},
    rendezvous::Asking,
};
use serde::Serialize;
use specta::Type;

use super::{clinic::Asked, code::SharedCode};
use crate::failure::Failure;

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
    Failed { code: &'static str, message: String },
}

impl FirstState {
    /// A code to show.
    pub(crate) fn waiting(text: String, renews: Timestamp) -> Self {
        match Code::new(&text) {
            Ok(code) => Self::Waiting {
                svg: code.svg(),
                text,
                renews: renews.to_string(),
            },
            Err(error) => Self::failed(error.into()),
        }
    }

    /// Somebody asks.
    pub(crate) fn asked(asking: &Asking) -> Self {
        Self::Asked {
            asked: Asked::of(asking),
        }
    }

    /// It ended.
    pub(crate) fn failed(failure: Failure) -> Self {
        let (code, message) = failure.into_parts();
        Self::Failed { code, message }
    }

    /// The person said no.
    pub(crate) fn refused() -> Self {
        Self::failed(Failure::new("refused", "you said no: nothing was shared"))
    }

    /// Nobody is waiting.
    pub(crate) fn nothing() -> Self {
        Self::failed(Failure::new("ended", "no code is shown: begin again"))
    }

    /// Whether the page shows the same for both.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Waiting { text, .. }, Self::Waiting { text: other, .. }) => text == other,
            _ => false,
        }
    }
}
