//! Which entries of a ledger are revoked: one bit for each index up to the highest one that is. A ledger of a million
//! grants takes at most 125 kB, and asking tells nobody which grant was asked for.

/// A set of log indexes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revoked(Vec<u8>);

impl Revoked {
    /// Adds `index`. The caller has made sure that it is within a log that exists, so that memory stays within its size.
    pub(crate) fn insert(&mut self, index: u64) {
        let Some((byte, bit)) = place(index) else {
            return;
        };
        if self.0.len() <= byte {
            self.0.resize(byte + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(byte) {
            *bits |= bit;
        }
    }

    /// Whether `index` is in it.
    pub(crate) fn contains(&self, index: u64) -> bool {
        place(index)
            .and_then(|(byte, bit)| self.0.get(byte).map(|bits| bits & bit != 0))
            .unwrap_or(false)
    }

    /// Index 0 is the lowest bit of the first byte.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The inverse of [`Self::as_bytes`].
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

fn place(index: u64) -> Option<(usize, u8)> {
    let byte = usize::try_from(index / 8).ok()?;
    Some((byte, 1 << (index % 8)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_holds_exactly_what_was_put_in(indexes in prop::collection::btree_set(0_u64..2000, 0..40)) {
            let mut revoked = Revoked::default();
            indexes.iter().for_each(|index| revoked.insert(*index));
            let revoked = Revoked::from_bytes(revoked.as_bytes().to_vec());
            let held: BTreeSet<u64> = (0..2100).filter(|index| revoked.contains(*index)).collect();
            prop_assert_eq!(held, indexes);
        }
    }

    #[test]
    fn an_index_beyond_it_is_not_in_it() {
        assert!(!Revoked::default().contains(u64::MAX));
    }
}
