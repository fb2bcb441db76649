//! The tests of this crate that work on files: the project's own broken fixtures, the published samples where they are
//! at hand, and input made up by chance. One binary, so that it links once.

#[cfg(test)]
#[path = "records/claim.rs"]
mod claim;
#[cfg(test)]
#[path = "records/deidentify.rs"]
mod deidentify;
#[cfg(test)]
#[path = "records/import.rs"]
mod import;
#[cfg(test)]
#[path = "records/planted.rs"]
mod planted;
#[cfg(test)]
#[path = "records/published.rs"]
mod published;
#[cfg(test)]
#[path = "records/robust.rs"]
mod robust;
#[cfg(test)]
#[path = "records/sample.rs"]
mod sample;
#[cfg(test)]
#[path = "records/shelf.rs"]
mod shelf;
#[cfg(test)]
#[path = "records/summary.rs"]
mod summary;
