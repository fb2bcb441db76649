//! A code to show.

use keepwell_wallet::{
    edge::{Code, MakeError},
    grants::Made,
};
use serde::Serialize;
use specta::Type;

/// The code of a grant; `svg` is its drawing.
#[derive(Clone, Serialize, Type)]
pub(crate) struct SharedCode {
    pub(crate) grant: String,
    pub(crate) text: String,
    pub(crate) svg: String,
    pub(crate) expires: String,
    /// Relay or ledger has not confirmed it yet.
    pub(crate) pending: bool,
}

impl SharedCode {
    /// The code of a grant that was just made.
    ///
    /// # Errors
    /// When the text does not fit into a code.
    pub(crate) fn of(made: Made, pending: bool) -> Result<Self, MakeError> {
        Ok(Self {
            grant: made.id.to_string(),
            svg: Code::new(&made.qr_text)?.svg(),
            text: made.qr_text,
            expires: made.expires.to_string(),
            pending,
        })
    }
}
