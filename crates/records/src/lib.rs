//! FHIR R4 in and out: from the bytes of a file to records, and from records to what a clinic reads. The raw JSON of a
//! resource is the truth and keeps every byte; all typed views are lenient readings of it that never fail. Pure: no
//! clock, disk or network, and no knowledge of keys, grants or servers.
//!
//! Where to start:
//! - a file arrives: [`import::detect`] (or [`archive::Archive`] for a ZIP of files), then [`import::read`] for FHIR or
//!   [`document::document_reference`] for the rest;
//! - a record is shown, listed or searched: [`view::View`] and [`fold::matches`];
//! - a person types something in: [`hand::HandWritten`];
//! - whose record it is: [`person::same_person`];
//! - a share is made: [`summary::compose`], [`collection::Collection`], and where it is to say less
//!   [`deidentify::compose`], [`claim::compose`]; for a link of clinics in the USA [`patient_shared::compose`];
//! - what is held back from a share until it is let in: [`sensitive::of`];
//! - a Bundle is put on paper or on a card: [`bundle::Bundle`], [`emergency::card`];
//! - a term in the language of a clinic abroad: [`terms::Terms`];
//! - links between records: [`reference::ReferenceIndex`], which the caller fills and [`record::Vault`] uses.

pub mod archive;
pub mod attachment;
pub mod bundle;
pub mod claim;
pub mod clean;
pub mod collection;
pub mod deidentify;
pub mod document;
pub mod dosage;
pub mod dose;
pub mod emergency;
pub mod fold;
pub mod guarded;
pub mod hand;
pub mod import;
mod instant;
mod json;
pub mod limits;
pub mod pared;
pub mod patient_shared;
pub mod person;
pub mod record;
pub mod reference;
pub mod sample;
pub mod sensitive;
pub mod summary;
pub mod terms;
mod uuid;
pub mod view;
