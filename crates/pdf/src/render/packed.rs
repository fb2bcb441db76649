//! How large what is packed inside a PDF would be unpacked, found without keeping it. The library unpacks a stream whole
//! into memory, so a file of a few kilobytes could ask for gigabytes.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

/// Most bytes all streams of a file may unpack to, each packed at most [`LAYERS`] times.
const MOST: u64 = 256 << 20;
/// How often packed data is looked for inside packed data.
const LAYERS: usize = 3;
/// How far before its data a stream tells its filters.
const DICTIONARY: usize = 512;

/// Whether everything packed in the file stays within bounds.
pub(super) fn fits(bytes: &[u8]) -> bool {
    fits_in(bytes, MOST)
}

fn fits_in(bytes: &[u8], most: u64) -> bool {
    let mut left = most;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let (before, rest) = bytes.split_at_checked(at).unwrap_or_default();
        if before.ends_with(b"end") {
            continue;
        }
        let data = rest.get(b"stream".len()..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let told = before
            .get(at.saturating_sub(DICTIONARY)..)
            .unwrap_or_default();
        left = left.saturating_sub(unpacked(data, told, left));
        if left == 0 {
            return false;
        }
    }
    true
}

/// How many bytes a stream unpacks to, but no more than `left`.
fn unpacked(data: &[u8], told: &[u8], left: u64) -> u64 {
    // A name may be written with escapes.
    if memchr::memmem::find(told, b"LZW").is_some() || told.contains(&b'#') {
        return lzw(data, left);
    }
    // Whatever is no zlib is read as bare deflate, as the library does.
    if !is_zlib(data) {
        return length(DeflateDecoder::new(data), left);
    }
    let mut most = 0;
    for layers in 1..=LAYERS {
        let mut reader: Box<dyn Read + '_> = Box::new(data);
        for _ in 0..layers {
            reader = Box::new(ZlibDecoder::new(reader));
        }
        let long = length(reader, left);
        most = most.max(long);
        if long == 0 || long >= left {
            break;
        }
    }
    most
}

fn is_zlib(data: &[u8]) -> bool {
    let Some([method, flags]) = data.first_chunk() else {
        return false;
    };
    method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31)
}

/// How much a reader gives until its end or first error.
fn length(mut reader: impl Read, left: u64) -> u64 {
    let mut buffer = [0; 16 << 10];
    let mut total = 0;
    while total < left {
        match reader.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => total += u64::try_from(read).unwrap_or(u64::MAX),
        }
    }
    total
}

/// How long LZW data unpacks to: only the lengths of its table are kept.
fn lzw(data: &[u8], left: u64) -> u64 {
    const CLEAR: usize = 256;
    const FULL: usize = 4096;
    let mut table: Vec<u64> = Vec::with_capacity(FULL);
    let mut before = None;
    let (mut bits, mut held, mut total) = (0u32, 0u32, 0u64);
    for byte in data {
        bits = (bits << 8) | u32::from(*byte);
        held += 8;
        let next = CLEAR + 2 + table.len();
        let wide = match next + 1 {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if held < wide {
            continue;
        }
        held -= wide;
        let code = usize::try_from((bits >> held) & ((1 << wide) - 1)).unwrap_or(CLEAR);
        let long = match code {
            0..CLEAR => 1,
            CLEAR => {
                table.clear();
                before = None;
                continue;
            }
            code => match table.get(code.wrapping_sub(CLEAR + 2)) {
                Some(long) => *long,
                None if code == next => before.map_or(1, |before: u64| before + 1),
                None => break,
            },
        };
        if let Some(before) = before.filter(|_| next < FULL) {
            table.push(before + 1);
        }
        before = Some(long);
        total += long;
        if total >= left {
            break;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::ZlibEncoder};

    use super::{fits, fits_in, lzw};

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).expect("memory");
        encoder.finish().expect("memory")
    }

    fn stream(told: &str, data: &[u8]) -> Vec<u8> {
        [told.as_bytes(), b"\nstream\r\n", data, b"\nendstream"].concat()
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_in_every_layer() {
        const MOST: u64 = 1 << 20;
        let fits = |bytes: &[u8]| fits_in(bytes, MOST);
        let huge = packed(&vec![b' '; 2 << 20]);
        assert!(huge.len() < 1 << 16);
        assert!(!fits(&stream("/FlateDecode", &huge)));
        assert!(!fits(&stream("/FlateDecode /FlateDecode", &packed(&huge))));
        let half = stream("", &packed(&vec![b' '; 400 << 10]));
        assert!(fits(&half));
        assert!(!fits(&[half.clone(), half.clone(), half].concat()));
    }

    #[test]
    fn a_stream_without_data_is_nothing() {
        assert!(fits(b"stream") && fits(b"stream\n") && fits(b""));
    }

    #[test]
    fn lzw_is_counted_as_it_unpacks() {
        // The example of the PDF specification: 45 45 45 45 45 65 45 45 45 66.
        let data = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(lzw(&data, 1000), 10);
        assert_eq!(lzw(&data, 3), 3);
    }
}
