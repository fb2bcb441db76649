//! Changes to be made together: all of them or none, durable when [`Store::write`](crate::Store::write) returns. A batch
//! may carry expectations, checked under the same lock, so that two writers cannot undo each other's work unseen.

use std::collections::BTreeMap;

use keepwell_crypto::hash::Digest;
use zeroize::Zeroizing;

use crate::{
    error::StoreError,
    row::{Row, RowRef},
    table::{TABLE_MAX, Table},
};

/// The longest key, in bytes.
pub const KEY_MAX: usize = 1024;
/// The largest value, in bytes: 16 MiB. Writing one takes about nine times its size in memory for a moment.
pub const VALUE_MAX: usize = 16 << 20;
/// The most that the keys and values of one batch may take together, in bytes: 24 MiB, with 128 counted for each change.
pub const BATCH_MAX: usize = 24 << 20;

const CHANGE_OVERHEAD: usize = 128;

type Value = Zeroizing<Vec<u8>>;

/// Puts and deletes across tables, with what they expect to find. A later change of the same key replaces an earlier.
#[derive(Clone, Default)]
pub struct Batch {
    /// A key without a value is to be removed.
    changes: BTreeMap<(Table, Vec<u8>), Option<Value>>,
    expectations: Vec<Expectation>,
}

/// What a key must hold before the batch is written.
#[derive(Clone)]
pub(crate) struct Expectation {
    pub(crate) table: Table,
    pub(crate) key: Vec<u8>,
    /// SHA-256 of the value; `None` when there must be none.
    pub(crate) value: Option<Digest>,
}

impl Batch {
    /// A batch that changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `key` in `table` to `value`.
    pub fn put(&mut self, table: Table, key: &[u8], value: impl Into<Vec<u8>>) -> &mut Self {
        let value = Zeroizing::new(value.into());
        self.changes.insert((table, key.to_vec()), Some(value));
        self
    }

    /// Removes `key` from `table`; nothing happens when it is not there.
    pub fn delete(&mut self, table: Table, key: &[u8]) -> &mut Self {
        self.changes.insert((table, key.to_vec()), None);
        self
    }

    /// Writes only if `key` is not in `table`.
    pub fn expect_absent(&mut self, table: Table, key: &[u8]) -> &mut Self {
        self.expect(table, key, None)
    }

    /// Writes only if the value of `key` in `table` has this SHA-256 ([`keepwell_crypto::hash::sha256`]).
    pub fn expect_value(&mut self, table: Table, key: &[u8], sha256: Digest) -> &mut Self {
        self.expect(table, key, Some(sha256))
    }

    /// How many keys it changes.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Table, key and new value of each change; none where the key is removed.
    pub fn changes(&self) -> impl Iterator<Item = (&str, &[u8], Option<&[u8]>)> {
        self.changes.iter().map(|((table, key), value)| {
            let value = value.as_ref().map(|value| value.as_slice());
            (table.name(), key.as_slice(), value)
        })
    }

    pub(crate) fn expectations(&self) -> &[Expectation] {
        &self.expectations
    }

    /// Refuses what is above a limit before anything of it is written.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        let mut total = 0_usize;
        for (table, key, value) in self.changes() {
            let value = value.unwrap_or_default();
            RowRef { table, key, value }.check()?;
            total = total
                .saturating_add(key.len() + value.len())
                .saturating_add(CHANGE_OVERHEAD);
        }
        if total > BATCH_MAX {
            return Err(StoreError::TooLarge);
        }
        Ok(())
    }

    fn expect(&mut self, table: Table, key: &[u8], value: Option<Digest>) -> &mut Self {
        self.expectations.push(Expectation {
            table,
            key: key.to_vec(),
            value,
        });
        self
    }
}

impl RowRef<'_> {
    /// Whether table, key and value are within their limits.
    pub(crate) fn check(self) -> Result<(), StoreError> {
        let fits = self.table.len() <= TABLE_MAX
            && self.key.len() <= KEY_MAX
            && self.value.len() <= VALUE_MAX;
        if fits {
            Ok(())
        } else {
            Err(StoreError::TooLarge)
        }
    }
}

/// How much of [`BATCH_MAX`] a row takes.
pub(crate) fn weight(row: &Row) -> usize {
    row.key.len() + row.value.len() + CHANGE_OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = Table::new("records");

    #[test]
    fn the_last_change_of_a_key_counts() {
        let mut batch = Batch::new();
        batch.put(TABLE, b"a", *b"1").put(TABLE, b"a", *b"2");
        assert_eq!(batch.len(), 1);
        assert_eq!(
            batch.changes().next(),
            Some(("records", &b"a"[..], Some(&b"2"[..])))
        );
        batch.delete(TABLE, b"a");
        assert_eq!(batch.changes().next(), Some(("records", &b"a"[..], None)));
    }

    #[test]
    fn limits_are_exact() {
        let mut batch = Batch::new();
        batch.put(TABLE, &[0; KEY_MAX], vec![0; VALUE_MAX]);
        assert!(batch.check().is_ok());
        for (key, value) in [(KEY_MAX + 1, 0), (0, VALUE_MAX + 1)] {
            let mut batch = Batch::new();
            batch.put(TABLE, &vec![0; key], vec![0; value]);
            assert!(matches!(batch.check(), Err(StoreError::TooLarge)));
        }
        batch.put(TABLE, b"second", vec![0; BATCH_MAX - VALUE_MAX]);
        assert!(matches!(batch.check(), Err(StoreError::TooLarge)));
    }
}
