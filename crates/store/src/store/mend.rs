//! What happens when the engine fails while the store is in use: it is closed, opened again or rebuilt, and the call is
//! made once more. The caller notices nothing but the time it takes.

use std::sync::{Arc, PoisonError, RwLockReadGuard, RwLockWriteGuard};

use super::{
    Slot, Store, Writer, lock,
    recover::{self, Recovered},
};
use crate::{
    engine::Engine,
    error::{Fault, StoreError},
    folder::Folder,
    journal::Journal,
    sealer::Sealer,
};

type Recover = fn(&Folder, &Arc<Sealer>) -> Result<Recovered, Fault>;

impl Store {
    /// Reads from the engine, mending it if it is damaged. The caller must not have locked the writer.
    pub(super) fn read<T>(
        &self,
        work: impl Fn(&Engine) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let epoch = self.read_slot().epoch;
        match self.on_engine(&work) {
            Err(Fault::Damaged) => {
                self.mend(&mut self.lock_writer(), epoch)?;
                Ok(self.on_engine(&work)?)
            }
            outcome => Ok(outcome?),
        }
    }

    /// As [`Self::read`], for who has locked the writer; `work` may write.
    pub(super) fn mending<T>(
        &self,
        writer: &mut Writer,
        mut work: impl FnMut(&mut Writer) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let epoch = self.read_slot().epoch;
        match work(writer) {
            Err(Fault::Damaged) => {
                self.mend(writer, epoch)?;
                Ok(work(writer)?)
            }
            outcome => Ok(outcome?),
        }
    }

    /// Runs `work` on the engine; [`Fault::Damaged`] also when it is closed, so that it will be opened.
    pub(super) fn on_engine<T>(
        &self,
        work: impl FnOnce(&Engine) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let slot = self.read_slot();
        slot.engine.as_ref().map_or(Err(Fault::Damaged), work)
    }

    /// Makes engine and journal ready to be written to.
    pub(super) fn ready(&self, writer: &mut Writer) -> Result<(), StoreError> {
        if self.read_slot().engine.is_none() {
            self.reopen(writer)?;
        }
        if !writer.has_reserve {
            // Written now, it might take the last space that opening needs.
            self.folder.keep_reserve()?;
            writer.has_reserve = true;
        }
        if writer.journal.is_none() {
            let head = writer.head;
            let path = self.folder.journal(head.generation);
            let journal = Journal::resume(&path, head.generation, head.journal_end)?;
            writer.journal = Some(journal);
        }
        Ok(())
    }

    /// Opens the closed engine from what is on the disk.
    pub(super) fn reopen(&self, writer: &mut Writer) -> Result<(), StoreError> {
        self.recover(writer, recover::reopen)
    }

    /// Closes the engine; the next call opens it again.
    pub(super) fn close(&self) {
        let engine = self.write_slot().engine.take();
        drop(engine);
    }

    pub(super) fn write_slot(&self) -> RwLockWriteGuard<'_, Slot> {
        self.slot.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn read_slot(&self) -> RwLockReadGuard<'_, Slot> {
        self.slot.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// `epoch` is that of the engine that failed: when another has taken its place, somebody else has mended it.
    fn mend(&self, writer: &mut Writer, epoch: u64) -> Result<(), StoreError> {
        let (now, open) = {
            let slot = self.read_slot();
            (slot.epoch, slot.engine.is_some())
        };
        match open {
            _ if now != epoch => Ok(()),
            false => self.reopen(writer),
            true => {
                // It opened well and failed later, so opening it again would prove nothing.
                self.close();
                self.recover(writer, recover::rebuild)
            }
        }
    }

    fn recover(&self, writer: &mut Writer, how: Recover) -> Result<(), StoreError> {
        let recovered = match how(&self.folder, &self.sealer) {
            Err(fault) if fault.is_full_disk() && self.folder.release_reserve() => {
                how(&self.folder, &self.sealer)?
            }
            outcome => outcome?,
        };
        self.install(writer, recovered);
        Ok(())
    }

    fn install(&self, writer: &mut Writer, recovered: Recovered) {
        let mut slot = self.write_slot();
        slot.engine = Some(recovered.engine);
        slot.epoch += 1;
        drop(slot);
        writer.head = recovered.head;
        writer.journal = Some(recovered.journal);
        writer.renew_at = self.renew_at(recovered.head.generation);
        writer.has_reserve = self.folder.keep_reserve().is_ok();
        self.folder.tidy(recovered.head.generation);
        if recovered.report.is_some() {
            *lock(&self.report) = recovered.report;
        }
    }
}
