//! The rows of a store as one stream, and back: what a backup holds. The stream is in the clear, so its caller encrypts
//! it on the way; its end has a count and a digest, so that one that was cut or changed is refused.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
};

use super::Store;
use crate::{
    batch,
    engine::Range,
    error::StoreError,
    journal::Change,
    sealer::Name,
    stream::{RowReader, RowWriter},
};

/// An import writes this many bytes of rows at a time.
const STEP: usize = 4 << 20;

impl Store {
    /// Writes all rows of the tables for which `keep` says yes to `output`, **in the clear**, as they are at one moment;
    /// gives their number. Writers wait meanwhile.
    ///
    /// # Errors
    /// [`StoreError`]; the output is then not complete, and will not import.
    pub fn export(
        &self,
        output: &mut dyn Write,
        keep: impl Fn(&str) -> bool,
    ) -> Result<u64, StoreError> {
        let mut writer = self.lock_writer();
        let mut rows = RowWriter::new(output)?;
        let mut range = Range::default();
        loop {
            let page =
                self.mending(&mut writer, |_| self.on_engine(|engine| engine.page(range)))?;
            let Some((last, _)) = page.last() else {
                return Ok(rows.finish()?);
            };
            range.after = Some(*last);
            for (_, row) in page.iter().filter(|(_, row)| keep(&row.table)) {
                rows.row(row.as_ref())?;
            }
        }
    }

    /// Adds all rows of an export, replacing those of the same table and key; gives their number. Rows are written as they
    /// are read: import into a store made for it, and use that only when this returned well.
    ///
    /// # Errors
    /// [`StoreError::BadExport`] when the input is not a whole export; otherwise as [`Self::write`].
    pub fn import(&self, input: &mut dyn Read) -> Result<u64, StoreError> {
        let mut rows = RowReader::new(input).map_err(|_| StoreError::BadExport)?;
        let (mut step, mut bytes, mut count) = (BTreeMap::new(), 0, 0);
        while let Some(row) = rows.next().map_err(|_| StoreError::BadExport)? {
            bytes += batch::weight(&row);
            count += 1;
            let change = Change::put(&self.sealer, row.as_ref());
            step.insert(change.name, change);
            if bytes >= STEP {
                self.import_step(&mut step)?;
                bytes = 0;
            }
        }
        self.import_step(&mut step)?;
        Ok(count)
    }

    /// By name, because an export made elsewhere could name a row twice.
    fn import_step(&self, step: &mut BTreeMap<Name, Change>) -> Result<(), StoreError> {
        let changes: Vec<Change> = std::mem::take(step).into_values().collect();
        self.commit(&mut self.lock_writer(), &changes)
    }
}
