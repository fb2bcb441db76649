//! Sealed rows cut into pieces for `sled`. A leaf holds at most seventeen entries; with pieces this small it stays below
//! the size at which `sled` would put it into a file of its own, which it never syncs.

use crate::{error::Fault, sealer::Name};

const PIECE: usize = 4096;
/// The first piece begins with the sealed length (u32).
const LENGTH: usize = 4;
const FIRST: usize = PIECE - LENGTH;

/// The pieces of a sealed row with the names they are kept under: the row's own name, then with 1, 2, … (u16) behind it.
pub(super) fn split(name: &Name, sealed: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let (first, rest) = sealed.split_at_checked(FIRST).unwrap_or((sealed, &[]));
    let length = u32::try_from(sealed.len()).unwrap_or(u32::MAX);
    let first = [&length.to_be_bytes(), first].concat();
    let rest = (1..).zip(rest.chunks(PIECE));
    std::iter::once((name.to_vec(), first))
        .chain(rest.map(|(index, piece)| (later_name(name, index), piece.to_vec())))
        .collect()
}

/// The name of a piece that is not the first.
pub(super) fn later_name(name: &Name, index: u16) -> Vec<u8> {
    let mut piece = name.to_vec();
    piece.extend_from_slice(&index.to_be_bytes());
    piece
}

/// Pieces arriving in the order of their names, put together again.
pub(super) struct Joined {
    pub(super) name: Name,
    sealed: Vec<u8>,
    length: usize,
    next: u16,
}

impl Joined {
    /// Begins with a first piece.
    pub(super) fn begin(name: &Name, first: &[u8]) -> Result<Self, Fault> {
        let (length, sealed) = first.split_first_chunk().ok_or(Fault::Damaged)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Fault::Damaged)?;
        Ok(Self {
            name: *name,
            sealed: sealed.to_vec(),
            length,
            next: 1,
        })
    }

    /// The name of the piece that must come next, or `None` when all have come.
    pub(super) fn wants(&self) -> Option<Vec<u8>> {
        (self.sealed.len() < self.length).then(|| later_name(&self.name, self.next))
    }

    /// Adds the piece that [`Self::wants`] named.
    pub(super) fn push(&mut self, piece: &[u8]) -> Result<(), Fault> {
        self.sealed.extend_from_slice(piece);
        self.next = self.next.checked_add(1).ok_or(Fault::Damaged)?;
        if piece.is_empty() {
            Err(Fault::Damaged)
        } else {
            Ok(())
        }
    }

    /// The sealed row.
    pub(super) fn finish(self) -> Result<(Name, Vec<u8>), Fault> {
        if self.sealed.len() == self.length {
            Ok((self.name, self.sealed))
        } else {
            Err(Fault::Damaged)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_bounded_sorted_and_join_again() {
        for length in [0, 1, FIRST - 1, FIRST, FIRST + 1, FIRST + PIECE, 3 * PIECE] {
            let sealed: Vec<u8> = (0..=255).cycle().take(length).collect();
            let pieces = split(&[7; 32], &sealed);
            assert!(pieces.iter().all(|(_, piece)| piece.len() <= PIECE));
            assert!(pieces.is_sorted_by_key(|(name, _)| name.clone()));
            let mut joined = Joined::begin(&[7; 32], &pieces[0].1).unwrap();
            for (name, piece) in &pieces[1..] {
                assert_eq!(joined.wants().as_ref(), Some(name));
                joined.push(piece).unwrap();
            }
            assert_eq!(joined.wants(), None);
            assert_eq!(joined.finish().unwrap(), ([7; 32], sealed));
        }
    }

    #[test]
    fn a_missing_piece_is_damage() {
        let pieces = split(&[7; 32], &[1; 5000]);
        assert!(
            Joined::begin(&[7; 32], &pieces[0].1)
                .unwrap()
                .finish()
                .is_err()
        );
        assert!(Joined::begin(&[7; 32], b"abc").is_err());
    }

    #[test]
    fn the_largest_batch_has_names_enough() {
        assert!(crate::BATCH_MAX / PIECE < usize::from(u16::MAX));
    }
}
