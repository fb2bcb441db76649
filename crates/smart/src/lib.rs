//! What the rest of the world hands health data over with: SMART Health Links (HL7, STU 1), SMART Health Cards (1.4.0) and
//! the HCERT certificates of the EU and the WHO. Bytes in, facts out, and the other way for links; strict in what is
//! written, lenient in what is read where the texts contradict one another. Pure: no clock, disk, network or randomness.
//!
//! Where to start: a link is [`link::Link`], what its server answers [`manifest::Manifest`], its files [`mod@file`]; a card is
//! [`card::Card`], in a QR code [`numeric`], and who signed it [`keys::KeySet`], whom somebody vouches for [`issuers::Issuers`]; a
//! certificate is [`certificate::Certificate`]; what is told of both [`facts`].

mod base45;
pub mod card;
pub mod certificate;
pub mod facts;
pub mod file;
mod inflate;
pub mod issuers;
pub mod keys;
pub mod link;
pub mod manifest;
pub mod numeric;
