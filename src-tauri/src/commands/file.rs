//! A file that a person chose in the page, as the page hands it over: its bytes in Base64, because every platform's way
//! from page to shell carries text.

use std::borrow::Cow;

use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, de::Error as _};
use specta::Type;

/// The bytes of a file.
#[derive(Type)]
pub(crate) struct FileBytes(#[specta(type = String)] pub(crate) Vec<u8>);

impl<'de> Deserialize<'de> for FileBytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(from)?;
        BASE64
            .decode(text.as_bytes())
            .map(Self)
            .map_err(|_| D::Error::custom("not Base64"))
    }
}
