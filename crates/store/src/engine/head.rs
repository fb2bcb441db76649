//! What the engine knows of itself: up to which write it is complete, where in the journal that write ends, and a tally
//! of all its pieces. `sled` opens without a word after it lost or rolled back pages; the tally does not match then.

use keepwell_crypto::{hash::Hasher, seal::CannotOpen};

use crate::sealer::Sealer;

const TABLE: &str = "store/head";

/// The engine's state after a write; sealed, it is changed in one atomic step with the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// The number of the last write that is in.
    pub(crate) sequence: u64,
    /// The generation of the journal that the write is in.
    pub(crate) generation: u64,
    /// Where in that journal its frame ends, in bytes.
    pub(crate) journal_end: u64,
    pub(crate) tally: Tally,
}

/// A sum over all pieces in which each stands for its name and its present content, in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    sum: u128,
    pieces: u64,
}

impl Head {
    pub(super) fn seal(&self, sealer: &Sealer) -> Vec<u8> {
        let mut plain = Vec::with_capacity(48);
        for number in [
            self.sequence,
            self.generation,
            self.journal_end,
            self.tally.pieces,
        ] {
            plain.extend_from_slice(&number.to_be_bytes());
        }
        plain.extend_from_slice(&self.tally.sum.to_be_bytes());
        sealer.seal(TABLE, b"", &plain)
    }

    pub(super) fn open(sealer: &Sealer, sealed: &[u8]) -> Result<Self, CannotOpen> {
        let plain = sealer.open(TABLE, b"", sealed)?;
        Self::parse(&plain).ok_or(CannotOpen)
    }

    fn parse(plain: &[u8]) -> Option<Self> {
        let (numbers, sum) = plain.split_last_chunk::<16>()?;
        let mut numbers = numbers.chunks_exact(8).map_while(|number| {
            let number = number.try_into().ok()?;
            Some(u64::from_be_bytes(number))
        });
        Some(Self {
            sequence: numbers.next()?,
            generation: numbers.next()?,
            journal_end: numbers.next()?,
            tally: Tally {
                pieces: numbers.next()?,
                sum: u128::from_be_bytes(*sum),
            },
        })
    }
}

impl Tally {
    pub(super) fn add(&mut self, key: &[u8; 32], name: &[u8], piece: &[u8]) {
        self.sum = self.sum.wrapping_add(weight(key, name, piece));
        self.pieces = self.pieces.wrapping_add(1);
    }

    pub(super) fn remove(&mut self, key: &[u8; 32], name: &[u8], piece: &[u8]) {
        self.sum = self.sum.wrapping_sub(weight(key, name, piece));
        self.pieces = self.pieces.wrapping_sub(1);
    }
}

/// The key keeps who can write the disk from choosing pieces whose weights cancel out. The last bytes of a piece stand
/// for all of it: they are ciphertext or its tag, fresh each time a row is sealed; the rest is the seal's to check.
fn weight(key: &[u8; 32], name: &[u8], piece: &[u8]) -> u128 {
    let end = piece.last_chunk::<16>().copied().unwrap_or_default();
    let mut hasher = Hasher::default();
    hasher.update(key);
    hasher.update(&end);
    hasher.update(name);
    let digest = hasher.finish();
    digest.first_chunk().copied().map_or(0, u128::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::{seal::DataKey, secret::Secret32};

    #[test]
    fn a_head_comes_back_and_a_changed_one_does_not_open() {
        let sealer = Sealer::new(&DataKey::from_secret(Secret32::from_bytes([1; 32])));
        let head = Head {
            sequence: 1,
            generation: 2,
            journal_end: 3,
            tally: Tally { sum: 4, pieces: 5 },
        };
        let mut sealed = head.seal(&sealer);
        assert_eq!(Head::open(&sealer, &sealed), Ok(head));
        sealed[40] ^= 1;
        assert_eq!(Head::open(&sealer, &sealed), Err(CannotOpen));
    }

    #[test]
    fn the_tally_forgets_order_and_notices_content() {
        let (key, mut a, mut b) = ([9; 32], Tally::default(), Tally::default());
        a.add(&key, b"x", &[1; 20]);
        a.add(&key, b"y", &[2; 20]);
        b.add(&key, b"y", &[2; 20]);
        assert_ne!(a, b);
        b.add(&key, b"x", &[1; 20]);
        assert_eq!(a, b);
        b.remove(&key, b"x", &[1; 20]);
        b.add(&key, b"x", &[3; 20]);
        assert_ne!(a, b);
    }
}
