//! A part's plaintext inside its encryption (protocol §4): length (u64), content, zeros up to a padded size. Padding
//! is Padmé with a floor of 64 KiB, so that a part's size on the relay tells little about what is in it. Reading and
//! writing stream, in constant memory.

use std::io::{self, Read, Write};

use keepwell_crypto::hash::{Digest, Hasher};
use thiserror::Error;

/// The smallest padded plaintext, in bytes.
pub const FLOOR: u64 = 64 * 1024;
/// The largest part, in bytes: a 2 GiB document and its length.
pub const MAX_BYTES: u64 = (2 << 30) + 8;
const PREFIX: u64 = 8;

/// Why a part cannot be read.
#[derive(Debug, Error)]
pub enum PartError {
    /// Its length is not the one in the terms, or its content has another digest.
    #[error("a part of the share is not the one that was granted")]
    NotAsGranted,
    /// The padding is not zeros up to the right size.
    #[error("a part of the share is damaged")]
    Damaged,
    /// The source or the target failed.
    #[error("a part of the share could not be read or written: {0}")]
    Io(#[from] io::Error),
}

/// The padded plaintext size for `content` bytes: Padmé (PETS 2019, §4) of content and prefix, at least [`FLOOR`].
pub fn padded_size(content: u64) -> u64 {
    let length = content.saturating_add(PREFIX).max(FLOOR);
    let exponent = u64::from(length.ilog2());
    let significant = u64::from(exponent.ilog2()) + 1;
    let mask = (1u64 << (exponent - significant)) - 1;
    length.saturating_add(mask) & !mask
}

/// Writes `size` bytes of `content` framed and padded to `out`, and gives the content's digest.
///
/// # Errors
/// [`PartError::NotAsGranted`] when `content` is shorter or longer than `size`, [`PartError::Io`] when a stream fails.
pub fn write_part(
    content: &mut impl Read,
    size: u64,
    out: &mut impl Write,
) -> Result<Digest, PartError> {
    out.write_all(&size.to_be_bytes())?;
    let mut hasher = HashingWriter {
        out,
        hasher: Hasher::default(),
    };
    let copied = io::copy(&mut content.by_ref().take(size), &mut hasher)?;
    let digest = hasher.hasher.finish();
    if copied != size || content.read(&mut [0])? != 0 {
        return Err(PartError::NotAsGranted);
    }
    io::copy(
        &mut io::repeat(0).take(padded_size(size) - PREFIX - size),
        out,
    )?;
    Ok(digest)
}

/// Reads a framed part whose content must have this size and digest, to the end of `input`. What has gone to `out`
/// may be used only when this returns `Ok`.
///
/// # Errors
/// [`PartError`].
pub fn read_part(
    input: &mut impl Read,
    size: u64,
    digest: &Digest,
    out: &mut impl Write,
) -> Result<(), PartError> {
    let mut prefix = [0; 8];
    input.read_exact(&mut prefix)?;
    if u64::from_be_bytes(prefix) != size {
        return Err(PartError::NotAsGranted);
    }
    let mut hasher = HashingWriter {
        out,
        hasher: Hasher::default(),
    };
    let copied = io::copy(&mut input.by_ref().take(size), &mut hasher)?;
    if copied != size || hasher.hasher.finish() != *digest {
        return Err(PartError::NotAsGranted);
    }
    let mut zeros = ZeroCounter(0);
    io::copy(&mut input.by_ref().take(MAX_BYTES), &mut zeros).map_err(|_| PartError::Damaged)?;
    if zeros.0 == padded_size(size) - PREFIX - size {
        Ok(())
    } else {
        Err(PartError::Damaged)
    }
}

/// Frames and pads `content` that is in memory anyway, such as a manifest.
pub fn frame(content: &[u8]) -> Vec<u8> {
    let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
    let padded = usize::try_from(padded_size(size)).unwrap_or(usize::MAX);
    let mut framed = Vec::with_capacity(padded);
    framed.extend_from_slice(&size.to_be_bytes());
    framed.extend_from_slice(content);
    framed.resize(padded, 0);
    framed
}

/// The content of a framed part in memory, whose size and digest are not known beforehand.
///
/// # Errors
/// [`PartError::Damaged`] when the frame is not one.
pub fn unframe(framed: &[u8]) -> Result<&[u8], PartError> {
    let (prefix, rest) = framed.split_first_chunk::<8>().ok_or(PartError::Damaged)?;
    let size = u64::from_be_bytes(*prefix);
    let end = usize::try_from(size).map_err(|_| PartError::Damaged)?;
    let (content, padding) = rest.split_at_checked(end).ok_or(PartError::Damaged)?;
    let padded = u64::try_from(framed.len()).is_ok_and(|length| length == padded_size(size));
    if padded && is_zero(padding) {
        Ok(content)
    } else {
        Err(PartError::Damaged)
    }
}

/// Piece by piece, which is quick also where nothing is optimised.
fn is_zero(bytes: &[u8]) -> bool {
    const ZEROS: [u8; 256] = [0; 256];
    bytes
        .chunks(ZEROS.len())
        .all(|piece| ZEROS.starts_with(piece))
}

struct HashingWriter<'a, W> {
    out: &'a mut W,
    hasher: Hasher,
}

impl<W: Write> Write for HashingWriter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Counts zeros and fails on anything else.
struct ZeroCounter(u64);

impl Write for ZeroCounter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !is_zero(bytes) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.0 = self
            .0
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::hash::sha256;
    use proptest::prelude::*;

    fn write(content: &[u8]) -> (Vec<u8>, Digest) {
        let mut out = Vec::new();
        let digest = write_part(&mut &*content, content.len() as u64, &mut out).unwrap();
        (out, digest)
    }

    #[test]
    fn sizes_grow_by_less_than_an_eighth() {
        assert_eq!(padded_size(0), FLOOR);
        assert_eq!(padded_size(FLOOR - 8), FLOOR);
        // Padmé of 65,537 with 16 bits of exponent keeps 5 significant bits.
        assert_eq!(padded_size(FLOOR - 7), 65_536 + 2_048);
        for content in [100_000u64, 1 << 20, 1 << 30, 2 << 30] {
            let padded = padded_size(content);
            assert!(padded >= content + 8 && padded < (content + 8) * 9 / 8);
        }
    }

    #[test]
    fn another_size_digest_or_padding_is_refused() {
        let (mut framed, digest) = write(b"content");
        assert_eq!(framed.len() as u64, FLOOR);
        assert_eq!(digest, sha256(b"content"));
        let read = |framed: &[u8], size, digest: &Digest| {
            let mut out = Vec::new();
            read_part(&mut &*framed, size, digest, &mut out).map(|()| out)
        };
        assert_eq!(read(&framed, 7, &digest).unwrap(), b"content");
        assert!(matches!(
            read(&framed, 6, &digest),
            Err(PartError::NotAsGranted)
        ));
        assert!(matches!(
            read(&framed, 7, &[0; 32]),
            Err(PartError::NotAsGranted)
        ));
        assert!(matches!(
            read(&framed[..100], 7, &digest),
            Err(PartError::Damaged)
        ));
        framed[1000] = 1;
        assert!(matches!(read(&framed, 7, &digest), Err(PartError::Damaged)));
    }

    #[test]
    fn content_of_another_length_is_not_written() {
        assert!(matches!(
            write_part(&mut &b"abc"[..], 2, &mut Vec::new()),
            Err(PartError::NotAsGranted)
        ));
        assert!(matches!(
            write_part(&mut &b"abc"[..], 4, &mut Vec::new()),
            Err(PartError::NotAsGranted)
        ));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn parts_read_back(content in proptest::collection::vec(any::<u8>(), 0..200_000)) {
            let (framed, digest) = write(&content);
            prop_assert_eq!(&framed, &frame(&content));
            prop_assert_eq!(unframe(&framed).unwrap(), &content[..]);
            let mut out = Vec::new();
            read_part(&mut &framed[..], content.len() as u64, &digest, &mut out).unwrap();
            prop_assert_eq!(out, content);
        }
    }
}
