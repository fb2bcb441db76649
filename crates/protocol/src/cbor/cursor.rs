//! Reads deterministic CBOR (RFC 8949 §4.2) from front to back without allocating, for bytes whose shape is known beforehand
//! and that come by the ten thousand. It knows shortest lengths and the few types that such a shape has; whoever reads with it
//! goes through the keys in their order, which is what else makes the encoding the only one.

/// What is left to read.
pub(crate) struct Cursor<'b>(&'b [u8]);

/// Major types (RFC 8949 §3.1).
const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;

impl<'b> Cursor<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// Takes an integer.
    pub(crate) fn integer(&mut self) -> Option<i64> {
        let major = self.0.first()? >> 5;
        let number = i64::try_from(self.head(major)?).ok()?;
        match major {
            UNSIGNED => Some(number),
            NEGATIVE => Some(-1 - number),
            _ => None,
        }
    }

    /// Takes a byte string.
    pub(crate) fn bytes(&mut self) -> Option<&'b [u8]> {
        self.string(BYTES)
    }

    /// Takes text.
    pub(crate) fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.string(TEXT)?).ok()
    }

    /// Takes the head of an array of `count` items.
    pub(crate) fn array(&mut self, count: u64) -> Option<()> {
        (self.head(ARRAY)? == count).then_some(())
    }

    /// Takes the head of a map of `count` pairs.
    pub(crate) fn map(&mut self, count: u64) -> Option<()> {
        (self.head(MAP)? == count).then_some(())
    }

    /// Takes the tag `number`.
    pub(crate) fn tag(&mut self, number: u64) -> Option<()> {
        (self.head(TAG)? == number).then_some(())
    }

    /// Takes the integer `label`, as a key of a map.
    pub(crate) fn key(&mut self, label: i64) -> Option<()> {
        (self.integer()? == label).then_some(())
    }

    /// Ends where nothing is left.
    pub(crate) fn end(self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    fn string(&mut self, major: u8) -> Option<&'b [u8]> {
        let length = usize::try_from(self.head(major)?).ok()?;
        let (string, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(string)
    }

    /// Takes a head of this major type and gives its argument, which must have the shortest form.
    fn head(&mut self, major: u8) -> Option<u64> {
        let (first, rest) = self.0.split_first()?;
        if first >> 5 != major {
            return None;
        }
        let (argument, least, rest) = match first & 0x1f {
            small @ 0..24 => (u64::from(small), 0, rest),
            24 => take::<1>(rest).map(|(number, rest)| (number, 24, rest))?,
            25 => take::<2>(rest).map(|(number, rest)| (number, 1 << 8, rest))?,
            26 => take::<4>(rest).map(|(number, rest)| (number, 1 << 16, rest))?,
            27 => take::<8>(rest).map(|(number, rest)| (number, 1 << 32, rest))?,
            _ => return None,
        };
        self.0 = rest;
        (argument >= least).then_some(argument)
    }
}

/// Takes `N` bytes as a number, big endian.
fn take<const N: usize>(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<N>()?;
    let number = number
        .iter()
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use ciborium::Value;
    use proptest::prelude::*;

    use super::*;
    use crate::cbor::{decode, encode};

    fn integer(bytes: &[u8]) -> Option<i64> {
        let mut cursor = Cursor::new(bytes);
        let number = cursor.integer()?;
        cursor.end().map(|()| number)
    }

    #[test]
    fn only_the_shortest_form_is_read() {
        for number in [
            0,
            23,
            24,
            255,
            256,
            65_535,
            65_536,
            i64::MAX,
            -1,
            -24,
            -25,
            -70_001,
        ] {
            assert_eq!(integer(&encode(&Value::from(number))), Some(number));
        }
        for long in [
            b"\x18\x17".as_slice(),
            b"\x19\0\xff",
            b"\x1a\0\0\xff\xff",
            b"\x1b\0\0\0\0\xff\xff\xff\xff",
            b"\x1c",
            b"\x1f",
            b"\x1bAAAAAAA",
            b"",
        ] {
            assert_eq!(integer(long), None, "{long:x?}");
        }
    }

    #[test]
    fn a_shape_is_read_in_its_order_and_to_its_end() {
        let value = Value::Array(vec![
            Value::Bytes(vec![7; 300]),
            Value::from("text"),
            Value::Map(vec![(Value::from(4), Value::from(-8))]),
        ]);
        let bytes = encode(&Value::Tag(18, Box::new(value)));
        let read = |bytes: &[u8]| {
            let mut cursor = Cursor::new(bytes);
            cursor.tag(18)?;
            cursor.array(3)?;
            let length = cursor.bytes()?.len();
            let is_text = cursor.text()? == "text";
            cursor.map(1)?;
            cursor.key(4)?;
            let last = cursor.integer()?;
            cursor.end()?;
            Some((length, is_text, last))
        };
        assert_eq!(read(&bytes), Some((300, true, -8)));
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), None, "{end}");
        }
        assert_eq!(read(&[bytes.as_slice(), b"\0"].concat()), None);
    }

    proptest! {
        /// Whatever it reads, the strict decoder reads to the same.
        #[test]
        fn what_it_reads_is_deterministic(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
            if let Some(number) = integer(&bytes) {
                prop_assert_eq!(decode("test", &bytes, 100), Ok(Value::from(number)));
            }
            let mut cursor = Cursor::new(&bytes);
            if let Some(found) = cursor.bytes() && cursor.end().is_some() {
                prop_assert_eq!(decode("test", &bytes, 100), Ok(Value::Bytes(found.to_vec())));
            }
            let mut cursor = Cursor::new(&bytes);
            if let Some(found) = cursor.text() && cursor.end().is_some() {
                prop_assert_eq!(decode("test", &bytes, 100), Ok(Value::from(found)));
            }
        }
    }
}
