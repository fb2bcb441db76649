//! Records rebuilt from nothing but the elements that a written list names. What the list does not know stays out, so that
//! a new kind of record, or a word in a place nobody thought of, cannot slip through. Used for shares that are to say
//! less than the record: without the person (`deidentify`), or only what a claim needs (`claim`).

mod bundle;
mod codes;
mod dates;
mod rebuild;
mod shape;

use std::collections::HashSet;

use time::OffsetDateTime;

use crate::record::{Digest, Record};

pub(crate) use bundle::{Plan, compose};
pub(crate) use dates::Dates;
pub(crate) use shape::{DOSAGE, Element, Kind, Shape};

/// What to pare down.
pub struct Source<'a> {
    /// When it is done.
    pub time: OffsetDateTime,
    /// Names the entries; fresh for every share, so that two of them cannot be linked by it.
    pub seed: [u8; 16],
    /// The person's Patient resource.
    pub patient: Option<Record<'a>>,
    /// The chosen records. Those the list does not know, those entered in error and those about another person stay out.
    pub records: Vec<Record<'a>>,
}

/// A finished FHIR Bundle of type `collection`.
pub struct Pared {
    /// The Bundle, UTF-8 JSON.
    pub bytes: Vec<u8>,
    /// Which of the source's records are in it, the person's included.
    pub taken: HashSet<Digest>,
    /// It holds sample data and is marked HTEST.
    pub is_sample: bool,
}
