//! A file that a person chose in the page, as the page hands it over: its bytes in Base64, because every platform's way
//! from page to shell carries text.

use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, de::Error as _};

/// The bytes of a file.
pub(crate) struct FileBytes(pub(crate) Vec<u8>);

impl<'de> Deserialize<'de> for FileBytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        BASE64
            .decode(text.as_bytes())
            .map(Self)
            .map_err(|_| D::Error::custom("not Base64"))
    }
}
