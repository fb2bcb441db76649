//! Unpacks what comes packed, and stops at a limit: a few bytes can say that they are gigabytes.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

/// Why nothing was unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InflateError {
    /// It is cut, or packed in another way.
    Damaged,
    /// There is more in it than the limit.
    TooLarge,
}

/// Unpacks raw DEFLATE (RFC 1951), at most `limit` bytes. A zlib wrapper is not accepted.
pub(crate) fn raw(packed: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    bounded(DeflateDecoder::new(packed), limit)
}

/// Unpacks a zlib stream (RFC 1950), at most `limit` bytes.
pub(crate) fn zlib(packed: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    bounded(ZlibDecoder::new(packed), limit)
}

fn bounded(unpacked: impl Read, limit: usize) -> Result<Vec<u8>, InflateError> {
    let most = u64::try_from(limit).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    unpacked
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|_| InflateError::Damaged)?;
    if bytes.len() > limit {
        Err(InflateError::TooLarge)
    } else {
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::DeflateEncoder, write::ZlibEncoder};

    use super::*;

    fn packed(bytes: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::best());
        raw.write_all(bytes).unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(bytes).unwrap();
        (raw.finish().unwrap(), zlib.finish().unwrap())
    }

    #[test]
    fn a_byte_over_the_limit_is_too_much_whatever_it_was_packed_to() {
        let (deflated, zlibbed) = packed(&[7; 5000]);
        assert!(deflated.len() < 100);
        assert_eq!(raw(&deflated, 5000), Ok(vec![7; 5000]));
        assert_eq!(raw(&deflated, 4999), Err(InflateError::TooLarge));
        assert_eq!(zlib(&zlibbed, 5000), Ok(vec![7; 5000]));
        assert_eq!(zlib(&zlibbed, 4999), Err(InflateError::TooLarge));
    }

    #[test]
    fn another_wrapper_or_a_cut_end_is_damaged() {
        let (deflated, zlibbed) = packed(b"what was written");
        assert_eq!(raw(&zlibbed, 5000), Err(InflateError::Damaged));
        assert_eq!(zlib(&deflated, 5000), Err(InflateError::Damaged));
        assert_eq!(raw(&deflated[..8], 5000), Err(InflateError::Damaged));
    }
}
