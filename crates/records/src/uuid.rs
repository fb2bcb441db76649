//! Names for entries of a bundle, made from a seed and a record's digest. The seed is fresh for every share, so that the
//! names link nothing; the same seed gives the same bytes, so that a share can be made again.

use sha2::{Digest as _, Sha256};

const LABEL: &[u8] = b"keepwell/2026-11/entry-uuid";

/// `urn:uuid:…` (RFC 9562, version 8) of `what` under `seed`.
pub(crate) fn urn(seed: &[u8; 16], what: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update([u8::try_from(LABEL.len()).unwrap_or(0)]);
    hash.update(LABEL);
    hash.update(seed);
    hash.update(what);
    let digest: [u8; 32] = hash.finalize().into();
    let [high, low] = [
        digest.first_chunk::<8>(),
        digest.get(8..).and_then(<[u8]>::first_chunk::<8>),
    ]
    .map(|half| half.map_or(0, |half| u64::from_be_bytes(*half)));
    let high = (high & !0xf000) | 0x8000;
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::urn;

    #[test]
    fn has_the_shape_and_depends_on_both() {
        let one = urn(&[1; 16], b"a");
        assert_eq!(one.len(), 45);
        assert_eq!(one.as_bytes()[23], b'8');
        assert!(matches!(one.as_bytes()[28], b'8' | b'9' | b'a' | b'b'));
        assert_eq!(one, urn(&[1; 16], b"a"));
        assert_ne!(one, urn(&[2; 16], b"a"));
        assert_ne!(one, urn(&[1; 16], b"b"));
    }
}
