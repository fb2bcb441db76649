//! Deterministic CBOR (RFC 8949 §4.2), written and read. Our maps have small unsigned integer keys; reading refuses
//! unknown keys, missing ones, wrong types, and any bytes that deterministic encoding would not have made, so that a
//! value has one encoding and a digest one meaning.

mod cursor;

use ciborium::Value;

use crate::FormatError;
pub(crate) use cursor::Cursor;

/// Deeper nesting than any of our formats needs.
const MAX_DEPTH: usize = 16;

/// The deterministic encoding of `value`, whose maps the caller has built in key order.
pub fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing a value to memory cannot fail.
    let written = ciborium::into_writer(value, &mut bytes);
    debug_assert!(written.is_ok());
    bytes
}

/// Reads one value that fills `bytes` exactly.
///
/// # Errors
/// [`FormatError`] when it is over `limit` bytes, not CBOR, or not deterministic.
pub fn decode(what: &'static str, bytes: &[u8], limit: usize) -> Result<Value, FormatError> {
    if bytes.len() > limit {
        return Err(FormatError::TooLarge { what });
    }
    let value: Value = ciborium::de::from_reader_with_recursion_limit(bytes, MAX_DEPTH)
        .map_err(|_| FormatError::malformed(what, "CBOR"))?;
    if is_ordered(&value) && encode(&value) == bytes {
        Ok(value)
    } else {
        Err(FormatError::malformed(what, "deterministic CBOR"))
    }
}

/// Appends a byte string.
pub(crate) fn push_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    const BYTES: u8 = 2;
    push_head(to, BYTES, u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    to.extend_from_slice(bytes);
}

/// Appends the head of an item of this major type (RFC 8949 §3.1), its argument in the shortest form.
pub(crate) fn push_head(to: &mut Vec<u8>, major: u8, argument: u64) {
    let major = major << 5;
    let narrow = (
        u8::try_from(argument),
        u16::try_from(argument),
        u32::try_from(argument),
    );
    match narrow {
        (Ok(small @ 0..24), ..) => to.push(major | small),
        (Ok(one), ..) => to.extend([major | 24, one]),
        (_, Ok(two), _) => {
            to.push(major | 25);
            to.extend(two.to_be_bytes());
        }
        (.., Ok(four)) => {
            to.push(major | 26);
            to.extend(four.to_be_bytes());
        }
        _ => {
            to.push(major | 27);
            to.extend(argument.to_be_bytes());
        }
    }
}

/// Every map's keys ascend in the order of their encodings, without doubles.
fn is_ordered(value: &Value) -> bool {
    match value {
        Value::Map(pairs) => {
            let keys: Vec<Vec<u8>> = pairs.iter().map(|(key, _)| encode(key)).collect();
            keys.iter()
                .zip(keys.iter().skip(1))
                .all(|(one, next)| one < next)
                && pairs
                    .iter()
                    .all(|(key, value)| is_ordered(key) && is_ordered(value))
        }
        Value::Array(items) => items.iter().all(is_ordered),
        Value::Tag(_, inner) => is_ordered(inner),
        _ => true,
    }
}

/// Builds a map with ascending unsigned keys.
#[derive(Default)]
pub struct MapWriter(Vec<(Value, Value)>);

impl MapWriter {
    /// Adds an entry; keys must ascend, which the readers' determinism check proves in every test.
    #[must_use]
    pub fn put(mut self, key: u64, value: Value) -> Self {
        self.0.push((Value::from(key), value));
        self
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(self, key: u64, bytes: &[u8]) -> Self {
        self.put(key, Value::Bytes(bytes.to_vec()))
    }

    /// Adds text.
    #[must_use]
    pub fn text(self, key: u64, text: &str) -> Self {
        self.put(key, Value::Text(text.to_owned()))
    }

    /// Adds bytes where there are any.
    #[must_use]
    pub fn optional_bytes(self, key: u64, bytes: Option<&[u8]>) -> Self {
        match bytes {
            Some(bytes) => self.bytes(key, bytes),
            None => self,
        }
    }

    /// The encoded map.
    pub fn encode(self) -> Vec<u8> {
        encode(&self.into_value())
    }

    /// The map as a value, to stand inside another.
    pub fn into_value(self) -> Value {
        Value::Map(self.0)
    }
}

/// Takes a map apart, field by field.
pub struct MapReader {
    what: &'static str,
    fields: Vec<(u64, Value)>,
}

impl MapReader {
    /// Reads a map with unsigned integer keys from `bytes`.
    ///
    /// # Errors
    /// As [`decode`], and when it is not such a map.
    pub fn parse(what: &'static str, bytes: &[u8], limit: usize) -> Result<Self, FormatError> {
        Self::from_value(what, decode(what, bytes, limit)?)
    }

    /// Takes a decoded map.
    ///
    /// # Errors
    /// [`FormatError::Malformed`] when it is no map with unsigned integer keys.
    pub fn from_value(what: &'static str, value: Value) -> Result<Self, FormatError> {
        let wrong = FormatError::malformed(what, "map");
        let pairs = value.into_map().map_err(|_| wrong)?;
        let fields = pairs
            .into_iter()
            .map(|(key, value)| {
                let key = key
                    .into_integer()
                    .ok()
                    .and_then(|key| u64::try_from(key).ok())
                    .ok_or(wrong)?;
                Ok((key, value))
            })
            .collect::<Result<_, FormatError>>()?;
        Ok(Self { what, fields })
    }

    /// Takes field `key`; `name` is for the error.
    ///
    /// # Errors
    /// [`FormatError::Malformed`] when it is missing.
    pub fn take(&mut self, key: u64, name: &'static str) -> Result<Value, FormatError> {
        self.optional(key).ok_or(self.wrong(name))
    }

    /// Takes field `key` where it is there.
    pub fn optional(&mut self, key: u64) -> Option<Value> {
        let at = self.fields.iter().position(|(there, _)| *there == key)?;
        Some(self.fields.remove(at).1)
    }

    /// Takes a version number and checks it.
    ///
    /// # Errors
    /// [`FormatError::UnknownVersion`] when it is another one.
    pub fn version(&mut self, known: u64) -> Result<(), FormatError> {
        if self.uint(0, "version")? == known {
            Ok(())
        } else {
            Err(FormatError::UnknownVersion { what: self.what })
        }
    }

    /// Takes exactly `N` bytes.
    ///
    /// # Errors
    /// [`FormatError::Malformed`].
    pub fn array<const N: usize>(
        &mut self,
        key: u64,
        name: &'static str,
    ) -> Result<[u8; N], FormatError> {
        let bytes = self
            .take(key, name)?
            .into_bytes()
            .map_err(|_| self.wrong(name))?;
        bytes.try_into().map_err(|_| self.wrong(name))
    }

    /// Takes bytes.
    ///
    /// # Errors
    /// [`FormatError::Malformed`].
    pub fn bytes(&mut self, key: u64, name: &'static str) -> Result<Vec<u8>, FormatError> {
        self.take(key, name)?
            .into_bytes()
            .map_err(|_| self.wrong(name))
    }

    /// Takes bytes where there are any.
    ///
    /// # Errors
    /// [`FormatError::Malformed`] when there is something else.
    pub fn optional_bytes(
        &mut self,
        key: u64,
        name: &'static str,
    ) -> Result<Option<Vec<u8>>, FormatError> {
        self.optional(key)
            .map(|value| value.into_bytes().map_err(|_| self.wrong(name)))
            .transpose()
    }

    /// Takes text of 1 to `limit` bytes without control characters.
    ///
    /// # Errors
    /// [`FormatError::Malformed`].
    pub fn text(
        &mut self,
        key: u64,
        name: &'static str,
        limit: usize,
    ) -> Result<String, FormatError> {
        let text = self
            .take(key, name)?
            .into_text()
            .map_err(|_| self.wrong(name))?;
        let fits = (1..=limit).contains(&text.len()) && !text.chars().any(char::is_control);
        if fits {
            Ok(text)
        } else {
            Err(self.wrong(name))
        }
    }

    /// Takes an unsigned integer.
    ///
    /// # Errors
    /// [`FormatError::Malformed`].
    pub fn uint(&mut self, key: u64, name: &'static str) -> Result<u64, FormatError> {
        let value = self.take(key, name)?;
        value
            .as_integer()
            .and_then(|integer| u64::try_from(integer).ok())
            .ok_or(self.wrong(name))
    }

    /// Takes a yes or no.
    ///
    /// # Errors
    /// [`FormatError::Malformed`].
    pub fn flag(&mut self, key: u64, name: &'static str) -> Result<bool, FormatError> {
        self.take(key, name)?.as_bool().ok_or(self.wrong(name))
    }

    /// Ends the map.
    ///
    /// # Errors
    /// [`FormatError::Malformed`] when a field was not taken, hence unknown.
    pub fn finish(self) -> Result<(), FormatError> {
        if self.fields.is_empty() {
            Ok(())
        } else {
            Err(self.wrong("unknown field"))
        }
    }

    fn wrong(&self, field: &'static str) -> FormatError {
        FormatError::malformed(self.what, field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_deterministic_encoding_is_read() {
        let good = MapWriter::default()
            .put(0, Value::from(1))
            .bytes(1, &[1, 2])
            .encode();
        assert_eq!(good, [0xa2, 0, 1, 1, 0x42, 1, 2]);
        assert!(decode("test", &good, 100).is_ok());
        let bad: [&[u8]; 6] = [
            &[0xa2, 1, 0x42, 1, 2, 0, 1], // keys out of order
            &[0xa2, 0, 1, 0, 1],          // a key twice
            &[0xa1, 0, 0x18, 1],          // a longer integer than needed
            &[0xbf, 0, 1, 0xff],          // indefinite length
            &[0xa1, 0, 1, 0],             // something after the end
            &[0xa1, 0],                   // cut
        ];
        for bytes in bad {
            assert!(decode("test", bytes, 100).is_err(), "{bytes:?}");
        }
        assert_eq!(
            decode("test", &good, 3),
            Err(FormatError::TooLarge { what: "test" })
        );
    }

    #[test]
    fn nesting_has_a_limit() {
        assert!(decode("test", &[0x81; 10_000], 100_000).is_err());
    }

    #[test]
    fn unknown_fields_are_refused() {
        let bytes = MapWriter::default()
            .put(0, Value::from(1))
            .put(9, Value::from(1))
            .encode();
        let mut reader = MapReader::parse("test", &bytes, 100).unwrap();
        reader.version(1).unwrap();
        assert_eq!(
            reader.finish(),
            Err(FormatError::malformed("test", "unknown field"))
        );
    }
}
