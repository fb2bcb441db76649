//! The patient's side: a home on disk that only a passphrase or the recovery phrase opens, the medical record in it,
//! and what is done with the record. Time and randomness are passed in. It exists so that the app and the command line
//! share one understanding of what a wallet is and keeps.
//!
//! Which call for which need:
//! - a new wallet, or the one that is there: [`vault::Vault::create`], [`vault::Vault::unlock`]
//! - a forgotten passphrase: [`vault::Vault::recover`]; a lost device: [`backup::restore`], from a [`backup::backup`]
//! - the words once more, and whether all is backed up: [`words`], [`backup::state`]
//! - records in and out: [`records::import`], [`records::add`], [`records::remove`], [`records::export`]
//! - what is behind a SMART Health Link: [`records::import_online`]; who signed a card: [`records::check_signed`]; the way to
//!   either: [`strangers`]
//! - records on a screen: [`records::overview`], [`records::page`], [`records::detail`], [`records::document`]; all of
//!   them at once: [`records::list`]
//! - records for a share: [`records::select`], [`records::open_document`]
//! - an emergency card: [`emergency::make`]; one that is shown while the wallet is locked: [`emergency::locked`]
//! - the page for a doctor abroad: [`travel::page`]; what is ready for a trip: [`trip::checklist`]
//! - links of others that are asked again: [`followed::list`]
//! - a clinic's card: [`cards::open`]; a grant for it: [`grants::make`]; stop one: [`grants::revoke`]
//! - whoever has a link, in place of a clinic: [`links::make`]
//! - a clinic without its card: [`rendezvous::first`], [`rendezvous::screen`]
//! - send what waits: [`outbox::run`]; send, ask and follow: [`sync::sync`]; after a restore: [`index::restore`]
//! - what happens to one grant, while it happens: [`following::watch`]
//! - what happened: [`activity::list`], [`grants::list`]; whether all is well: [`check::check`]
//! - the servers it was set up with: [`vault::Vault::settings`]; those of a new wallet: [`settings::pin`]
//! - what other crates define of all that: [`edge`]

pub mod activity;
pub mod backup;
pub mod cards;
pub mod check;
pub mod edge;
pub mod emergency;
pub mod error;
pub mod evidence;
pub mod followed;
pub mod following;
pub mod grants;
pub mod home;
pub mod index;
pub mod links;
pub mod outbox;
pub mod preferences;
pub mod records;
pub mod rendezvous;
pub mod settings;
pub mod share;
pub mod strangers;
pub mod sync;
pub mod tokens;
pub mod travel;
pub mod trip;
pub mod vault;
pub mod words;

mod stream;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod testing;
