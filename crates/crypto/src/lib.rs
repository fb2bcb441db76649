//! Keys, sealing and signatures of Keepwell. Everything here is computed from bytes that are passed in: no clock, disk
//! or network, and randomness comes from the caller (only `age` draws its own). It exists so that every other crate
//! makes and checks keys by one rule, and so that an auditor finds all cryptography in one place.
//!
//! Which call for which need:
//! - a wallet's keys from its twelve words: [`phrase::Phrase`], then [`keys::WalletKeys`]
//! - something at rest on this device: [`seal::DataKey`], itself kept in a [`slot::PassphraseSlot`]
//! - something for another person to open: [`recipient::Recipient`] (age)
//! - a signature: [`sign::SigningKey`]; checking one: [`sign::VerifyingKey`] (ZIP 215 everywhere)
//! - a secret agreed with a clinic without a conversation: [`agree`] (HPKE)
//! - three words that two people compare: [`words`]
//! - keys from six words that are said at a desk: [`spoken`]
//! - a passcode that a server checks: [`passcode`]
//! - work that shows that somebody means it: [`work`]
//! - a token that its issuer does not recognise: [`voprf`]

pub mod agree;
pub mod fingerprint;
pub mod hash;
pub mod keys;
pub mod label;
pub mod passcode;
pub mod phrase;
pub mod recipient;
pub mod seal;
pub mod secret;
pub mod sign;
pub mod slot;
pub mod spoken;
pub mod stack;
pub mod voprf;
pub mod words;
pub mod work;
