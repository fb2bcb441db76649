//! Everything that travels between wallet, clinic, relay and ledger, and its exact bytes. Each module is one format:
//! it makes the bytes, reads them strictly (deterministic CBOR, known fields, limits) and checks what can be checked
//! from the bytes alone. It knows no clock, disk or network, so that all programs share one understanding.

pub mod access;
pub mod access_root;
pub mod admission;
pub mod batch;
pub mod card;
pub mod card_box;
pub mod cbor;
pub mod consent;
pub mod cose;
pub mod discovery;
pub mod emergency_card;
pub mod entry;
pub mod error;
pub mod frame;
pub mod hexadecimal;
pub mod http_signature;
pub mod key_set;
pub mod ledger_api;
pub mod link;
pub mod mailbox;
pub mod manifest;
pub mod origin;
pub mod page_url;
pub mod parcel;
pub mod part;
pub mod public_link;
pub mod receipt;
pub mod relay_api;
pub mod rendezvous;
pub mod report;
pub mod retention;
pub mod rotation;
pub mod spoken;
pub mod statement;
pub mod status;
pub mod terms;
pub mod time;

#[cfg(test)]
mod vectors;

pub use error::FormatError;
