//! Writing a batch: expectations first, then the journal, then the engine, each synced before the next. Once the journal
//! has the batch, it will be in the store whatever happens.

use keepwell_crypto::hash;
use subtle::ConstantTimeEq;

use super::{Store, Writer};
use crate::{
    batch::{Batch, Expectation},
    error::{Fault, StoreError},
    journal::Change,
    row::RowRef,
};

impl Store {
    /// Makes all changes of `batch`, or none. When this returns they are on the disk, twice.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when an expectation does not hold and [`StoreError::TooLarge`] above a limit: nothing was
    /// written. After an error of the disk the batch may or may not be there, whole: read before writing it again.
    pub fn write(&self, batch: &Batch) -> Result<(), StoreError> {
        batch.check()?;
        let mut writer = self.lock_writer();
        for expectation in batch.expectations() {
            if !self.mending(&mut writer, |_| self.holds(expectation))? {
                return Err(StoreError::Conflict);
            }
        }
        let changes: Vec<Change> = batch
            .changes()
            .map(|(table, key, value)| match value {
                Some(value) => Change::put(&self.sealer, RowRef { table, key, value }),
                None => Change {
                    name: self.sealer.name(table, key),
                    sealed: None,
                },
            })
            .collect();
        self.commit(&mut writer, &changes)
    }

    /// Makes changes, of distinct names, durable.
    pub(super) fn commit(&self, writer: &mut Writer, changes: &[Change]) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.ready(writer)?;
        let mut head = writer.head;
        head.sequence += 1;
        head.journal_end = self.append(writer, head.sequence, changes)?;
        let applied = self.on_engine_alone(changes, &mut head);
        if applied
            .and_then(|()| self.on_engine(|engine| engine.flush()))
            .is_ok()
        {
            writer.head = head;
        } else {
            // The journal has the batch: from there the engine gets it when it is opened again.
            self.close();
            self.reopen(writer)?;
        }
        self.renew_if_long(writer);
        Ok(())
    }

    /// Appends to the journal; gives its new length.
    fn append(
        &self,
        writer: &mut Writer,
        sequence: u64,
        changes: &[Change],
    ) -> Result<u64, StoreError> {
        // Taken out and put back only when all went well: a journal that failed is opened anew.
        let mut journal = writer.journal.take().ok_or(StoreError::Damaged)?;
        journal.append(&self.sealer, sequence, changes)?;
        let length = journal.length();
        writer.journal = Some(journal);
        Ok(length)
    }

    fn on_engine_alone(
        &self,
        changes: &[Change],
        head: &mut crate::engine::Head,
    ) -> Result<(), Fault> {
        let slot = self.write_slot();
        let engine = slot.engine.as_ref().ok_or(Fault::Damaged)?;
        engine.apply(changes, head)
    }

    fn holds(&self, expectation: &Expectation) -> Result<bool, Fault> {
        let Expectation { table, key, value } = expectation;
        let name = self.sealer.name(table.name(), key);
        let Some(expected) = value else {
            return self.on_engine(|engine| Ok(!engine.contains(&name)?));
        };
        let row = self.on_engine(|engine| engine.row(&name))?;
        Ok(row.is_some_and(|row| hash::sha256(&row.value).ct_eq(expected).into()))
    }
}
