//! The built-in sample record, for trying Keepwell without handing it anything real. It is written for this project about
//! a person who does not exist, and every resource carries the label HTEST; it goes through the same import as any file.
//! Wallets know its records by their bytes: after a release, an altered sample needs the former one beside it.

/// One file of the sample.
pub struct SampleFile {
    /// Its name.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

/// The files to import: a FHIR document Bundle, and a letter as a text document (its [`crate::document::DocumentMeta`]
/// is to be marked as sample).
pub const FILES: [SampleFile; 2] = [
    SampleFile {
        name: "amina-haddad-sample.json",
        bytes: include_bytes!("../sample/amina-haddad-sample.json"),
    },
    SampleFile {
        name: "discharge-letter-sample.txt",
        bytes: include_bytes!("../sample/discharge-letter-sample.txt"),
    },
];
