//! Reading everything through, so that damage in one part is found while the other is still whole.

use super::{Rebuilt, Store, Writer};
use crate::{
    engine::Range,
    error::{Fault, StoreError},
    journal::{Next, Reader},
    snapshot,
};

impl Store {
    /// Reads every row and the whole copy, and rebuilds the part that is damaged; says which, or `None` when all is well.
    /// Takes as long as reading all twice, and writers wait: for an idle moment, now and then.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when both parts are; what the disk says otherwise.
    pub fn scrub(&self) -> Result<Option<Rebuilt>, StoreError> {
        let mut writer = self.lock_writer();
        self.ready(&mut writer)?;
        let epoch = self.read_slot().epoch;
        let mut range = Range::default();
        while let Some(last) = self.mending(&mut writer, |_| self.last_of_page(range))? {
            range.after = Some(last);
        }
        match self.check_copy(&writer) {
            Ok(()) if self.read_slot().epoch == epoch => Ok(None),
            Ok(()) => Ok(Some(Rebuilt::Database)),
            Err(Fault::Damaged) => {
                self.renew_copy(&mut writer)?;
                Ok(Some(Rebuilt::Copy))
            }
            Err(fault) => Err(fault.into()),
        }
    }

    fn last_of_page(&self, range: Range<'_>) -> Result<Option<crate::sealer::Name>, Fault> {
        let page = self.on_engine(|engine| engine.page(range))?;
        Ok(page.last().map(|(name, _)| *name))
    }

    /// The snapshot must be whole, and the journal must lead from it to where the engine is.
    fn check_copy(&self, writer: &Writer) -> Result<(), Fault> {
        let generation = writer.head.generation;
        let path = self.folder.snapshot(generation);
        let position = snapshot::read(&path, &self.sealer, |_| Ok(()))?;
        let path = self.folder.journal(generation);
        let mut reader = Reader::open(&path, &self.sealer, generation, 0)?;
        let mut due = position.sequence;
        let mut end = 0;
        while let Next::Frame(frame) = reader.next()? {
            if frame.sequence != due {
                return Err(Fault::Damaged);
            }
            due += 1;
            end = frame.end;
        }
        if due == writer.head.sequence + 1 && end == writer.head.journal_end {
            Ok(())
        } else {
            Err(Fault::Damaged)
        }
    }
}
