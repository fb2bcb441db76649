//! What must not be found, in every shape that it might be written in: as it is, in capitals, hexadecimal, Base64 of both
//! alphabets wherever it begins, in UTF-16, and in an address.

use std::collections::{BTreeSet, HashMap};

use data_encoding::{BASE32_NOPAD, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};

/// Something secret, and every shape of it.
pub(crate) struct Planted {
    name: String,
    shapes: Vec<(&'static str, Vec<u8>)>,
}

impl Planted {
    /// A text of at least six letters.
    pub(crate) fn text(name: &str, text: &str) -> Self {
        assert!(text.len() >= 6, "{name} would be found by accident");
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let bytes = |order: fn(u16) -> [u8; 2]| utf16.iter().copied().flat_map(order).collect();
        let mut shapes = shapes(text.as_bytes());
        shapes.extend([
            ("in capitals", text.to_uppercase().into_bytes()),
            ("in small letters", text.to_lowercase().into_bytes()),
            ("in UTF-16", bytes(u16::to_le_bytes)),
            ("in UTF-16, big endian", bytes(u16::to_be_bytes)),
            ("in an address", text.replace(' ', "%20").into_bytes()),
            ("in a form", text.replace(' ', "+").into_bytes()),
            ("as numbers", number_list(text.as_bytes())),
        ]);
        Self::new(name, shapes)
    }

    /// Bytes, at least sixteen.
    pub(crate) fn bytes(name: &str, bytes: &[u8]) -> Self {
        assert!(bytes.len() >= 16, "{name} would be found by accident");
        let mut shapes = shapes(bytes);
        shapes.push(("as numbers", number_list(bytes)));
        shapes.push(("in Base32", BASE32_NOPAD.encode(bytes).into_bytes()));
        Self::new(name, shapes)
    }

    fn new(name: &str, mut shapes: Vec<(&'static str, Vec<u8>)>) -> Self {
        shapes.sort_by(|one, other| one.1.cmp(&other.1));
        shapes.dedup_by(|one, other| one.1 == other.1);
        Self {
            name: name.to_owned(),
            shapes,
        }
    }
}

/// Looks for everything planted at once: one pass over what is searched, however much was planted.
pub(crate) struct Search<'p> {
    planted: &'p [Planted],
    /// Whether a shape begins with four bytes of this number.
    may_begin: Vec<bool>,
    /// Which shapes do: which was planted, and which of its shapes.
    begin: HashMap<usize, Vec<(usize, usize)>>,
}

impl<'p> Search<'p> {
    pub(crate) fn new(planted: &'p [Planted]) -> Self {
        let mut may_begin = vec![false; 1 << 16];
        let mut begin: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
        for (which, one) in planted.iter().enumerate() {
            for (shape, (_, bytes)) in one.shapes.iter().enumerate() {
                let number = number(bytes);
                may_begin[number] = true;
                begin.entry(number).or_default().push((which, shape));
            }
        }
        Self {
            planted,
            may_begin,
            begin,
        }
    }

    /// What stands there and in which shape, in words.
    pub(crate) fn found_in(&self, place: &[u8]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (at, first) in place.windows(4).enumerate() {
            let number = number(first);
            if self.may_begin[number] {
                found.extend(self.beginning(number, &place[at..]));
            }
        }
        found
    }

    /// What these bytes begin with, of the shapes with this number.
    fn beginning(&self, number: usize, place: &[u8]) -> Vec<String> {
        let shapes = self.begin[&number].iter().map(|(which, shape)| {
            let planted = &self.planted[*which];
            (&planted.name, &planted.shapes[*shape])
        });
        let there = shapes.filter(|(_, (_, bytes))| place.starts_with(bytes));
        let told = there.map(|(name, (shape, _))| format!("{name} stands there {shape}"));
        told.collect()
    }
}

/// A number below 2^16 for the first four bytes.
fn number(bytes: &[u8]) -> usize {
    let [a, b, c, d] = [bytes[0], bytes[1], bytes[2], bytes[3]].map(usize::from);
    (a ^ (b << 4) ^ (c << 8) ^ (d << 9) ^ (d << 2)) & 0xffff
}

fn shapes(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut shapes = vec![
        ("as it is", bytes.to_vec()),
        ("in hexadecimal", HEXLOWER.encode(bytes).into_bytes()),
        (
            "in hexadecimal capitals",
            HEXUPPER.encode(bytes).into_bytes(),
        ),
    ];
    for before in 0..3 {
        for alphabet in [&BASE64_NOPAD, &BASE64URL_NOPAD] {
            let padded = [vec![0; before], bytes.to_vec()].concat();
            let text = alphabet.encode(&padded).into_bytes();
            // The letters at both ends depend on what stands beside.
            let first = (before * 8).div_ceil(6);
            let last = padded.len() * 8 / 6;
            shapes.push(("in Base64", text[first..last].to_vec()));
        }
    }
    shapes
}

/// As `Debug` writes bytes.
fn number_list(bytes: &[u8]) -> Vec<u8> {
    let numbers: Vec<_> = bytes.iter().map(u8::to_string).collect();
    numbers.join(", ").into_bytes()
}

#[test]
fn every_shape_is_found() {
    let key: Vec<u8> = (200..232).collect();
    let planted = [
        Planted::text("a name", "Quandoria"),
        Planted::bytes("a key", &key),
    ];
    let search = Search::new(&planted);
    let wrapped = |inner: &[u8]| [b"ab".as_slice(), inner, b"yz!"].concat();
    let name = wrapped(b"Quandoria");
    assert!(search.found_in(b"nothing of the kind").is_empty());
    for place in [
        name.clone(),
        name.to_ascii_uppercase(),
        HEXLOWER.encode(&name).into_bytes(),
        BASE64_NOPAD.encode(&name).into_bytes(),
        BASE64URL_NOPAD.encode(b"Quandoria").into_bytes(),
        "Quandoria"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        "Quandoria"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect(),
        format!("{:?}", b"Quandoria").into_bytes(),
        wrapped(&key),
        BASE64_NOPAD.encode(&wrapped(&key)).into_bytes(),
        BASE64URL_NOPAD
            .encode(&wrapped(&wrapped(&key)))
            .into_bytes(),
        format!("{key:?}").into_bytes(),
    ] {
        assert_eq!(search.found_in(&place).len(), 1, "{place:?}");
    }
    assert_eq!(search.found_in(&[name, key.clone()].concat()).len(), 2);
}
