//! Reading rows: one, all of a table, or only their keys or number. Rows come in an order that is always the same and
//! means nothing, because their names on the disk are opaque.

use std::vec;

use zeroize::Zeroizing;

use super::Store;
use crate::{
    engine::Range,
    error::{Fault, StoreError},
    row::Row,
    sealer::{Name, TableTag},
    table::Table,
};

impl Store {
    /// The value of `key` in `table`, wiped when dropped; `None` when it is not there.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it cannot be had from the copy either; what the disk says otherwise.
    pub fn get(&self, table: Table, key: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let name = self.sealer.name(table.name(), key);
        let row = self.read(|engine| {
            let row = engine.row(&name)?;
            match row {
                Some(row) if row.key != key || row.table != table.name() => Err(Fault::Damaged),
                row => Ok(row),
            }
        })?;
        Ok(row.map(|row| row.value))
    }

    /// Whether `key` is in `table`.
    ///
    /// # Errors
    /// As [`Self::get`].
    pub fn contains(&self, table: Table, key: &[u8]) -> Result<bool, StoreError> {
        let name = self.sealer.name(table.name(), key);
        self.read(|engine| engine.contains(&name))
    }

    /// How many rows `table` has. They are counted, which takes about as long as reading them.
    ///
    /// # Errors
    /// As [`Self::get`].
    pub fn count(&self, table: Table) -> Result<u64, StoreError> {
        let tag = self.sealer.table_tag(table.name());
        self.read(|engine| engine.count(&tag))
    }

    /// All rows of `table`. What is written meanwhile may or may not be seen; every row seen is whole.
    pub fn scan(&self, table: Table) -> Scan<'_> {
        Scan {
            store: self,
            tag: self.sealer.table_tag(table.name()),
            after: None,
            page: Vec::new().into_iter(),
            ended: false,
        }
    }

    /// All keys of `table`, as [`Self::scan`]. The values are read too: a key is known only to the seal of its row.
    pub fn keys(&self, table: Table) -> impl Iterator<Item = Result<Vec<u8>, StoreError>> + '_ {
        self.scan(table).map(|row| row.map(|(key, _)| key))
    }
}

/// The rows of a table, read a page at a time. Ends after an error.
pub struct Scan<'a> {
    store: &'a Store,
    tag: TableTag,
    after: Option<Name>,
    page: vec::IntoIter<(Name, Row)>,
    ended: bool,
}

impl Iterator for Scan<'_> {
    /// Key and value; the value is wiped when dropped.
    type Item = Result<(Vec<u8>, Zeroizing<Vec<u8>>), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.len() == 0 && !self.ended {
            match self.next_page() {
                Ok(page) => {
                    self.ended = page.is_empty();
                    self.page = page.into_iter();
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        let (name, row) = self.page.next()?;
        self.after = Some(name);
        Some(Ok((row.key, row.value)))
    }
}

impl Scan<'_> {
    fn next_page(&self) -> Result<Vec<(Name, Row)>, StoreError> {
        let range = Range {
            prefix: &self.tag,
            after: self.after,
        };
        self.store.read(|engine| engine.page(range))
    }
}
