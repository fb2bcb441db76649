//! How a program learns what a server offers: one JSON document at a well-known path. Wallet and clinic read it once,
//! when they are set up, and pin the ledger key from it; later changes are refused, not followed.

use serde::{Deserialize, Serialize};

use crate::origin::Origin;

/// Where the document is.
pub const PATH: &str = "/.well-known/keepwell";

/// What a server offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerInfo {
    /// The version of this document; 1.
    pub version: u32,
    /// The relay's origin, as it stands in cards, terms and QR codes.
    pub relay: String,
    /// The clinic page's origin.
    pub page: String,
    /// The ledger, where the server runs one.
    pub ledger: Option<LedgerInfo>,
}

/// A ledger's name and key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerInfo {
    /// The origin line of its checkpoints.
    pub origin: String,
    /// Its C2SP verifier key: `<origin>+<key hash>+<base64 key>`.
    pub key: String,
}

impl ServerInfo {
    /// The relay's origin, checked.
    ///
    /// # Errors
    /// When it is not an address we would contact.
    pub fn relay_origin(&self) -> Result<Origin, crate::origin::OriginError> {
        Origin::parse(&self.relay)
    }
}
