//! What a program passes into this crate or gets back from it that other crates define. A program that may depend on
//! this crate alone, as the app's shell, finds all of it here and nothing more.

pub use keepwell_client::{
    ClientError,
    transport::{HttpOptions, HttpTransport, Reach, Transport},
};
pub use keepwell_crypto::{
    fingerprint::check_characters,
    phrase::{Phrase, PhraseError, WordCount},
    secret::Secret32,
    slot::Cost,
};
pub use keepwell_pdf::render;
pub use keepwell_protocol::{
    FormatError,
    card::Card,
    consent::Purpose,
    frame::{Frames, RATE},
    link::CardLink,
    origin::{Origin, OriginError},
    relay_api::KeyText,
    time::Timestamp,
};
pub use keepwell_qr::{
    make::{Code, MakeError},
    read::{ReadError, read as read_code, read_luma},
};
pub use keepwell_records::{
    hand::{HandWritten, Kind as HandKind, TypedPerson},
    sensitive::SensitiveGroup,
    view::{Category, Code as RecordCode, Fact, Flag},
};
pub use keepwell_smart::facts::Standing;
