//! The limits on what comes from outside, in one place. They are the ones the command line promises; a file over a limit
//! is refused with a sentence that names it, before anything large is allocated.

/// Largest FHIR JSON or NDJSON file, in bytes: 100 MB.
pub const JSON_BYTES: u64 = 100_000_000;

/// Deepest nesting of arrays and objects in FHIR JSON.
pub const JSON_DEPTH: usize = 128;

/// Largest document (PDF, picture, text), in bytes: 2 GiB.
pub const DOCUMENT_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// How many first bytes of a file [`crate::import::detect`] wants to see.
pub const HEAD_BYTES: usize = 4096;

/// A document up to this size, in bytes, travels inside the bundle; a larger one is a part of its own.
pub const INLINE_BYTES: u64 = 256 * 1024;
