//! One row of a table as callers know it: table, key and value in the clear. It exists outside memory only sealed, or
//! inside an export that its caller encrypts.

use zeroize::Zeroizing;

/// A row, owned. The value is wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) table: String,
    pub(crate) key: Vec<u8>,
    pub(crate) value: Zeroizing<Vec<u8>>,
}

/// A row, borrowed.
#[derive(Clone, Copy)]
pub(crate) struct RowRef<'a> {
    pub(crate) table: &'a str,
    pub(crate) key: &'a [u8],
    pub(crate) value: &'a [u8],
}

impl Row {
    pub(crate) fn as_ref(&self) -> RowRef<'_> {
        RowRef {
            table: &self.table,
            key: &self.key,
            value: &self.value,
        }
    }
}
